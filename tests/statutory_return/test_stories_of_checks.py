"""Each rule in stories: what it must flag, and beside it what looks alike and is right. Both readers hear each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.statutory_return.returned import Rows, plain, quick
from waylight.rulebook.statutory_return import CHECKS

BORN = "10/06/2011"
YEAR = ("01/04/2025", "")


def away(
    started: str, ended: str = "", kind: str = "M", child: str = "1", born: str = BORN
) -> dict[str, str]:
    return {"CHILD": child, "DOB": born, "MISSING": kind, "MIS_START": started, "MIS_END": ended}


def placed(began: str, ended: str = "", why: str = "", child: str = "1") -> dict[str, str]:
    return {"CHILD": child, "DECOM": began, "DEC": ended, "REC": why}


@dataclass(frozen=True)
class Story:
    """A return in which the rule flags these rows (of the missing module unless it says otherwise), and no others."""

    rule: str
    name: str
    missing: Rows
    flags: tuple[int, ...]
    episodes: Rows = (placed(*YEAR),)
    last_year: Rows | None = None
    others: dict[str, Rows] = field(default_factory=dict)
    table: str = "missing"


STORIES = (
    Story("564", "no start", [away("", "02/05/2025")], (0,)),
    Story("564", "a start that is no date counts as blank", [away("31/06/2025")], (0,)),
    Story("564", "neither type nor start", [away("", "", kind="")], ()),
    Story("564", "a start", [away("01/05/2025", "02/05/2025")], ()),
    Story("565", "a start and no type", [away("01/05/2025", "02/05/2025", kind="")], (0,)),
    Story("565", "no start that could be read, and no type", [away("soon", kind="")], ()),
    Story("565", "spaces are no type", [away("01/05/2025", kind="  ")], (0,)),
    Story("566", "an end and no type", [away("", "02/05/2025", kind="")], (0,)),
    Story("566", "no end and no type", [away("01/05/2025", kind="")], ()),
    Story("567", "ended the day before", [away("02/05/2025", "01/05/2025")], (0,)),
    Story("567", "there and back on one day", [away("02/05/2025", "02/05/2025")], ()),
    Story("567", "not back yet", [away("02/05/2025")], ()),
    Story("570", "started on 1 April after the year", [away("01/04/2026")], (0,)),
    Story("570", "started on the last day", [away("31/03/2026")], ()),
    Story("571", "ended on 1 April after the year", [away("20/03/2026", "01/04/2026")], (0,)),
    Story("571", "ended the day before the year", [away("20/03/2025", "31/03/2025")], (0,)),
    Story("571", "ended on the first day", [away("20/03/2025", "01/04/2025")], ()),
    Story("571", "ended on the last day", [away("20/03/2026", "31/03/2026")], ()),
    Story("574", "overlaps the one before", [away("01/05/2025", "05/05/2025"), away("04/05/2025", "06/05/2025")], (1,)),
    Story("574", "begins on the day the other ends",
          [away("01/05/2025", "05/05/2025"), away("05/05/2025", "06/05/2025", kind="A")], ()),
    Story("574", "the one before is still open", [away("01/05/2025"), away("04/05/2025", "06/05/2025")], (1,)),
    Story("574", "the later row stands first in the file",
          [away("04/05/2025", "06/05/2025"), away("01/05/2025", "05/05/2025")], (0,)),
    Story("574", "within a longer one: by their ends the longer is the later",
          [away("01/05/2025", "20/05/2025"), away("04/05/2025", "06/05/2025")], (0,)),
    Story("574", "the same row twice", [away("01/05/2025", "05/05/2025"), away("01/05/2025", "05/05/2025")], (1,)),
    Story("574", "the same day twice", [away("01/05/2025", "01/05/2025"), away("01/05/2025", "01/05/2025")], ()),
    Story("574", "two children on one day",
          [away("01/05/2025"), away("01/05/2025", "02/05/2025", child="2")], ()),
    Story("574", "an end that cannot be read is no end",
          [away("01/05/2025", "35/05/2025"), away("04/05/2025", "06/05/2025")], (1,)),
    Story("574", "without a start it stands last, after one that is open",
          [away("", kind=""), away("04/05/2025")], (0,)),
    Story("574", "rows that name no child are not one child's",
          [away("01/05/2025", child=""), away("01/05/2025", child="")], ()),
    Story("575", "the placement ended while the child was away", [away("01/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "X1"), placed("10/05/2025")]),
    Story("575", "left on the day the placement ended", [away("10/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "X1"), placed("10/05/2025")]),
    Story("575", "away in the placement that followed", [away("11/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "X1"), placed("10/05/2025")]),
    Story("575", "split where the placement ended", [away("01/05/2025", "10/05/2025"), away("11/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "X1"), placed("10/05/2025")]),
    Story("575", "still missing on 31 March in a placement that goes on", [away("25/03/2026")], ()),
    Story("575", "an end of the placement that cannot be read", [away("01/05/2025")], (),
          [placed("01/04/2025", "99/05/2025")]),
    Story("576", "another start this year", [away("02/04/2025", "03/04/2025")], (0,),
          last_year=[away("30/03/2025")]),
    Story("576", "the same start this year", [away("30/03/2025", "03/04/2025")], (), last_year=[away("30/03/2025")]),
    Story("576", "only the earliest row is flagged",
          [away("09/05/2025", "10/05/2025"), away("02/05/2025", "03/05/2025")], (1,),
          last_year=[away("30/03/2025")]),
    Story("576", "closed last year", [away("02/04/2025")], (), last_year=[away("20/03/2025", "21/03/2025")]),
    Story("576", "another child", [away("02/04/2025")], (), last_year=[away("30/03/2025", child="2")]),
    Story("576", "no start this year that can be read", [away("30.03.2025")], (0,), last_year=[away("30/03/2025")]),
    Story("576", "an unreadable row elsewhere silences nothing",
          [away("x"), away("02/04/2025", "03/04/2025")], (1,), last_year=[away("30/03/2025")]),
    Story("576", "no start last year to be compared with", [away("02/04/2025")], (), last_year=[away("")]),
    Story("576", "the same start twice: one row is flagged",
          [away("02/04/2025", "02/04/2025"), away("02/04/2025", "02/04/2025")], (0,),
          last_year=[away("30/03/2025")]),
    Story("577", "care ended and the absence is open", [away("01/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("577", "still missing on 31 March and still looked after", [away("25/03/2026")], ()),
    Story("577", "still missing, the placements having changed meanwhile", [away("01/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "X1"), placed("10/05/2025", "01/07/2025", "X1"), placed("01/07/2025")]),
    Story("577", "ended on the day care did", [away("01/05/2025", "10/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("577", "ended the day after care did", [away("01/05/2025", "11/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("577", "fits the second of two periods", [away("01/09/2025", "03/09/2025")], (),
          [placed("01/04/2025", "10/05/2025", "E4A"), placed("20/08/2025")]),
    Story("577", "open in the first of two periods, and care goes on in the second", [away("01/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A"), placed("20/08/2025")]),
    Story("577", "episodes out of order are one chain", [away("01/05/2025", "20/05/2025")], (),
          [placed("10/05/2025", "20/05/2025", "E4A"), placed("01/04/2025", "10/05/2025", "X1")]),
    Story("577", "an end within the chain that cannot be read does not open it", [away("05/04/2025")], (0,),
          [placed("01/04/2025", "??", "X1"), placed("10/05/2025", "20/05/2025", "E4A")]),
    Story("577", "a child without an episode is told of by 1012 only", [away("01/05/2025")], (), []),
    Story("578", "started the day after care ended", [away("11/05/2025", "12/05/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("578", "started on the day care ended", [away("10/05/2025", "10/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("578", "started before the first period", [away("31/03/2025", "02/04/2025")], (0,)),
    Story("578", "started between two periods", [away("01/07/2025", "02/07/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A"), placed("20/08/2025")]),
    Story("578", "no start", [away("", "02/05/2025")], ()),
    Story("580", "missing on the 18th birthday, and ceased for another reason",
          [away("05/06/2025", "10/06/2025", born="10/06/2007")], (0,),
          [placed("01/04/2025", "10/06/2025", "E4A")], table="episodes"),
    Story("580", "no reason given", [away("05/06/2025", "10/06/2025", born="10/06/2007")], (0,),
          [placed("01/04/2025", "10/06/2025")], table="episodes"),
    Story("580", "E8", [away("05/06/2025", "10/06/2025", born="10/06/2007")], (),
          [placed("01/04/2025", "10/06/2025", "E8")], table="episodes"),
    Story("580", "found the day before", [away("05/06/2025", "09/06/2025", born="10/06/2007")], (),
          [placed("01/04/2025", "10/06/2025", "E4A")], table="episodes"),
    Story("580", "born on 29 February: 18 on 1 March", [away("25/02/2026", "01/03/2026", born="29/02/2008")], (0,),
          [placed("01/04/2025", "01/03/2026", "E4A")], table="episodes"),
    Story("580", "born on 29 February: still 17 on 28 February",
          [away("25/02/2026", "28/02/2026", born="29/02/2008")], (),
          [placed("01/04/2025", "28/02/2026", "E4A")], table="episodes"),
    Story("581", "started in no episode", [away("01/07/2025", "02/07/2025")], (0,),
          [placed("01/04/2025", "10/05/2025", "E4A"), placed("20/08/2025")]),
    Story("581", "no start is in no episode", [away("")], (0,)),
    Story("581", "started on the day that one ended", [away("10/05/2025", "11/05/2025")], (),
          [placed("01/04/2025", "10/05/2025", "E4A")]),
    Story("581", "a child of the header without episodes is passed over", [away("01/05/2025")], (), []),
    Story("581", "a child without episodes is passed over", [away("01/05/2025", child="2")], ()),
    Story("586", "before birth", [away("09/06/2011", "10/06/2011")], (0,)),
    Story("586", "on the day of birth", [away(BORN, BORN)], (0,)),
    Story("586", "the day after birth", [away("11/06/2011", "11/06/2011")], ()),
    Story("586", "no date of birth that can be read", [away("01/05/2025", born="2011")], ()),
    Story("1004", "blank", [away("")], (0,)),
    Story("1004", "31 June", [away("31/06/2025")], (0,)),
    Story("1004", "29 February of another year", [away("29/02/2026")], (0,)),
    Story("1004", "a year of two digits, and one the other way round", [away("01/05/25"), away("2025-05-01")], (0, 1)),
    Story("1004", "29 February of a leap year", [away("29/02/2024")], ()),
    Story("1005", "no date", [away("01/05/2025", "later")], (0,)),
    Story("1005", "blank", [away("01/05/2025", " ")], ()),
    Story("1006", "another letter, and a small one", [away("01/05/2025", kind="X"), away("02/05/2025", kind="m")],
          (0, 1)),
    Story("1006", "blank, M and A", [away("01/05/2025", kind=""), away("1/5/2025"), away("2/5/2025", kind="A")], ()),
    Story("1012", "no episode", [away("01/05/2025"), away("01/05/2025", child="2")], (1,)),
    Story("1012", "a review and no episode", [], (1,),
          others={"reviews": [{"CHILD": "1"}, {"CHILD": "2"}]}, table="reviews"),
    Story("1012", "a care leaver needs none", [], (), others={"OC3": [{"CHILD": "2"}]}, table="OC3"),
    Story("INT04", "not in the header", [away("01/05/2025"), away("01/05/2025", child="2")], (1,)),
    Story("INT04", "in the header, with another birth date", [away("01/05/2025", born="")], ()),
    Story("INT04", "another spelling is another child", [away("01/05/2025", child="01")], (0,)),
    Story("INT13", "another birth date", [away("01/05/2025", born="11/06/2011")], (0,)),
    Story("INT13", "the same", [away("01/05/2025")], ()),
    Story("INT13", "no birth date, and none that can be read", [away("1/5/2025", born=""), away("", born="?")], ()),
)  # fmt: skip


def tables(story: Story) -> dict[str, Any]:
    header = [{"CHILD": "1", "DOB": BORN}]
    return {"header": header, "episodes": story.episodes, "missing": story.missing, **story.others}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.rule} {story.name}")
def test_a_rule_flags_just_these_rows(story: Story) -> None:
    for reader in (plain, quick):
        found = reader(tables(story), story.last_year)
        rows = {(table, row) for rule, table, row in found if rule == story.rule}
        assert rows == {(story.table, row) for row in story.flags}, reader.__name__


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_rule_has_a_story_in_which_it_flags_and_one_in_which_it_does_not(check: Any) -> None:
    told = [story for story in STORIES if story.rule == check.code]
    assert [story for story in told if story.flags]
    assert [story for story in told if not story.flags]


def test_a_sound_return_has_no_faults() -> None:
    """Two children: one home again after a night each of M and A, one still missing on 31 March since last year."""
    sound = {
        "header": [{"CHILD": "1", "DOB": BORN}, {"CHILD": "2", "DOB": "01/01/2010"}],
        "episodes": [
            placed("01/04/2024", "10/05/2025", "X1"),
            placed("10/05/2025"),
            placed("01/02/2025", child="2"),
        ],
        "missing": [
            away("08/05/2025", "10/05/2025"),
            away("10/05/2025", "11/05/2025", kind="A"),
            away("20/03/2025", child="2", born="01/01/2010"),
        ],
        "reviews": [{"CHILD": "1"}],
    }
    last_year = [away("20/03/2025", child="2", born="01/01/2010")]
    assert quick(sound, last_year) == plain(sound, last_year) == set()


def test_a_rule_whose_module_is_not_there_flags_nothing() -> None:
    """The command says which; see `test_check_return.py`."""
    found = quick({"missing": [away("01/05/2025")]})
    assert found == plain({"missing": [away("01/05/2025")]}) == set()


@pytest.mark.slow
def test_rows_joined_in_many_small_pieces_are_judged_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a file in which every row has one child's number does not take all memory."""
    monkeypatch.setattr("waylight.statutory_return.reader.PAIRS", 2)
    for story in STORIES:
        if len(story.missing) > 1 or len(story.episodes) > 1:
            assert quick(tables(story), story.last_year) == plain(tables(story), story.last_year)
