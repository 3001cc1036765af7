"""An authority of the small record whose return can be built: numbers of children, and times away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tests.support import roles

if TYPE_CHECKING:
    from tests.support.record import Region

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class Eastshire:
    """Kim's authority knows her as EAST-1."""

    region: Region
    cluster: Any

    def __post_init__(self) -> None:
        self.db = self.region.record.db
        self.number(self.region.child, "EAST-1")

    def number(self, child: UUID, value: str, node: UUID | None = None) -> None:
        self.db.execute(
            "INSERT INTO children_childidentifier (id, child_id, scheme, node_id, value) "
            "VALUES (%s, %s, 'authority', %s, %s)",
            [uuid4(), child, node or self.region.authority, value],
        )

    def away(self, child: UUID, since: str, until: str | None, category: str = "M") -> UUID:
        """Times in winter, or days, so that London's clock is UTC."""
        id = uuid4()
        start, end = _span(since), _span(until) if until else (None, None)
        self.db.execute(
            "INSERT INTO episodes_episode (id, number, version, child_id, started_earliest, started_latest, "
            "started_said, ended_earliest, ended_latest, ended_said, ended_by, category, precision, open, searching, "
            "stretches, differences, claims, seen_by, told_at, police_reference, grade) VALUES (%s, %s, 1, %s, %s, %s, "
            "%s, %s, %s, %s, '', %s, 'minute', %s, %s, %s, '[]', '{}', '{}', %s, '', '')",
            [id, f"W-{str(id)[:8]}", child, *start, since, *end, until or "", category, until is None, until is None,
             json.dumps([{"category": category, "from": since, "to": until}]), NOW],
        )  # fmt: skip
        return id

    def kept(self, year: int = 2026, now: datetime = NOW) -> Any:
        """Built and kept by the worker."""
        from waylight.statutory_return import build_keeping
        from waylight.statutory_return.build_words import Unattended, Year

        node = self.region.authority
        with roles.worker(self.cluster):
            lines, compared = build_keeping.built_now(authority=node, year=Year(year), now=now)
            return build_keeping.keep(
                actor=Unattended(node, "Eastshire"), authority=node, year=Year(year), lines=lines, compared=compared,
                now=now,
            )  # fmt: skip


def _span(said: str) -> tuple[datetime, datetime]:
    start = datetime.fromisoformat(said).replace(tzinfo=UTC)
    return start, start + timedelta(days=1) if len(said) == 10 else start
