"""What the report tells, gathered from a run: figures only, no id and no name."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import polars as pl

from waylight.exchange.files.read import Reading

if TYPE_CHECKING:
    from waylight.reconcile import Reconciled

LONDON = ZoneInfo("Europe/London")
# These cross the bridge: they need no reason.
CROSSING = ("matched", "part of a split or merge")


@dataclass(frozen=True)
class Reason:
    """Rows of one side that share a class and a reason."""

    group: str  # the class
    words: str
    rows: int


@dataclass(frozen=True)
class Findings:
    """Everything on the page. `reasons` by side, largest first; `span` the first and last day of a time away."""

    bridge: Mapping[str, Any]
    estimate: Mapping[str, Any]
    quality: Mapping[str, Any]
    reasons: Mapping[str, Sequence[Reason]]
    files: Sequence[Mapping[str, Any]]
    set_aside: Mapping[str, int]
    decisions: int
    span: tuple[date, date] | None
    asked: tuple[date | None, date | None]
    made: datetime
    version: str
    # Whether the tables lie beside the page, as the command line writes them. The desk hands out the page alone.
    beside: bool = True

    @classmethod
    def of(cls, reconciled: Reconciled, reading: Reading, run: Mapping[str, Any]) -> Findings:
        """From what the engine gave, what was read, and the run's own description."""
        return cls(
            bridge=reconciled.bridge,
            estimate=reconciled.estimate,
            quality=reconciled.quality,
            reasons=_reasons(reconciled.rows),
            files=reading.files,
            set_aside=_counted(reading.extracts.set_aside, "table"),
            decisions=reading.extracts.decisions.height,
            span=_span(reconciled.episodes),
            asked=(run.get("from"), run.get("to")),
            made=run["now"].astimezone(LONDON),
            version=str(run["waylight"]),
            beside=bool(run.get("beside", True)),
        )

    @property
    def both(self) -> int:
        """Times away that both sides saw."""
        return int(self.bridge["episodes"]["both"])

    @property
    def estimated(self) -> bool:
        """Whether there is an estimate whose figures are numbers in their order."""
        times = self.estimate.get("episodes")
        if not self.estimate.get("possible") or not times:
            return False
        return all(map(math.isfinite, times.values())) and times["low"] <= times["estimate"] <= times["high"]

    def rows(self, side: str) -> int:
        """All rows of a side."""
        return int(self.bridge[side]["rows"])


def _reasons(rows: pl.DataFrame) -> dict[str, list[Reason]]:
    """Reasons of the rows that do not cross, those that differ only in a detail after a colon together."""
    left = rows.select("side", "class", "reason").filter(~pl.col("class").is_in(CROSSING))
    counts: dict[str, Counter[tuple[str, str]]] = {"police": Counter(), "authority": Counter()}
    for side, group, reason, n in left.group_by("side", "class", "reason").len().iter_rows():
        counts[side][group, _without_detail(str(reason or group))] += n
    return {
        side: [Reason(group, words, n) for (group, words), n in sorted(found.items(), key=_largest)]
        for side, found in counts.items()
    }


def _largest(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -item[1], item[0]


def _without_detail(reason: str) -> str:
    head = reason.partition(": ")[0]
    # A line of a file is the reason of one row; all such are one reason here.
    return (
        "A cell of the row could not be read." if head.lower().startswith("line ") else head.rstrip(".") + "."
    )


def _counted(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(sorted(frame.group_by(column).len().iter_rows()))


def _span(episodes: pl.DataFrame) -> tuple[date, date] | None:
    first, last = episodes["started_at"].min(), episodes["started_at"].max()
    if not isinstance(first, str) or not isinstance(last, str):
        return None
    return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
