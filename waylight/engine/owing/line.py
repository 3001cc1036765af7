"""What happened, in order, as rows of the rulebook ask for it. Rows share events, and look at two or three kinds each:
so each event is put to the happenings of its kind once."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from waylight.engine.happenings import Happening, Kind
from waylight.engine.owing.rows import Event

# A happening and its place in the order; what has the same times and the same id has the same place.
Placed = tuple[int, Happening]


class Matching:
    """All that matches one event, in order. `about`: by what it is about; `wide`: what is about the child as a whole,
    or is asked for whatever it is about."""

    __slots__ = ("about", "all", "wide")

    def __init__(self, event: Event, some: list[Placed]) -> None:
        self.all = some
        self.about: dict[UUID, list[Placed]] = {}
        self.wide: list[Placed] = self.all if event.whatever_about else []
        for placed in self.all:
            if placed[1].about is not None:
                self.about.setdefault(placed[1].about, []).append(placed)
            elif not event.whatever_about:
                self.wide.append(placed)


NOTHING = Matching(Event(Kind.DONE), [])


class InOrder:
    """The known happenings of one child. `kinds`: the kinds of which there are any."""

    __slots__ = ("_answers", "_events", "kinds")

    def __init__(self, known: Iterable[Happening]) -> None:
        ordered = sorted(((one.order, one) for one in known), key=lambda pair: pair[0])
        self.kinds: dict[str, list[Placed]] = {}
        self._answers: dict[tuple[str, str], dict[str | None, list[Placed]]] = {}
        self._events: dict[int, Matching] = {}
        place, before = -1, None
        for order, one in ordered:
            place += order != before
            before = order
            self.kinds.setdefault(one.kind, []).append((place, one))

    def of(self, event: Event) -> Matching:
        """What matches the event. Events are looked up by identity: they stand in rows, which outlive the line."""
        if event.kind not in self.kinds:
            return NOTHING
        matching = self._events.get(id(event))
        if matching is None:
            matching = self._events[id(event)] = Matching(event, self._all(event))
        return matching

    def _all(self, event: Event) -> list[Placed]:
        """Most rows ask for one answer alone: by that, all of a kind are looked up at once."""
        some = self.kinds[event.kind]
        if not event.where and not event.by:
            return some
        if event.one_answer is None or event.by:
            return [placed for placed in some if event.matches(placed[1])]
        name, answer = event.one_answer
        by_answer = self._answers.get((event.kind, name))
        if by_answer is None:
            by_answer = self._answers[event.kind, name] = {}
            for placed in some:
                by_answer.setdefault(placed[1].values.get(name), []).append(placed)
        return by_answer.get(answer, [])
