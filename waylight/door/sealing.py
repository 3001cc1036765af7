"""Sealing to a public key: whoever seals cannot open again what was sealed a moment ago."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BEGINS = b"WAYLIGHT-DOOR-1\n"
SIZE = 32


class NotOurs(Exception):
    """This was not sealed to our key, or it was changed since."""


def new_pair() -> tuple[bytes, bytes]:
    """A private and a public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(text: bytes, public: bytes) -> bytes:
    """Only the holder of the private key can read the result. A key of its own is made for every text."""
    once = X25519PrivateKey.generate()
    head = BEGINS + once.public_key().public_bytes_raw()
    key = _key(once.exchange(X25519PublicKey.from_public_bytes(public)), head, public)
    # The key serves once, so the nonce need not change.
    return head + ChaCha20Poly1305(key).encrypt(bytes(12), text, head)


def unseal(sealed: bytes, private: bytes) -> bytes:
    """What was sealed. Raises: NotOurs."""
    head, body = sealed[: len(BEGINS) + SIZE], sealed[len(BEGINS) + SIZE :]
    if not head.startswith(BEGINS) or len(head) != len(BEGINS) + SIZE:
        raise NotOurs
    ours = X25519PrivateKey.from_private_bytes(private)
    shared = ours.exchange(X25519PublicKey.from_public_bytes(head[len(BEGINS) :]))
    try:
        return ChaCha20Poly1305(_key(shared, head, ours.public_key().public_bytes_raw())).decrypt(
            bytes(12), body, head
        )
    except InvalidTag:
        raise NotOurs from None


def _key(shared: bytes, head: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), SIZE, salt=head + public, info=b"waylight door").derive(shared)
