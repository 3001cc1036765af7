"""Break-glass: one child, named exactly, to read, for an hour, five times a day, seen by the authority."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.support.record import Region

REASON = "Found at the station, says she is in danger."
BORN = date(2012, 3, 4)


@pytest.fixture
def far(region: Region) -> UUID:
    """A child of another authority, of whom nobody of the region knows."""
    record = region.record
    return record.child(
        "Ada", "Far", BORN, team=record.node("team", "Far team"), home=record.node("home", "Far")
    )


def opens(actor: Any, name: str = "ada far", born: date = BORN, reason: str = REASON) -> Any:
    from waylight.access.acting import acting
    from waylight.access.glass import break_glass

    with acting(actor):
        return break_glass(actor=actor, name_key=name, born=born, reason=reason, route="break_glass")


def seen(actor: Any, child: UUID, record: str = "child core", action: str = "read") -> bool:
    from waylight.access.acting import acting
    from waylight.access.reach import may_children

    with acting(actor):
        return child in may_children(record, action)


def test_it_opens_one_child_to_one_person_to_read_for_an_hour(region: Region, far: UUID) -> None:
    me, colleague = region.inspector, region.record.person("Co", "duty inspector", region.force)
    assert not seen(me, far)
    assert opens(me) == far
    assert seen(me, far) and seen(me, far, "episode") and seen(me, far, "grab pack")
    assert not seen(colleague, far)
    assert not seen(me, far, action="write")
    assert not seen(me, far, "health and contacts") and not seen(me, far, "placement")
    region.record.db.execute("UPDATE children_interest SET during = tstzrange(lower(during) - interval '1 hour', "
                             "upper(during) - interval '1 hour') WHERE relation = 'break glass'")  # fmt: skip
    assert not seen(me, far)


def test_it_is_a_fact_of_the_child_and_on_the_trail_and_on_the_authoritys_list(
    region: Region, far: UUID
) -> None:
    opens(region.inspector)
    rows = region.record.rows
    assert rows("SELECT count(*) FROM facts_fact WHERE kind = 'broke glass' AND child = %s", far) == [(1,)]
    assert rows("SELECT person, child FROM audit_trail WHERE act = 'broke glass'") == [
        (region.inspector.person_id, far)
    ]
    assert rows("SELECT reason, until - at FROM access_brokenglass")[0][0] == REASON


def test_the_responsible_authority_goes_through_the_list_and_nobody_else_sees_it(
    region: Region, now: datetime
) -> None:
    from waylight.access.acting import acting
    from waylight.access.glass import review, to_review

    manager = region.record.person("Tea Manager", "team manager", region.team)
    far_inspector = region.record.person("Fa R", "duty inspector", region.record.node("force", "Far Force"))
    assert opens(far_inspector, "kim invented", date(2010, 5, 4)) == region.child
    with acting(region.manager):
        assert to_review(actor=region.manager) == []
    with acting(manager):
        (glass,) = to_review(actor=manager)
        assert (glass.reason, glass.person.name) == (REASON, "Fa R")
        review(actor=manager, glass=glass.id, found="Right: she was in danger.", now=now)
        assert to_review(actor=manager) == []


@pytest.mark.parametrize(
    ("name", "born"), [("ada", BORN), ("ada far", date(2012, 3, 5)), ("ada farr", BORN), ("", BORN)]
)
def test_a_name_or_a_birth_date_that_is_not_exact_opens_nothing(
    region: Region, far: UUID, name: str, born: date
) -> None:
    from waylight.access.glass import NotOpened

    answer = opens(region.inspector, name, born)
    assert isinstance(answer, NotOpened) and "Check both" in str(answer)
    assert not seen(region.inspector, far)


def test_two_children_of_one_name_and_birth_date_are_not_guessed_between(region: Region, far: UUID) -> None:
    from waylight.access.glass import NotOpened

    region.record.child("Ada", "Far", BORN, team=region.team, home=region.home)
    assert isinstance(opens(region.inspector), NotOpened)


def test_a_sealed_record_never_opens(region: Region, far: UUID) -> None:
    from waylight.access.glass import NotOpened

    region.record.db.execute("UPDATE children_child SET sealed = true WHERE id = %s", [far])
    assert isinstance(opens(region.inspector), NotOpened)


def test_every_try_counts_so_that_names_cannot_be_tried_out(region: Region, far: UUID) -> None:
    from waylight.access.glass import NotOpened

    for n in range(5):
        assert isinstance(opens(region.inspector, f"name {n}"), NotOpened)
    with pytest.raises(NotOpened, match="five times"):
        opens(region.inspector)
    assert not seen(region.inspector, far)
    assert region.record.rows("SELECT count(*) FROM audit_trail WHERE act = 'broke glass'") == [(5,)]


def test_without_a_reason_or_a_role_that_may_nothing_opens(region: Region, far: UUID) -> None:
    from waylight.access.glass import NotOpened
    from waylight.agencies.refusals import NotThere

    with pytest.raises(NotOpened, match="what danger"):
        opens(region.inspector, reason="help")
    officer = region.record.person("Hal Host", "host authority officer", region.authority)
    with pytest.raises(NotThere):
        opens(officer)


def test_what_was_opened_stays_open_when_the_childs_interests_are_made_anew(
    region: Region, now: datetime
) -> None:
    from waylight.access.acting import acting
    from waylight.children import services
    from waylight.facts.filing import Filing

    far_inspector = region.record.person("Fa R", "duty inspector", region.record.node("force", "Far Force"))
    opens(far_inspector, "kim invented", date(2010, 5, 4))
    with acting(region.social_worker):
        services.place(
            Filing(region.social_worker, now, "k"), child=region.child, node=region.home, since=now
        )
    assert seen(far_inspector, region.child)
