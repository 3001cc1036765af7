"""Children away together, in a whole nation: which pairs to look at is found by joins, each is judged by the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl

from waylight.alerts.nation.columns import moment
from waylight.engine.patterns import Edge, Out, TogetherRule, edge
from waylight.engine.patterns.chances import chances_of
from waylight.engine.patterns.together import Chances, Crowds

# What two times away may share, as the smallest of what a join can be made on.
MINUTE = 60_000_000


def within_span(outs: Iterable[Out], rule: TogetherRule, now: datetime) -> list[Out]:
    """The times away that began within the rule's span before now."""
    return [out for out in outs if now - rule.within.span < out.began <= now]


def edges(outs: Sequence[Out], rule: TogetherRule, now: datetime) -> tuple[Edge, ...]:
    """Every pair of children away together as of `now`, in the order of their ids."""
    kept = within_span(outs, rule, now)
    chances, crowds = chances_of(kept, rule.within.minutes // 1440, rule.left_apart)
    return judged(kept, candidates(kept, rule), rule, chances, crowds)


def judged(
    outs: Sequence[Out],
    pairs: Iterable[tuple[UUID, UUID]],
    rule: TogetherRule,
    chances: Chances,
    crowds: Crowds,
) -> tuple[Edge, ...]:
    """What the engine says of each pair of children."""
    asked = sorted(set(pairs))
    wanted = {child for pair in asked for child in pair}
    of_child: dict[UUID, list[Out]] = defaultdict(list)
    for out in outs:
        if out.child in wanted:
            of_child[out.child].append(out)
    found = (edge(of_child[one], of_child[other], rule, chances, crowds) for one, other in asked)
    return tuple(one for one in found if one is not None)


def candidates(outs: Sequence[Out], rule: TogetherRule) -> list[tuple[UUID, UUID]]:
    """Pairs of children with something in common on as many nights as the rule asks."""
    frame = _frame(outs)
    pairs = pl.concat([_near(frame, rule), _left(frame, rule), _named(outs, frame)]).unique()
    times = frame.select("n", "child", "began", "until", "night")
    both = (
        pairs.join(times, left_on="a", right_on="n")
        .join(times, left_on="b", right_on="n", suffix="_b")
        .filter(pl.col("child") < pl.col("child_b"))
        .filter(
            pl.min_horizontal("until", "until_b") - pl.max_horizontal("began", "began_b")
            >= rule.overlap.minutes * MINUTE
        )
        .with_columns(shared=pl.max_horizontal("night", "night_b"))
    )
    nights = both.group_by("child", "child_b").agg(pl.col("shared").n_unique())
    enough = nights.filter(pl.col("shared") >= rule.nights)
    children = sorted({out.child for out in outs})
    return [(children[a], children[b]) for a, b in enough.select("child", "child_b").iter_rows()]


def _frame(outs: Sequence[Out]) -> pl.DataFrame:
    number = {child: n for n, child in enumerate(sorted({out.child for out in outs}))}
    rows = [
        (
            n, number[out.child], moment(out.began), moment(out.until), out.night,
            out.found.sector if out.found else "", out.found.east if out.found else None,
            out.found.north if out.found else None, str(out.home or ""),
        )
        for n, out in enumerate(outs)
    ]  # fmt: skip
    shape = {
        "n": pl.Int64, "child": pl.Int64, "began": pl.Int64, "until": pl.Int64, "night": pl.Date,
        "sector": pl.String, "east": pl.Float64, "north": pl.Float64, "home": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=shape, orient="row")


def _near(frame: pl.DataFrame, rule: TogetherRule) -> pl.DataFrame:
    """Pairs found in one square of the rule's size or in squares that touch, or in one sector, and away on the same
    day."""
    found = _days(frame.filter((pl.col("sector") != "") | pl.col("east").is_not_null()))
    points = found.drop_nulls(["east", "north"]).with_columns(
        x=(pl.col("east") // rule.metres).cast(pl.Int64), y=(pl.col("north") // rule.metres).cast(pl.Int64)
    )
    around = [
        points.select("n", "day", "east", "north", x=pl.col("x") + dx, y=pl.col("y") + dy)
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    ]
    close = points.join(pl.concat(around), on=["x", "y", "day"], suffix="_b").filter(
        (pl.col("east") - pl.col("east_b")) ** 2 + (pl.col("north") - pl.col("north_b")) ** 2
        <= (rule.metres + 1) ** 2
    )
    named = found.filter(pl.col("sector") != "")
    blurred = named.filter(pl.col("east").is_null() | pl.col("north").is_null())
    same = blurred.join(named, on=["sector", "day"], suffix="_b")
    return pl.concat([_pairs(close), _pairs(same), _pairs(same).select(a="b", b="a")])


def _days(frame: pl.DataFrame) -> pl.DataFrame:
    """One row for each day (of UTC) that a time away touches."""
    day = 86_400_000_000
    return frame.with_columns(day=pl.int_ranges(pl.col("began") // day, pl.col("until") // day + 1)).explode(
        "day", empty_as_null=False
    )


def _left(frame: pl.DataFrame, rule: TogetherRule) -> pl.DataFrame:
    """Pairs that left one home within the minutes of the rule."""
    span = rule.left_apart.minutes * MINUTE
    slots = frame.filter(pl.col("home") != "").with_columns(slot=pl.col("began") // span)
    around = [slots.select("n", "home", "began", slot=pl.col("slot") + d) for d in (-1, 0, 1)]
    close = slots.join(pl.concat(around), on=["home", "slot"], suffix="_b")
    return _pairs(close.filter((pl.col("began") - pl.col("began_b")).abs() <= span))


def _named(outs: Sequence[Out], frame: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which one is named in the report of the other."""
    number = {out.child: n for out, n in zip(outs, frame["child"].to_list(), strict=True)}
    rows = [(n, number[other]) for n, out in enumerate(outs) for other in out.named if other in number]
    named = pl.DataFrame(rows, schema={"n": pl.Int64, "child": pl.Int64}, orient="row")
    pairs = _pairs(named.join(frame.select("child", n_b="n"), on="child"))
    return pl.concat([pairs, pairs.select(a="b", b="a")])


def _pairs(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(a="n", b="n_b")


def over_a_year(
    outs: Sequence[Out], rule: TogetherRule, now: datetime, every: timedelta = timedelta(days=30)
) -> dict[tuple[UUID, UUID], Edge]:
    """Each pair that was shown at some time in the year before `now`, with its last evidence."""
    shown: dict[tuple[UUID, UUID], Edge] = {}
    for step in range(12, -1, -1):
        for one in edges(outs, rule, now - step * every):
            shown[one.children] = one
    return shown
