"""The worklist: each child once, with every reason; and one alert with what it was counted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.access.reach import may_children
from waylight.agencies.actor import Actor
from waylight.alerts.kinds import ACTS
from waylight.alerts.models import Alert
from waylight.alerts.rows import ACTION, ROWS, Row, at_once
from waylight.alerts.standing import Done, Standing, standing
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.selectors.same import first_of
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import said_of
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere
from waylight.rulebook.patterns import TOGETHER
from waylight.rulebook.worklists import YOUNG

KINDS = tuple(kind.name for kind in ACTS)


@dataclass(frozen=True)
class Shown:
    """One alert as a page shows it: the rule in words, the count, how it stands. `before`: how often it was seen
    earlier and is covered by this one."""

    alert: Alert
    row: Row
    standing: Standing
    children: tuple[ChildLine, ...]
    before: int = 0

    @property
    def asks_for(self) -> str:
        return ACTION[self.row.asks_for]

    @property
    def at_once(self) -> bool:
        return at_once(self.row.code)


@dataclass(frozen=True)
class Group:
    """One child, or several of one alert, with every reason. The order of the list is by these columns, as shown:
    cannot wait, under 13 or trafficked, how many reasons, the latest."""

    children: tuple[ChildLine, ...]
    reasons: tuple[Shown, ...]

    @property
    def at_once(self) -> bool:
        return any(one.at_once for one in self.reasons)

    @property
    def young(self) -> bool:
        return any(
            child.trafficked or (child.age is not None and child.age < YOUNG.value) for child in self.children
        )

    @property
    def latest(self) -> datetime:
        return max(one.alert.at for one in self.reasons)

    @property
    def order(self) -> tuple[bool, bool, int, float]:
        return (not self.at_once, not self.young, -len(self.reasons), -self.latest.timestamp())


@dataclass(frozen=True)
class Detail:
    """One alert, the times away it was counted from in their order, and all that was said about it."""

    shown: Shown
    episodes: tuple[Episode, ...]
    done: tuple[Done, ...]


def worklist(*, actor: Actor, now: datetime, waiting: bool = True, route: str = "") -> tuple[Group, ...]:
    """What waits for somebody, of all that the actor may see; without `waiting` what was put off or ended by a person.

    Children together are a list of their own (`rings`).
    """
    rows = list(Alert.objects.filter(expires_at__gt=now, withdrawn_at=None).exclude(pattern=TOGETHER.code))
    shown = [one for one in newest(rows, now) if one.standing.open is waiting]
    named = {child.id: child for one in shown for child in one.children}
    note(actor=actor, act=Act.LISTED, record="alert", route=route, children=sorted(named))
    # Two records of one child are named once.
    first = first_of(named)
    groups: dict[tuple[UUID, ...], list[Shown]] = defaultdict(list)
    for one in shown:
        groups[tuple(dict.fromkeys(first.get(child.id, child.id) for child in one.children))].append(one)
    result = [
        Group(tuple(named[child] for child in children), tuple(sorted(some, key=_first)))
        for children, some in groups.items()
    ]
    return tuple(sorted(result, key=lambda group: group.order))


def _first(one: Shown) -> tuple[bool, float]:
    return not one.at_once, -one.alert.at.timestamp()


def one(*, actor: Actor, alert_id: UUID, now: datetime, route: str = "") -> Detail:
    """Raises: NotThere, also to whoever may not read all that it was made from."""
    alert = Alert.objects.filter(pk=alert_id).first()
    if alert is None:
        raise NotThere(record="alert", child=None, subject=alert_id)
    children = lines(alert.children, now)
    done = done_about([alert.id])
    like = Alert.objects.filter(pattern=alert.pattern, children=alert.children, at__lt=alert.at).count()
    shown = Shown(alert, ROWS[alert.pattern], _standing(alert, done, now), _named(alert, children), like)
    episodes = Episode.objects.filter(id__in=alert.episodes).order_by("started_earliest")
    for child in alert.children:
        note(actor=actor, act=Act.READ, record="alert", child=child, subject=alert.id, route=route)
    return Detail(shown, tuple(episodes), tuple(reversed(done)))


def newest(rows: Iterable[Alert], now: datetime) -> list[Shown]:
    """Of each pattern of the same children the latest alert, standing as what was said about any of them makes it."""
    by_pattern: dict[tuple[str, tuple[UUID, ...]], list[Alert]] = defaultdict(list)
    for row in rows:
        # A home is another matter than its children: each home for itself.
        by_pattern[row.pattern, tuple(row.children)].append(row)
    said = about(done_about([row.id for some in by_pattern.values() for row in some]))
    children = lines({child for _, some in by_pattern for child in some}, now)
    found = []
    for some in by_pattern.values():
        last = max(some, key=lambda row: (row.at, row.id))
        done = [one for row in some for one in said.get(row.id, ())]
        found.append(
            Shown(last, ROWS[last.pattern], _standing(last, done, now), _named(last, children), len(some) - 1)
        )
    return found


def _named(alert: Alert, children: Mapping[UUID, ChildLine]) -> tuple[ChildLine, ...]:
    return tuple(children[child] for child in alert.children)


def _standing(alert: Alert, done: Iterable[Done], now: datetime) -> Standing:
    return standing(
        at=alert.at, expires_at=alert.expires_at, withdrawn=alert.withdrawn_at is not None, done=done, now=now
    )


def about(done: Iterable[Done]) -> dict[UUID, list[Done]]:
    """By alert."""
    found: dict[UUID, list[Done]] = defaultdict(list)
    for one in done:
        found[one.alert].append(one)
    return found


def done_about(alerts: Iterable[UUID]) -> list[Done]:
    """What was said about these alerts, each once however many children stand in it, in the order of telling."""
    facts = Fact.objects.filter(about__in=list(alerts), kind__in=KINDS).select_related("by_node", "by_person")
    found: dict[tuple[object, ...], Done] = {}
    for one in said_of(facts):
        if one.about is not None and one.body is not None:
            words = next(iter(one.words.values()), "")
            done = Done(one.about, one.kind, one.body, one.told, one.person_name, one.node_name, words)
            found.setdefault((one.about, one.kind, one.told), done)
    return list(found.values())


def may_act(children: Iterable[UUID]) -> bool:
    """Whether the actor may say what was done about an alert of these children."""
    return set(children) <= set(may_children("alert", "write"))
