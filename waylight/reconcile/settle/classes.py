"""Every input row in exactly one class, with its reason in plain words and without names."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.prepared import Prepared
from waylight.reconcile.settle import bounds, reasons, words
from waylight.reconcile.settle.claims import of_side
from waylight.reconcile.settle.timeline import Flags, Ints, ints, nearest
from waylight.reconcile.tables import Extracts

COLUMNS = ("side", "id", "class", "reason")


def police_rows(
    prepared: Prepared,
    extracts: Extracts,
    claims: pl.DataFrame,
    aways: pl.DataFrame,
    window: tuple[int, int] | None,
) -> pl.DataFrame:
    """Class and reason of every police incident that could be read, for the bridge with row, away, child."""
    mine, others = of_side(claims, police=True), of_side(claims, police=False)
    rows = _with_away(mine, aways).with_columns(
        why="no_authority", shared=pl.col("shared_a").fill_null(False)
    )
    kind, reason = _judge(rows, others, police=True, away=np.zeros(rows.height, dtype=bool))
    known = _answered(rows, kind, reason)
    rest = _rest(prepared.police, rows)
    kind, reason = _strangers(rest, prepared, extracts, window)
    return _together(known, _answered(rest, kind, reason), extracts.police["incident_id"], "police")


def authority_rows(
    prepared: Prepared, extracts: Extracts, claims: pl.DataFrame, aways: pl.DataFrame
) -> pl.DataFrame:
    """Class and reason of every authority row that could be read, for the bridge with row, away, child."""
    mine, others = of_side(claims, police=False), of_side(claims, police=True)
    mine = mine.with_columns(shared=pl.len().over("row") > 1)
    mine = mine.unique("row", keep="first", maintain_order=True)
    rows = _with_away(mine, aways).with_columns(why="no_police")
    away = (prepared.missing["category"] == "A").fill_null(value=False).gather(rows["row"]).to_numpy()
    kind, reason = _judge(rows, others, police=False, away=away)
    known = _answered(rows, kind, reason)
    rest = _rest(prepared.missing, rows)
    lost = np.full(rest.height, _PLACE, dtype=np.int64)
    rest = _answered(rest, lost, reasons.texts_of(np.zeros(rest.height, dtype=np.int64), [reasons.NO_START]))
    return _together(known, rest, extracts.missing["missing_id"], "authority")


def unread_rows(extracts: Extracts) -> pl.DataFrame:
    """The rows that were set aside: their class is that they cannot be read."""
    aside = extracts.set_aside.filter(pl.col("table").is_in(["police", "missing"]))
    side = pl.when(pl.col("table") == "police").then(pl.lit("police")).otherwise(pl.lit("authority"))
    return aside.select(
        side.alias("side"),
        "id",
        pl.lit(words.CANNOT_READ).alias("class"),
        pl.format("Line {} of the file was set aside: {}", "line", pl.col("reason")).alias("reason"),
    )


_ALL = [
    words.MATCHED, words.DUPLICATE, words.SPLIT, words.ONLY_HERE,
    words.OUTSIDE, words.NO_CHILD, words.AWAY, words.CANNOT_PLACE,
]  # fmt: skip
_MATCHED, _TWICE, _SPLIT, _ONLY, _OUTSIDE, _NO_CHILD, _AWAY, _PLACE = range(8)


def _with_away(mine: pl.DataFrame, aways: pl.DataFrame) -> pl.DataFrame:
    names = ("seen_by", "reports_p", "reports_a", "shared_a", "no_police", "no_authority")
    # `aways` is sorted by its number, which counts from 0.
    facts = aways.select(names)[mine["away"]]
    return pl.concat([mine, facts], how="horizontal")


def _judge(rows: pl.DataFrame, others: pl.DataFrame, *, police: bool, away: Flags) -> tuple[Ints, pl.Series]:
    """Class code and reason of placed rows. In order: typed twice; seen by both; else why it was not."""
    both = (rows["seen_by"] == "both").to_numpy()
    several = ((rows["reports_p"] > 1) | (rows["reports_a"] > 1) | rows["shared"]).to_numpy()
    why = ints(rows["why"])
    gap = nearest(
        ints(rows["person"]), ints(rows["start_lo"]), ints(others["person"]), ints(others["start_lo"])
    )
    day = reasons.day_only(rows)
    crowded = day & (gap >= 0) & (gap < words.DAY)
    doubtful = (rows["probability"] < words.DOUBTFUL).fill_null(value=False).to_numpy()
    before = reasons.NOT_AT_AUTHORITY if police else reasons.NOT_AT_POLICE
    table = [before.get(code, "") for code in range(6)]
    table += [
        reasons.TWICE[police], reasons.CUT, reasons.DOUBTFUL, reasons.MATCHED,
        reasons.AWAY, reasons.CUT_ALONE, reasons.CROWDED[police], "",
    ]  # fmt: skip
    window = why == bounds.WINDOW
    cases: list[tuple[Flags, int, Ints | int]] = [
        (rows["twice"].to_numpy(), _TWICE, 6),
        (both & several, _SPLIT, 7),
        (both & doubtful, _MATCHED, 8),
        (both, _MATCHED, 9),
        (window, _OUTSIDE, bounds.WINDOW),
        (away, _AWAY, 10),
        (why != bounds.INSIDE, _OUTSIDE, why),
        (several, _SPLIT, 11),
        (crowded, _PLACE, 12),
    ]
    tests = [test for test, _, _ in cases]
    kind = np.select(tests, [np.int64(code) for _, code, _ in cases], np.int64(_ONLY))
    said = np.select(tests, [np.broadcast_to(text, len(why)) for _, _, text in cases], 13)
    reason = reasons.texts_of(said, table)
    alone = np.flatnonzero(said == 13)
    if len(alone):
        reason = reason.scatter(alone, reasons.nearest_row(gap[alone], police))
    return kind, reason


def _strangers(
    rest: pl.DataFrame, prepared: Prepared, extracts: Extracts, window: tuple[int, int] | None
) -> tuple[Ints, pl.Series]:
    """Police rows linked to no looked-after child (or without a start: no time away is theirs)."""
    typed = extracts.police.select("forename", "surname", "date_of_birth")[rest["row"]]
    blank = [pl.col(name).fill_null("").str.strip_chars() == "" for name in ("forename", "surname")]
    nameless = typed.select(blank[0] & blank[1]).to_series().to_numpy()
    undated = typed["date_of_birth"].is_null().to_numpy()
    start = prepared.police["start_lo"].gather(rest["row"])
    at, unknown = ints(start), start.is_null().to_numpy()
    out = np.zeros(len(at), dtype=bool)
    if window is not None:
        out = ~unknown & ((at < window[0]) | (at >= window[1]))
    table = [reasons.NO_START, reasons.NOT_AT_AUTHORITY[bounds.WINDOW], reasons.BARE, reasons.NAMELESS]
    said = np.select([unknown, out, nameless & undated, nameless], [0, 1, 2, 3], 4)
    kind = np.array([_PLACE, _OUTSIDE, _PLACE, _PLACE, _NO_CHILD])[said]
    return kind, reasons.texts_of(said, [*table, reasons.STRANGER])


def _rest(table: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table that no time away took up."""
    taken = np.zeros(table.height, dtype=bool)
    taken[rows["row"].to_numpy()] = True
    return pl.DataFrame({"row": np.flatnonzero(~taken).astype(np.uint32)}).with_columns(
        away=pl.lit(None, dtype=pl.Int64), child=pl.lit(None, dtype=pl.UInt32)
    )


def _answered(rows: pl.DataFrame, kind: Ints, reason: pl.Series) -> pl.DataFrame:
    texts = reasons.texts_of(kind, _ALL)
    return rows.select("row", "away", "child", texts.alias("class"), reason.alias("reason"))


def _together(known: pl.DataFrame, rest: pl.DataFrame, ids: pl.Series, side: str) -> pl.DataFrame:
    both = pl.concat([known, rest], rechunk=True)  # rows are taken three times as fast from one piece
    both = both[sorting.order(both["row"].to_numpy())]
    return pl.DataFrame(
        {
            "side": pl.Series([side]).new_from_index(0, both.height),
            "id": ids.gather(both["row"]),
            **{name: both[name] for name in ("class", "reason", "row", "away", "child")},
        }
    )
