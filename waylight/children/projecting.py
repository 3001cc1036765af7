"""Makes a child's interests anew, in the transaction that wrote a fact about the child."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from waylight.children.interests import Care, Case, Gone, InterestRow, Living, interests_of
from waylight.rulebook.access import POLICE_AFTER_RETURN


class TimeAway(Protocol):
    """What the room of episodes hands over of each agreed episode: see `interests.Gone`."""

    @property
    def id(self) -> UUID: ...
    @property
    def since(self) -> datetime: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def forces(self) -> tuple[UUID, ...]: ...


def project(child: UUID, aways: Iterable[TimeAway] | None = None) -> frozenset[InterestRow]:
    """Replace the child's interests by what follows from care, placements, allocations and times away.

    `aways` are all times away of the child; None leaves those that stand. The functions of the database answer only
    where this transaction wrote a fact about the child, and refuse otherwise (psycopg InsufficientPrivilege).
    """
    with connection.cursor() as cursor:
        if aways is not None:
            cursor.execute(
                "SELECT children_put_aways(%s, %s::jsonb)",
                [child, json.dumps([_away(away) for away in aways])],
            )
        rows = standing(child)
        cursor.execute(
            "SELECT children_put_interests(%s, %s::jsonb)",
            [
                child,
                json.dumps(
                    [plain(child, row) for row in sorted(rows, key=lambda row: str(row.id_for(child)))]
                ),
            ],
        )
    return rows


def standing(child: UUID) -> frozenset[InterestRow]:
    """What follows from what stands now. Answers only where this transaction wrote a fact about the child, also where
    the writer may read the child no longer (psycopg InsufficientPrivilege otherwise)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT children_basis(%s)", [child])
        (basis,) = cursor.fetchone()
    return interests_from(json.loads(basis))


def interests_from(basis: dict[str, Any]) -> frozenset[InterestRow]:
    """From the JSON that `children_basis` answers with."""
    return interests_of(
        care=[Care(UUID(c["id"]), UUID(c["node"]), *_span(c)) for c in basis["care"]],
        placements=[
            Living(UUID(p["id"]), UUID(p["node"]), *_span(p), host=_id(p["host"]), force=_id(p["force"]))
            for p in basis["placements"]
        ],
        cases=[
            Case(UUID(c["id"]), UUID(c["node"]), _id(c["person"]), c["relation"], *_span(c))
            for c in basis["cases"]
        ],
        aways=[
            Gone(UUID(a["id"]), *_span(a), forces=tuple(UUID(force) for force in a["forces"]))
            for a in basis["aways"]
        ],
        police_after=POLICE_AFTER_RETURN.span,
    )


def plain(child: UUID, row: InterestRow) -> dict[str, Any]:
    """The row in JSON's types, as `children_put_interests` takes it."""
    return {name: _plain(value) for name, value in {"id": row.id_for(child), **asdict(row)}.items()}


def _away(away: TimeAway) -> dict[str, Any]:
    return {
        "id": str(away.id),
        "since": away.since.isoformat(),
        "until": away.until.isoformat() if away.until else None,
        "forces": [str(force) for force in away.forces],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _span(row: dict[str, Any]) -> tuple[datetime, datetime | None]:
    return datetime.fromisoformat(row["since"]), datetime.fromisoformat(row["until"]) if row[
        "until"
    ] else None


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
