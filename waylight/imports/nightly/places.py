"""Where the list says that children live, beside where the record says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waylight.agencies.models import Node
from waylight.agencies.selectors import below
from waylight.children.models import Placement
from waylight.children.selectors.lived_in import LIVED_IN
from waylight.engine.when import LONDON, Precision
from waylight.imports.lists import ListedPlacement, Lists
from waylight.imports.nightly.steps import Leave, Move, Plan

NO_CHILD = "child_id is on neither the list of children nor the record: add the child to the list"
NO_PLACE = "node is no home or carer on the record: correct its code or name, or have the home added"
OLDER = "an earlier placement than those on the record: what was recorded is not rewritten"
OTHER_END = "the record has another end of this placement: have a person look"
SAME_START = "two placements of the child begin at the same time: correct one"
SHUT = "the home is closed on the record: correct node, or have the home opened again"


class Nodes:
    """The places that lists name, by code or name, without regard to case."""

    def __init__(self, authority: UUID) -> None:
        self.authority = authority
        self.own = below([authority])
        homes = list(Node.objects.filter(kind__in=LIVED_IN))
        self._homes, self._shut = _by_word(homes), {home.id: home.until for home in homes if home.until}
        self._own = _by_word(Node.objects.filter(id__in=self.own))
        self._all = _by_word(Node.objects.all())

    def team(self, word: str) -> UUID | None:
        return self._own.get(word.casefold()) if word else None

    def home(self, word: str) -> UUID | None:
        return self._homes.get(word.casefold())

    def shut(self, home: UUID | None, day: date) -> bool:
        """Whether the home has closed by then."""
        return home in self._shut and self._shut[home] < day

    def work(self, word: str) -> UUID | None:
        """Any place of the record: people also work at homes of providers."""
        return self._all.get(word.casefold())


def _by_word(nodes: Iterable[Node]) -> dict[str, UUID]:
    """A word that two nodes have names neither of them."""
    found = defaultdict(set)
    for node in nodes:
        for word in {node.name.casefold(), node.code.casefold()} - {""}:
            found[word].add(node.id)
    return {word: ids.pop() for word, ids in found.items() if len(ids) == 1}


@dataclass
class Span:
    """A placement as the record has it, or will have it once the plan is carried out."""

    node: UUID
    since: datetime
    until: datetime | None


def housing(lists: Lists, numbers: Mapping[str, UUID], closed: set[str], nodes: Nodes, found: Plan) -> None:
    """Adds to the plan which placements begin and end. `closed`: numbers of children who are left as they are."""
    new = {child.number for child in found.new}
    refused = {row.number for row in lists.children} - new - set(numbers) | closed
    of: dict[str, list[ListedPlacement]] = defaultdict(list)
    for row in lists.placements:
        if row.number in refused:
            continue
        if row.number not in numbers and row.number not in new:
            found.aside.append((row, NO_CHILD))
        elif nodes.home(row.place) is None:
            found.aside.append((row, NO_PLACE))
        elif nodes.shut(nodes.home(row.place), row.started.earliest.astimezone(LONDON).date()):
            found.aside.append((row, SHUT))
        else:
            of[row.number].append(row)
    standing = _standing({numbers[number] for number in of if number in numbers})
    for number in sorted(of):
        rows = sorted(of[number], key=lambda row: (row.started.earliest, row.line))
        _child(number, rows, standing.get(numbers.get(number), []), nodes, found)


def _standing(children: set[UUID]) -> dict[UUID | None, list[Span]]:
    spans: dict[UUID | None, list[Span]] = defaultdict(list)
    for row in Placement.objects.filter(child_id__in=children, during__isempty=False).order_by("during"):
        spans[row.child_id].append(Span(row.node_id, row.during.lower, row.during.upper))
    return spans


def _child(number: str, rows: list[ListedPlacement], spans: list[Span], nodes: Nodes, found: Plan) -> None:
    for row, then in zip(rows, [*rows[1:], None], strict=True):
        node, since = nodes.home(row.place), row.started.earliest
        assert node is not None  # or the row would have been set aside
        until = _ends(row, then)
        if then is not None and then.started.earliest == since:
            found.aside.append((row, SAME_START))
            continue
        same = next((one for one in spans if one.node == node and _meet(one, since, until)), None)
        if same is None:
            if spans and since <= max(span.since for span in spans):
                found.aside.append((row, OLDER))
                continue
            found.places.append(Move(number, node, since, row.kind))
            if spans and (spans[-1].until is None or spans[-1].until > since):
                spans[-1].until = since
            same = Span(node, since, None)
            spans.append(same)
        _end(number, row, same, until, then, found)


def _end(
    number: str,
    row: ListedPlacement,
    same: Span,
    until: datetime | None,
    then: ListedPlacement | None,
    found: Plan,
) -> None:
    """End what the list says has ended; where the next placement begins at that moment, the move ends it."""
    if until is None or same.until == until:
        return
    if same.until is not None:
        found.aside.append((row, OTHER_END))
    elif then is None or then.started.earliest > until:
        found.places.append(Leave(number, until))
        same.until = until


def _ends(row: ListedPlacement, then: ListedPlacement | None) -> datetime | None:
    """A day is the last day there, to its midnight, unless the child moved on that day."""
    if row.ended is None:
        return then.started.earliest if then else None
    until = row.ended.latest if row.ended.precision is Precision.DAY else row.ended.earliest
    return min(until, then.started.earliest) if then else until


def _meet(span: Span, since: datetime, until: datetime | None) -> bool:
    return (until is None or span.since < until) and (span.until is None or since < span.until)
