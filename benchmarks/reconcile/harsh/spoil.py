"""What hands, ears, scanners and screens do to a name, birth date or postcode, one at a time."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
import unicodedata
from pathlib import Path

from benchmarks.reconcile.harsh import names

_FILE = tomllib.loads(Path(__file__).with_name("spoil.toml").read_text("utf-8"))
HEARD, SEEN, _NEAR = (
    [(a, b) for a, b in (pair.split(">") for pair in _FILE[name].split())]
    for name in ("heard", "scanned", "near")
)
NEAR = dict(_NEAR)
GERMAN = str.maketrans("yzYZ", "zyZY")
FRENCH = str.maketrans("aqzwAQZWm", "qawzQAWZ,")
TITLES, NOTES, ALIASES = (list(_FILE[name]) for name in ("titles", "notes", "aliases"))


def one_of(rnd: random.Random, pairs: list[tuple[str, str]], name: str) -> str:
    """Apply one of the substitutions that fits, somewhere in the name but seldom at its start."""
    low = name.lower()
    fits = [(a, b) for a, b in pairs if a in low]
    if not fits:
        return name
    a, b = rnd.choice(fits)
    places = [i for i in range(len(low)) if low.startswith(a, i)]
    later = [i for i in places if i > 0]
    at = rnd.choice(later or places)
    spoilt = name[:at] + b + name[at + len(a) :]
    return spoilt[:1].upper() + spoilt[1:]


def typed(rnd: random.Random, name: str) -> str:
    """One slip of the fingers: left out, doubled, changed for a neighbour, or two changed about."""
    if len(name) < 3:
        return name
    at = rnd.randrange(0 if rnd.random() < 0.12 else 1, len(name))
    kind = rnd.random()
    if kind < 0.3:
        return name[:at] + name[at + 1 :]
    if kind < 0.5:
        return name[:at] + name[at] + name[at:]
    if kind < 0.78:
        return name[:at] + rnd.choice(NEAR.get(name[at].lower(), "e")) + name[at + 1 :]
    at = min(at, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def keyboard(rnd: random.Random, name: str) -> str:
    return name.translate(GERMAN if rnd.random() < 0.6 else FRENCH)


def plain(name: str) -> str:
    """Accents lost."""
    swapped = name.translate(str.maketrans("łŁøØđĐ", "lLoOdD"))
    return "".join(c for c in unicodedata.normalize("NFD", swapped) if not unicodedata.combining(c))


def broken(rnd: random.Random, name: str) -> str:
    """UTF-8 read as Windows-1252, sometimes twice; or each strange letter as a question mark."""
    if rnd.random() < 0.25:
        return "".join(c if c.isascii() else "?" for c in name)
    for _ in range(2 if rnd.random() < 0.12 else 1):
        name = "".join(_as_1252(c) for c in name)
    return name


def _as_1252(letter: str) -> str:
    return letter if letter.isascii() else letter.encode("utf-8").decode("cp1252", errors="replace")


def variant(rnd: random.Random, name: str) -> str:
    return rnd.choice(names.VARIANTS[name]) if name in names.VARIANTS else name


def decorated(rnd: random.Random, name: str, chosen: str) -> str:
    kind = rnd.random()
    if kind < 0.4 and chosen:
        return rnd.choice(ALIASES).format(name, chosen)
    return rnd.choice(TITLES if kind < 0.7 else NOTES).format(name)


def day_month(date: dt.date) -> dt.date:
    """Day and month changed about where that gives a date; else the date itself."""
    return date.replace(month=date.day, day=date.month) if date.day <= 12 else date


def typed_date(rnd: random.Random, date: dt.date) -> dt.date:
    """One digit of day, month or year wrong; always a date."""
    kind = rnd.random()
    if kind < 0.45:
        day = rnd.choice(
            [date.day + 1, date.day - 1, date.day + 10, date.day - 10, date.day % 10 * 10 + date.day // 10]
        )
        return date.replace(day=min(max(day, 1), 28))
    if kind < 0.75:
        month = rnd.choice([date.month + 1, date.month - 1, date.month + 10, date.month - 10])
        return date.replace(month=min(max(month, 1), 12), day=min(date.day, 28))
    return years(date, rnd.choice([-10, -2, 2, 3, -3, 1, -1]))


def years(date: dt.date, by: int) -> dt.date:
    """The same day `by` years on; no later than 2020, so that nobody is born after the extract."""
    return date.replace(year=min(date.year + by, 2020), day=min(date.day, 28))


def postcode(rnd: random.Random, code: str) -> str:
    """One character wrong, or the space gone, or O for 0 and I for 1."""
    kind = rnd.random()
    if kind < 0.25:
        return code.replace("0", "O").replace("1", "I") if kind < 0.12 else code.replace(" ", "").lower()
    at = rnd.choice([i for i, c in enumerate(code) if c != " "])
    if code[at].isdigit():
        return code[:at] + rnd.choice("123456789") + code[at + 1 :]
    return code[:at] + rnd.choice("ABDEFGHJLNPQRSTUWXYZ") + code[at + 1 :]
