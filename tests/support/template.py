"""A migrated PostgreSQL, stopped, kept in `var/` and copied by each run of the tests: migrating costs seconds.

Its name is a key made of everything that decides what migrating does: where any of that changes, a new one is made.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from waylight.ops.drills.server import environment
from waylight.ops.postgres import Cluster, binaries
from waylight.ops.postgres.account import caller_or_number
from waylight.ops.postgres.place import only_one, read_papers, server_folder, write_papers

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "test-databases"
# Bring tables or rows of their own into the database.
PACKAGES = ("django", "procrastinate", "psycopg")
IMPORTED = re.compile(
    r"^\s*(?:from\s+(waylight[\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)|import\s+(waylight[\w.]*))", re.MULTILINE
)
# One that no run has copied for so long is that of an older state of the files.
DAY = 24 * 60 * 60


def lay_out(folder: Path, kept: Path = KEPT) -> None:
    """Put a migrated cluster into `folder`, to be started there; make the one to copy where there is none yet."""
    with only_one(kept / "lock"):
        made = kept / key()
        if not made.exists():
            _make(made)
            _clear(kept, but=made)
        made.touch()
        papers = read_papers(made / "postgres.json")
        assert papers is not None, f"{made} was left half made: delete it"
        account = caller_or_number()
        server = server_folder(folder, account)
        shutil.copytree(made / "server", server)
    account.give(server)
    write_papers(folder / "postgres.json", replace(papers, server=str(server), socket=""))


def key(root: Path = ROOT) -> str:
    """Names the state of all migrations, of what they and the command read, of the server and of the packages."""
    told = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(read_in_migrating(root)):
        told.update(f"\n{path.relative_to(root)}\n".encode() + path.read_bytes())
    told.update(repr([binaries.version(), sys.version, *map(version, PACKAGES)]).encode())
    return told.hexdigest()[:16]


def read_in_migrating(root: Path) -> set[Path]:
    """Migrations, command, settings, and what of the package they import, at their head or within a function."""
    left = [root / "waylight/ops/migrate.py", root / "waylight/ops/settings.py"]
    left += root.glob("waylight/**/migrations/*.py")
    reached: set[Path] = set()
    while left:
        if (path := left.pop()) in reached:
            continue
        reached.add(path)
        for within, names, alone in IMPORTED.findall(path.read_text("utf-8")):
            modules = [within or alone, *(f"{within}.{name}" for name in re.findall(r"\w+", names))]
            left += [found for module in modules for found in _files(root, module)]
    return reached


def _files(root: Path, module: str) -> list[Path]:
    """The module's file, and those of the packages it stands in: Python reads them all."""
    steps = [root.joinpath(*module.split(".")[:depth]) for depth in range(1, module.count(".") + 2)]
    return [
        file for step in steps for file in (step.with_suffix(".py"), step / "__init__.py") if file.is_file()
    ]


def _make(made: Path) -> None:
    """Migrate a new cluster as an installation does; keep its files once it has stopped in good order."""
    folder = Path(tempfile.mkdtemp(prefix="waylight-template-"))
    folder.chmod(0o711)
    cluster = Cluster(folder, "test")
    half = made.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        cluster.start()
        command = [sys.executable, "-m", "waylight.ops.migrate", "--quiet"]
        subprocess.run(command, env=environment(cluster, "owner"), check=True)
        cluster.stop()
        papers = read_papers(folder / "postgres.json")
        assert papers is not None
        half.mkdir(parents=True, mode=0o700)
        shutil.copytree(papers.server, half / "server", ignore=shutil.ignore_patterns("server.log"))
        write_papers(half / "postgres.json", papers)
        half.rename(made)
    finally:
        cluster.destroy()


def _clear(kept: Path, *, but: Path) -> None:
    """Delete those of other states of the files that nobody has used for a day."""
    for other in kept.iterdir():
        if other.is_dir() and other != but and time.time() - other.stat().st_mtime > DAY:
            shutil.rmtree(other)
