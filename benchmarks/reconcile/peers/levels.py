"""Splink comparisons for children's names, birth dates and places; and the two written for time and place."""

from __future__ import annotations

from typing import Any

import polars as pl
import splink.comparison_level_library as cll
import splink.comparison_library as cl

from benchmarks.reconcile.peers.tables import DAY, Extract

Comparison = cl.CustomComparison
QUARTER = 15  # minutes


def _level(sql: str, label: str) -> Any:
    return cll.CustomLevel(sql, label_for_charts=label)


def _name(column: str, other: str, key: str) -> Comparison:
    words = f"({column}_first_r, {column}_last_r)"  # lists would cost more than all else together
    part = f"{column}_first_l in {words} or {column}_last_l in {words}"
    start = f"(starts_with({column}_l, {column}_r) or starts_with({column}_r, {column}_l))"
    return Comparison(
        [
            cll.NullLevel(column),
            cll.ExactMatchLevel(column, term_frequency_adjustments=True),
            cll.ExactMatchLevel(key, term_frequency_adjustments=True),
            cll.DamerauLevenshteinLevel(column, 1),
            _level(f"{column}_l = {other}_r", "swapped"),
            _level(f"{part} or {start}", "part of it"),
            cll.JaroWinklerLevel(column, 0.9),
            cll.JaroWinklerLevel(column, 0.8),
            _level(f"jaro_winkler_similarity({column}_l, {other}_r) >= 0.9", "nearly swapped"),
            cll.ElseLevel(),
        ],
        column,
    )


def forename() -> Comparison:
    return _name("forename", "surname", "fore_key")


def surname() -> Comparison:
    return _name("surname", "forename", "sur_key")


def birth() -> Comparison:
    """Dates as YYYY-MM-DD."""
    january = "dob_l like '%-01-01' and dob_r like '%-01-01' and dob_l = dob_r"
    either = "(dob_l like '%-01-01' or dob_r like '%-01-01') and "
    years = "abs(cast(substr(dob_l,1,4) as int) - cast(substr(dob_r,1,4) as int))"
    return Comparison(
        [
            cll.NullLevel("dob"),
            _level(january, "both 1 January"),
            cll.ExactMatchLevel("dob"),
            _level("dob_l = dob_swapped_r", "day and month swapped"),
            cll.DamerauLevenshteinLevel("dob", 1),
            _level("substr(dob_l,6) = substr(dob_r,6)", "another year"),
            _level("substr(dob_l,1,7) = substr(dob_r,1,7)", "another day"),
            _level(f"{either}{years} <= 3", "assigned date"),
            _level("substr(dob_l,1,4) = substr(dob_r,1,4)", "same year"),
            cll.ElseLevel(),
        ],
        "dob",
    )


def sex() -> Comparison:
    return Comparison([cll.NullLevel("sex"), cll.ExactMatchLevel("sex"), cll.ElseLevel()], "sex")


def ethnicity() -> Comparison:
    exact = cll.ExactMatchLevel("ethnicity", term_frequency_adjustments=True)
    mixed = _level("ethnicity_l = 'M' or ethnicity_r = 'M'", "one says mixed")
    return Comparison([cll.NullLevel("ethnicity"), exact, mixed, cll.ElseLevel()], "ethnicity")


NO_PLACE = "len(postcodes_l) = 0 or len(postcodes_r) = 0"
ANY_PLACE = "list_has_any(postcodes_l, postcodes_r)"
SECTOR = "list_has_any(sectors_l, sectors_r)"


def _blank(sql: str) -> Any:
    return cll.CustomLevel(sql, label_for_charts="blank").configure(is_null_level=True)


def places() -> Comparison:
    """Any postcode of the one against any of the other."""
    return Comparison(
        [
            _blank(NO_PLACE),
            _level("len(list_intersect(postcodes_l, postcodes_r)) >= 2", "two postcodes"),
            _level(ANY_PLACE, "a postcode"),
            _level(SECTOR, "a sector"),
            cll.ElseLevel(),
        ],
        "postcodes",
    )


