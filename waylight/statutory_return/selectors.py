"""What stands of an authority's return: counts first, and behind each count its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.statutory_return.build_words import What, Year
from waylight.statutory_return.models import Built, BuiltLine
from waylight.statutory_return.services import RECORD, authority


@dataclass(frozen=True)
class Overview:
    """One year of an authority. `built` is the newest, None where none was; `lodged` those that were handed in."""

    authority: Node
    year: Year
    built: Built | None
    lodged: tuple[Built, ...]
    rows: int = 0
    times_away: int = 0
    categories: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    faults: tuple[tuple[str, int], ...] = ()
    last_year: int = 0


def overview(*, actor: Actor, year: Year, route: str = "") -> Overview:
    """Counts; on the trail as a return that was read. Raises: NotThere."""
    node = authority(actor, "read")
    all_ = list(Built.objects.filter(authority=node, year=year.name).order_by("built_at"))
    lodged = tuple(one for one in all_ if one.lodged_at)
    if not all_:
        return Overview(node, year, None, lodged)
    built = all_[-1]
    lines = list(BuiltLine.objects.filter(built=built))
    note(actor=actor, act=Act.READ, record=RECORD, subject=built.id, route=route, basis=f"the return {year}")
    rows = [line for line in lines if line.what == What.WRITTEN]
    return Overview(
        node, year, built, lodged, len(rows), len({line.episode for line in rows}),
        _counted(line.category for line in rows),
        _counted(line.why[0] for line in lines if line.what == What.LEFT_OUT),
        _counted(line.rule for line in lines if line.what == What.FAULT),
        sum(line.what == What.LAST_YEAR for line in lines),
    )  # fmt: skip


def lines(
    *, actor: Actor, id: UUID, what: str, category: str = "", why: str = "", rule: str = ""
) -> tuple[Built, QuerySet[BuiltLine]]:
    """The lines of one kind, in the order of the file, narrowed where something is said. Raises: NotThere."""
    node = authority(actor, "read")
    built = Built.objects.filter(id=id, authority=node).first()
    if built is None or what not in {one.value for one in What}:
        raise NotThere(record=RECORD, subject=id, reason="no such return, or of another authority")
    found = BuiltLine.objects.filter(built=built, what=what)
    narrowed = {"category": category, "why__contains": [why] if why else "", "rule": rule}
    return built, found.filter(**{name: value for name, value in narrowed.items() if value})


def note_lines(*, actor: Actor, built: Built, shown: Iterable[BuiltLine], route: str) -> None:
    """Put one page of lines on the trail, with the children on it."""
    children = {line.child for line in shown if line.child}
    note(
        actor=actor, act=Act.LISTED, record=RECORD, subject=built.id, route=route,
        basis=f"the return {Year(built.year)}", children=children,
    )  # fmt: skip


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, then by name."""
    return tuple(sorted(Counter(words).items(), key=lambda one: (-one[1], one[0])))
