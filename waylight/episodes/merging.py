"""Two times away that a person says are one. Pure."""

from __future__ import annotations

from dataclasses import replace

from waylight.engine.agreed import About, AgreedEpisode, Difference, Stretch
from waylight.engine.when import Precision


def merged(first: AgreedEpisode, last: AgreedEpisode) -> AgreedEpisode:
    """Away from the start of the first to the end of the last, whatever was said of a return between them.

    How and when it ended is what the last says; what was said in between stays among the claims.
    """
    seen_by = tuple(sorted({*first.seen_by, *last.seen_by}))
    ends = {first.started_at.precision} | ({last.ended_at.precision} if last.ended_at else set())
    return replace(
        last,
        started_at=first.started_at,
        precision=Precision.DAY if Precision.DAY in ends else Precision.MINUTE,
        stretches=_through(first.stretches, last.stretches),
        claims=tuple(sorted({*first.claims, *last.claims})),
        seen_by=seen_by,
        differences=tuple(
            dict.fromkeys(one for one in (*first.differences, *last.differences) if not _spoke(one, seen_by))
        ),
    )


def _through(first: tuple[Stretch, ...], last: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """What was the case when the first was thought to end went on until the last began."""
    *before, late = first
    early, *after = last
    if late.category is early.category:
        return (*before, Stretch(late.category, late.start, early.end), *after)
    return (*before, replace(late, end=early.start), *last)


def _spoke(difference: Difference, seen_by: tuple[str, ...]) -> bool:
    """Whether it says that somebody has no record who has one of the other part."""
    return difference.about is About.NO_RECORD and difference.between[0].partition(":")[0] in seen_by
