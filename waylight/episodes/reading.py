"""From stored facts to the engine's claims. Pure: the same rows, read from a cursor or from a page, give the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from waylight.engine import claims as engine
from waylight.engine.when import When
from waylight.episodes.kinds import claims as bodies
from waylight.facts.codec import from_json
from waylight.facts.kinds import kind_of, lifted

# What kind of agency speaks, from the kind of its node.
TELLERS: Mapping[str, engine.Teller] = {
    "home": engine.Teller.HOME,
    "provider": engine.Teller.HOME,
    "supported accommodation": engine.Teller.HOME,
    "carer": engine.Teller.CARER,
    "parents": engine.Teller.CARER,
    "authority": engine.Teller.AUTHORITY,
    "service": engine.Teller.AUTHORITY,
    "team": engine.Teller.AUTHORITY,
    "force": engine.Teller.POLICE,
    "district": engine.Teller.POLICE,
}


KIND, VERSION = 1, 2


class CoreFact(NamedTuple):
    """A row of `core_claims`, in its order. Times aware; `about` a fact; `node_force` the force of that area; `body`
    the frozen dataclass of its kind, None where it was erased."""

    id: UUID
    kind: str
    version: int
    earliest: datetime
    latest: datetime
    said: str
    told: datetime
    about: UUID | None
    node: UUID
    node_kind: str
    node_force: UUID | None
    body: Any

    @property
    def when(self) -> When:
        return When(self.earliest, self.latest, self.said)

    @property
    def teller(self) -> engine.Teller:
        return TELLERS.get(self.node_kind, engine.Teller.PROFESSIONAL)

    @property
    def by(self) -> engine.By:
        return _speaker(self.node_kind, self.node)


def core_fact(row: Sequence[Any]) -> CoreFact:
    """From a row of a cursor, whose last column is the body as JSON text."""
    return CoreFact._make([*row[:-1], _read(row[KIND], row[VERSION], row[-1])])


def body_of(kind: str, version: int, body: Mapping[str, Any] | None) -> Any:
    """A stored body as the frozen dataclass of its kind; None where it was erased."""
    if body is None:
        return None
    known = kind_of(kind)
    return from_json(known.body, lifted(known, version, body))


@lru_cache(maxsize=10_000)
def _read(kind: str, version: int, text: str) -> Any:
    # Most bodies say one of a few things, and a rebuild reads millions of them.
    return body_of(kind, version, json.loads(text))


@lru_cache(maxsize=10_000)
def _speaker(node_kind: str, node: UUID) -> engine.By:
    return engine.By(TELLERS.get(node_kind, engine.Teller.PROFESSIONAL), str(node))


def claim_of(fact: CoreFact, id: str) -> engine.Claim | None:
    """The claim that the fact makes, under its id as text; None where it makes none, or what it said was erased."""
    body = fact.body
    if body is None:
        return None
    common: dict[str, Any] = {"id": id, "by": fact.by, "told_at": fact.told}
    match body:
        case bodies.Absent():
            return engine.Absent(
                **common,
                start=fact.when,
                whereabouts=engine.Whereabouts(body.whereabouts),
                concern=body.concern,
                reported=body.reported,
                until=body.until,
                expected_at=body.expected_at,
                end=engine.End(body.end),
            )
        case bodies.Whereabouts():
            return engine.WhereaboutsChanged(
                **common, at=fact.when, whereabouts=engine.Whereabouts(body.whereabouts)
            )
        case bodies.Found():
            return engine.Found(**common, at=fact.when)
        case bodies.Returned():
            return engine.Returned(**common, at=fact.when)
        case bodies.InError():
            return engine.InError(**common, about=str(fact.about))
        case bodies.Correction():
            return engine.Correction(**common, about=str(fact.about), changes=_changes(body))
    return None


def _changes(body: bodies.Correction) -> tuple[tuple[str, Any], ...]:
    # A time is `start` in an absence and `at` elsewhere; the engine passes over a field that a claim does not have.
    said: dict[str, Any] = {
        "start": body.at,
        "at": body.at,
        "whereabouts": body.whereabouts and engine.Whereabouts(body.whereabouts),
        "concern": body.concern,
        "reported": body.reported,
        "until": body.until,
        "expected_at": body.expected_at,
        "end": body.end and engine.End(body.end),
    }
    return tuple((name, value) for name, value in said.items() if value is not None)
