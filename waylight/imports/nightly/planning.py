"""The lists of one night beside the record: who is new, what is different."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waylight.children.models import CarePeriod, Child, ChildIdentifier
from waylight.children.names import name_key
from waylight.children.services import Particulars
from waylight.engine.when import LONDON
from waylight.imports.lists import ListedChild, Lists
from waylight.imports.nightly.places import Nodes, housing
from waylight.imports.nightly.steps import Changed, Known, NewChild, NewTeam, Plan
from waylight.imports.nightly.workers import plan_workers

NO_TEAM = "team is no team of this authority on the record: correct it, or add the team"
TWO_OF_THAT_NAME = "more than one child on the record has this name and birth date: have a person look"
CARE_ENDED = "the authority's care of this child has ended on the record: begin it there again"

SAID = ("given_names", "family_name", "born", "known_as", "sex", "ethnicity")


def plan(lists: Lists, *, authority: UUID, now: datetime) -> Plan:
    """What the lists would change. Reads only."""
    found, nodes = Plan(aside=list(lists.aside)), Nodes(authority)
    numbers = dict(
        ChildIdentifier.objects.filter(node_id=authority, scheme="authority").values_list("value", "child_id")
    )
    care, closed, began = _care(nodes, now), set[str](), _first(lists)
    people, taken = Child.objects.in_bulk(list(care)), set(numbers.values())
    for row in lists.children:
        child = numbers.get(row.number) or _by_hand(row, taken, care, found)
        team = nodes.team(row.team)
        if row.team and team is None:
            found.aside.append((row, NO_TEAM))
        if isinstance(child, str):
            found.aside.append((row, child))
        elif child is None:
            since = min(began.get(row.number, now), now).astimezone(LONDON).date()
            found.new.append(NewChild(row.number, _new(row), team or authority, since))
        elif child not in care:
            found.aside.append((row, CARE_ENDED))
            closed.add(row.number)
        else:
            numbers[row.number] = child
            taken.add(child)
            _compare(row, people[child], team, care[child], now, found)
    housing(lists, numbers, closed, nodes, found)
    plan_workers(lists, nodes, now, found)
    return found


def _first(lists: Lists) -> dict[str, datetime]:
    """When the first placement of each child on the list began."""
    began: dict[str, datetime] = {}
    for row in lists.placements:
        began[row.number] = min(began.get(row.number, row.started.earliest), row.started.earliest)
    return began


def _care(nodes: Nodes, now: datetime) -> dict[UUID, CarePeriod]:
    """The period of care that goes on today, of each child of the authority."""
    today = now.astimezone(LONDON).date()
    rows = CarePeriod.objects.filter(node_id__in=nodes.own, during__contains=today)
    return {row.child_id: row for row in rows}


def _by_hand(
    row: ListedChild, taken: set[UUID], care: dict[UUID, CarePeriod], found: Plan
) -> UUID | str | None:
    """The child of the very same name and birth date whom the authority looks after, and the list never named."""
    if row.born is None:
        return None
    key = name_key(row.given_names, row.family_name)
    same = (
        set(Child.objects.filter(name_key=key, born=row.born).values_list("id", flat=True))
        & set(care) - taken
    )
    if len(same) > 1:
        return TWO_OF_THAT_NAME
    for child in same:
        found.known.append(Known(row.number, child))
        return child
    return None


def _new(row: ListedChild) -> Particulars:
    return Particulars(row.given_names, row.family_name, row.born, row.known_as, row.sex, row.ethnicity)


def _compare(
    row: ListedChild, stands: Child, team: UUID | None, care: CarePeriod, now: datetime, found: Plan
) -> None:
    """A blank cell says nothing: what the record has stays."""
    before = Particulars(**{name: getattr(stands, name) for name in Particulars.__dataclass_fields__})
    said = {name: value for name in SAID if (value := getattr(row, name))}
    after = replace(before, **said)
    if after != before:
        found.changed.append(Changed(stands.id, after))
    if team and team != care.node_id and care.during.lower < now.astimezone(LONDON).date():
        found.teams.append(NewTeam(stands.id, team))
