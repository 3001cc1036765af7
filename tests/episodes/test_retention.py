"""The retention run: what is past its time goes by a fact, on the day and not before, and nothing else does."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.episodes.telling import Telling
from tests.support.roles import worker
from waylight.engine.words import days
from waylight.episodes.selectors.due import NO_DAY, NOBODYS, STILL_MISSING, Plan, plan
from waylight.episodes.services import pack
from waylight.episodes.services.retention import run
from waylight.facts.filing import Filing
from waylight.ops.cli import parser
from waylight.ops.rebuild import check
from waylight.ops.retention import retention_command, said
from waylight.protocols.values import to_json
from waylight.rulebook.retention import PACK_AFTER_CARE

CANARY = "zircon-canary"
# Noon, and the last minute before midnight in London's summer, which is still the day before in UTC.
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def tell(region: Any, now: datetime) -> Telling:
    return Telling(region, now)


def years_ago(years: int, *, later: int = 0) -> date:
    """So many years before the day of the run, and that many days later."""
    return TODAY.replace(year=TODAY.year - years) + timedelta(days=later)


def child(tell: Telling, born: date | None, **more: Any) -> UUID:
    """Somebody who is not in care any more, and of whom something was said."""
    record = tell.region.record
    id = record.child("Old", CANARY, born, team=tell.region.team, home=tell.region.home, **more)
    record.db.execute(
        "UPDATE children_careperiod SET during = '[1960-01-01,1970-01-01)' WHERE child_id = %s", [id]
    )
    record.db.execute(
        "INSERT INTO children_childidentifier (id, child_id, scheme, node_id, value) VALUES (%s, %s, 'upn', %s, %s)",
        [uuid4(), id, tell.region.authority, CANARY],
    )
    return id


def planned(cluster: Any, now: datetime = NOON) -> Plan:
    with worker(cluster):
        return plan(now=now)


def carried_out(cluster: Any, now: datetime = NOON) -> dict[str, int]:
    with worker(cluster):
        return run(plan=plan(now=now), now=now)


def of(found: Plan) -> set[tuple[str, UUID]]:
    return {(one.act.value, one.child) for one in found.due}


def test_a_case_record_goes_on_the_75th_birthday_and_not_the_day_before(tell: Telling, cluster: Any) -> None:
    past, tomorrow = child(tell, years_ago(75)), child(tell, years_ago(75, later=1))
    found = planned(cluster)
    assert of(found) == {("erased", past)}
    assert found.next == TODAY + timedelta(days=1)
    assert found.counts() == {("erased", "the authority's case record of a looked-after child"): 1}
    assert of(planned(cluster, NOON + timedelta(days=1))) == {("erased", past), ("erased", tomorrow)}


def test_the_day_is_londons(tell: Telling, cluster: Any) -> None:
    tomorrow = child(tell, years_ago(75, later=1))
    assert of(planned(cluster, datetime(2026, 6, 10, 22, 59, tzinfo=UTC))) == set()
    assert of(planned(cluster, datetime(2026, 6, 10, 23, 1, tzinfo=UTC))) == {("erased", tomorrow)}


@pytest.mark.parametrize(
    ("born", "died", "goes"),
    [
        # As a child, fifteen years ago today; a day less; and a day before the eighteenth birthday.
        (years_ago(25), years_ago(15), True),
        (years_ago(25), years_ago(15, later=1), False),
        (years_ago(34, later=1), years_ago(16), True),
        # On the eighteenth birthday or later it is the birth date that counts.
        (years_ago(34), years_ago(16), False),
        (years_ago(60), years_ago(20), False),
        (None, years_ago(60), False),
    ],
)
def test_who_died_as_a_child_is_kept_for_fifteen_years_from_then(
    tell: Telling, cluster: Any, born: date | None, died: date, goes: bool
) -> None:
    id = child(tell, born, died=died)
    assert (("erased", id) in of(planned(cluster))) is goes


def test_a_child_who_lived_in_scotland_is_kept_for_a_hundred_years(tell: Telling, cluster: Any) -> None:
    id = child(tell, years_ago(80))
    glen = tell.region.record.node("home", "Glen House")
    tell.region.record.db.execute("UPDATE agencies_node SET country = 'S' WHERE id = %s", [glen])
    assert of(planned(cluster)) == {("erased", id)}
    tell.region.record.db.execute(
        "UPDATE children_placement SET node_id = %s WHERE child_id = %s", [glen, id]
    )
    assert of(planned(cluster)) == set()


def test_nothing_goes_of_who_is_still_missing_or_whose_days_nobody_knows(tell: Telling, cluster: Any) -> None:
    missing = tell.region.another("Ada", date(1940, 1, 1))
    record = tell.region.record
    filed = tell.absent(child=tell.region.another("Bea"))
    record.db.execute("UPDATE episodes_episode SET child_id = %s WHERE id = %s", [missing, filed.episode])
    child(tell, None)
    nobodys = child(tell, years_ago(80))
    record.db.execute("DELETE FROM children_careperiod WHERE child_id = %s", [nobodys])
    found = planned(cluster)
    assert of(found) == set()
    assert found.held == {STILL_MISSING: 1, NO_DAY: 1, NOBODYS: 1}


def test_what_goes_leaves_no_word_and_that_it_went_stays_and_a_second_run_changes_nothing(
    tell: Telling, cluster: Any
) -> None:
    id = child(tell, years_ago(12))
    filed = tell.absent(child=id, words={"notes": CANARY}, minutes_ago=60)
    tell.returned(filed.episode)
    tell.do(pack.keep, child_id=id, part="friends", field="friend", value=CANARY)
    other = tell.absent()
    tell.region.record.db.execute("UPDATE children_child SET born = %s WHERE id = %s", [years_ago(75), id])
    later = datetime.now(UTC)
    assert carried_out(cluster, later) == {"erased": 1, "sealed": 0, "reduced": 0}
    assert carried_out(cluster, later) == {"erased": 0, "sealed": 0, "reduced": 0}
    rows = tell.region.record.rows
    left = str(
        rows(
            "SELECT to_jsonb(f)::text FROM facts_fact f UNION ALL SELECT to_jsonb(w)::text FROM facts_words w "
            "UNION ALL SELECT to_jsonb(c)::text FROM children_child c "
            "UNION ALL SELECT to_jsonb(i)::text FROM children_childidentifier i "
            "UNION ALL SELECT to_jsonb(p)::text FROM episodes_packentry p"
        )
    )
    assert CANARY not in left
    assert rows("SELECT body->>'ground', child FROM facts_fact WHERE kind = 'erased'") == [("retention", id)]
    assert rows("SELECT count(*) FROM facts_fact WHERE child = %s", id)[0][0] >= 3
    assert tell.live(other.episode).episode.open
    assert check(tell.region.record.db).faults == 0


@pytest.mark.parametrize(
    ("reason", "last_day", "seals"),
    [("E11", 0, True), ("E12", -400, True), ("E11", 1, False), ("E4A", -400, False)],
)
def test_the_record_of_an_adopted_child_is_closed_from_the_last_day_of_care(
    tell: Telling, cluster: Any, reason: str, last_day: int, seals: bool
) -> None:
    from waylight.access.acting import acting
    from waylight.access.reach import may_children
    from waylight.children import services

    now = datetime.now(UTC)
    day = now.date() + timedelta(days=last_day)
    sal, kim = tell.region.social_worker, tell.region.child
    with acting(sal):
        services.end_care(Filing(sal, now, "end"), child=kim, last_day=min(day, now.date()), reason=reason)
    tell.region.record.db.execute("ALTER TABLE facts_fact DISABLE TRIGGER facts_fact_stays")
    tell.region.record.db.execute(
        "UPDATE facts_fact SET body = jsonb_set(body, '{last_day}', to_jsonb(%s::text)) WHERE kind = 'care ended'",
        [day.isoformat()],
    )
    tell.region.record.db.execute("ALTER TABLE facts_fact ENABLE TRIGGER facts_fact_stays")
    done = carried_out(cluster, now)
    assert done["sealed"] == int(seals)
    assert carried_out(cluster, now)["sealed"] == 0
    rows = tell.region.record.rows
    assert rows("SELECT sealed FROM children_child WHERE id = %s", kim) == [(seals,)]
    assert rows("SELECT count(*) FROM facts_fact WHERE kind = 'sealed'") == [(int(seals),)]
    with acting(tell.region.night_worker):
        # Whose care ended before today the home sees no more, closed or not.
        assert (kim in may_children("child core", "read")) is (not seals and last_day >= 0)


def test_a_year_after_care_the_pack_goes_its_counts_stay_and_the_times_away_stay(
    tell: Telling, cluster: Any
) -> None:
    id = tell.region.another("Cai")
    filed = tell.absent(child=id, words={"notes": CANARY}, minutes_ago=60)
    tell.returned(filed.episode)
    tell.do(pack.keep, child_id=id, part="friends", field="friend", value="a friend")
    today = datetime.now(UTC)

    def care_ended(days_ago: int) -> None:
        tell.region.record.db.execute(
            "UPDATE children_careperiod SET during = daterange('2020-01-01', %s) WHERE child_id = %s",
            [today.date() - timedelta(days=days_ago), id],
        )

    assert carried_out(cluster, today)["reduced"] == 0
    care_ended(364)
    assert carried_out(cluster, today)["reduced"] == 0
    care_ended(365)
    assert carried_out(cluster, today) == {"erased": 0, "sealed": 0, "reduced": 1}
    assert carried_out(cluster, today)["reduced"] == 0
    rows = tell.region.record.rows
    assert rows("SELECT count(*) FROM episodes_packentry WHERE child_id = %s", id) == [(0,)]
    assert rows("SELECT body->>'lines' FROM facts_fact WHERE kind = 'reduced'") == [("1",)]
    assert rows("SELECT count(*) FROM episodes_episode WHERE child_id = %s", id) == [(1,)]
    assert CANARY in str(rows("SELECT text FROM facts_words"))


def test_an_authoritys_own_figure_decides_from_its_own_day(tell: Telling, cluster: Any) -> None:
    id = tell.region.another("Cai")
    tell.do(pack.keep, child_id=id, part="friends", field="friend", value="a friend")
    record = tell.region.record
    record.db.execute(
        "UPDATE children_careperiod SET during = daterange('2020-01-01', %s) WHERE child_id = %s",
        [TODAY - timedelta(days=100), id],
    )
    record.db.execute(
        "INSERT INTO protocols_setting (id, node_id, rule, value, since, set_by_id, role, why) "
        "VALUES (%s, %s, %s, %s, %s, %s, 'data officer', 'a test')",
        [uuid4(), tell.region.authority, PACK_AFTER_CARE.name, json.dumps(to_json(days(90))),
         TODAY + timedelta(days=1), tell.actor.person_id],
    )  # fmt: skip
    assert of(planned(cluster)) == set()
    assert planned(cluster).next == TODAY + timedelta(days=1)
    assert of(planned(cluster, NOON + timedelta(days=1))) == {("reduced", id)}


@pytest.mark.parametrize(
    ("words", "code"), [(["--check", "--as-of", "2026-06-11"], 0), (["--as-of", "2026-06-11"], 2)]
)
def test_the_command_looks_ahead_and_does_nothing_ahead(
    tell: Telling, cluster: Any, capsys: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    child(tell, years_ago(75, later=1))
    options = parser().parse_args(["retention", *words])
    options.now = NOON
    with worker(cluster):
        assert retention_command(options) == code
    told = capsys.readouterr()
    if code:
        assert told.err == (
            "Nothing goes before its day: give --as-of with --check, to see what will be due then.\n"
        )
    else:
        assert "Past their time on 2026-06-11:\n      1  to be erased" in told.out
    assert tell.region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'erased'") == [(0,)]


def test_it_says_in_numbers_what_it_would_do_and_names_nobody(tell: Telling, cluster: Any) -> None:
    child(tell, years_ago(80))
    child(tell, None)
    lines = said(planned(cluster))
    assert lines == [
        "Past their time on 2026-06-10:",
        "      1  to be erased: the authority's case record of a looked-after child",
        "Stays:",
        f"      1  {NO_DAY}",
        f"The next is due on {tell.region.born.replace(year=tell.region.born.year + 75)}.",
    ]
    assert CANARY not in "".join(lines)


def test_where_nothing_is_past_its_time_it_says_so(tell: Telling, cluster: Any) -> None:
    assert "      0  records" in said(planned(cluster))


def test_the_worker_does_it_each_night(tell: Telling, cluster: Any) -> None:
    from procrastinate.contrib.django import app

    from waylight.episodes.tasks import retention

    child(tell, date(1930, 1, 1))
    with worker(cluster):
        retention.func(0)
    assert tell.region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'erased'") == [(1,)]
    nightly = {one.task.name for one in app.periodic_registry.periodic_tasks.values()}
    assert "episodes.retention" in nightly
