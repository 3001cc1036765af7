"""What filing a report, and saying that a child is back, costs the database beside a million episodes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any
from uuid import UUID, uuid4

from benchmarks.record.asking import spent
from benchmarks.record.facts import named
from waylight.facts.filing import Filing

# A limit that the issue sets, in milliseconds of database time.
AT_MOST = 100
NIGHT_WORKER = UUID(named("person", 11))
MANY = 400


@dataclass
class Filed:
    """Milliseconds of each: of database time by the clock, with the commit; of that on the processor, where this
    machine tells it; and altogether. `slowest`: the statement that took longest in the worst of them, and how long."""

    what: str
    database: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    slowest: tuple[str, float] = ("", 0.0)

    def __str__(self) -> str:
        return (
            f"{self.what}: database {median(self.database):.1f} ms in the median, {self.late:.1f} at the 95th of "
            f"a hundred, {max(self.database):.1f} at worst ({self.slowest[0]}: {self.slowest[1]:.1f}); on the "
            f"processor {median(self.processor):.1f} in the median, {max(self.processor):.1f} at worst; whole "
            f"{median(self.whole):.1f} ms; {len(self.database)} filed"
        )

    @property
    def late(self) -> float:
        return quantiles(self.database, n=20)[-1]

    def add(self, database: float, processor: float, whole: float, slowest: tuple[str, float]) -> None:
        if database >= max(self.database, default=0):
            self.slowest = slowest
        self.database.append(database)
        self.processor.append(processor)
        self.whole.append(whole)


def file_all(many: int = MANY) -> Iterator[Filed]:
    """Signed in as the role that serves pages: a night worker who works in forty homes reports, then says returned."""
    from django.db import connection, transaction

    from waylight.access.acting import say
    from waylight.agencies.selectors import actor_of
    from waylight.children.models import Child
    from waylight.engine.when import at
    from waylight.episodes.models import Episode
    from waylight.episodes.services import endings, reports

    now = datetime.now(UTC)
    actor = actor_of(NIGHT_WORKER, now)
    with transaction.atomic():
        say(NIGHT_WORKER)
        away = set(Episode.objects.filter(open=True).values_list("child_id", flat=True))
        here = [id for id in Child.objects.values_list("id", flat=True) if id not in away][:many]
    report, back = Filed("report"), Filed("return")
    for child in here:
        with _timed(report) as watch, connection.execute_wrapper(watch), transaction.atomic():
            say(NIGHT_WORKER)
            reports.report_absent(
                Filing(actor, now, str(uuid4())), child_id=child, report=reports.Report(since=at(now))
            )
            watch.in_python = time.perf_counter()
    for child in here:
        with _timed(back) as watch, connection.execute_wrapper(watch), transaction.atomic():
            say(NIGHT_WORKER)
            endings.returned_child(Filing(actor, now, str(uuid4())), child_id=child, happened=at(now))
            watch.in_python = time.perf_counter()
    yield from (report, back)


class _timed:
    """Times every statement in it, and the commit."""

    def __init__(self, filing: Filed) -> None:
        self.filing = filing
        self.took: dict[str, float] = defaultdict(float)
        self.in_python = 0.0

    def __enter__(self) -> _timed:
        self.spent = _on_processor()
        self.began = time.perf_counter()
        return self

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.took[" ".join(sql.split())[:60]] += (time.perf_counter() - began) * 1000

    def __exit__(self, *failed: object) -> None:
        end = time.perf_counter()
        self.took["commit"] = (end - self.in_python) * 1000
        slowest = max(self.took.items(), key=lambda item: item[1])
        self.filing.add(
            sum(self.took.values()), _on_processor() - self.spent, (end - self.began) * 1000, slowest
        )


def _on_processor() -> float:
    from django.db import connection

    connection.ensure_connection()
    return spent(connection.connection)
