"""Codes that are written on paper or told by mouth, and what of them is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from itertools import pairwise

from django.conf import settings

# No letter that looks like a figure or like another letter, and none that would make words.
LETTERS = "BCDFGHJKMNPQRTVWXY346789"
GROUP = 4


def new_code(groups: int) -> str:
    """A fresh code as it is printed: groups of four with hyphens between. Each group is worth 18 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(groups))


def new_pin(digits: int) -> str:
    """A fresh number to be told by mouth; never an obvious one."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(digits))
        if not obvious(pin):
            return pin


def plain(code: str) -> str:
    """A code as somebody typed it, in the form in which it is compared: capitals, no spaces or hyphens."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def kept(code: str, purpose: str) -> str:
    """What the database keeps of a code: 64 characters that open nothing without the installation's own key.

    `purpose` separates kinds of codes, so that one kind never opens the door of another.
    """
    key = hashlib.sha256(f"waylight.signin {purpose} {settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, plain(code).encode(), hashlib.sha256).hexdigest()


def obvious(pin: str) -> bool:
    """Whether a PIN is among the first that anybody would try: one figure over and over, a run, a pair twice."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return True
    half = len(pin) // 2
    return pin[:half] == pin[half:] or len(set(pin)) < 3


def sealed(secret: str) -> str:
    """What the database keeps of a long random secret, such as a device's cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()
