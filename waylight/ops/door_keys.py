"""Where the door's keys and its spool are kept, and making them where they are missing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from waylight.door.keeping import Door
from waylight.door.sealing import new_pair
from waylight.ops.postgres.place import write_private
from waylight.ops.state import closed_folder, kept_secret

# Where the public key is when the private one is kept elsewhere, as it should be where records are real.
PUBLIC = "WAYLIGHT_DOOR_PUBLIC"
PRIVATE = "WAYLIGHT_DOOR_PRIVATE"


def door(environment: Mapping[str, str] = os.environ) -> Door:
    """Keys and spool of this installation. Without a public key that was named, a pair is made here."""
    folder = closed_folder("door")
    named = environment.get(PUBLIC)
    public = Path(named) if named else folder / "public"
    if not named and not public.exists():
        make_pair(folder / "private", public)
    signing = kept_secret("door/signing").encode()
    return Door(signing, bytes.fromhex(public.read_text("utf-8").strip()), folder / "spool")


def make_pair(private: Path, public: Path) -> None:
    """Write a new pair, the private key first: what nobody could ever open must not be sealed."""
    secret, told = new_pair()
    write_private(private, secret.hex())
    write_private(public, told.hex())


def private_key(environment: Mapping[str, str] = os.environ) -> bytes:
    """The key that opens what was sealed. Only the process that files has it. Raises: OSError."""
    path = Path(environment.get(PRIVATE) or closed_folder("door") / "private")
    return bytes.fromhex(path.read_text("utf-8").strip())
