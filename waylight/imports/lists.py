"""The lists that an authority hands in each night, as rows. Pure: read by the exchange room, carried out here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from waylight.engine.when import When


@dataclass(frozen=True)
class Listed:
    """Where a row stands: the file and the line (1 is the header)."""

    file: str
    line: int


@dataclass(frozen=True)
class ListedChild(Listed):
    """A child whom the authority looks after. Blank: the list does not say, and what the record has stays."""

    number: str
    given_names: str
    family_name: str
    born: date | None
    known_as: str = ""
    sex: str = ""
    ethnicity: str = ""
    team: str = ""


@dataclass(frozen=True)
class ListedPlacement(Listed):
    """Where the child lives: `place` is the code or the name of the home's or carer's node."""

    number: str
    place: str
    kind: str
    started: When
    ended: When | None = None


@dataclass(frozen=True)
class ListedWorker(Listed):
    """Somebody who works for the authority, in which role at which node; `until` is the last day."""

    email: str
    name: str
    role: str
    place: str
    since: date | None = None
    until: date | None = None


@dataclass
class Lists:
    """All rows of one night. `aside`: rows that could not be read, by reason; `drawn`: how old each list is (UTC)."""

    children: list[ListedChild] = field(default_factory=list)
    placements: list[ListedPlacement] = field(default_factory=list)
    workers: list[ListedWorker] = field(default_factory=list)
    aside: list[tuple[Listed, str]] = field(default_factory=list)
    drawn: Mapping[str, datetime] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(reason for _, reason in self.aside)
