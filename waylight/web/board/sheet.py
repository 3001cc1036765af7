"""The board of tonight and this week, and the sheet for the end of a shift, gathered from every room's selectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.urls import reverse

from waylight.agencies.actor import Actor
from waylight.agencies.selectors import below
from waylight.alerts.selectors.lists import Group, worklist
from waylight.children.selectors.same import first_of
from waylight.decisions.selectors import lists as decisions
from waylight.drawings.drawing import Drawing
from waylight.drawings.nights import Strip, strips
from waylight.duties.selectors.lines import OwedLine
from waylight.duties.selectors.soon import owed_soon
from waylight.engine.nights import Span, night_at, nights
from waylight.engine.owing import Word
from waylight.episodes.selectors import lists as episodes
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.nights import times_away
from waylight.rulebook.worklists import BOARD_WEEK, HANDED_OVER, NIGHT, STRIP
from waylight.telling.selectors.waiting import Waiting, not_taken_on
from waylight.web.board.scope import Scope

Row = TypeVar("Row", bound=Any)
# More strips than this are a wallpaper, not a picture; the page says how many there are.
STRIPS = 8


@dataclass(frozen=True)
class Owing:
    """The same thing owed to one child by the same agency: the one due first, and how many there are."""

    line: OwedLine
    times: int
    ours: bool


@dataclass(frozen=True)
class OwedChild:
    """Everything that is late for one child, or due, the first due first."""

    owing: tuple[Owing, ...]

    @property
    def first(self) -> OwedLine:
        return self.owing[0].line

    @property
    def times(self) -> int:
        return sum(one.times for one in self.owing)


@dataclass(frozen=True)
class WaitingChild:
    """Everything told about one child that nobody has taken on, the longest wait first."""

    child: ChildLine
    notices: tuple[Waiting, ...]


@dataclass(frozen=True)
class Board:
    """One page. Lists stand in the order of their selectors, whose columns the page shows."""

    away: tuple[episodes.AwayLine, ...]
    back: tuple[episodes.AwayLine, ...]
    late: tuple[Owing, ...]
    due: tuple[Owing, ...]
    alerts: tuple[Group, ...]
    waiting: tuple[tuple[Waiting, ChildLine], ...]
    reviews: tuple[decisions.Line[Any], ...]
    disputes: tuple[decisions.Line[Any], ...]
    discussions: tuple[decisions.Line[Any], ...]
    until: datetime

    @property
    def late_children(self) -> tuple[OwedChild, ...]:
        """Child by child: in the order of what is overdue longest."""
        return _children_owed(self.late)

    @property
    def due_children(self) -> tuple[OwedChild, ...]:
        """Child by child: in the order of what falls due first."""
        return _children_owed(self.due)

    @property
    def waiting_children(self) -> tuple[WaitingChild, ...]:
        """Child by child, the longest wait first."""
        groups: dict[UUID, list[tuple[Waiting, ChildLine]]] = {}
        for one, child in self.waiting:
            groups.setdefault(child.id, []).append((one, child))
        return tuple(WaitingChild(same[0][1], tuple(one for one, _ in same)) for same in groups.values())

    @property
    def late_here(self) -> tuple[Owing, ...]:
        """What this node owes itself: for the sheet of its shift."""
        return tuple(one for one in self.late if one.ours)

    @property
    def late_elsewhere(self) -> int:
        """How much others owe these children, late: the board says what."""
        return sum(one.times for one in self.late if not one.ours)


def board(actor: Actor, scope: Scope, now: datetime) -> Board:
    """Tonight and this week."""
    return _gathered(
        actor, scope, now, back=BOARD_WEEK.value.span, ahead=BOARD_WEEK.value.span, route="board"
    )


def handover(actor: Actor, scope: Scope, now: datetime) -> Board:
    """What the next shift must know: the hours that are behind, and those that come."""
    span = HANDED_OVER.value.span
    return _gathered(actor, scope, now, back=span, ahead=span, route="handover")


def strip_of(actor: Actor, scope: Scope, now: datetime, route: str) -> tuple[Drawing | None, int]:
    """The last four weeks of those who were away in them, the most nights first; and how many are not drawn."""
    span = STRIP.value.span
    found = _by_child(times_away(actor=actor, children=scope.children, since=now - span, route=route))
    children = lines(found, now)
    rows = [
        Strip(
            children[child].name or "A child placed here",
            reverse("child", args=[child]),
            tuple(
                (night.day, str(night.slept))
                for night in nights(spans, last=night_at(now), count=span.days, hour=NIGHT.value, now=now)
            ),
        )
        for child, spans in found.items()
    ]
    rows.sort(key=lambda row: (-row.away, row.label))
    return (strips(rows[:STRIPS]) if rows else None), max(len(rows) - STRIPS, 0)


def _by_child(found: Mapping[UUID, tuple[Span, ...]]) -> Mapping[UUID, tuple[Span, ...]]:
    """Two records of one child are one strip."""
    first = first_of(found)
    spans: dict[UUID, tuple[Span, ...]] = {}
    for record, some in found.items():
        child = first.get(record, record)
        spans[child] = (*spans.get(child, ()), *some)
    return spans


def _gathered(
    actor: Actor, scope: Scope, now: datetime, *, back: timedelta, ahead: timedelta, route: str
) -> Board:
    theirs = scope.children
    common: dict[str, Any] = {"actor": actor, "now": now, "route": route}
    ours = below([scope.node])
    owed = owed_soon(children=theirs, until=now + ahead, **common)
    waiting = not_taken_on(actor=actor, children=theirs, route=route)
    named = lines((one.child for one in waiting), now)
    named |= {record: named[one] for record, one in first_of(named).items()}
    return Board(
        away=tuple(row for row in episodes.open_now(**common) if theirs & row.records),
        back=tuple(row for row in episodes.recent(since=now - back, **common) if theirs & row.records),
        late=_grouped((one for one in owed if one.standing.word is Word.LATE), ours),
        due=_grouped((one for one in owed if one.standing.word is not Word.LATE), ours),
        alerts=tuple(one for one in worklist(**common) if theirs & {child.id for child in one.children}),
        waiting=tuple((one, named[one.child]) for one in waiting),
        reviews=_of(decisions.open_reviews(**common), theirs),
        disputes=_of(decisions.open_disputes(**common), theirs),
        discussions=_of(decisions.open_discussions(**common), theirs),
        until=now + ahead,
    )


def _grouped(lines: Iterable[OwedLine], ours: frozenset[UUID]) -> tuple[Owing, ...]:
    """In the order of the first due of each."""
    groups: dict[tuple[UUID, str, tuple[str, ...]], list[OwedLine]] = {}
    for line in lines:
        groups.setdefault((line.child.id, line.duty.code, line.owners), []).append(line)
    return tuple(
        Owing(same[0], len(same), not ours.isdisjoint(same[0].row.owners)) for same in groups.values()
    )


def _children_owed(owing: Iterable[Owing]) -> tuple[OwedChild, ...]:
    groups: dict[UUID, list[Owing]] = {}
    for one in owing:
        groups.setdefault(one.line.child.id, []).append(one)
    return tuple(OwedChild(tuple(same)) for same in groups.values())


def _of(rows: Sequence[Row], children: frozenset[UUID]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.child.id in children)
