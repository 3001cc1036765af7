"""What people do afterwards: return interviews and whose they are, a review asked for, a dispute, a discussion, an
inspection; and who is on duty tonight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.history import Left
from waylight.ops.demo.parts import Parts
from waylight.ops.demo.people import id_of
from waylight.ops.demo.places import Places, team_of
from waylight.ops.demo.playing import Story, acting_as, actor_at

# Hours after the return: when the child was asked; and when heard, heard late, and said no. The last is still owed.
ASKED, THEN = (6, 30, 20, 10), (40, 110, 60)
DECLINED = 2
SHIFT = timedelta(hours=12)


def make_rota(cast: Cast, places: Places) -> None:
    """Who is on duty tonight, and who was yesterday: one inspector, one of the out-of-hours team."""
    from waylight.telling.services.own import plan_duty

    began = cast.now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=9)
    shifts = ((began - 2 * SHIFT, 1), (began - SHIFT, 1), (began, 0), (began + SHIFT, 1))
    for role, node in (("duty inspector", places.force), ("out-of-hours team", places.authority)):
        actor = actor_at(cast, role, node)
        for since, which in shifts:
            person = cast.of[role, node][which]
            acting_as(
                actor,
                lambda a=actor, p=person, r=role, n=node, s=since: plan_duty(  # type: ignore[misc]
                    actor=a, person=p, role=r, node=n, since=s, until=s + SHIFT
                ),
            )


def make_afterwards(cast: Cast, places: Places, parts: Parts, left: Left) -> None:
    """All of it but the rota, which tonight needs first."""
    for child in (left.child, parts.just_back.child):
        _to_interviewers(cast, places, child)
    _interviews(cast, places, left)
    _review(cast, left)
    _disputed(cast, places, left)
    _discussion(cast, places, left)
    _inspection(cast, places, left)
    _plan(cast, places, left)


def _to_interviewers(cast: Cast, places: Places, child: UUID) -> None:
    """The team asks the interview service: one who talks with the child, and who answers for the clock."""
    from waylight.children.services.allocations import allocate

    manager = actor_at(cast, "team manager", team_of(places, child))
    for role in ("return interviewer", "interview service manager"):
        filing = Filing(manager, cast.now - timedelta(minutes=40), str(id_of(f"{role} of {child}")))
        acting_as(
            manager,
            lambda f=filing, r=role: allocate(  # type: ignore[misc]
                f, child=child, node=places.service, role=r, relation="interviewing",
                person=cast.of[r, places.service][0], since=f.now,
            ),
        )  # fmt: skip


def _interviews(cast: Cast, places: Places, left: Left) -> None:
    """In time for the first, late for the second, declined for the third, offered and still owed for the last."""
    from waylight.engine.when import at
    from waylight.episodes.models import Episode
    from waylight.interviews import services

    actor = actor_at(cast, "social worker", team_of(places, left.child))
    back = [Episode.objects.get(id=episode).ended_latest or cast.now for episode in left.episodes]

    def file(service: Callable[..., object], number: int, hours: int, **said: str) -> None:
        then = back[number] + timedelta(hours=hours)
        filing = Filing(actor, then, str(id_of(f"{service.__name__} {left.episodes[number]}")))
        acting_as(actor, lambda: service(filing, episode_id=left.episodes[number], happened=at(then), **said))

    for number, hours in enumerate(ASKED):
        file(services.offered, number, hours, how="person")
    file(services.held, 0, THEN[0], by="independent")
    file(services.held, 1, THEN[1], by="independent")
    file(services.declined, DECLINED, THEN[DECLINED], how="phone")


def _review(cast: Cast, left: Left) -> None:
    """The home asked some days ago; nobody has answered."""
    from waylight.decisions.services.reviews import ask

    story = Story(cast, left.child)
    why = (
        "Four evenings in seven weeks, each longer than the last, always after a call. What we do here is not enough "
        "by itself: please look at contact, at school, and at who calls."
    )
    manager = actor_at(cast, "registered manager", left.home)
    story.says(manager, story.ago(hours=3 * 24), ask, child_id=left.child, reason="absent", why=why)


def _disputed(cast: Cast, places: Places, left: Left) -> None:
    """The reviewing officer does not take a refusal by phone for the child's answer."""
    from waylight.decisions.services.disputes import raise_dispute

    story = Story(cast, left.child, steps=100)
    words = (
        "The record says that the return interview of three weeks ago was declined by phone. The child told me at the "
        "last review that nobody asked in person, and that there is something to say. I ask that it is offered again, "
        "by somebody the child chooses, and that the refusal is not counted as an answer."
    )
    officer = actor_at(cast, "reviewing officer", team_of(places, left.child))
    story.says(
        officer, story.ago(hours=26), raise_dispute, child_id=left.child, matter="missing", words=words
    )


def _discussion(cast: Cast, places: Places, left: Left) -> None:
    from waylight.decisions.services.discussions import call

    story = Story(cast, left.child, steps=200)
    manager = actor_at(cast, "team manager", team_of(places, left.child))
    story.says(
        manager, story.ago(hours=20), call, child_id=left.child, why="repeat",
        words="Longer each time, on the same evening. With whom, who calls, and what do they want?",
        asked="The force's missing coordinator, the home's manager, the school nurse",
        meets_at=(cast.now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0),
    )  # fmt: skip


def _inspection(cast: Cast, places: Places, left: Left) -> None:
    """Opened by a colleague, with an end: the inspector reads the children of this home until then."""
    from waylight.children.services.colleagues import open_inspection

    inspector, _ = cast.of["inspector", places.inspectorate]
    actor = actor_at(cast, "inspector", places.inspectorate, 1)
    since = cast.now - timedelta(hours=7)
    acting_as(
        actor,
        lambda: open_inspection(
            actor=actor, node=left.home, person=inspector, since=since, until=since + timedelta(days=10)
        ),
    )


def _plan(cast: Cast, places: Places, left: Left) -> None:
    """That somebody of 16, accommodated by agreement, leaves care in four weeks: it waits for the director's name."""
    from waylight.duties.planning import plan

    story = Story(cast, left.child, steps=300)
    worker = actor_at(cast, "social worker", team_of(places, left.child))
    day = (cast.now + timedelta(days=28)).date()
    story.says(worker, story.ago(hours=50), plan, child=left.child, what="care ends", on=day, voluntary=True)
