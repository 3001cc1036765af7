"""One report, read as `prepare` reads a file of them.

Column expressions cost more than all else when there is one row, so the same patterns are applied here to
single texts. A test holds the two readings against each other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from waylight.reconcile.prepare import names, places, times

_ZONE = ZoneInfo(times.ZONE)
_REMEMBERED = 20_000  # distinct spellings kept; names repeat
_TOGETHER = names._PARTICLE, r"\1\2"


@dataclass(frozen=True)
class Incident:
    """A report as typed. Times are naive Europe/London; `day_only`: no time of day was given."""

    forename: str = ""
    surname: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    ethnicity: str = ""
    postcode: str = ""
    last_seen_at: datetime | None = None
    day_only: bool = False
    aliases: str = ""
    reported_at: datetime | None = None


@lru_cache(_REMEMBERED)
def clean(raw: str) -> tuple[str, str]:
    """The plain spelling, and a further name found inside; either may be empty."""
    text = (raw if raw.isascii() else names._undo(raw)).lower()
    found = re.search(names._BRACKETED, text) or re.search(names._KNOWN_AS, text)
    other = re.sub(names._INTRODUCED, "", found.group(1), count=1).strip(names._AROUND) if found else ""
    other = re.sub(names._NOTE, "", other, count=1)
    text = re.sub(names._KNOWN_AS, " ", re.sub(names._BRACKETED, " ", text), count=1)
    text = re.sub(names._STARRED, " ", re.sub(names._ALL_STARRED, r"\1", text, count=1))
    text = re.sub(names._ASIDE, " ", text)
    return _letters(text), _letters(other)


def _letters(text: str) -> str:
    if not text.isascii():
        for letter, plain in names._LETTERS.items():
            text = text.replace(letter, plain)
        marks = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in marks if not unicodedata.category(c).startswith("M"))
    if re.search(r"\d", text):
        text = "".join(names._DIGITS.get(c, c) for c in text) if re.search("[a-z]", text) else ""
    text = re.sub(names._NO_GAP, "", re.sub(names._FILLER, "", text.strip()))
    text = re.sub(names._TITLE, " ", re.sub(r"[^a-z]+", " ", text))
    text = re.sub(*_TOGETHER, re.sub(names._ARTICLE, " ", text))
    return " ".join(text.split())


@lru_cache(_REMEMBERED)
def sound(word: str) -> str:
    """The sound key of a clean name."""
    key = word.replace(" ", "")
    for pattern, by in names._SOUNDS:
        key = re.sub(pattern, by, key)
    key = key[:1] + re.sub(r"[aeiouyh]", "", key[1:])
    return re.sub(r"([bdfgjklmnprstvx])\1+", r"\1", key)


@lru_cache(_REMEMBERED)
def postcode(raw: str) -> tuple[str, str]:
    """The postcode in one form, whole or in part, and its outward part; empty where it is none."""
    tight = re.sub(r"[^A-Z0-9]", "", raw.upper())
    digit, letters = tight[-3:-2], tight[-2:]
    mended = tight[:-3] + places._INWARD_DIGIT.get(digit, digit)
    mended += "".join(places._INWARD_LETTER.get(c, c) for c in letters)
    if re.search(places._WHOLE, tight):
        return tight, tight[:-3]
    if len(tight) >= 5 and re.search(places._WHOLE, mended):
        return mended, mended[:-3]
    if re.search(places._OUTWARD, tight):
        return tight, tight
    return (tight, tight[:-1]) if re.search(places._SECTOR, tight) else ("", "")


def minutes(local: datetime, day_only: bool) -> tuple[int, int]:
    """First and last reading of a wall-clock time, in minutes since 1970 UTC; a date is its whole day."""
    if day_only:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return _readings(midnight)[0], _readings(midnight + timedelta(days=1))[1]
    return _readings(local)


def _readings(local: datetime) -> tuple[int, int]:
    """Once a year an hour comes twice, and once it is skipped: both folds, the earlier first."""
    both = [int(local.replace(tzinfo=_ZONE, fold=f).timestamp()) // 60 for f in (0, 1)]
    return min(both), max(both)
