"""What happens to names between a mouth and a screen: functions of one name and a random generator."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

Change = Callable[[str, random.Random], str]


def pairs(text: str) -> list[tuple[str, str]]:
    """Words, taken two by two."""
    parts = text.split()
    return list(zip(parts[::2], parts[1::2], strict=True))


# Each letter and those beside it on the keyboard; what a scanner takes for what; what sounds like what.
NEAR = dict(
    pairs(
        "a qs b vn c xv d sf e wr f dg g fh h gj i uo j hk k jl l k m n n bm o ip p o q wa r et s ad t ry "
        "u yi v cb w qe x zc y tu z x"
    )
)
SCANNED = pairs("rn m m rn cl d l 1 o 0 i l h b e c vv w S 5 B 8 u v a o I l")
HEARD = pairs(
    "ph f f ph ck k c k k c s z ie y y ie ee ea ea ee th f v b ei ie x cks ll l tt t nn n sh ch j g er ar "
    "au or ou u i e gh g mb m"
)
KEYBOARD = pairs("z y y z a q q a w z m ,")


def mistype(name: str, rng: random.Random) -> str:
    """One slip of the finger: a letter too many, too few, wrong, or two exchanged."""
    if len(name) < 3:
        return name
    at = rng.randrange(1, len(name))
    kind = rng.random()
    if kind < 0.28:
        return name[:at] + name[at + 1 :]
    if kind < 0.5:
        return name[:at] + name[at - 1 if rng.random() < 0.6 else at] + name[at:]
    if kind < 0.72 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    near = NEAR.get(name[at].lower(), "e")
    return name[:at] + rng.choice(near) + name[at + 1 :]


def _swap(name: str, table: list[tuple[str, str]], rng: random.Random) -> str:
    usable = [(old, new) for old, new in table if old in name]
    if not usable:
        return mistype(name, rng)
    old, new = rng.choice(usable)
    return name.replace(old, new, 1)


def misread(name: str, rng: random.Random) -> str:
    """As a scanner reads it."""
    return _swap(name, SCANNED, rng)


def mishear(name: str, rng: random.Random) -> str:
    """As it sounds on the telephone."""
    return _swap(name, HEARD, rng)


def foreign_keyboard(name: str, rng: random.Random) -> str:
    """Typed on a keyboard of another layout."""
    return _swap(name, KEYBOARD, rng)


def partial(name: str, rng: random.Random) -> str:
    """Only the beginning, or an initial."""
    return name[:1] if rng.random() < 0.4 else name[: max(2, len(name) // 2 + 1)]


def plain(name: str, rng: random.Random) -> str:
    """Without its accents."""
    kept = unicodedata.normalize(
        "NFKD", name.replace("ł", "l").replace("Ł", "L").replace("Đ", "D").replace("đ", "d")
    )
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def garbled(name: str, rng: random.Random) -> str:
    """UTF-8 read as Windows-1252."""
    return name.encode("utf-8").decode("cp1252", errors="ignore")


def titled(name: str, rng: random.Random) -> str:
    """With a title before it."""
    return rng.choice(["Master", "Miss", "Mr", "Ms", "MISS", "Mstr"]) + " " + name


def noted(name: str, rng: random.Random) -> str:
    """With a remark behind it."""
    return (
        name
        + " "
        + rng.choice(["(LAC)", "- UASC", "*", "(CIC)", "(see also)", "- HIGH", "(placed)", "?", "- NFA"])
    )


def odd_case(name: str, rng: random.Random) -> str:
    """In lower case, upper case or with the shift key held wrongly."""
    return rng.choice([str.lower, str.upper, str.swapcase, str.lower])(name)


def half(name: str, rng: random.Random) -> str:
    """One half of a double-barrelled name."""
    return rng.choice([part for part in name.replace("-", " ").split() if part] or [name])
