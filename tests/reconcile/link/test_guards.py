"""Place and time are evidence, but must not invent agreement; and an incident has one child at most."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.extracts import Case, child_of, holds, pairs_of, run
from tests.reconcile.link.towns import born, left_at, postcode, town
from tests.support.cases import cases
from waylight.reconcile import Reconciled, decided
from waylight.reconcile.link.decide import Candidates, Decision
from waylight.reconcile.link.evidence import compare
from waylight.reconcile.link.link import link
from waylight.reconcile.link.names import NameLevels
from waylight.reconcile.link.weights import begin
from waylight.reconcile.prepare.tables import prepared, sides
from waylight.reconcile.settings import CERTAIN, Birth, Place, Time

CHILD = 5  # of the town, whose first absence every report below is written for


@dataclass(frozen=True)
class Told:
    case: Case
    out: Reconciled

    def share(self, incident: str, child: str = f"X{CHILD}") -> float:
        """Probability that an incident is about the child."""
        found = self.out.evidence.filter(pl.col("incident_id") == incident, pl.col("child_id") == child)
        return found["share"].sum()


@pytest.fixture(scope="module")
def told() -> Told:
    case = town()
    child = case.children[CHILD]
    first, last, home = child["forename"], child["surname"], child["home_postcode"]
    at = left_at(CHILD).isoformat()[:16]

    def report(name: str, *who: str | None, where: str | None = postcode(CHILD // 4), **more: str) -> None:
        case.report(name, *who, at, at[:11] + "23:50", postcode=where, **more)

    report("nobody named", None, None, None)
    report("nobody named, the sex agrees", "unknown", "N/K", None, sex="M")
    report("another child of the home", "Zebedee", "Quill", "2011-11-11")
    report("another child of the home, no birth date", "Zebedee", "Quill", None)
    report("a brother at home", "Zebedee", last, "2011-11-11", where=home)
    report("a brother at home, no birth date", "Zebedee", last, None, where=home)
    report("a brother in the same home", "Zebedee", last, "2011-11-11")
    report("a surname alone, at home", None, last, None, where=home)
    report("the child", first, last, born(CHILD))
    report("the child, no birth date", first, last, None)
    report("the child, names swapped", last, first, None)
    return Told(case, run(case.extracts()))


def test_the_town_itself_is_linked_right_and_its_strangers_are_not(told):
    holds(told.case.extracts(), told.out)
    links = told.out.links.filter(pl.col("probability") >= 0.9)
    ours = links.filter(pl.col("incident_id").str.starts_with("x"))
    assert len(ours) >= 236
    assert (ours["incident_id"].str.extract(r"x(\d+)\.") == ours["child_id"].str.slice(1)).all()
    assert len(links.filter(pl.col("incident_id").str.starts_with("o"))) == 0


@pytest.mark.parametrize("incident", ["nobody named", "nobody named, the sex agrees"])
def test_place_and_time_alone_never_settle_who_it_was(told, incident):
    assert 0.0 < told.share(incident) < 0.9


@pytest.mark.parametrize(
    "incident",
    [
        "another child of the home", "another child of the home, no birth date", "a brother at home",
        "a brother at home, no birth date", "a brother in the same home",
    ],
)  # fmt: skip
def test_another_child_is_not_taken_for_the_one_who_left_at_that_minute(told, incident):
    assert told.share(incident) < 0.1


def test_a_surname_at_the_family_s_address_is_left_in_doubt(told):
    assert 0.1 < told.share("a surname alone, at home") < 0.9


@pytest.mark.parametrize("incident", ["the child", "the child, no birth date", "the child, names swapped"])
def test_the_child_itself_is_found_with_place_and_time(told, incident):
    assert told.share(incident) > 0.95


def test_a_report_without_place_and_time_may_still_name_a_child():
    case = town().child("K", "Quintus", "Zwemmer", "2010-10-10").placed("K", "AB1 2CD", "2024-01-01")
    case.report("named", "Quintus", "Zwemmer", "2010-10-10")
    links = run(case.extracts()).links.filter(pl.col("incident_id") == "named")
    assert links["child_id"].to_list() == ["K"]


def test_what_is_said_for_and_against_a_child_adds_up_to_its_probability(told):
    evidence = told.out.evidence
    total = evidence.select(pl.sum_horizontal(pl.selectors.ends_with("_weight"))).to_series().to_numpy()
    assert len(evidence) > 200
    assert np.abs(1 / (1 + np.exp(-total)) - evidence["share"].to_numpy()).max() < 1e-3


def test_a_brother_on_no_list_has_a_line_of_his_own(told):
    line = told.out.evidence.filter(incident_id="a surname alone, at home", child_id=f"X{CHILD}")
    assert line["unlisted_weight"].item() < -0.5


@st.composite
def candidates(draw: st.DrawFn) -> tuple[Candidates, dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Incidents with a few candidates each, and any evidence whatever."""
    incidents, persons = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    pairs = sorted(
        draw(st.sets(st.tuples(st.integers(0, incidents - 1), st.integers(0, persons - 1)), min_size=1))
    )
    n = len(pairs)

    def some(elements: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(elements, min_size=n, max_size=n)))

    incident, person = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    odds = st.floats(-60, 60)
    c = Candidates(
        incident=incident, person=person, pair=np.arange(n), place=some(st.sampled_from(list(Place))),
        time=some(st.sampled_from(list(Time))), place_rarity=np.full(n, 0.01), rows_of_person=np.ones(n),
        away_of_person=np.full(n, 600.0),
        home=some(st.booleans()).astype(int), alone=np.ones(n),
        family=some(st.integers(0, 1)).astype(np.int64), incidents=incidents, persons=persons,
    )  # fmt: skip
    known = {name: some(odds) for name in ("forename", "surname", "order", "birth", "sex", "ethnicity")}
    return c, known, (some(odds), some(odds)), some(st.booleans()).astype(bool)


