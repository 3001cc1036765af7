"""What the last weeks left behind: a child who goes again and again, children of three homes who were away together,
and one time away of which police wrote other times down than the home did. Written through the services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from waylight.ops.demo.cast import Cast
from waylight.ops.demo.evenings import Evening, Evenings
from waylight.ops.demo.people import OFFICERS, id_of
from waylight.ops.demo.places import Places

if TYPE_CHECKING:
    from waylight.agencies.actor import Actor

# Days ago, nights out. The first child leaves at the same hour on the same weekday, a little longer each time.
AGAIN = ((49, 4), (35, 6), (21, 9), (7, 13))
# Of which of them police have other times on their own list.
DIFFERS = 2
# Three homes, and on which nights (days ago) their children were found in one street.
TOGETHER = (26, 19, 12, 5)
FOUND_AT = "Outside the closed shop, Canal Street, AM4 2QL"
FROM_HOMES = 3
LEFT = time(21, 40)


@dataclass(frozen=True)
class Left:
    """The child who goes again and again, with the home and the times away; and all who have a history now."""

    child: UUID
    home: UUID
    episodes: tuple[UUID, ...]
    children: frozenset[UUID]


def make_history(cast: Cast, places: Places, children: Sequence[tuple[UUID, UUID]]) -> Left:
    """`children`, each with the node where they live."""
    homes = _by_home(cast, places, children)[:FROM_HOMES]
    again, at_home = homes[0][0], homes[0].home
    together = {child: home.home for home in homes for child in [one for one in home if one != again][:2]}
    write = Evenings(cast, places)
    repeated = []
    for days, hours in AGAIN:
        evening = Evening(again, at_home, _left(cast, days), hours)
        repeated.append(write.write(evening))
        write.talked(evening, repeated[-1])
    _police_list(cast, places, again, *AGAIN[DIFFERS])
    for child, home in together.items():
        for days in TOGETHER:
            evening = Evening(child, home, _left(cast, days), 5, found_at=FOUND_AT)
            episode = write.write(evening)
            write.talked(evening, episode)
            if days != TOGETHER[-1]:
                write.heard(evening, episode)
    return Left(again, at_home, tuple(repeated), frozenset({again, *together}))


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
    lived = [home for id, home in found.items() if places.kinds[id] == "home" and id not in places.hosted]
    return sorted(lived, key=lambda home: (-len(home), str(home.home)))


def _left(cast: Cast, days: int) -> datetime:
    from waylight.engine.when import LONDON

    return datetime.combine((cast.now - timedelta(days=days)).date(), LEFT, LONDON)


def _police_list(cast: Cast, places: Places, child: UUID, days: int, hours: int) -> None:
    """The same evening as police wrote it down: gone earlier, found earlier than the home says that it was back."""
    from waylight.engine.when import at
    from waylight.episodes.imports.rows import PoliceRow
    from waylight.episodes.services.importing import Import, import_rows

    evening = _left(cast, days)
    row = PoliceRow(
        "AV-0968", last_seen=at(evening - timedelta(hours=1, minutes=25)),
        reported=at(evening + timedelta(minutes=50)), found=at(evening + timedelta(hours=hours - 3)), risk="Medium",
        place="Bus station",
    )  # fmt: skip
    handed = Import(
        _officer(cast), places.force, id_of("the list of the force"), cast.now - timedelta(days=3)
    )
    import_rows(handed=handed, rows=[(row, child)])


def _officer(cast: Cast) -> Actor:
    from waylight.agencies.selectors import actor_of

    return actor_of(id_of(OFFICERS[0]), cast.now)