def placed_then() -> Comparison:
    """A report from the postcode where the child was placed on that night."""
    then = "list_filter(seen_l, s -> len(list_filter(stays_r, p -> p.postcode = s.postcode"
    then += " and s.start between p.first and p.last)) > 0)"
    known = (
        f"{ANY_PLACE} and len(stays_r) > 0 and len(seen_l) > 0"  # Splink looks for columns outside lambdas
    )
    return Comparison(
        [
            _blank(NO_PLACE),
            _level(f"{known} and len({then}) >= 2", "placed there then, twice"),
            _level(f"{known} and len({then}) = 1", "placed there then"),
            _level(ANY_PLACE, "a postcode, at another time"),
            _level(SECTOR, "a sector"),
            cll.ElseLevel(),
        ],
        "postcodes",
    )


def begins_with() -> Comparison:
    """Reports that begin when an authority row of the child does."""
    near = "list_filter(starts_l, a -> len(list_filter(starts_r, b -> abs(a - b) <= {})) > 0)"
    quarter = "list_has_any(quarters_l, quarters_r)"
    day = "list_has_any(nights_l, around_r)"
    return Comparison(
        [
            _blank("len(starts_l) = 0 or len(starts_r) = 0"),
            _level(f"{quarter} and len({near.format(QUARTER)}) >= 2", "two within a quarter of an hour"),
            _level(quarter, "one within a quarter of an hour"),
            _level(f"len({near.format(180)}) >= 1", "within three hours"),
            _level(day, "from the placement, that day"),
            _level(f"len({near.format(DAY)}) >= 1", "within a day"),
            cll.ElseLevel(),
        ],
        "starts",
    )


def with_times(
    people: pl.DataFrame, children: pl.DataFrame, extract: Extract
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Adds to both: starts, quarters, nights (postcode and day of a start), around, seen, stays."""
    ends = pl.col("last").fill_null(2**40)
    stays = extract.placements.filter(pl.col("postcode").is_not_null()).select(
        "child_id", "postcode", first=pl.col("first") - 14 * DAY, last=ends + 14 * DAY
    )
    spans = stays.group_by("child_id").agg(stays=pl.struct("postcode", "first", "last"))
    rows = extract.missing.filter(pl.col("start").is_not_null())
    at = rows.select("child_id", "start").join(stays, on="child_id")
    at = at.filter(pl.col("start").is_between("first", "last"))
    nights = at.group_by("child_id").agg(nights=_night().unique())
    starts = rows.group_by("child_id").agg(starts="start")
    for extra in (spans, nights, starts):
        children = children.join(extra, on="child_id", how="left", maintain_order="left")
    nights_of = pl.col("seen").list.eval(_night(pl.element().struct)).list.drop_nulls().list.unique()
    people = people.with_columns(nights=nights_of, stays=pl.lit(None, dtype=children.schema["stays"]))
    children = children.with_columns(seen=pl.lit(None, dtype=people.schema["seen"]))
    return _filled(people, spread=False), _filled(children, spread=True)


def _night(of: Any = None) -> pl.Expr:
    postcode, start = (of.field(n) if of is not None else pl.col(n) for n in ("postcode", "start"))
    return pl.format("{}#{}", postcode, start // DAY)


def _filled(frame: pl.DataFrame, *, spread: bool) -> pl.DataFrame:
    """Empty lists for nulls; quarters of an hour of the starts, on one side with those next to them."""
    lists = [pl.col(c).fill_null(pl.lit([], dtype=frame.schema[c])) for c in ("starts", "nights")]
    frame = frame.with_columns(lists)
    steps = (-1, 0, 1) if spread else (0,)
    quarters = pl.concat_list(*(pl.col("starts") // QUARTER + s for s in steps))
    return frame.with_columns(quarters=quarters.list.unique(), around="nights")