@settings(max_examples=cases(40))
@given(candidates())
def test_shares_of_an_incident_never_add_up_to_more_than_one_child(drawn):
    c, known, context, refused = drawn
    decision = Decision(c, refused, np.zeros(c.persons))
    for _ in range(3):
        share = decision.update(decision.hear(known, context))
        assert np.isfinite(share).all() and (share >= 0).all()
        assert np.bincount(c.incident, weights=share).max() <= 1 + 1e-9
        assert (share[refused] == 0).all()


@settings(max_examples=cases(40))
@given(candidates())
def test_surname_place_and_time_alone_are_never_certain_for_a_brother_may_be_on_no_list(drawn):
    c, known, context, _ = drawn
    decision = Decision(c, np.zeros(len(c), dtype=bool), np.zeros(c.persons))
    share = decision.update(decision.hear(known, context))
    personal = (known["forename"] + known["birth"] + known["sex"])[c.pair]
    surname_only = (personal <= 0) & (known["surname"][c.pair] > 0) & (c.place == Place.HOME)
    assert (share[surname_only] < CERTAIN).all()


def twins(*rows_of: str) -> Reconciled:
    """Both reported from one home for the same hours; the authority wrote rows of those named."""
    case, hours = town(60), ("2025-06-01T20:00", "2025-06-02T04:00")
    for n, forename in (("1", "Quintus"), ("2", "Zebedee")):
        who = forename, "Zwemmer", "2010-10-10"
        case.child(f"T{n}", *who, sex="M").placed(f"T{n}", "AB1 2CD", "2024-01-01")
        case.report(f"t{n}", *who, *hours, postcode="AB1 2CD", sex="M")
    for name in rows_of:
        case.row(f"m{name}", name, *hours)
    return run(case.extracts())


def test_twins_who_leave_together_are_told_apart_by_the_forename():
    out = twins("T1", "T2")
    assert (child_of(out, "t1"), child_of(out, "t2")) == ("T1", "T2")


def test_a_twin_of_whom_no_row_was_written_is_not_taken_for_the_other():
    out = twins("T1")
    likeliest = out.links.filter(pl.col("incident_id") == "t2")["child_id"].to_list()
    assert child_of(out, "t1") == "T1" and likeliest == ["T2"]
    assert "mT1" not in {row for incident, row in pairs_of(out, 0.9) if incident == "t2"}


def renamed(times: int) -> Case:
    """A child whom the police report under another surname, so many times at its home and to the minute of the
    authority's row, and once more with a slip and nothing around it."""
    case = (
        town(80).child("K", "Quintus", "Zwemmer", "2010-10-10", sex="M").placed("K", "AB1 2CD", "2024-01-01")
    )
    for time in range(times):
        at, until = f"2025-0{time + 3}-09T20:1{time}", f"2025-0{time + 3}-10T04:00"
        case.report(f"k{time}", "Quintus", "Oyelaran", "2010-10-10", at, until, postcode="AB1 2CD")
        case.row(f"m{time}", "K", at, until)
    return case.report("again", "Qiuntus", "Oyelaran", "2010-10-10", "2025-11-20T12:00", sex="M")


def test_a_child_whom_the_police_know_by_another_surname_is_found_by_it():
    often, once = run(renamed(5).extracts()), run(renamed(1).extracts())
    assert {child_of(often, f"k{time}") for time in range(5)} == {"K"}
    again = [out.links.filter(pl.col("incident_id") == "again") for out in (often, once)]
    assert set(again[0]["child_id"]) == {"K"}
    # A surname that was typed once proves little: at most a matter for the desk, if it is shown at all.
    assert max(again[1]["probability"].to_list(), default=0.0) < min(
        0.7, again[0]["probability"].item() - 0.2
    )


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_spelling_is_worth_exactly_its_share_of_the_child_s_reports_and_one_more(times):
    extracts = renamed(times).extracts()
    both = sides(extracts)
    found = link(prepared(extracts), both, decided.latest(extracts))
    records = found.record_of == extracts.children["child_id"].to_list().index("K")
    records[: len(extracts.children)] = False
    assert found.doubt[records].tolist() == [pytest.approx(np.log(times / (times + 1)))]


