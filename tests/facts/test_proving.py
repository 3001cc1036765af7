"""The trail holds each fact to what it said: who changes a fact behind its back is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from waylight.facts import proving
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from tests.support.record import Region


@pytest.fixture
def absent(region: Region) -> UUID:
    """A report with words, who was told, and a time to the minute."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services.reports import Report, WhoWasTold, report_absent

    now = datetime.now(UTC)
    report = Report(
        since=at(now - timedelta(minutes=40)),
        words={"clothes": "a grey hoodie – new", "different tonight": "a call at six"},
        told=(WhoWasTold("parents", outcome="not told", why_not="no answer"),),
    )
    with acting(region.night_worker):
        return report_absent(
            Filing(region.night_worker, now, "k1"), child_id=region.child, report=report
        ).fact


def faults(region: Region) -> list[str]:
    with region.record.db.transaction():
        return list(proving.faults(region.record.db))


def change(region: Region, statement: str, *values: Any) -> None:
    with region.record.db.transaction():
        for table in ("facts_fact", "facts_words"):
            region.record.db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        region.record.db.execute(statement, values)
        for table in ("facts_fact", "facts_words"):
            region.record.db.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_what_nobody_touched_is_as_it_was_written(region: Region, absent: UUID) -> None:
    assert faults(region) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts_fact SET happened_latest = happened_latest + interval '1 hour' WHERE id = %s",
        "UPDATE facts_fact SET body = '{}' WHERE id = %s",
        "UPDATE facts_fact SET child = gen_random_uuid() WHERE id = %s",
        "UPDATE facts_words SET text = 'a red coat' WHERE fact_id = %s AND field = 'clothes'",
        "DELETE FROM facts_words WHERE fact_id = %s AND field = 'clothes'",
    ],
)
def test_a_fact_that_was_changed_is_named(region: Region, absent: UUID, statement: str) -> None:
    change(region, statement, absent)
    assert faults(region) == [f"Fact {absent} is not what was written."]


def test_a_fact_that_was_blanked_without_saying_so_is_named(region: Region, absent: UUID) -> None:
    change(region, "UPDATE facts_fact SET content_hash = NULL, salt = NULL WHERE id = %s", absent)
    assert faults(region) == [f"Fact {absent} was blanked and nothing says that it was erased."]


def test_a_fact_whose_hash_was_made_anew_with_it_is_named(region: Region, absent: UUID) -> None:
    change(
        region,
        "UPDATE facts_fact SET body = '{}', content_hash = sha256(salt || '[]'::bytea) WHERE id = %s",
        absent,
    )
    assert faults(region) == [
        f"Fact {absent} is not what was written.",
        f"Fact {absent} is on the trail with other words, or not at all.",
    ]


def test_a_fact_that_was_taken_out_is_named(region: Region, absent: UUID) -> None:
    change(region, "DELETE FROM episodes_episodeclaim WHERE fact = %s", absent)
    change(region, "DELETE FROM facts_words WHERE fact_id = %s", absent)
    change(region, "DELETE FROM facts_fact WHERE id = %s", absent)
    assert faults(region) == [f"Fact {absent} is gone."]


def test_an_erasure_that_says_so_is_no_fault(region: Region, absent: UUID, cluster: Any) -> None:
    from tests.support.roles import worker
    from waylight.episodes.services.birthdays import Clock
    from waylight.episodes.services.erasing import erase_child

    with worker(cluster):
        erase_child(
            actor=Clock(region.authority, "Eastshire"), child_id=region.child, ground="retention",
            now=datetime.now(UTC), key="decision 1",
        )  # fmt: skip
    assert region.record.rows("SELECT content_hash FROM facts_fact WHERE id = %s", absent) == [(None,)]
    assert faults(region) == []


def test_what_was_carried_over_to_a_child_is_no_fault(region: Region) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services.placing import place_claim
    from waylight.episodes.services.reports import Report, report_unknown_child

    now = datetime.now(UTC)
    report = Report(since=at(now - timedelta(minutes=40)), words={"child": "Kim, about 15"})
    with acting(region.night_worker):
        waiting = report_unknown_child(
            Filing(region.night_worker, now, "k2"), report=report, to_node=region.authority
        )
    # Somebody who receives such reports and may write of the child.
    placer = region.record.person("Pat Places", "out-of-hours team", region.authority)
    with acting(placer):
        place_claim(
            Filing(placer, now, "k3"), claim_id=waiting.fact, child_id=region.child, why="the same night"
        )
    assert len(region.record.rows("SELECT FROM facts_fact WHERE kind = 'absent'")) == 2
    assert faults(region) == []
