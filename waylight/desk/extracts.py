"""An upload's rows as the engine's tables, with what people decided about them."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings

from waylight.desk.copying import copy_out
from waylight.desk.models import (
    ChildRow,
    Decision,
    HomeRow,
    MissingRow,
    PlacementRow,
    PoliceRow,
    SetAsideRow,
)
from waylight.reconcile import tables
from waylight.reconcile.tables import Extracts

_POLICE_SAYS = ("force", "forename", "surname", "date_of_birth", "last_seen_at")
_CHILD_SAYS = ("authority", "forename", "surname", "date_of_birth")
_MISSING_SAYS = ("category", "started_at", "ended_at")


def extracts_of(upload_id: UUID) -> Extracts:
    """The rows as they were read, without decisions."""
    homes = _table(HomeRow, tables.HOMES, upload_id)
    aside = copy_out(SetAsideRow, upload_id=upload_id).rename({"row_id": "id"}).select(list(tables.SET_ASIDE))
    return Extracts(
        police=_table(PoliceRow, tables.POLICE, upload_id),
        children=_table(ChildRow, tables.CHILDREN, upload_id),
        placements=_table(PlacementRow, tables.PLACEMENTS, upload_id),
        missing=_table(MissingRow, tables.MISSING, upload_id),
        homes=homes if len(homes) else None,
        set_aside=aside,
    )


def _table(model: type[Any], schema: tables.Schema, upload_id: UUID) -> pl.DataFrame:
    return copy_out(model, upload_id=upload_id).select(list(schema)).cast(dict(schema))  # type: ignore[arg-type]


def records_hash(
    police: Mapping[str, Any], child: Mapping[str, Any], missing: Mapping[str, Any] | None
) -> str:
    """A keyed hash of what both records say of who and when: a decision holds while they still say it."""
    said = [
        [str(police[name]) for name in _POLICE_SAYS],
        [str(child[name]) for name in _CHILD_SAYS],
        [str(missing[name]) for name in _MISSING_SAYS] if missing is not None else None,
    ]
    return hmac.new(settings.SECRET_KEY.encode(), json.dumps(said).encode(), hashlib.sha256).hexdigest()


def standing_decisions(node: UUID | None) -> list[Decision]:
    """The latest decision about each pair that was not taken back, oldest first, of those taken about files of this
    agency: the numbers of another one's files mean other children."""
    latest: dict[tuple[str, str, str | None], Decision] = {}
    undone = set(Decision.objects.filter(undoes__isnull=False).values_list("undoes_id", flat=True))
    own = Decision.objects.filter(run__upload__node=node).exclude(verdict=Decision.Verdict.UNDONE)
    for fact in own.order_by("seq"):
        if fact.seq not in undone:
            latest[fact.incident_id, fact.child_id, fact.missing_id] = fact
    return sorted(latest.values(), key=lambda fact: fact.seq)


def with_decisions(extracts: Extracts, node: UUID | None) -> Extracts:
    """The extracts with every standing decision of the agency `node` about records that still say what they said."""
    facts = standing_decisions(node)
    police = _by_id(extracts.police, "incident_id", {fact.incident_id for fact in facts})
    children = _by_id(extracts.children, "child_id", {fact.child_id for fact in facts})
    missing = _by_id(extracts.missing, "missing_id", {fact.missing_id for fact in facts if fact.missing_id})
    rows = [
        (fact.incident_id, fact.child_id, fact.missing_id, fact.verdict, fact.by_name, fact.at)
        for fact in facts
        if _still_said(fact, police, children, missing)
    ]
    return replace(extracts, decisions=pl.DataFrame(rows, schema=tables.DECISIONS, orient="row"))


def _by_id(frame: pl.DataFrame, key: str, wanted: set[str]) -> dict[str, dict[str, Any]]:
    chosen = frame.filter(pl.col(key).is_in(sorted(wanted)))
    return {row[key]: row for row in chosen.iter_rows(named=True)}


def _still_said(
    fact: Decision,
    police: Mapping[str, dict[str, Any]],
    children: Mapping[str, dict[str, Any]],
    missing: Mapping[str, dict[str, Any]],
) -> bool:
    if fact.incident_id not in police or fact.child_id not in children:
        return False
    if fact.missing_id is not None and fact.missing_id not in missing:
        return False
    row = missing[fact.missing_id] if fact.missing_id is not None else None
    return records_hash(police[fact.incident_id], children[fact.child_id], row) == fact.records
