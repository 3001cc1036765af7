"""A backup sealed to a public key, piece by piece: whoever makes backups cannot read last week's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BEGINS = b"WAYLIGHT-BACKUP-1\n"
KEY, MARK, SIZE = 32, 16, 4
# No piece that we make is longer; one that says so was not made by us.
LONGEST = 1 << 20


class NotOurs(Exception):
    """This was not sealed to our key, or it was changed or cut since."""


def sealed(pieces: Iterable[bytes], public: bytes) -> Iterator[bytes]:
    """What to write, in order. Pieces are numbered and the last one says that it is, so none can be moved or cut."""
    once = X25519PrivateKey.generate()
    head = BEGINS + once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(public)), head, public)
    yield head
    before: bytes | None = None
    numbers = count()
    for piece in pieces:
        if before is not None:
            yield _piece(cipher, next(numbers), before, last=False)
        before = piece
    yield _piece(cipher, next(numbers), before or b"", last=True)


def opened(file: BinaryIO, private: bytes) -> Iterator[bytes]:
    """The pieces that were sealed, each proved before it is given. Raises: NotOurs, at the latest where it was cut."""
    head = file.read(len(BEGINS) + KEY)
    if not head.startswith(BEGINS) or len(head) != len(BEGINS) + KEY:
        raise NotOurs
    ours = X25519PrivateKey.from_private_bytes(private)
    shared = ours.exchange(X25519PublicKey.from_public_bytes(head[len(BEGINS) :]))
    cipher = _cipher(shared, head, ours.public_key().public_bytes_raw())
    for number in count():
        size = int.from_bytes(file.read(SIZE), "big")
        text = file.read(size) if MARK <= size <= LONGEST else b""
        last = not file.peek(1) if hasattr(file, "peek") else False
        try:
            yield cipher.decrypt(_nonce(number, last), text, None)
        except InvalidTag:
            raise NotOurs from None
        if last:
            return


def _piece(cipher: ChaCha20Poly1305, number: int, text: bytes, *, last: bool) -> bytes:
    closed = cipher.encrypt(_nonce(number, last), text, None)
    return len(closed).to_bytes(SIZE, "big") + closed


def _nonce(number: int, last: bool) -> bytes:
    # The key serves for one backup, so a number is enough.
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(shared: bytes, head: bytes, public: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY, salt=head + public, info=b"waylight backup").derive(shared))