def test_what_was_taken_from_an_identity_never_speaks_for_that_identity():
    extracts = renamed(5).extracts()
    both = sides(extracts)
    found = link(prepared(extracts), both, decided.latest(extracts))
    added = found.levels.right >= len(extracts.children)
    assert added.any()
    who, record = found.levels.left[added], found.levels.right[added]
    alike = [
        getattr(both.identities, f)[who] == getattr(found.records, f)[record]
        for f in ("forename", "surname", "birth")
    ]
    assert not np.all(alike, axis=0).any()


def test_a_field_is_learned_only_from_links_that_are_sure_without_it():
    found = sides(town(20).extracts())
    names = NameLevels(found.words)
    weights = begin(found.identities, found.children, names)
    rows = np.arange(20)
    levels = replace(
        compare(found.identities, found.children, rows, rows, names),
        birth=np.array([Birth.SAME] * 10 + [Birth.OTHER] * 10, dtype=np.uint8),
    )
    flat = {name: np.zeros(20) for name in ("forename", "surname", "order", "sex", "ethnicity")}
    birth = np.array([8.0] * 10 + [-5.0] * 10)
    # All as sure: the first ten only by their birth date, the others in spite of it.
    weights.learn(levels, found.children, flat | {"birth": birth}, np.repeat(rows, 50), np.full(1000, 0.99))
    assert weights.m["birth"][0, Birth.OTHER] > 0.9
    weights.learn(levels, found.children, flat | {"birth": -birth}, np.repeat(rows, 50), np.full(1000, 0.99))
    assert weights.m["birth"][0, Birth.SAME] > 0.9


def test_an_address_is_one_witness_however_often_it_is_written():
    n = 6
    c = Candidates(
        incident=np.arange(n), person=np.zeros(n, dtype=np.int64), pair=np.zeros(n, dtype=np.int64),
        place=np.full(n, Place.PLACED), time=np.full(n, Time.NONE), place_rarity=np.full(n, 0.01),
        rows_of_person=np.ones(n), away_of_person=np.ones(n), home=np.ones(n, dtype=int), alone=np.ones(n),
        family=np.zeros(n, dtype=np.int64), incidents=n, persons=1,
    )  # fmt: skip
    decision, eight = Decision(c, np.zeros(n, dtype=bool), np.zeros(1)), np.full(n, 8.0)
    assert (decision._others(eight, np.zeros(n)) <= 1.0).all()
    assert (decision._others(np.zeros(n), eight) > 5.0).all()
    blank_first = np.where(np.arange(n) == 0, 0.0, eight)
    assert decision._others(blank_first, np.zeros(n))[0] > 4.0


def test_other_reports_do_not_choose_between_brothers_either():
    """Ten nights on which only the one's absence was written down must not outweigh the other's own forename."""
    n = 20
    c = Candidates(
        incident=np.repeat(np.arange(10), 2), person=np.tile([0, 1], 10), pair=np.tile([0, 1], 10),
        place=np.full(n, Place.PLACED), time=np.full(n, Time.NONE), place_rarity=np.full(n, 0.01),
        rows_of_person=np.ones(n), away_of_person=np.ones(n), home=np.ones(n, dtype=int), alone=np.ones(n),
        family=np.zeros(n, dtype=np.int64), incidents=10, persons=2,
    )  # fmt: skip
    known = {name: np.zeros(2) for name in ("surname", "order", "sex", "ethnicity")}
    known |= {"forename": np.array([5.0, -2.0]), "birth": np.array([8.0, 8.0])}
    decision = Decision(c, np.zeros(n, dtype=bool), np.zeros(2))
    share = decision.update(decision.hear(known, (np.full(n, 5.0), np.tile([-2.0, 7.0], 10))))
    assert (share[::2] > 0.95).all()


def test_rows_that_are_uploaded_ten_times_are_one_witness():
    once, often = town(60), town(60)
    for case, times in ((once, 1), (often, 10)):
        who = "Zebedee", "Quill", "2011-11-11"
        at = left_at(CHILD).isoformat()[:16]
        for n in range(times):
            case.report(f"again {n}", *who, at, at[:11] + "23:50", postcode=postcode(CHILD // 4))
        case.report("other night", *who, "2025-11-20T12:00", postcode=postcode(CHILD // 4))
    one, ten = (
        run(case.extracts()).evidence.filter(incident_id="other night", child_id=f"X{CHILD}")
        for case in (once, often)
    )
    assert one["shared_weight"].to_list() == pytest.approx(ten["shared_weight"].to_list(), abs=0.05)
    assert ten["prior_weight"].to_list() == pytest.approx(one["prior_weight"].to_list(), abs=0.2)
