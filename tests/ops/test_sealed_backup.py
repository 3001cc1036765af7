"""A backup that is sealed: only the private key opens it, and nothing in it can be changed, moved, put in or cut."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest

from waylight.door.sealing import new_pair
from waylight.ops.backup.making import SEALED, BadKey, key
from waylight.ops.backup.restoring import NotRestored, pieces_of
from waylight.ops.backup.sealing import NotOurs, opened, sealed

PRIVATE, PUBLIC = new_pair()
PIECES = [b"the first", b"x" * 65_536, b"", b"the last"]


def closed(pieces: list[bytes] = PIECES) -> bytes:
    return b"".join(sealed(pieces, PUBLIC))


def open_again(data: bytes, private: bytes = PRIVATE) -> list[bytes]:
    return list(opened(io.BufferedReader(io.BytesIO(data)), private))


@pytest.mark.parametrize("pieces", [PIECES, [b"one"], []])
def test_what_was_sealed_is_opened_by_the_private_key(pieces: list[bytes]) -> None:
    assert b"".join(open_again(closed(pieces))) == b"".join(pieces)


def test_nothing_of_it_can_be_read_and_no_two_are_alike() -> None:
    assert b"the first" not in closed()
    assert closed() != closed()


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NotOurs):
        open_again(closed(), new_pair()[0])


def test_a_byte_changed_anywhere_is_found() -> None:
    data, rng = closed(), Random(1)
    for at in [*range(80), *(rng.randrange(len(data)) for _ in range(200))]:
        changed = bytearray(data)
        changed[at] ^= 1 << rng.randrange(8)
        with pytest.raises(NotOurs):
            open_again(bytes(changed))


def test_one_that_was_cut_anywhere_is_found() -> None:
    data, rng = closed(), Random(2)
    for at in [0, 10, len(data) - 1, *(rng.randrange(len(data)) for _ in range(200))]:
        with pytest.raises(NotOurs):
            open_again(data[:at])


def test_one_that_was_cut_between_two_pieces_or_added_to_is_found() -> None:
    head, *pieces = sealed(PIECES, PUBLIC)
    for wrong in (pieces[:-1], pieces[::-1], [*pieces, pieces[-1]], pieces[1:]):
        with pytest.raises(NotOurs):
            open_again(head + b"".join(wrong))


@pytest.mark.parametrize("text", ["", "no key", "00ff"])
def test_a_file_that_holds_no_key_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    with pytest.raises(BadKey, match="holds no key"):
        key(path)


def test_a_sealed_backup_is_not_restored_without_the_key(tmp_path: Path) -> None:
    (tmp_path / SEALED).write_bytes(closed())
    with pytest.raises(NotRestored, match=r"is sealed\. Name the private key"):
        list(pieces_of(tmp_path, None))
    assert b"".join(pieces_of(tmp_path, PRIVATE)) == b"".join(PIECES)
