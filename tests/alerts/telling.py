"""What people do in these tests, in few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from waylight.access.acting import acting
from waylight.engine.when import When, at
from waylight.episodes.services import endings, reports
from waylight.facts.filing import Filing


def out_and_back(
    region: Any, now: datetime, days_ago: float, *, hours: float = 4, child: UUID | None = None, who: Any = None,
    place: str = "", told: datetime | None = None, **answers: Any,
) -> UUID:  # fmt: skip
    """The child was away so many days ago, and was found (at the place) and came back. Gives the episode."""
    who = who or region.night_worker
    began = now - timedelta(days=days_ago)
    filed = report(region, began, told or began + timedelta(minutes=10), child=child, who=who, **answers)
    ended = began + timedelta(hours=hours)
    heard = max(told or ended, ended)
    if place:
        do(endings.found, who, heard, episode_id=filed, happened=at(ended), place=place)
    do(endings.returned, who, heard, episode_id=filed, happened=at(ended))
    return filed


def report(region: Any, began: datetime, told: datetime, *, child: UUID | None = None, who: Any = None,
           **answers: Any) -> UUID:  # fmt: skip
    filed = do(
        reports.report_absent, who or region.night_worker, told, child_id=child or region.child,
        report=reports.Report(since=at(began), **answers),
    )  # fmt: skip
    return filed.episode


def do(service: Any, who: Any, now: datetime, **more: Any) -> Any:
    with acting(who):
        return service(Filing(who, now, str(uuid4())), **more)


def codes(region: Any, child: UUID | None = None) -> dict[str, int]:
    """Patterns that stand for the child, each with the count of its latest alert."""
    rows = region.record.rows(
        "SELECT pattern, count FROM alerts_alert WHERE withdrawn_at IS NULL AND %s = ANY (children) ORDER BY at",
        child or region.child,
    )
    return dict(rows)


def rows(region: Any) -> list[Any]:
    """Every alert as the owner sees it, but for when it was noticed."""
    return region.record.rows(
        "SELECT pattern, children, records, anchor, episodes, count, evidence, at, expires_at, withdrawn_at IS NULL "
        "FROM alerts_alert ORDER BY pattern, at, id"
    )


def day(now: datetime, days_ahead: int) -> When:
    return at(now + timedelta(days=days_ahead))
