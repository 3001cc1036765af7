"""The scorecard of one authority, for whoever the grid lets read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waylight.access.reach import may_nodes
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.when import LONDON
from waylight.measures.counting import by_place, figures
from waylight.measures.figures import Figure
from waylight.measures.selectors.reading import told_of
from waylight.rulebook.measures import MEASURES
from waylight.statutory_return.build_words import Year

RECORD = "authority scorecard"
# How many years back a scorecard can be asked for.
YEARS = 5


@dataclass(frozen=True)
class Scorecard:
    """`newest` is the year that goes on; `figures` and `before` are in the order of the rulebook; `places`: times
    missing by the kind of place where they began."""

    authority: Node
    year: Year
    newest: int
    figures: list[Figure]
    before: list[Figure]
    places: list[tuple[str, int]]

    @property
    def going_on(self) -> bool:
        return self.year.name == self.newest

    @property
    def before_year(self) -> Year:
        return Year(self.year.name - 1)


def scorecard(*, actor: Actor, year: int | None, now: datetime, route: str = "") -> Scorecard:
    """Of the collection year of that name, or the one that goes on. Raises: NotThere."""
    authority = authority_of(actor)
    asked = year_of(year, now)
    told = told_of(authority.id, asked, now, MEASURES)
    before = told_of(authority.id, Year(asked.name - 1), now, MEASURES)
    note(actor=actor, act=Act.READ, record=RECORD, subject=authority.id, route=route)
    return Scorecard(
        authority,
        asked,
        this_year(now).name,
        figures(MEASURES, told),
        figures(MEASURES, before),
        by_place(told),
    )


def one_figure(*, actor: Actor, code: str, year: int | None, now: datetime) -> tuple[Node, Year, Figure]:
    """One measure of it. Raises: NotThere, also where there is no measure of that code."""
    authority = authority_of(actor)
    asked = year_of(year, now)
    wanted = [one for one in MEASURES if one.code == code]
    if not wanted:
        raise NotThere(record=RECORD, subject=authority.id, reason="no such measure")
    (found,) = figures(wanted, told_of(authority.id, asked, now, wanted))
    return authority, asked, found


def authority_of(actor: Actor) -> Node:
    """The authority whose scorecard the actor may read. Raises: NotThere."""
    found = (
        Node.objects.filter(id__in=may_nodes(RECORD), kind=Node.Kind.AUTHORITY).order_by("name", "id").first()
    )
    if found is None:
        raise NotThere(record=RECORD, reason=f"{actor.role}: no cell to read {RECORD}")
    return found


def year_of(name: int | None, now: datetime) -> Year:
    """Raises: NotThere for a year that has not begun, or too long ago."""
    this = this_year(now)
    if name is None:
        return this
    if not this.name - YEARS < name <= this.name:
        raise NotThere(record=RECORD, reason="no such year")
    return Year(name)


def this_year(now: datetime) -> Year:
    return Year.of(now.astimezone(LONDON).date())
