"""Reads of what authorities set for themselves. Nothing here says anything of a child: whoever is signed in may know
by which figures they are measured; tasks read all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from waylight.agencies.selectors import authority_of
from waylight.engine.local import Settings
from waylight.protocols.models import Setting
from waylight.protocols.rules import local_rules
from waylight.protocols.timeline import Said, in_days
from waylight.protocols.values import from_json


@dataclass(frozen=True)
class Set:
    """One setting as it was made: what, from when, by whom, as what, why. `value` None: back to the rulebook's."""

    rule: str
    value: Any
    since: date
    until: date | None
    by: str
    role: str
    why: str
    at: datetime


def settings_of(authority_id: UUID, *, known_by: datetime | None = None) -> Settings[Any]:
    """The authority's own values by the name of the rule, with their days. `known_by` replays what was set by then."""
    return _settings(_rows(node_id=authority_id), known_by)


# What changes whenever an authority (of this node) sets something: settings are only added.
STAMP = "(SELECT concat(count(*), ' ', max(o.set_at)) FROM protocols_setting o WHERE o.node_id = {node})"


@lru_cache(maxsize=1_000)
def settings_as_of(authority_id: UUID, stamp: str) -> Settings[Any]:
    """What `settings_of` says, as long as the authority's `STAMP` is this: for tasks, which ask at every fact."""
    return settings_of(authority_id)


def settings_by_authority(*, known_by: datetime | None = None) -> Mapping[UUID, Settings[Any]]:
    """The same of every authority that ever set anything, by the id of its node."""
    rows = sorted(_rows(), key=lambda row: str(row.node_id))
    return {node: _settings(own, known_by) for node, own in groupby(rows, key=lambda row: row.node_id)}


def settings_for(node_id: UUID, *, known_by: datetime | None = None) -> Settings[Any]:
    """Those of the authority that a team or service belongs to; of a node under none, nothing."""
    authority = authority_of(node_id)
    return settings_of(authority.id, known_by=known_by) if authority else {}


def history(authority_id: UUID, rule: str) -> list[Set]:
    """All that the authority ever set about the rule, the latest first."""
    own = local_rules()[rule].value
    rows = Setting.objects.filter(node_id=authority_id, rule=rule).select_related("set_by")
    return [
        Set(rule, None if row.value is None else from_json(own, row.value), row.since, row.until,
            row.set_by.name, row.role, row.why, row.set_at)
        for row in reversed(rows)
    ]  # fmt: skip


def _rows(**of: Any) -> list[Setting]:
    return list(Setting.objects.filter(**of))


def _settings(rows: Iterable[Setting], known_by: datetime | None) -> Settings[Any]:
    said: dict[str, list[Said]] = {}
    for row in rows:
        # A row that the rulebook no longer has, or that is no longer local, says nothing to today's engine.
        if row.rule in local_rules() and (known_by is None or row.set_at <= known_by):
            own = local_rules()[row.rule].value
            value = None if row.value is None else from_json(own, row.value)
            said.setdefault(row.rule, []).append(Said(value, row.since, row.until))
    return {rule: in_days(ones) for rule, ones in said.items()}
