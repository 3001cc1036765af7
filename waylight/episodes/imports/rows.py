"""Rows as their senders wrote them, and the claims that each makes. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from waylight.engine.when import When
from waylight.episodes.kinds.claims import Absent, Found, Returned
from waylight.episodes.kinds.updates import PoliceReference, RiskGraded
from waylight.facts.codec import to_json
from waylight.rulebook.police import GRADES


@dataclass(frozen=True)
class PoliceRow:
    """One report in a force's list. Times as `When`: local, to the minute or the day."""

    source_id: str
    last_seen: When | None = None
    reported: When | None = None
    found: When | None = None
    risk: str = ""
    place: str = ""


@dataclass(frozen=True)
class AuthorityRow:
    """One row of an authority's list of times missing or away. `category` M or A; anything else is taken as M."""

    source_id: str
    category: str = ""
    started: When | None = None
    ended: When | None = None


@dataclass(frozen=True)
class HomeRow:
    """One report in a home's own list."""

    source_id: str
    left: When | None = None
    returned: When | None = None


SourceRow = PoliceRow | AuthorityRow | HomeRow


@dataclass(frozen=True)
class Claimed:
    """One fact to be: its kind, when it happened, its body, its free words."""

    kind: str
    happened: When
    body: object
    words: Mapping[str, str] = field(default_factory=dict)


def claims_of(row: SourceRow) -> tuple[Claimed, ...]:
    """The claims of a row, the absence first; none where it does not say when the child was gone."""
    match row:
        case PoliceRow():
            return _police(row)
        case AuthorityRow(started=When() as started):
            body = Absent(
                whereabouts="known" if row.category.strip().upper() == "A" else "unknown",
                concern=True,
                reported=True,
                until=row.ended,
                end="open" if row.ended else "not recorded",
            )
            return (Claimed("absent", started, body),)
        case HomeRow(left=When() as left):
            back = (Claimed("returned", row.returned, Returned()),) if row.returned else ()
            return (Claimed("absent", left, _absent()), *back)
    return ()


def content(row: SourceRow) -> str:
    """A short hash of what the row says: with source and id it is what the row is known by."""
    said = {one.name: to_json(getattr(row, one.name)) for one in fields(row) if one.name != "source_id"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def _police(row: PoliceRow) -> tuple[Claimed, ...]:
    since = row.last_seen or row.reported
    if since is None:
        return ()
    claims = [Claimed("absent", since, _absent(), {"place": row.place})]
    if row.reported is not None:
        claims.append(Claimed("police reference", row.reported, PoliceReference(row.source_id)))
    if row.found is not None:
        claims.append(Claimed("found", row.found, Found("police")))
    if row.risk.strip():
        when = row.reported or since
        claims.append(Claimed("risk graded", when, RiskGraded(_grade(row.risk, when), row.risk.strip())))
    return tuple(claims)


def _absent() -> Absent:
    return Absent(whereabouts="unknown", concern=True, reported=True, end="not recorded")


def _grade(wording: str, when: When) -> str:
    """The code of the grade that the words begin with, in the wording that was the latest then; else empty."""
    said = wording.strip().casefold()
    fits = [grade for grade in GRADES if said.startswith(grade.label.split(" (")[0].casefold())]
    begun = [(grade.source.since or date.min, grade.code) for grade in fits]
    return max((one for one in begun if one[0] <= when.day), default=(None, ""))[1]
