"""What is ready before a night: a grab pack for each child; and children who were away once in the last weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from waylight.facts.filing import Filing
from waylight.ops.demo.cast import Cast
from waylight.ops.demo.evenings import Evening, Evenings
from waylight.ops.demo.places import ROLES, Places
from waylight.ops.demo.playing import acting_as, actor_at

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor

BACK = 20
EVERY_HOURS = 31
NOT_HEARD = 4
Lives = tuple[UUID, UUID]
HAIR = ("Dark, shoulder length", "Short, fair", "Black, in braids", "Brown curls", "Shaved at the sides")
COATS = ("Black puffer jacket, white trainers", "Green parka, jeans", "Grey hooded top, black joggers")
PLACES = (
    "The arcade by the bus station",
    "The skate park",
    "The library, on the first floor",
    "The harbour wall",
)
TRIGGERS = ("After contact is called off", "After a phone call late in the evening", "Before a day in court")
PACK = (
    ("description", "build", ("Slight, about 160 cm", "Tall, about 178 cm", "Sturdy, about 168 cm")),
    ("description", "hair", HAIR), ("description", "usual clothes", COATS),
    ("phones", "phone", ("07700 900{n:03d}",)), ("places", "place", PLACES),
    ("friends", "friend", ("A cousin in the next town", "Two friends from school, numbers with the office")),
    ("triggers", "trigger", TRIGGERS), ("people", "trusted", ("A teacher from the last school", "Their aunt")),
    ("plan", "report when", ("At once after 22:00", "At once, whatever the time")),
)  # fmt: skip


def cared(places: Places, children: Iterable[Lives]) -> list[Lives]:
    """Those who live where somebody reports: not with their parents."""
    return [(child, home) for child, home in children if places.kinds[home] in ROLES]


def make_packs(cast: Cast, places: Places, children: Sequence[Lives]) -> None:
    """A grab pack for each, kept by whoever cares for them; some parts nobody has looked over for long."""
    for number, (child, home) in enumerate(children):
        actor = actor_at(cast, ROLES[places.kinds[home]], home)
        acting_as(actor, lambda a=actor, c=child, n=number: _pack(cast, a, c, n))  # type: ignore[misc]


def make_nights(cast: Cast, places: Places, children: Sequence[Lives]) -> None:
    """Each away once and back, the first a day ago; of every fourth nobody has listened to the child yet."""
    write = Evenings(cast, places)
    for number, (child, home) in enumerate(children[:BACK], 1):
        since = _typed(cast.now - timedelta(hours=number * EVERY_HOURS))
        evening = Evening(child, home, since, 2 + number % 9, clothes=COATS[number % len(COATS)])
        episode = write.write(evening)
        write.talked(evening, episode)
        if number % NOT_HEARD:
            write.heard(evening, episode)


def _pack(cast: Cast, actor: Actor, child: UUID, number: int) -> None:
    from waylight.episodes.services import pack

    for part, field, values in PACK:
        old = timedelta(days=120 if (number + len(field)) % 3 == 0 else 10)
        pack.keep(
            Filing(actor, cast.now - old, str(uuid5(child, f"{part} {field}"))), child_id=child, part=part,
            field=field, value=values[(number + len(field)) % len(values)].format(n=number),
        )  # fmt: skip


def _typed(then: datetime) -> datetime:
    """As people type a time: to five minutes."""
    return then.replace(minute=then.minute // 5 * 5, second=0, microsecond=0)
