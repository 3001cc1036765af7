"""The folder of everything that is made at run time: the demonstration's database, keys, uploads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from waylight.ops.postgres.place import write_private

ROOT = Path(__file__).resolve().parents[2]


def state_folder() -> Path:
    """`WAYLIGHT_STATE`, or `var` in the checkout, or `var` here where the package was installed."""
    named = os.environ.get("WAYLIGHT_STATE")
    if named:
        return Path(named).resolve()
    return (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "var"


def closed_folder(name: str) -> Path:
    """A folder of that name that only this user may enter, made where it is missing."""
    folder = state_folder() / name
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder


def demo_cluster_folder() -> Path:
    """Where the demonstration's database is."""
    return state_folder() / "demo"


def kept_secret(name: str, length: int = 48) -> str:
    """The secret of that name, made at random when it is first asked for, in a file only its owner reads."""
    path = state_folder() / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(path, secrets.token_urlsafe(length))
    return path.read_text("utf-8")
