"""Names as clerks type them come to one clean spelling, and what stood beside them is kept apart."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cases import cases
from waylight.reconcile.prepare.names import _cleaned as cleaned_by_every_rule
from waylight.reconcile.prepare.names import clean, sound

# Words that a rule takes out where they stand alone, and some that only begin like one.
WORDS = ("mr", "miss", "missy", "al", "ali", "see", "per", "perry", "dob", "zz", "zzbarton", "unknown", "none", "lac",
         "baby", "x", "xx", "alias", "aka", "male", "mc", "see miss", "al amin", "")  # fmt: skip


def cleaned(text: str | None) -> tuple[str, str]:
    frame = clean(pl.Series([text], dtype=pl.String))
    return frame["clean"].item(), frame["other"].item()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("JosÃ©", "jose", id="UTF-8 read as Windows-1252"),
        pytest.param("MÃ¼ller", "muller", id="the same, within a word"),
        pytest.param("Zoë", "zoe", id="accents"),
        pytest.param("Łukasz", "lukasz", id="a letter that no accent makes"),
        pytest.param("Strauß", "strauss", id="a letter that is two"),
        pytest.param("MISS Ann-Marie", "ann marie", id="a title, and a hyphen"),
        pytest.param("Mr. O’Brien", "obrien", id="a curly apostrophe"),
        pytest.param("O Brien", "obrien", id="a particle apart"),
        pytest.param("Mc Donald", "mcdonald", id="another particle apart"),
        pytest.param("al-Hassan", "hassan", id="an article"),
        pytest.param("J0hn", "john", id="a digit for a letter"),
        pytest.param("Smith - see ref 123", "smith", id="a note after a dash"),
        pytest.param("Smith dob 01/01/2009", "smith", id="a birth date in the wrong box"),
        pytest.param("John *missing from care*", "john", id="a note between stars"),
        pytest.param("  KAI  ", "kai", id="blanks and capitals"),
        pytest.param("* Sandhu *", "sandhu", id="a name between stars"),
        pytest.param("Meta jnr", "meta", id="the younger of two"),
        pytest.param("Wahid DNU", "wahid", id="a mark of a record not to be used"),
        pytest.param("zzBarton", "barton", id="the same mark before the name"),
        pytest.param("Smith ?sp", "smith", id="a doubt about the spelling"),
        pytest.param("NO?K", "nok", id="a sign for a letter that was lost"),
        pytest.param("HÁ»“", "ho", id="UTF-8 read as Windows-1252, then put in capitals"),
        pytest.param("Kai (twin)", "kai", id="a note in brackets"),
    ],
)
def test_a_name_is_read_through(typed, meant):
    assert cleaned(typed) == (meant, "")


@pytest.mark.parametrize(
    "filler", ["unknown", "N/K", "n/a", "--", "xxx", "???", "TBC", "Not known", "12345", " ", None]
)
def test_what_stands_for_no_name_is_blank(filler):
    assert cleaned(filler) == ("", "")


@pytest.mark.parametrize("name", ["Drew", "Misha", "Masterson", "Nena", "Refilwe", "Maleah", "Mran"])
def test_names_that_begin_like_a_title_or_a_filler_are_left_alone(name):
    assert cleaned(name) == (name.lower(), "")


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("John (Jack)", "john", "jack"),
        ("Smith aka Jones", "smith", "jones"),
        ("Smith A.K.A. Jones", "smith", "jones"),
        ("Mohammed known as Mo", "mohammed", "mo"),
        ("Pemton (k/a Con)", "pemton", "con"),
        ("Ali née Khan", "ali", "khan"),
        ('Kai "KJ" James', "kai james", "kj"),
    ],
)
def test_another_name_found_inside_is_kept_beside(typed, meant, other):
    assert cleaned(typed) == (meant, other)


def test_text_that_only_looks_mis_encoded_is_left_as_typed():
    assert cleaned("Ã–zil")[0] == "ozil"
    assert cleaned("Ânia")[0] == "ania"


def test_a_column_of_plain_names_and_a_mixed_one_are_read_alike():
    plain = ["sam", "mr sam", "o'brien", "n-k", "ann-marie", "ali aka khan", "smith - see ref"]
    alone, mixed = clean(pl.Series(plain)), clean(pl.Series([*plain, "Zoë (Zo)"]))
    assert alone.rows() == mixed.rows()[:-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "muhammad"), ("yusuf", "yousef"), ("ahmed", "ahmad"), ("catherine", "katherine"),
        ("hussein", "husain"), ("philip", "filip"), ("jakub", "jacob"), ("tekle", "tekele"), ("sara", "sarah"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings_has_one_sound(one, other):
    keys = sound(pl.Series([one, other]))
    assert keys[0] == keys[1]


@pytest.mark.parametrize(("one", "other"), [("mark", "martin"), ("sean", "sam"), ("kofi", "kwame")])
def test_different_names_have_different_sounds(one, other):
    keys = sound(pl.Series([one, other]))
    assert keys[0] != keys[1]


@settings(max_examples=cases(150), deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(alphabet="abelmrz", min_size=1, max_size=4), max_size=6))
def test_a_name_that_needs_no_mending_is_what_all_the_rules_make_of_it(words):
    text = pl.Series(words, dtype=pl.String)
    assert clean(text).rows() == cleaned_by_every_rule(text).rows()
