"""From what people tell to alerts: raised, withdrawn, computed anew to the same rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.alerts.telling import codes, do, out_and_back, report, rows

Minute = Callable[[datetime], int]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_third_time_in_90_days_is_noticed_once_it_is_told(
    region: Any, now: datetime, minute: Minute
) -> None:
    for days in (60, 30):
        out_and_back(region, now, days)
    minute(now)
    assert "REPEAT_90" not in codes(region)
    out_and_back(region, now, 2)
    assert minute(now) == 1
    assert codes(region)["REPEAT_90"] == 3
    assert minute(now) == 0


def test_one_night_that_two_agencies_report_is_one(region: Any, now: datetime, minute: Minute) -> None:
    for days in (60, 30):
        out_and_back(region, now, days)
        began = now - timedelta(days=days) + timedelta(minutes=20)
        report(region, began, began + timedelta(hours=1), who=region.social_worker)
    minute(now)
    assert codes(region)["RUN_TWICE"] == 2
    assert "REPEAT_90" not in codes(region)


def test_a_report_in_error_withdraws_the_alert_and_keeps_what_it_said(
    region: Any, now: datetime, minute: Minute
) -> None:
    from waylight.episodes.services.endings import in_error

    for days in (60, 30):
        out_and_back(region, now, days)
    wrong = out_and_back(region, now, 2)
    minute(now)
    assert "REPEAT_90" in codes(region)
    do(in_error, region.night_worker, now, claim_id=wrong, why="It was another child.")
    minute(now)
    assert "REPEAT_90" not in codes(region)
    ((count, withdrawn),) = region.record.rows(
        "SELECT count, withdrawn_at FROM alerts_alert WHERE pattern = 'REPEAT_90'"
    )
    assert (count, withdrawn) == (3, now)


def test_the_24th_hour_is_noticed_without_a_word_from_anybody(
    region: Any, now: datetime, minute: Minute
) -> None:
    began = now - timedelta(hours=23, minutes=59)
    report(region, began, began + timedelta(minutes=5))
    minute(now)
    assert "LONG_24H" not in codes(region)
    minute(now + timedelta(minutes=2))
    assert "LONG_24H" in codes(region)


def test_an_authoritys_own_number_decides(region: Any, now: datetime, minute: Minute) -> None:
    region.record.db.execute(
        "INSERT INTO protocols_setting (id, node_id, rule, value, since, set_at, set_by_id, role, why) VALUES "
        "(gen_random_uuid(), %s, 'REPEAT_90', '{\"count\": 2, \"within_days\": 90}', '2020-01-01', "
        "'2020-01-01', %s, 'director', 'agreed')",
        [region.authority, region.social_worker.person_id],
    )
    for days in (60, 30):
        out_and_back(region, now, days)
    minute(now)
    assert codes(region)["REPEAT_90"] == 2


def test_computed_from_nothing_the_rows_are_the_same(region: Any, now: datetime, minute: Minute) -> None:
    other = region.another()
    for days in (80, 30, 12, 5):
        out_and_back(region, now, days, place="By the station, LS1 4DY")
        if days in (30, 12):
            out_and_back(region, now, days, child=other, place="Station, LS1 4DZ")
        minute(now - timedelta(days=days - 1))
    minute(now)
    kept = rows(region)
    assert {row[0] for row in kept} == {"RUN_TWICE", "REPEAT_30", "REPEAT_90", "TOGETHER"}
    for table in ("alerts_alert", "alerts_night", "alerts_heard", "alerts_watch"):
        region.record.db.execute(f"DELETE FROM {table}")
    minute(now)
    assert rows(region) == kept


def test_what_a_pack_says_is_noticed_under_the_record_that_it_is_read_under(
    region: Any, now: datetime, minute: Minute
) -> None:
    entry(region, "concern", "An older man with a car", "exploitation record", now)
    report(region, now - timedelta(hours=1), now)
    minute(now)
    ((records,),) = region.record.rows("SELECT records FROM alerts_alert WHERE pattern = 'CSE'")
    assert records == ["episode", "exploitation record"]


def test_the_same_adult_in_two_packs_is_noticed_until_one_entry_ends(
    region: Any, now: datetime, minute: Minute
) -> None:
    other = region.another()
    entry(region, "person", "Jo Example, about 30", "exploitation record", now)
    second = entry(region, "person", "JO EXAMPLE (white van)", "exploitation record", now, child=other)
    minute(now)
    ((named, count),) = region.record.rows(
        "SELECT evidence ->> 'value', count FROM alerts_alert WHERE pattern = 'SAME_NAME'"
    )
    assert (named, count) == ("jo example", 2)
    region.record.db.execute(
        "UPDATE episodes_packentry SET until = %s WHERE id = %s", [now + timedelta(minutes=1), second]
    )
    minute(now + timedelta(minutes=2))
    assert codes(region) == {}


def entry(region: Any, field: str, value: str, record: str, now: datetime, child: Any = None) -> Any:
    """One line of a pack, put down yesterday."""
    ((id,),) = region.record.rows(
        "INSERT INTO episodes_packentry (id, child_id, part, field, value, record, since, reviewed_at, by_id, "
        "by_node_id) VALUES (gen_random_uuid(), %s, 'exploitation', %s, %s, %s, %s, now(), %s, %s) RETURNING id",
        child or region.child, field, value, record, now - timedelta(days=1), region.night_worker.person_id,
        region.home,
    )  # fmt: skip
    return id


def test_what_was_noticed_of_a_child_goes_when_the_child_is_erased(
    region: Any, cluster: Any, now: datetime, minute: Minute
) -> None:
    from tests.support.roles import worker
    from waylight.episodes.services.birthdays import Clock
    from waylight.episodes.services.erasing import erase_child

    other = region.another()
    entry(region, "person", "Jo Example, about 30", "exploitation record", now)
    entry(region, "person", "Jo Example", "exploitation record", now, child=other)
    for days in (30, 12):
        out_and_back(region, now, days, place="By the station, LS1 4DY")
        out_and_back(region, now, days, child=other, place="Station, LS1 4DZ")
    minute(now)
    assert {"TOGETHER", "RUN_TWICE", "SAME_NAME"} <= codes(region).keys()
    who = Clock(region.authority, "Eastshire", region.social_worker.person_id, "Sal Social")
    with worker(cluster):
        erase_child(actor=who, child_id=region.child, ground="right to erasure", now=now, key="erased")
    minute(now + timedelta(minutes=1))
    assert region.record.rows("SELECT FROM alerts_alert WHERE %s = ANY (children)", region.child) == []
    for table in ("alerts_night", "alerts_named", "alerts_watch"):
        assert region.record.rows(f"SELECT FROM {table} WHERE child = %s", region.child) == []
    assert codes(region, other).keys() == {"RUN_TWICE"}


def test_one_childs_fault_keeps_nobody_else_waiting(
    region: Any, now: datetime, minute: Minute, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.alerts.noticing import sweeping

    other = region.another()
    for days in (30, 12):
        out_and_back(region, now, days)
        out_and_back(region, now, days, child=other)
    real = sweeping.recompute

    def faulty(child: Any, *more: Any, **named: Any) -> int:
        if child == region.child:
            raise RuntimeError("Kim Invented")
        return real(child, *more, **named)

    monkeypatch.setattr(sweeping, "recompute", faulty)
    with pytest.raises(sweeping.NotNoticed):
        minute(now)
    assert "RUN_TWICE" in codes(region, other)
    monkeypatch.undo()
    minute(now)
    assert "RUN_TWICE" in codes(region)


def test_a_home_from_which_several_go_is_noticed_and_withdrawn_with_the_night_it_hung_on(
    region: Any, now: datetime, minute: Minute
) -> None:
    from waylight.episodes.services.endings import in_error

    children = (region.child, region.another("Ola"), region.another("Pia"))
    for n in range(7):
        out_and_back(region, now, 20 - 2 * n, child=children[n % 3])
    minute(now)
    assert "FROM_HOME" not in codes(region)
    last = out_and_back(region, now, 1, child=children[1])
    minute(now)
    assert codes(region)["FROM_HOME"] == 8
    ((seen_by,),) = region.record.rows(
        "SELECT cardinality(children) FROM alerts_alert WHERE pattern = 'FROM_HOME'"
    )
    assert seen_by == 3
    assert minute(now + timedelta(minutes=1)) == 0
    do(in_error, region.night_worker, now, claim_id=last, why="She was in the garden.")
    minute(now + timedelta(minutes=2))
    assert "FROM_HOME" not in codes(region)


def test_what_is_said_is_looked_at_by_the_worker_and_not_twice(
    region: Any, cluster: Any, now: datetime, minute: Minute
) -> None:
    from tests.support.roles import worker
    from waylight.alerts.noticing.hearing import hear, look_after

    out_and_back(region, now, 12)
    second = out_and_back(region, now, 2)
    with worker(cluster):
        hear(second, now)
        # Looking is asked for, and done by another process.
        assert codes(region) == {}
        assert region.record.rows(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'alerts.look' AND args ->> 'fact' = %s",
            str(second),
        ) == [(1,)]
        look_after(second, now)
    assert codes(region) == {"RUN_TWICE": 2}
    assert minute(now) == 0
