"""What happens to a child, and who sees the child before and after: through row security alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from waylight.engine.when import LONDON

if TYPE_CHECKING:
    from tests.support.record import Region
    from waylight.agencies.actor import Actor

Sees = Callable[..., bool]
DAY = timedelta(days=1)


def writing(actor: Actor, now: datetime, key: str = "") -> object:
    from waylight.facts.filing import Filing

    return Filing(actor, now, key or str(uuid4()))


def as_(actor: Actor) -> object:
    from waylight.access.acting import acting

    return acting(actor)


@pytest.fixture
def elsewhere(region: Region) -> dict[str, object]:
    """Another authority, force and home, with somebody in each."""
    record = region.record
    authority = record.node("authority", "Westshire")
    force = record.node("force", "Westshire Force")
    home = record.node("home", "Elm House", force=force, area=authority)
    return {
        "authority": authority,
        "force": force,
        "home": home,
        "worker": record.person("Wil Worker", "night worker", home),
        "officer": record.person("Hal Host", "host authority officer", authority),
        "inspector": record.person("Ida Inspector", "duty inspector", force),
    }


def placed_here(actor: Actor) -> set[UUID]:
    from waylight.children.selectors import placed_here as listed

    with as_(actor):
        return {row.id for row in listed(actor=actor)}


def test_a_child_moved_at_midnight_is_lost_to_the_old_home_and_host_and_seen_by_the_new(
    region: Region, elsewhere: dict, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    from waylight.children import services

    midnight = datetime.combine(now.astimezone(LONDON).date() + DAY, datetime.min.time(), LONDON)
    with as_(region.social_worker):
        services.place(
            writing(region.social_worker, now), child=region.child, node=elsewhere["home"], since=midnight
        )
    old, new, host = region.night_worker, elsewhere["worker"], elsewhere["officer"]
    assert (sees(old), sees(new), placed_here(host)) == (True, False, set())
    passes(midnight - now + timedelta(minutes=1))
    assert (sees(old), sees(new), placed_here(host)) == (False, True, {region.child})
    assert sees(region.social_worker)


def test_a_move_that_is_refused_changes_nobodys_view(
    region: Region, elsewhere: dict, now: datetime, sees: Sees
) -> None:
    """One transaction: the fact, the two placements and the interests come together or not at all."""
    from waylight.children import services
    from waylight.children.models import Placement
    from waylight.facts.refusals import Refused

    later = region.record.node("home", "Oak House")
    with as_(region.social_worker):
        for node, days in ((elsewhere["home"], 10), (later, 5)):
            outcome = (
                pytest.raises(Refused, match="somewhere else") if node == later else as_(region.social_worker)
            )
            with outcome:
                services.place(
                    writing(region.social_worker, now), child=region.child, node=node, since=now + days * DAY
                )
        assert Placement.objects.filter(child_id=region.child).count() == 2
    facts = region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'placed at'")
    assert facts == [(1,)]
    assert sees(region.night_worker)


def test_sent_twice_a_child_is_placed_once(region: Region, elsewhere: dict, now: datetime) -> None:
    from waylight.children import services
    from waylight.children.models import Placement

    with as_(region.social_worker):
        page = writing(region.social_worker, now, "the same page")
        ids = {services.place(page, child=region.child, node=elsewhere["home"], since=now) for _ in range(2)}
        assert len(ids) == 1
        assert Placement.objects.filter(child_id=region.child).count() == 2


def test_who_may_not_place_finds_no_child_there(region: Region, elsewhere: dict, now: datetime) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.children import services

    for actor, child in ((region.night_worker, region.child), (region.social_worker, uuid4())):
        with pytest.raises(NotThere), as_(actor):
            services.place(writing(actor, now), child=child, node=elsewhere["home"], since=now)


def report(
    region: Region, now: datetime, until: datetime | None = None, forces: tuple[UUID, ...] = ()
) -> None:
    """A time away, as the room of episodes hands it over."""
    from waylight.children.interests import Gone
    from waylight.children.kinds import Restricted
    from waylight.children.projecting import project
    from waylight.children.services.writing import said
    from waylight.engine.when import at
    from waylight.facts.filing import Filing

    with as_(region.social_worker):
        filing = Filing(region.social_worker, now, str(uuid4()))
        said(filing, region.child, "restricted", at(now), Restricted(False))
        project(region.child, [Gone(AWAY, now, until, forces)])


AWAY = uuid4()


def pack_opens(actor: Actor, child: UUID) -> bool:
    from waylight.access.reach import may_children

    with as_(actor):
        return child in may_children("grab pack")


def test_a_force_sees_nothing_of_the_child_until_a_report_and_nothing_thirty_days_after_the_return(
    region: Region, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    force = region.inspector
    assert not sees(force)
    report(region, now)
    assert sees(force) and pack_opens(force, region.child)
    passes(DAY)
    report(region, now - DAY, until=now)
    assert sees(force)
    passes(timedelta(minutes=1))
    assert not pack_opens(force, region.child)
    passes(29 * DAY)
    assert sees(force)
    passes(1 * DAY)
    assert not sees(force)


def test_the_force_of_the_place_last_seen_sees_the_child_as_well(
    region: Region, elsewhere: dict, now: datetime, sees: Sees
) -> None:
    report(region, now, forces=(elsewhere["force"],))
    assert sees(elsewhere["inspector"]) and sees(region.inspector)


def test_until_a_report_the_force_sees_homes_with_a_number(region: Region) -> None:
    from waylight.children.selectors import homes_counted

    region.another()
    with as_(region.inspector):
        assert [(row.name, row.children) for row in homes_counted(actor=region.inspector)] == [
            ("Beech House", 2)
        ]


def test_who_turns_eighteen_while_away_is_lost_to_the_home_and_still_looked_for(
    region: Region, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    from waylight.children import services

    report(region, now)
    passes(2 * DAY)
    today = now.astimezone(LONDON).date()
    with as_(region.social_worker):
        services.end_placement(writing(region.social_worker, now), child=region.child, at_=now)
        services.end_care(
            writing(region.social_worker, now), child=region.child, last_day=today - DAY, reason="18"
        )
    assert not sees(region.night_worker)
    assert sees(region.inspector) and pack_opens(region.inspector, region.child)
    assert sees(region.social_worker)


@pytest.mark.parametrize(("country", "name"), [("S", "Highland Council of Nowhere"), ("W", "Cyngor Unlle")])
def test_a_placement_in_scotland_or_wales_opens_the_child_to_that_home_and_council(
    region: Region, now: datetime, sees: Sees, country: str, name: str
) -> None:
    from waylight.children import services

    record = region.record
    council, force = record.node("authority", name), record.node("force", f"Force of {country}")
    home = record.node("home", "Rowan House", force=force, area=council)
    record.db.execute(
        "UPDATE agencies_node SET country = %s WHERE id IN (%s, %s, %s)", [country, council, force, home]
    )
    record.db.execute("UPDATE agencies_node SET sends_files_only = true WHERE id = %s", [force])
    worker, officer = (
        record.person("A", "night worker", home),
        record.person("B", "host authority officer", council),
    )
    with as_(region.social_worker):
        services.place(writing(region.social_worker, now), child=region.child, node=home, since=now - DAY)
    assert sees(worker) and not sees(region.night_worker)
    assert placed_here(officer) == {region.child}
    report(region, now)
    held = record.rows("SELECT relation FROM children_interest WHERE node_id = %s ORDER BY 1", force)
    assert held == [("police",), ("searching",)]


def test_a_restricted_child_is_seen_by_named_people_alone(region: Region, now: datetime, sees: Sees) -> None:
    from waylight.children import services
    from waylight.facts.refusals import Refused

    me, colleague = region.social_worker, region.record.person("Col League", "social worker", region.team)
    assert sees(colleague) and sees(region.night_worker)
    with as_(me):
        with pytest.raises(Refused, match="named people"):
            services.restrict(writing(me, now), child=region.child, restricted=True, reason="A relative.")
        for person, node, role, relation in (
            (me, region.team, "social worker", "responsible"),
            (region.manager, region.home, "registered manager", "caring"),
        ):
            services.allocate(
                writing(me, now),
                child=region.child,
                node=node,
                role=role,
                relation=relation,
                person=person.person_id,
                since=now - DAY,
            )
        services.restrict(writing(me, now), child=region.child, restricted=True, reason="A relative.")
    assert [sees(who) for who in (me, region.manager)] == [True, True]
    assert [sees(who) for who in (colleague, region.night_worker, region.out_of_hours)] == [False] * 3


def test_a_mover_loses_the_old_cases_with_the_old_role(region: Region, now: datetime, sees: Sees) -> None:
    from waylight.children import services

    record = region.record
    other_team = record.node("team", "Eastshire leaving-care team", parent=region.authority)
    mover = record.person("Mia Mover", "social worker", other_team)
    assert not sees(mover)
    with as_(region.social_worker):
        services.allocate(
            writing(region.social_worker, now),
            child=region.child,
            node=other_team,
            role="social worker",
            relation="responsible",
            person=mover.person_id,
            since=now - DAY,
        )
    assert sees(mover)
    record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now()) WHERE person_id = %s",
        [mover.person_id],
    )
    record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) VALUES "
        "(gen_random_uuid(), %s, 'social worker', %s, tstzrange(now(), now() + interval '1 day'), %s, '')",
        [mover.person_id, record.node("team", "A team of another authority"), region.manager.person_id],
    )
    assert not sees(mover)


def test_who_stands_in_for_a_colleague_sees_the_cases_until_the_end(
    region: Region, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    from waylight.children import services

    record = region.record
    service = record.node("team", "Eastshire unaccompanied children", parent=region.authority)
    holder, stand_in = (record.person(name, "social worker", service) for name in ("Hol Der", "Sta Ndin"))
    manager = record.person("Tea Manager", "team manager", service)
    with as_(region.social_worker):
        services.allocate(
            writing(region.social_worker, now),
            child=region.child,
            node=service,
            role="social worker",
            relation="responsible",
            person=holder.person_id,
            since=now - DAY,
        )
    assert sees(holder) and not sees(stand_in)
    with as_(manager):
        services.stand_in(
            actor=manager,
            person=stand_in.person_id,
            for_person=holder.person_id,
            since=now - DAY,
            until=now + DAY,
        )
    assert sees(stand_in)
    passes(2 * DAY)
    assert not sees(stand_in)


def test_nobody_is_stood_in_for_at_another_node(region: Region, elsewhere: dict, now: datetime) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.children import services

    with pytest.raises(NotThere), as_(region.social_worker):
        services.stand_in(
            actor=region.social_worker, person=region.out_of_hours.person_id,
            for_person=elsewhere["worker"].person_id, since=now, until=now + DAY,
        )  # fmt: skip


def test_an_inspection_opens_the_children_of_the_home_by_name_and_ends(
    region: Region, now: datetime, sees: Sees, passes: Callable[[timedelta], None]
) -> None:
    from waylight.children import services

    inspectorate = region.record.node("inspectorate", "The inspectorate")
    named, colleague = (
        region.record.person(name, "inspector", inspectorate) for name in ("In One", "In Two")
    )
    elsewhere = region.record.child(
        "Lou", "Invented", date(2011, 1, 1), team=region.team, home=region.record.node("home", "Fir House")
    )
    assert not sees(named)
    with as_(colleague):
        services.open_inspection(
            actor=colleague, node=region.home, person=named.person_id, since=now - DAY, until=now + 2 * DAY
        )
    assert sees(named) and not sees(named, elsewhere) and not sees(colleague)
    passes(3 * DAY)
    assert not sees(named)


def test_another_team_takes_over_and_the_old_one_loses_the_child(
    region: Region, now: datetime, sees: Sees
) -> None:
    from waylight.children import services

    team = region.record.node("team", "Eastshire North", parent=region.authority)
    worker = region.record.person("Nor Th", "social worker", team)
    assert not sees(worker)
    with as_(region.social_worker):
        services.change_team(
            writing(region.social_worker, now),
            child=region.child,
            node=team,
            since=now.astimezone(LONDON).date(),
        )
    assert sees(worker) and not sees(region.social_worker)
    assert sees(region.out_of_hours)


def test_siblings_are_a_pair_that_only_who_may_read_both_sees(region: Region) -> None:
    from waylight.children.models import Sibling

    home = region.record.node("home", "Ash House")
    other = region.record.child("Jo", "Invented", date(2012, 1, 1), team=region.team, home=home)
    first, second = sorted((region.child, other), key=lambda id: id.int)
    region.record.db.execute(
        "INSERT INTO children_sibling (id, child_id, other_id) VALUES (gen_random_uuid(), %s, %s)",
        [first, second],
    )
    with as_(region.social_worker):
        assert Sibling.objects.count() == 1
    with as_(region.night_worker):
        assert Sibling.objects.count() == 0


def test_a_child_comes_into_the_record_with_an_authority_that_looks_after_them(
    region: Region, now: datetime, sees: Sees
) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.children import services
    from waylight.children.services import Particulars

    who = Particulars("Zoë", "O'Neill", date(2012, 2, 29), known_as="Zo")
    since = now.astimezone(LONDON).date()
    with as_(region.social_worker):
        child = services.begin_care(
            writing(region.social_worker, now, "k"), who=who, node=region.team, since=since
        )
        again = services.begin_care(
            writing(region.social_worker, now, "k"), who=who, node=region.team, since=since
        )
    assert child == again
    assert sees(region.social_worker, child) and not sees(region.night_worker, child)
    assert region.record.rows("SELECT relation FROM children_interest WHERE child_id = %s", child) == [
        ("responsible",)
    ]
    for actor in (region.night_worker, region.inspector, region.out_of_hours):
        with pytest.raises(NotThere), as_(actor):
            services.begin_care(writing(actor, now), who=who, node=region.team, since=since)


def test_a_projection_is_refused_where_nothing_was_written_of_the_child(region: Region) -> None:
    from django.db import ProgrammingError

    from waylight.children.projecting import project

    with pytest.raises(ProgrammingError, match="Nothing was written"), as_(region.social_worker):
        project(region.child)


def test_a_projection_made_again_changes_nothing(region: Region, now: datetime) -> None:
    query = "SELECT id, relation, node_id, during::text, xmin::text FROM children_interest ORDER BY id"
    report(region, now)
    before = region.record.rows(query)
    report(region, now)
    assert region.record.rows(query) == before


def test_what_was_wrong_about_a_child_is_put_right_and_the_old_words_stay(
    region: Region, now: datetime
) -> None:
    from waylight.agencies.refusals import NotThere
    from waylight.children import services
    from waylight.children.models import Child
    from waylight.children.services import Particulars
    from waylight.facts.refusals import Refused

    right = Particulars("Kim Lee", "Šimić", date(2010, 5, 4), known_as="Kimmy")
    me = region.social_worker
    with as_(me):
        services.rectify(writing(me, now), child=region.child, who=right, why="Misspelled on arrival.")
        row = Child.objects.get(pk=region.child)
        assert (row.given_names, row.name_key, row.called_key) == ("Kim Lee", "kim lee simic", "kimmy")
        with pytest.raises(Refused, match="Nothing is different"):
            services.rectify(writing(me, now), child=region.child, who=right, why="Again.")
    words = dict(region.record.rows("SELECT field, text FROM facts_words"))
    assert "given names: Kim;" in words["was"] and "given names: Kim Lee" in words["is"]
    for actor in (region.night_worker, region.out_of_hours):
        with pytest.raises(NotThere), as_(actor):
            services.rectify(
                writing(actor, now), child=region.child, who=Particulars("X", "Y", None), why="No."
            )
