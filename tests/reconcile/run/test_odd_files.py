"""Files that hold little, nothing, or the same thing many times: an honest answer, and every row once."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.extracts import Case, child_of, holds, run
from tests.support.cases import cases
from waylight.ops.region import Region, make_region
from waylight.reconcile import Extracts, Reconciled


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(40, seed=3, shape="dense")


def blank(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    return frame.with_columns(pl.lit(None, dtype=frame.schema[c]).alias(c) for c in columns)


def all_the_same(frame: pl.DataFrame, **values: object) -> pl.DataFrame:
    return frame.with_columns(pl.lit(v, dtype=frame.schema[c]).alias(c) for c, v in values.items())


def told(extracts: Extracts) -> Reconciled:
    out = run(extracts)
    holds(extracts, out)
    return out


EMPTY = {
    "no rows at all": ("police", "children", "placements", "missing"),
    "no police rows": ("police",),
    "no rows of the authority": ("children", "placements", "missing"),
    "no missing rows": ("missing",),
    "children only": ("police", "placements", "missing"),
}


@pytest.mark.parametrize("tables", EMPTY.values(), ids=EMPTY.keys())
def test_tables_without_rows_give_an_empty_answer_and_exact_sums(region, tables):
    extracts = replace(region.extracts, **{name: getattr(region.extracts, name)[:0] for name in tables})
    out = told(extracts)
    assert len(out.matches) == 0
    if "police" in tables or "children" in tables:
        assert len(out.links) == 0 and out.bridge["both"] == 0
    if "children" in tables and "police" not in tables:
        assert set(out.rows["class"]) == {"no child of these authorities"}


def test_an_authority_without_placements_is_still_linked_by_names(region):
    out = told(replace(region.extracts, placements=region.extracts.placements[:0]))
    assert len(out.links) > 0.9 * region.incidents["child_ids"].is_not_null().sum()


TIMES = ("last_seen_at", "reported_at", "found_at")
BLANKS = {
    "names at the police": ({"police": ("forename", "surname", "aliases")}),
    "names at the authority": ({"children": ("forename", "surname")}),
    "names on both sides": ({"police": ("forename", "surname", "aliases"), "children": ("forename", "surname")}),
    "birth dates": ({"police": ("date_of_birth",), "children": ("date_of_birth",)}),
    "postcodes": ({"police": ("postcode",), "children": ("home_postcode",), "placements": ("postcode",)}),
    "times of the police": ({"police": TIMES}),
    "times of the authority": ({"missing": ("started_at", "ended_at")}),
    "all times": ({"police": TIMES, "missing": ("started_at", "ended_at")}),
    "ends": ({"police": ("found_at",), "missing": ("ended_at",), "placements": ("ended",)}),
    "starts of placements": ({"placements": ("started", "postcode")}),
    "sex and ethnicity": ({"police": ("sex", "ethnicity"), "children": ("sex", "ethnicity")}),
}  # fmt: skip


# Blank cells of every kind meet each other in the few rows below; of whole columns the fast suite keeps the widest.
WIDEST = ("names on both sides", "all times")
ONE_BY_ONE = [
    pytest.param(blanks, id=name, marks=() if name in WIDEST else pytest.mark.slow)
    for name, blanks in BLANKS.items()
]


@pytest.mark.parametrize("blanks", ONE_BY_ONE)
def test_a_field_that_is_blank_in_every_row_is_no_reason_to_fall(region, blanks):
    changed = {table: blank(getattr(region.extracts, table), *columns) for table, columns in blanks.items()}
    out = told(replace(region.extracts, **changed))
    times_known = changed.get("missing", region.extracts.missing)["started_at"].count()
    assert (len(out.matches) > 0) == (times_known > 0 and "last_seen_at" not in blanks.get("police", ()))


def test_without_times_nothing_is_matched_and_everything_has_a_reason(region):
    changed = {"police": blank(region.extracts.police, *TIMES)}
    out = told(replace(region.extracts, **changed))
    assert len(out.matches) == 0 and out.rows["reason"].str.len_chars().min() > 10


def test_where_nothing_is_known_of_anybody_nobody_is_linked(region):
    keys = {"incident_id", "child_id", "line", "force", "authority"}
    police, children = (
        blank(frame, *(c for c in frame.columns if c not in keys and not c.endswith("_day")))
        for frame in (region.extracts.police, region.extracts.children)
    )
    assert len(told(replace(region.extracts, police=police, children=children)).links) == 0


def test_children_who_all_share_one_name_are_told_apart_by_birth_date_place_and_time(region):
    same = {"forename": "Sam", "surname": "Smith"}
    e = region.extracts
    out = told(replace(e, police=all_the_same(e.police, **same), children=all_the_same(e.children, **same)))
    truth = region.incidents.with_columns(pl.col("child_ids").fill_null("").str.split(";"))
    sure = out.links.filter(pl.col("probability") >= 0.9).join(truth, on="incident_id")
    wrong = sure.filter(~pl.col("child_id").is_in(pl.col("child_ids")))
    assert len(sure) > 100 and len(wrong) <= 0.06 * len(sure)


def test_one_birth_date_for_everybody_is_no_evidence(region):
    e, day = region.extracts, {"date_of_birth": date(2009, 1, 1)}
    out = told(replace(e, police=all_the_same(e.police, **day), children=all_the_same(e.children, **day)))
    truth = region.incidents.with_columns(pl.col("child_ids").fill_null("").str.split(";"))
    sure = out.links.filter(pl.col("probability") >= 0.9).join(truth, on="incident_id")
    assert len(sure.filter(~pl.col("child_id").is_in(pl.col("child_ids")))) <= 0.03 * len(sure)


def test_ends_before_starts_are_borne(region):
    e = region.extracts
    told(
        replace(
            e,
            missing=e.missing.with_columns(pl.col("started_at").dt.offset_by("-3d").alias("ended_at")),
            police=e.police.with_columns(pl.col("last_seen_at").dt.offset_by("-3d").alias("found_at")),
            placements=e.placements.with_columns(pl.col("started").dt.offset_by("-30d").alias("ended")),
        )
    )


def test_one_report_copied_five_hundred_times_stays_five_hundred_rows_of_one_child(region):
    known = region.incidents.filter(pl.col("kind") == "ours")["incident_id"][0]
    one = region.extracts.police.filter(pl.col("incident_id") == known)
    copies = pl.concat([one.with_columns(pl.lit(f"copy{n}").alias("incident_id")) for n in range(500)])
    out = told(replace(region.extracts, police=pl.concat([region.extracts.police, copies])))
    theirs = out.links.filter(pl.col("incident_id").str.starts_with("copy"))
    assert theirs["child_id"].n_unique() == 1 and len(theirs) == 500
    assert out.bridge["police"]["classes"]["same-side duplicate"] >= 499


def test_one_row_of_the_authority_copied_five_hundred_times_is_counted_once(region):
    e = region.extracts
    copies = pl.concat(
        [e.missing[:1].with_columns(pl.lit(f"copy{n}").alias("missing_id")) for n in range(500)]
    )
    out = told(replace(e, missing=pl.concat([e.missing, copies])))
    assert out.bridge["authority"]["classes"]["same-side duplicate"] >= 499


ODD = [
    "🙂",
    "محمد",
    "李",
    "\u200b",
    "a\u0301",
    "  ",
    "İ",
    "ß",
    "\x00",
    "A" * 5000,
    "ﬁ",
    "-",
    "()",
    '"',
    "aka",
    "née",
    "٣",
]


def test_writing_of_every_kind_is_borne(region):
    e = region.extracts
    texts = pl.Series([ODD[at % len(ODD)] for at in range(len(e.police))])
    police = e.police.with_columns(
        texts.alias("forename"), texts.reverse().alias("surname"), texts.alias("postcode")
    )
    children = e.children.with_columns(
        texts[: len(e.children)].alias("forename"), texts[-len(e.children) :].alias("surname")
    )
    told(replace(e, police=police, children=children))


def test_a_single_row_on_each_side_is_enough_to_answer():
    case = Case().child("C", "Kit", "Ash", "2010-05-04").placed("C", "AB1 2CD", "2024-01-01")
    case.report("i", "Kit", "Ash", "2010-05-04", "2025-06-01T20:00", "2025-06-02T08:00", postcode="AB1 2CD")
    out = told(case.row("m", "C", "2025-06-01T20:00", "2025-06-02T08:00").extracts())
    assert child_of(out, "i") in (None, "C")


WORDS = st.sampled_from(
    ["Sam", "Kit", "Ash", "Ali", "Mohammed", "Muhammad", "N/K", "", "O'Dea", "李", "Sam (Kit)"]
)
CODES = st.sampled_from([None, "AB1 2CD", "AB1 2CE", "AB1", "ZE9 9ZZ", "???"])
BORN = st.sampled_from([None, "2010-01-01", "2010-05-04", "2010-04-05", "2011-01-01"])
CLOCKS = st.sampled_from(
    [None, "2026-03-01", "2026-03-01T22:00", "2026-03-02T01:10", "2026-03-29T01:30", "2026-10-25"]
)


@st.composite
def few_rows(draw: st.DrawFn) -> Case:
    """A handful of rows from few values, so that everything meets everything."""
    case, sizes = Case(), st.integers(0, 6)
    for n in range(draw(sizes)):
        case.child(
            f"C{n}",
            draw(WORDS),
            draw(WORDS),
            draw(BORN),
            home_postcode=draw(CODES),
            sex=draw(st.sampled_from("FM")),
        )
    for n in range(draw(sizes)):
        case.report(
            f"i{n}", draw(WORDS), draw(WORDS), draw(BORN), draw(CLOCKS), draw(CLOCKS), postcode=draw(CODES)
        )
    if case.children:
        child = st.sampled_from([row["child_id"] for row in case.children])
        for _ in range(draw(st.integers(0, 4))):
            ended = draw(st.sampled_from([None, "2026-03-01", "2026-12-01"]))
            case.placed(draw(child), draw(CODES), draw(st.sampled_from(["2025-01-01", "2026-03-02"])), ended)
        for n in range(draw(sizes)):
            case.row(f"m{n}", draw(child), draw(CLOCKS), draw(CLOCKS), draw(st.sampled_from("MA")))
    verdicts = st.sampled_from(["yes", "no", "unsure"])
    if case.children and case.police:
        for at in range(draw(st.integers(0, 3))):
            row = draw(st.sampled_from([None, *(m["missing_id"] for m in case.missing)]))
            incident = draw(st.sampled_from(case.police))["incident_id"]
            case.decided(incident, draw(st.sampled_from(case.children))["child_id"], row, draw(verdicts), at)
    return case


@given(few_rows())
@settings(max_examples=cases(15), deadline=None)
def test_any_few_rows_are_answered_each_once_and_add_up(case):
    extracts = case.extracts()
    holds(extracts, run(extracts))
