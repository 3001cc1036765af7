"""The same address, telephone, car or adult in what is kept of several children: told by what can be compared.

Only what is written in one way is taken: a postcode with the number of the house, a telephone number, a car's
registration; and the name at the beginning of an entry about a person of concern.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from waylight.engine.words import Clock, Source

FULL_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
HOUSE = re.compile(r"\b(\d{1,4}[A-Za-z]?)\b(?=,? +[A-Za-z]{3,})")
PHONE = re.compile(r"(?:\+44 ?|\b0)(\d(?:[ -]?\d){8,9})\b")
CAR = re.compile(r"\b([A-Z]{2}\d{2}) ?([A-Z]{3})\b", re.IGNORECASE)
NAME_ENDS = re.compile(r"[,;:(\d]| - ")


class Named(StrEnum):
    ADDRESS = "address"
    PHONE = "telephone"
    CAR = "car"
    ADULT = "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule:
    """The row: in how many children's records; `crowd`: what stands in more than so many is a public place."""

    code: str
    name: str
    says: str
    children: int
    crowd: int
    tell: tuple[str, ...]
    asks_for: str
    source: Source
    lasts: Clock
    local: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """Something named in the record of one child: the entry it stands in, the record that entry is read under."""

    child: UUID
    kind: Named
    value: str
    record: str
    entry: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class SharedName:
    """One thing named in several children's records. `since`: when the last child that made it several was added."""

    kind: Named
    value: str
    children: tuple[UUID, ...]
    entries: tuple[UUID, ...]
    records: frozenset[str]
    since: datetime


def named_in(text: str, *, person: bool) -> frozenset[tuple[Named, str]]:
    """What can be compared in one entry. `person`: the entry is about a person, and begins with the name."""
    found: set[tuple[Named, str]] = set()
    for match in PHONE.finditer(text):
        found.add((Named.PHONE, "0" + re.sub(r"\D", "", match.group(1))))
    for match in CAR.finditer(text):
        found.add((Named.CAR, (match.group(1) + match.group(2)).upper()))
    before = 0
    for match in FULL_POSTCODE.finditer(text):
        numbers = HOUSE.findall(text[before : match.start()])
        before = match.end()
        if numbers:
            code = f"{match.group(1)} {match.group(2)}".upper()
            found.add((Named.ADDRESS, f"{numbers[-1].lower()}, {code}"))
    if person and len(words := folded(NAME_ENDS.split(text, maxsplit=1)[0])) >= 2:
        found.add((Named.ADULT, " ".join(words)))
    return frozenset(found)


def folded(text: str) -> list[str]:
    """The words without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[a-z]+", plain)


def shared_names(namings: Iterable[Naming], rule: NamedRule) -> tuple[SharedName, ...]:
    """What stands in the records of as many children as the rule asks, by kind and value."""
    by_value: dict[tuple[Named, str], list[Naming]] = defaultdict(list)
    for naming in namings:
        by_value[naming.kind, naming.value].append(naming)
    found = []
    for (kind, value), said in sorted(by_value.items()):
        firsts: dict[UUID, datetime] = {}
        for one in sorted(said, key=lambda n: (n.since, str(n.entry))):
            firsts.setdefault(one.child, one.since)
        if rule.children <= len(firsts) <= rule.crowd:
            found.append(
                SharedName(
                    kind,
                    value,
                    tuple(sorted(firsts)),
                    tuple(sorted(one.entry for one in said)),
                    frozenset(one.record for one in said),
                    sorted(firsts.values())[rule.children - 1],
                )
            )
    return tuple(found)
