"""Children away together: groups made of those pairs alone that the actor may see, so that nothing tells of more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.alerts.models import Alert
from waylight.alerts.rows import ROWS
from waylight.alerts.selectors.lists import Shown, about, done_about
from waylight.alerts.standing import Done, State, standing
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.patterns import rings as joined
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.facts.refusals import NotThere
from waylight.rulebook.patterns import TOGETHER

ENDED = (State.EXPIRED, State.WITHDRAWN, State.DISMISSED)


@dataclass(frozen=True)
class Ring:
    """A group as this actor sees it; `id` is that of its first pair. `pairs` by the number of their nights."""

    id: UUID
    children: tuple[ChildLine, ...]
    pairs: tuple[Shown, ...]
    done: tuple[Done, ...] = ()
    episodes: tuple[Episode, ...] = ()

    @property
    def confirmed(self) -> bool:
        return all(one.standing.state is State.CONFIRMED for one in self.pairs)

    @property
    def open(self) -> bool:
        return any(one.standing.open for one in self.pairs)

    @property
    def until(self) -> datetime:
        return max(one.standing.until or one.alert.expires_at for one in self.pairs)

    @property
    def latest(self) -> datetime:
        return max(one.alert.at for one in self.pairs)


def rings(*, actor: Actor, now: datetime, route: str = "") -> tuple[Ring, ...]:
    """Every group that stands now, what waits for somebody first, then the largest, then the latest."""
    found = _rings(now)
    children = {child.id for ring in found for child in ring.children}
    note(actor=actor, act=Act.LISTED, record="alert", route=route, children=sorted(children))
    return tuple(sorted(found, key=lambda r: (not r.open, -len(r.children), -r.latest.timestamp(), r.id)))


def ring(*, actor: Actor, alert_id: UUID, now: datetime, route: str = "") -> Ring:
    """The group to which this pair belongs, with the times away it was found from. Raises: NotThere."""
    for one in _rings(now):
        if alert_id in {pair.alert.id for pair in one.pairs}:
            ids = {episode for pair in one.pairs for episode in pair.alert.episodes}
            episodes = tuple(Episode.objects.filter(id__in=ids).order_by("started_earliest"))
            for child in one.children:
                note(actor=actor, act=Act.READ, record="alert", child=child.id, subject=one.id, route=route)
            done = {(d.kind, d.at): d for d in done_about([pair.alert.id for pair in one.pairs])}
            said = tuple(sorted(done.values(), key=lambda d: d.at, reverse=True))
            return Ring(one.id, one.children, one.pairs, said, episodes)
    raise NotThere(record="alert", child=None, subject=alert_id)


def _rings(now: datetime) -> list[Ring]:
    rows = list(Alert.objects.filter(pattern=TOGETHER.code, withdrawn_at=None, at__lte=now))
    said = about(done_about([row.id for row in rows]))
    names = lines({child for row in rows for child in row.children}, now)
    shown = []
    for row in rows:
        state = standing(
            at=row.at, expires_at=row.expires_at, withdrawn=False, done=said.get(row.id, ()), now=now
        )
        if state.state not in ENDED:
            children = tuple(names[child] for child in row.children)
            shown.append(Shown(row, ROWS[row.pattern], state, children))
    found = []
    for group in joined((one.children[0].id, one.children[1].id) for one in shown):
        pairs = sorted(
            (one for one in shown if one.children[0].id in group),
            key=lambda one: (-one.alert.count, one.alert.id),
        )
        id = min(one.alert.id for one in pairs)
        found.append(Ring(id, tuple(names[child] for child in group), tuple(pairs)))
    return found
