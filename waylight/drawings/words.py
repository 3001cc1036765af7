"""Numbers, shares and lengths of time in words, and how wide a line of text will be."""

from __future__ import annotations

import math
from functools import lru_cache

_NARROW = frozenset("ijlft.,:;'!|()[]/ ")
_WIDE = frozenset("mwMW@%")


def number(count: float) -> str:
    """12,345; a fraction is rounded; what is no number is a dash."""
    return f"{round(count):,}" if math.isfinite(count) else "–"


def about(count: float, digits: int = 3) -> str:
    """A number to so many significant digits: 12,265 is 12,300."""
    if abs(count) < 1:
        return "0"
    keep = digits - 1 - math.floor(math.log10(abs(count)))
    return number(round(count, keep) if keep < 0 else count)


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 report, 2 reports."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def per_cent(part: float, whole: float, *, brief: bool = False) -> str:
    """A share as people say it: 12%, 1.4%, less than 0.1% (brief: <0.1%); nothing of nothing is a dash."""
    if whole <= 0:
        return "–"
    share = 100 * part / whole
    if part == 0:
        return "0%"
    if share < 0.1:
        return "<0.1%" if brief else "less than 0.1%"
    if share < 10:
        return f"{share:.1f}%"
    if part < whole and share > 99:
        return ">99%" if brief else "more than 99%"
    return f"{share:.0f}%"


def of_every(part: float, whole: float) -> str:
    """A share for someone who reads no percentages: 'about 1 in 7', 'about 3 in 10'."""
    if whole <= 0 or part <= 0:
        return "none"
    if part >= whole:
        return "all"
    share = part / whole
    if share < 0.15:
        return f"about 1 in {round(1 / share):,}"
    tenths = round(10 * share)
    plain = {2: "about 1 in 5", 5: "about half", 10: "nearly all", 4: "about 2 in 5", 6: "about 3 in 5"}
    return plain.get(tenths, "about 4 in 5" if tenths == 8 else f"about {tenths} in 10")


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """An upper estimate of the width of a line in user units (by the widest of the common sans-serifs)."""
    ems = 0.0
    for letter in text:
        if letter in _NARROW:
            ems += 0.37
        elif letter in _WIDE:
            ems += 0.98
        elif letter.isdigit():
            ems += 0.64
        elif letter.isupper():
            ems += 0.72
        else:
            ems += 0.6
    return ems * size * (1.09 if bold else 1.0)


def wrap(text: str, size: float, room: float) -> list[str]:
    """The words of a text in as few lines as fit the room, of about one length; a longer word stands alone."""
    lines = _filled(text, size, room)
    tight = room
    while len(lines) > 1 and tight > room / 2:
        tight -= size / 2
        closer = _filled(text, size, tight)
        if len(closer) > len(lines) or any(width(line, size) > room for line in closer):
            break
        lines = closer
    return lines


def _filled(text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
