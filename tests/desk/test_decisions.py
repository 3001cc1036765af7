"""What a person decides is a fact: added, never changed, and stronger than any probability."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction

from tests.support import small_desk

pytestmark = pytest.mark.django_db


def given(upload: Any) -> list[tuple[Any, ...]]:
    """The decisions that the next run would be given."""
    from waylight.desk.extracts import extracts_of, with_decisions

    frame = with_decisions(extracts_of(upload.id), upload.node_id).decisions
    return frame.select("incident_id", "child_id", "missing_id", "verdict", "by").rows()


def test_the_next_run_is_given_the_decision(decide: Any, upload: Any) -> None:
    decide(1, "yes")
    decide(2, "no")
    assert given(upload) == [
        ("P2", "C1", None, "yes", "Ines Okonkwo-Hale"),
        ("P3", "C2", "M3", "no", "Ines Okonkwo-Hale"),
    ]


def test_the_latest_decision_counts_whoever_made_it(decide: Any, upload: Any, now: datetime) -> None:
    from tests.support.officers import TOBIAH

    decide(1, "yes")
    decide(1, "no", by=TOBIAH, at=now + timedelta(minutes=1))
    assert [row[3:] for row in given(upload)] == [("no", "Tobiah Wrenfield")]


def test_what_a_colleague_decided_meanwhile_is_not_overturned_unread(
    decide: Any, upload: Any, now: datetime
) -> None:
    from tests.support.officers import TOBIAH
    from waylight.desk.people import Refused

    first = decide(1, "yes")
    with pytest.raises(Refused, match="Ines Okonkwo-Hale decided pair 1 meanwhile: yes"):
        decide(1, "no", by=TOBIAH, at=now, shown="")
    assert [row[3] for row in given(upload)] == ["yes"]
    decide(1, "no", by=TOBIAH, at=now, shown=str(first.id))
    assert [row[3] for row in given(upload)] == ["no"]


def test_ones_own_decision_is_changed_without_looking_again(decide: Any, upload: Any) -> None:
    decide(1, "yes")
    decide(1, "no", shown="")
    assert [row[3] for row in given(upload)] == ["no"]


def test_undoing_brings_back_what_stood_before(decide: Any, upload: Any, now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import Decision
    from waylight.desk.services import decisions

    decide(1, "unsure")
    second = decide(1, "yes")
    decisions.undo(id=uuid4(), decision_id=second.id, by=INES, now=now)
    assert [row[3] for row in given(upload)] == ["unsure"]
    assert Decision.objects.count() == 3


def test_undoing_twice_is_one_fact(decide: Any, now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import Decision
    from waylight.desk.services import decisions

    fact = decide(1, "yes")
    first = decisions.undo(id=uuid4(), decision_id=fact.id, by=INES, now=now)
    again = decisions.undo(id=uuid4(), decision_id=fact.id, by=INES, now=now)
    assert first.id == again.id
    assert Decision.objects.count() == 2


def test_nobody_undoes_another_persons_decision(decide: Any, now: datetime) -> None:
    from tests.support.officers import TOBIAH
    from waylight.desk.people import Refused
    from waylight.desk.services import decisions

    fact = decide(1, "yes")
    with pytest.raises(Refused, match="Only the person who decided"):
        decisions.undo(id=uuid4(), decision_id=fact.id, by=TOBIAH, now=now)


def test_a_form_sent_twice_is_one_fact(decide: Any) -> None:
    from waylight.desk.models import Decision

    id = uuid4()
    assert decide(1, "yes", id=id).seq == decide(1, "yes", id=id).seq
    assert Decision.objects.count() == 1


def test_a_decision_names_who_when_and_in_which_run(decide: Any, run: Any, now: datetime) -> None:
    fact = decide(2, "yes")
    assert (fact.by_name, fact.by_role, fact.by_agency) == ("Ines Okonkwo-Hale", "data officer", "Ambermoor")
    assert (fact.at, fact.run_id) == (now, run.id)


@pytest.mark.parametrize(
    "statement", ["UPDATE desk_decision SET verdict = 'no'", "DELETE FROM desk_decision"]
)
def test_not_even_the_worker_changes_or_deletes_a_decision(decide: Any, statement: str) -> None:
    decide(1, "yes")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE desk_decision SET verdict = 'no'", "DELETE FROM desk_decision"]
)
@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_of_the_table_changes_or_deletes_a_decision(
    decide: Any, cluster: Any, statement: str
) -> None:
    import psycopg

    from waylight.ops.postgres.connection import OWNER
    from waylight.ops.postgres.roles import connect

    decide(1, "yes")
    with (
        connect(cluster.address(OWNER)) as owner,
        pytest.raises(psycopg.errors.RestrictViolation, match="is a fact"),
    ):
        owner.execute(statement)


def test_a_decision_does_not_speak_for_a_record_that_has_changed(decide: Any, upload: Any) -> None:
    from waylight.desk.models import ChildRow

    decide(1, "yes")
    ChildRow.objects.filter(upload=upload, child_id="C1").update(date_of_birth="2011-01-01")
    assert given(upload) == []


def test_a_pair_shows_what_was_decided_and_about_which_words(decide: Any, run: Any, upload: Any) -> None:
    from tests.support.officers import INES
    from waylight.desk.models import PoliceRow
    from waylight.desk.selectors.pairs import pair_view

    decide(1, "yes")
    view = pair_view(INES, run, 1)
    assert [(fact.verdict, same) for fact, same in view.history] == [("yes", True)]
    PoliceRow.objects.filter(upload=upload, incident_id="P2").update(surname="Southmoor")
    view = pair_view(INES, run, 1)
    assert [(fact.verdict, same) for fact, same in view.history] == [("yes", False)]


def test_a_decision_reaches_the_same_rows_in_a_later_upload(decide: Any, now: datetime) -> None:
    decide(1, "yes")
    later = small_desk.read_upload(now, mark="with a row more")
    assert [row[0] for row in given(later)] == ["P2"]


def test_a_closed_run_takes_no_decisions(run: Any, decide: Any, now: datetime) -> None:
    from tests.support.officers import INES
    from waylight.desk.people import Refused
    from waylight.desk.services import runs

    runs.close(run_id=run.id, by=INES, now=now)
    with pytest.raises(Refused, match="closed"):
        decide(1, "yes")


def test_only_the_three_verdicts_are_taken(decide: Any) -> None:
    from waylight.desk.people import Refused

    with pytest.raises(Refused, match="yes, no or not sure"):
        decide(1, "undone")


def test_the_tally_counts_pairs_not_facts(decide: Any, run: Any) -> None:
    from tests.support.officers import INES
    from waylight.desk.selectors.runs import tally

    decide(1, "yes")
    decide(1, "no")
    assert (tally(INES, run).decided, tally(INES, run).left) == (1, 1)


def test_the_engine_is_given_decisions_in_its_own_shape(decide: Any, upload: Any) -> None:
    from waylight.desk.extracts import extracts_of, with_decisions
    from waylight.reconcile import tables

    decide(1, "yes")
    frame = with_decisions(extracts_of(upload.id), upload.node_id).decisions
    assert dict(frame.schema) == dict(tables.DECISIONS)
    assert frame["at"].dtype == pl.Datetime("ms", "UTC")
