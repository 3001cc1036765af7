"""One new report against all children: read as a file of them is read, scored with the same weights."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from waylight.ops.region.region import Region, make_region
from waylight.reconcile import reconcile
from waylight.reconcile.index import ChildIndex, Incident
from waylight.reconcile.index import incident as single
from waylight.reconcile.index.vocabulary import Vocabulary
from waylight.reconcile.prepare import names, places
from waylight.reconcile.prepare.tables import prepared
from waylight.reconcile.prepare.words import Words, encode
from waylight.reconcile.tables import Extracts

ODD = [
    "Mr. Sam (known as Smudge) O'Brien", "Mohammed-Ali aka Mo", "JosÃ©", "n/k", "UNKNOWN", "Van der Berg",
    "5am", "Łukasz", "Abd al-Rahman", "al", "Smith - see ref", "Ali *", "", "Mc Donald", "12345",
    "Zoë née Ash",
]  # fmt: skip
POSTCODES = ["ab1 2cd", "AB12CD", "AB1", "AB1 2", "A8l 2CD", "ABl2C0", "nonsense", "", "EC1A 1BB", "w1a 0ax"]


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(200, seed=5, shape="dense")


@pytest.fixture(scope="module")
def index(region) -> ChildIndex:
    return ChildIndex(region.extracts)


def _incident(row: dict) -> Incident:
    texts = ("forename", "surname", "sex", "ethnicity", "postcode", "aliases")
    return Incident(
        **{name: row[name] or "" for name in texts}, date_of_birth=row["date_of_birth"],
        last_seen_at=row["last_seen_at"], day_only=bool(row["last_seen_day"]), reported_at=row["reported_at"],
    )  # fmt: skip


def test_a_single_name_is_read_as_a_column_of_them_is(region):
    police, children = region.extracts.police, region.extracts.children
    raw = pl.concat([police["forename"], police["surname"], children["surname"], pl.Series(ODD)])
    raw = raw.fill_null("").unique()
    column = names.clean(raw)
    assert [single.clean(text) for text in raw] == list(column.select("clean", "other").iter_rows())
    words = column["clean"].unique()
    assert [single.sound(word) for word in words] == names.sound(words).to_list()


def test_a_word_that_is_new_is_described_as_the_words_of_a_file_are():
    new = ["zyzx", "ann marie", "o", "muhammad", "kjell"]
    learned, codes, _ = encode([pl.Series(["sam", *new])])
    vocabulary = Vocabulary(encode([pl.Series(["sam", "mohammed"])])[0])
    for word, code in zip(new, codes[0][1:], strict=True):
        at = vocabulary.code(word)
        alike = set(Words.__dataclass_fields__) - {"sound", "first_part", "part"}
        told = {f: getattr(vocabulary.words, f)[at] for f in alike}
        assert told == {f: getattr(learned, f)[code] for f in told}
        assert _parts(vocabulary.words, at) == _parts(learned, code)
    sounds = vocabulary.words.sound
    assert sounds[vocabulary.code("muhammad")] == sounds[vocabulary.code("mohammed")]


def _parts(words: Words, code: int) -> list[str]:
    """The words that a name of several words is made of."""
    begins = int(words.first_part[code])
    return words.text[words.part[begins : begins + int(words.parts[code])]].tolist()


def test_a_single_postcode_is_read_as_a_column_of_them_is(region):
    raw = pl.concat([region.extracts.police["postcode"].fill_null(""), pl.Series(POSTCODES)]).unique()
    frame = raw.alias("raw").to_frame().select("raw", whole=places.postcode(pl.col("raw")))
    frame = frame.with_columns(outward=places.outward(pl.col("whole"))).fill_null("")
    assert [single.postcode(t) for t in raw] == list(frame.select("whole", "outward").iter_rows())


def test_a_single_time_is_read_as_a_column_of_them_is(region):
    twice, skipped = datetime(2024, 10, 27, 1, 30), datetime(2024, 3, 31, 1, 30)
    odd = [(twice, False), (skipped, False), (datetime(2024, 10, 27), True), (datetime(2024, 7, 1, 9), True)]
    row = region.extracts.police.head(1)
    rows = [
        row.with_columns(last_seen_at=pl.lit(t, pl.Datetime("ms")), last_seen_day=pl.lit(d)) for t, d in odd
    ]
    police = pl.concat([region.extracts.police, *rows]).filter(pl.col("last_seen_at").is_not_null())
    read = prepared(_with_police(region, police)).police
    alone = [
        single.minutes(at, bool(day))
        for at, day in police.select("last_seen_at", "last_seen_day").iter_rows()
    ]
    assert alone == list(read.select("start_lo", "start_hi").iter_rows())


def test_the_index_finds_the_children_that_the_whole_file_finds(region, index):
    whole = reconcile(region.extracts, now=datetime.fromisoformat("2026-06-01T12:00:00+00:00"))
    sure = whole.links.filter(pl.col("probability") >= 0.99)
    rows = region.extracts.police.join(sure, on="incident_id").sample(300, seed=1)
    found = [index.score(_incident(row)) for row in rows.iter_rows(named=True)]
    same = [bool(f) and f[0].child_id == c for f, c in zip(found, rows["child_id"], strict=True)]
    assert sum(same) >= 0.97 * len(same)


def test_children_who_are_not_listed_are_not_taken_for_one_who_is(region, index):
    others = region.incidents.filter(pl.col("child_ids").fill_null("") == "")
    rows = region.extracts.police.join(others, on="incident_id").sample(200, seed=1)
    taken = [f[0].probability >= 0.5 for r in rows.iter_rows(named=True) if (f := index.score(_incident(r)))]
    assert sum(taken) <= 2


def test_words_never_met_before_are_scored_and_then_forgotten(region, index):
    child = region.extracts.children.row(0, named=True)
    typed = Incident(child["forename"] + "q", "Zzyzx" + child["surname"], child["date_of_birth"])
    first = index.score(typed)
    for number in range(100):
        index.score(Incident(f"Qq{'x' * number}w", f"Wq{'y' * number}k", date(2010, 1, 1)))
    assert index.score(typed) == first
    assert child["child_id"] in [candidate.child_id for candidate in first]


def test_nobody_is_named_where_nothing_was_typed(index):
    assert index.score(Incident()) == []


def _with_police(region: Region, police: pl.DataFrame) -> Extracts:
    return replace(region.extracts, police=police)
