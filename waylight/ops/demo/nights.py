"""Times away of the demonstration's record, written through the services: some children are away now, some are back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.people import id_of

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor
    from waylight.ops.demo.record import Places

AWAY_NOW, BACK = 6, 24
ROLES = {
    "home": "night worker",
    "carer": "foster carer",
    "supported accommodation": "supported-accommodation worker",
}
PACK = (
    ("description", "build", "Slight, about 160 cm"), ("description", "hair", "Dark, shoulder length"),
    ("description", "usual clothes", "Black puffer jacket, white trainers"), ("phones", "phone", "07700 900{n:03d}"),
    ("places", "place", "The arcade by the bus station"), ("friends", "friend", "A cousin in the next town"),
    ("triggers", "trigger", "After contact is cancelled"), ("people", "trusted", "Her old teacher"),
    ("plan", "report when", "At once after 22:00"),
)  # fmt: skip


def cared(places: Places, children: list[tuple[UUID, UUID]]) -> list[tuple[UUID, UUID]]:
    """Those who live where somebody reports: not with their parents."""
    return [(child, home) for child, home in children if places.kinds[home] in ROLES]


def make_nights(cast: Cast, places: Places, children: list[tuple[UUID, UUID]]) -> None:
    """A pack for each; the first few away now, the others away once and back."""
    for number, (child, home) in enumerate(children):
        actor = actor_at(cast, ROLES[places.kinds[home]], home)
        acting_as(actor, lambda a=actor, c=child, n=number: _pack(cast, a, c, n))  # type: ignore[misc]
        hours = 1 + number * 2 if number < AWAY_NOW else number * 31
        episode = acting_as(actor, lambda a=actor, c=child, h=hours: _report(cast, a, c, h))  # type: ignore[misc]
        if episode is None:
            raise RuntimeError("A report of the demonstration made no episode.")
        if number >= AWAY_NOW:
            acting_as(actor, lambda a=actor, e=episode, h=hours: _back(cast, a, e, h))  # type: ignore[misc]
        elif number % 2:
            acting_as(actor, lambda a=actor, e=episode: _police_know(cast, a, e))  # type: ignore[misc]


def actor_at(cast: Cast, role: str, node: UUID) -> Actor:
    """The first who holds the role there."""
    from waylight.agencies.selectors import actor_of

    return actor_of(cast.of[role, node][0], cast.now)


def acting_as(actor: Actor, act: Callable[[], UUID | None]) -> UUID | None:
    """What the actor does, as the database sees them."""
    from waylight.access.acting import acting

    with acting(actor):
        return act()


def _pack(cast: Cast, actor: Actor, child: UUID, number: int) -> None:
    from waylight.episodes.services import pack

    for part, field, value in PACK:
        old = timedelta(days=120 if (number + len(field)) % 3 == 0 else 10)
        pack.keep(
            Filing(actor, cast.now - old, str(uuid5(child, f"{part} {field}"))),
            child_id=child, part=part, field=field, value=value.format(n=number),
        )  # fmt: skip


def _report(cast: Cast, actor: Actor, child: UUID, hours: int) -> UUID | None:
    from waylight.engine.when import at
    from waylight.episodes.services.reports import Report, WhoWasTold, report_absent

    since = cast.now - timedelta(hours=hours)
    words = {"clothes": "Black jacket, white trainers", "different tonight": "Quiet since a call after tea"}
    told = (WhoWasTold("out-of-hours", at=at(since + timedelta(minutes=20))),)
    filed = report_absent(
        Filing(actor, since + timedelta(minutes=25), str(id_of(f"report {child}"))),
        child_id=child,
        report=Report(since=at(since), words=words, told=told),
    )
    return filed.episode


def _back(cast: Cast, actor: Actor, episode: UUID, hours: int) -> None:
    from waylight.engine.when import at
    from waylight.episodes.services.endings import returned

    came = cast.now - timedelta(hours=hours) + timedelta(hours=2 + hours % 9)
    returned(Filing(actor, came, str(id_of(f"back {episode}"))), episode_id=episode, happened=at(came))


def _police_know(cast: Cast, actor: Actor, episode: UUID) -> None:
    from waylight.episodes.services.updates import police_reference

    police_reference(
        Filing(actor, cast.now, str(id_of(f"police {episode}"))), episode_id=episode, reference="AV-1207"
    )
