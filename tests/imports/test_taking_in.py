"""Rows of an extract on the children's records: only what is certain, once, changed by a correction, taken back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support import roles

if TYPE_CHECKING:
    from tests.imports.conftest import Desk

pytestmark = pytest.mark.django_db(transaction=True)
CLAIMS = "SELECT child, kind, happened_said, door FROM facts_fact WHERE kind IN ('absent', 'correction', 'in error')"


def take_in(desk: Desk, cluster: Any, id: Any = None) -> Any:
    """What the worker does when it is asked."""
    from waylight.access.acting import acting
    from waylight.imports import services
    from waylight.imports.models import Intake

    with roles.worker(cluster):
        with acting(desk.officer):
            intake = Intake.objects.create(
                id=id or uuid4(), run=desk.run.id, node_id=desk.region.authority, by_person_id=desk.officer.person_id,
                by_name=desk.officer.name, asked_at=desk.now,
            )  # fmt: skip
        with acting(desk.officer):
            return services.carry_out(actor=desk.officer, intake_id=intake.id, now=desk.now)


def test_only_certain_rows_of_children_on_the_record_become_claims(desk: Desk, cluster: Any) -> None:
    from waylight.imports.plan import NOT_CERTAIN, NOT_ON_RECORD

    # P1 is certain, P2 (.70) and P3 (.97) are not; M1 to M3 are of children on the record, M4 is not
    intake = take_in(desk, cluster)
    assert intake.counts["new"] == 4
    assert intake.counts["aside"] == {NOT_CERTAIN: 2, NOT_ON_RECORD: 4}
    claims = Counter(
        (child, said)
        for child, kind, said, door in desk.rows(CLAIMS)
        if kind == "absent" and door == "import"
    )
    assert claims == {
        (desk.ada, "2026-01-03T21:00"): 1,
        (desk.ada, "2026-01-03T21:05"): 1,
        (desk.ada, "2026-01-09T00:00"): 1,
        (desk.bram, "2026-02-01T20:00"): 1,
    }


def test_police_and_authority_rows_of_one_night_are_claims_on_one_episode(desk: Desk, cluster: Any) -> None:
    take_in(desk, cluster)
    [(claims, seen_by, is_open)] = desk.rows(
        "SELECT array_length(claims, 1), seen_by, open FROM episodes_episode "
        "WHERE child_id = %s AND started_said LIKE %s",
        desk.ada, "2026-01-03%",
    )  # fmt: skip
    # two absences, and that police found her
    assert (claims, sorted(seen_by), is_open) == (3, ["authority", "police"], False)


def test_a_row_without_an_end_does_not_make_a_child_away_now(desk: Desk, cluster: Any) -> None:
    take_in(desk, cluster)
    assert desk.rows("SELECT count(*) FROM episodes_episode WHERE open") == [(0,)]


def test_taking_the_same_run_in_again_changes_nothing(desk: Desk, cluster: Any) -> None:
    take_in(desk, cluster)
    before = desk.rows("SELECT count(*) FROM facts_fact")
    again = take_in(desk, cluster)
    assert again.counts | {"aside": {}} == {"new": 0, "changed": 0, "same": 4, "aside": {}}
    assert desk.rows("SELECT count(*) FROM facts_fact") == before


def test_a_row_that_its_sender_changed_takes_the_place_of_what_it_said(desk: Desk, cluster: Any) -> None:
    take_in(desk, cluster)
    later = desk.rows("SELECT started_at FROM desk_missingrow WHERE missing_id = 'M3'")[0][0] + timedelta(
        minutes=30
    )
    desk.region.record.db.execute(
        "UPDATE desk_missingrow SET started_at = %s WHERE missing_id = 'M3'", [later]
    )
    assert take_in(desk, cluster).counts["changed"] == 1
    started = desk.rows("SELECT started_said FROM episodes_episode WHERE child_id = %s", desk.bram)
    assert started == [("2026-02-01T20:30",)]
    assert take_in(desk, cluster).counts["changed"] == 0


def test_what_is_taken_back_stays_to_be_seen_and_has_no_effect_and_can_be_taken_in_again(
    desk: Desk, cluster: Any
) -> None:
    from waylight.access.acting import acting
    from waylight.imports import services

    intake = take_in(desk, cluster)
    with roles.worker(cluster), acting(desk.officer):
        assert services.take_back(actor=desk.officer, intake_id=intake.id, now=desk.now) == 4
    assert desk.rows("SELECT count(*) FROM episodes_episode") == [(0,)]
    # (the police row has its end as a claim of its own)
    assert Counter(kind for _, kind, _, _ in desk.rows(CLAIMS)) == {"absent": 4, "in error": 5}
    assert take_in(desk, cluster).counts["new"] == 4
    assert desk.rows("SELECT count(*) FROM episodes_episode")[0][0] == 3


def test_nothing_is_taken_in_where_one_row_cannot_be(
    desk: Desk, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.episodes.services import importing

    real, kept = importing._import_row, []

    def breaks_at_the_third(*args: Any) -> Any:
        if len(kept) == 2:
            raise RuntimeError("the disk is full")
        kept.append(args)
        return real(*args)

    monkeypatch.setattr(importing, "_import_row", breaks_at_the_third)
    with pytest.raises(RuntimeError):
        take_in(desk, cluster)
    assert desk.rows(CLAIMS) == []


def test_the_page_says_what_would_change_before_anything_does(desk: Desk, client: Any) -> None:
    from tests.support.officers import choice_of

    client.post("/sign-in/", {"way": "invented", "person": choice_of(desk.officer)})
    page = client.get(f"/runs/{desk.run.id}/record/").content.decode()
    assert "Become a claim" in page and "Stay at the desk: the link is not certain" in page
    assert desk.rows(CLAIMS) == []
    client.post(f"/runs/{desk.run.id}/record/", {"key": str(uuid4())})
    assert desk.rows("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'imports.take_in'") == [(1,)]
