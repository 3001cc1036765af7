"""What the last weeks left behind in the demonstration: a child who goes again and again, children away together,
interviews held and declined, a review of a plan that waits, a discussion, a rota. Written through the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.nights import acting_as, actor_at
from waylight.ops.demo.people import id_of

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor
    from waylight.ops.demo.record import Places

# Days ago, nights out. The first child leaves at the same hour on the same weekday, a little longer each time.
AGAIN = ((50, 4), (36, 6), (22, 9), (8, 13))
# Three homes, and on which nights (days ago) their children were found in one street.
TOGETHER = (26, 19, 12, 5)
FOUND_AT = "Outside the closed shop, Canal Street, AM4 2QL"
FROM_HOMES = 3


def make_history(cast: Cast, places: Places, children: Sequence[tuple[UUID, UUID]]) -> frozenset[UUID]:
    """`children`, each with the node where they live. Returns those who have a history now."""
    homes = _by_home(cast, places, children)[:FROM_HOMES]
    again = homes[0][0]
    together = {child: home.home for home in homes for child in [one for one in home if one != again][:2]}
    repeated = [_away(cast, again, homes[0].home, days, hours) for days, hours in AGAIN]
    for child, home in together.items():
        for days in TOGETHER:
            _away(cast, child, home, days, 5, found=FOUND_AT)
    _interviews(cast, places, again, repeated)
    _review(cast, again, homes[0].home)
    _discussion(cast, places, again)
    _rota(cast, places)
    return frozenset({again, *together})


class Home(list[UUID]):
    """The children of one home."""

    def __init__(self, home: UUID, children: Sequence[UUID]) -> None:
        super().__init__(children)
        self.home = home


def _by_home(cast: Cast, places: Places, children: Sequence[tuple[UUID, UUID]]) -> list[Home]:
    """Homes with most children of thirteen and more first."""
    from waylight.children.models import Child

    thirteen = cast.now.date() - timedelta(days=13 * 366)
    old = set(Child.objects.filter(born__lte=thirteen).values_list("id", flat=True))
    found = {home: Home(home, [c for c, h in children if h == home and c in old]) for _, home in children}
    lived = [home for id, home in found.items() if places.kinds[id] == "home"]
    return sorted(lived, key=lambda home: (-len(home), str(home.home)))


def _acting(cast: Cast, role: str, node: UUID, act: Callable[[Actor], UUID | None]) -> UUID | None:
    actor = actor_at(cast, role, node)
    return acting_as(actor, lambda: act(actor))


def _away(cast: Cast, child: UUID, home: UUID, days: int, hours: int, found: str = "") -> UUID:
    """One evening away, from about twenty to ten; found or back so many hours later. The id of the episode."""
    from waylight.engine.when import LONDON, at
    from waylight.episodes.services import endings
    from waylight.episodes.services.reports import Report, report_absent

    evening = datetime.combine((cast.now - timedelta(days=days)).date(), time(21, 40), LONDON)
    came = evening + timedelta(hours=hours)

    def file(actor: Actor) -> UUID | None:
        filed = report_absent(
            Filing(actor, evening + timedelta(minutes=30), str(id_of(f"history {child} {days}"))),
            child_id=child,
            report=Report(since=at(evening)),
        )
        episode = filed.episode
        if episode is not None and found:
            endings.found(
                Filing(actor, came, str(id_of(f"history found {child} {days}"))),
                episode_id=episode,
                happened=at(came),
                by="carer",
                place=found,
            )
        if episode is not None:
            back = came + timedelta(minutes=40)
            endings.returned(
                Filing(actor, back, str(id_of(f"history back {child} {days}"))),
                episode_id=episode,
                happened=at(back),
            )
        return episode

    episode = _acting(cast, "night worker", home, file)
    if episode is None:
        raise RuntimeError("A report of the demonstration made no episode.")
    return episode


def _team_of(places: Places, child: UUID) -> UUID:
    from waylight.children.models import CarePeriod

    return CarePeriod.objects.get(child_id=child, node_id__in=places.teams).node_id


def _interviews(cast: Cast, places: Places, child: UUID, episodes: Sequence[UUID]) -> None:
    """In time for the first, late for the second, declined for the third, offered and still owed for the last."""
    from waylight.engine.when import at
    from waylight.episodes.models import Episode
    from waylight.interviews import services

    offered_after, then_after = (6, 30, 20, 10), (40, 110, 60)

    def say(actor: Actor) -> None:
        back = [Episode.objects.get(id=episode).ended_latest or cast.now for episode in episodes]

        def file(service: Callable[..., object], number: int, hours: int, **said: str) -> None:
            then = back[number] + timedelta(hours=hours)
            filing = Filing(actor, then, str(id_of(f"{service.__name__} {episodes[number]}")))
            service(filing, episode_id=episodes[number], happened=at(then), **said)

        for number, hours in enumerate(offered_after):
            file(services.offered, number, hours, how="person")
        file(services.held, 0, then_after[0], by="independent")
        file(services.held, 1, then_after[1], by="independent")
        file(services.declined, 2, then_after[2], how="phone")

    _acting(cast, "social worker", _team_of(places, child), say)


def _review(cast: Cast, child: UUID, home: UUID) -> None:
    """The home asked a week ago; nobody has answered."""
    from waylight.decisions.services.reviews import ask

    why = "Four evenings in seven weeks, each longer than the last. What we do here is not enough by itself."

    def file(actor: Actor) -> UUID:
        filing = Filing(actor, cast.now - timedelta(days=7), str(id_of(f"review {child}")))
        return ask(filing, child_id=child, reason="absent", why=why)

    _acting(cast, "registered manager", home, file)


def _discussion(cast: Cast, places: Places, child: UUID) -> None:
    from waylight.decisions.services.discussions import call

    def file(actor: Actor) -> UUID:
        return call(
            Filing(actor, cast.now - timedelta(days=2), str(id_of(f"discussion {child}"))),
            child_id=child,
            why="repeat",
            words="Longer each time, on the same evening: with whom, and what do they owe?",
            asked="The force's missing coordinator, the home's manager, the school",
            meets_at=cast.now + timedelta(days=1),
        )

    _acting(cast, "team manager", _team_of(places, child), file)


def _rota(cast: Cast, places: Places) -> None:
    """Who is on duty tonight: one inspector, one of the out-of-hours team."""
    from waylight.telling.services.own import plan_duty

    for role, node in (("duty inspector", places.force), ("out-of-hours team", places.authority)):
        person = cast.of[role, node][0]

        def plan(actor: Actor, role: str = role, node: UUID = node, person: UUID = person) -> None:
            plan_duty(
                actor=actor, person=person, role=role, node=node, since=cast.now,
                until=cast.now + timedelta(hours=12),
            )  # fmt: skip

        _acting(cast, role, node, plan)
