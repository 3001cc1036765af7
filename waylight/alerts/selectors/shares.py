"""How often each pattern led to something being done: of what the actor may see, in the last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from waylight.agencies.actor import Actor
from waylight.alerts import kinds
from waylight.alerts.models import Alert
from waylight.alerts.rows import ROWS, Row
from waylight.alerts.selectors.lists import about, done_about
from waylight.alerts.standing import Done
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines

A_YEAR = timedelta(days=365)
ACTED, DISMISSED = "acted", "dismissed"


@dataclass(frozen=True)
class Share:
    """Of a pattern: alerts of the year, of how many children, and on how many of these somebody acted, or put them
    off or dismissed them as the last word. An act counts for what had happened by then."""

    row: Row
    alerts: int
    children: int
    acted: int
    dismissed: int

    @property
    def share(self) -> float:
        """Of all its alerts, those on which somebody acted."""
        return self.acted / self.alerts

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True)
class Behind:
    """One alert that a share counts: of which children, and the first word said about it after it was seen."""

    alert: Alert
    children: tuple[ChildLine, ...]
    done: Done | None

    @property
    def came(self) -> str:
        """ACTED, DISMISSED or "" for nothing yet."""
        return _came(self.done)


def shares(*, actor: Actor, now: datetime, route: str = "") -> tuple[Share, ...]:
    """Every pattern that was seen, those that led to an action most often first."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    children: dict[str, set[object]] = defaultdict(set)
    for row, done in _with_the_first_word(_of_the_year(now)):
        total = counted[row.pattern]
        total[0] += 1
        total[1] += _came(done) == ACTED
        total[2] += _came(done) == DISMISSED
        children[row.pattern].update(row.children)
    note(actor=actor, act=Act.LISTED, record="alert", route=route)
    found = [Share(ROWS[code], n, len(children[code]), acted, no) for code, (n, acted, no) in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.alerts, one.row.code)))


def behind(*, actor: Actor, code: str, now: datetime, route: str = "") -> tuple[Behind, ...]:
    """The alerts that the share of this pattern counts, the latest first; none for a code that no pattern has."""
    rows = _of_the_year(now).filter(pattern=code)
    named = lines({child for row in rows for child in row.children}, now)
    note(actor=actor, act=Act.LISTED, record="alert", route=route, children=sorted(named))
    found = [
        Behind(row, tuple(named[child] for child in row.children), done)
        for row, done in _with_the_first_word(rows)
    ]
    return tuple(sorted(found, key=lambda one: (one.alert.at, one.alert.id), reverse=True))


def _of_the_year(now: datetime) -> QuerySet[Alert]:
    return Alert.objects.filter(at__gt=now - A_YEAR, at__lte=now, withdrawn_at=None)


def _with_the_first_word(rows: Iterable[Alert]) -> Iterator[tuple[Alert, Done | None]]:
    """The first word after an alert was seen is about it, and about all of its kind before."""
    like: dict[tuple[object, ...], list[Alert]] = defaultdict(list)
    for row in rows:
        like[row.pattern, tuple(row.children)].append(row)
    said = about(done_about([row.id for some in like.values() for row in some]))
    for some in like.values():
        words = sorted((one for row in some for one in said.get(row.id, ())), key=lambda one: one.at)
        for row in some:
            yield row, next((one for one in words if one.at >= row.at and one.kind != kinds.PUT_OFF), None)


def _came(done: Done | None) -> str:
    if done is None:
        return ""
    return (
        ACTED
        if done.kind in (kinds.ACTED, kinds.CONFIRMED)
        else DISMISSED
        if done.kind == kinds.DISMISSED
        else ""
    )
