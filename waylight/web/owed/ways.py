"""What meets a duty, as a link: the page on which somebody does it or says that it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.duties.kinds import DECISION
from waylight.duties.rows import deeds_of
from waylight.duties.selectors.lines import OwedLine
from waylight.duties.services import may_say
from waylight.engine.owing import Standing, Word
from waylight.rulebook.deeds import DIRECTOR_DECIDES
from waylight.web.templatetags.people import span


@dataclass(frozen=True)
class Way:
    """A link: what it says, and where it leads."""

    label: str
    address: str


@dataclass(frozen=True)
class Shown:
    """A line with how it stands in words, and the way to meet it for whoever looks (None: not theirs to do)."""

    line: OwedLine
    stands: str
    late: bool
    way: Way | None


def _away(label: str, part: str) -> Callable[[OwedLine], Way | None]:
    def way(line: OwedLine) -> Way | None:
        return Way(label, f"{reverse('away', args=[line.row.episode])}#{part}") if line.row.episode else None

    return way


def _of_child(label: str, route: str) -> Callable[[OwedLine], Way | None]:
    return lambda line: Way(label, reverse(route, args=[line.row.child]))


# By the code of the duty: which record whoever does it writes, and where. The others are said on a page of their own.
WAYS: Mapping[str, tuple[str, Callable[[OwedLine], Way | None]]] = {
    "EP01": ("episode", _away("Enter the police reference", "main")),
    "EP02a": ("episode", _away("Say who was told", "told-add")),
    "EP02b": ("episode", _away("Say who was told", "told-add")),
    "EP03a": ("episode", _away("Say who was told", "told-add")),
    "RT01": ("episode", _away("Police talked with the child", "interview-add")),
    "RT02": ("interview facts", _away("Offer the interview", "interviews")),
    "RT02b": ("interview facts", _away("Say that it was held or declined", "interviews")),
    "RT02c": ("interview facts", _away("Offer it again", "interviews")),
    "RT03": ("interview facts", _away("Say that the carer was asked", "interviews")),
    "RP01": ("strategy discussion", _of_child("Call a strategy discussion", "strategy_call")),
    "RP03": ("plan review", _of_child("Ask for a plan review", "review_ask")),
    "RP04": ("plan review", _of_child("Ask for a plan review", "review_ask")),
}


def shown(actor: Actor, lines: Iterable[OwedLine]) -> list[Shown]:
    """Each line as a page shows it. Asks once a record of which children the actor may write it."""
    listed = list(lines)
    records = {record for one in listed if one.row.open for record in _records(one)}
    may = {record: set(reach.may_children(record, "write")) for record in records}
    return [
        Shown(one, how(one.standing), one.standing.word is Word.LATE, _way(actor, one, may)) for one in listed
    ]


def _way(actor: Actor, line: OwedLine, may: Mapping[str, set[UUID]]) -> Way | None:
    if not line.row.open:
        return None
    _, way = WAYS.get(line.row.code, ("", _said))
    opens = any(line.row.child in may[record] for record in _records(line))
    return way(line) if opens and (way is not _said or may_say(actor, line.row)) else None


def _records(line: OwedLine) -> tuple[str, ...]:
    """The records of the grid of which any lets somebody meet it."""
    if line.row.code in WAYS:
        return (WAYS[line.row.code][0],)
    decided = (DECISION,) if line.row.code in DIRECTOR_DECIDES.value else ()
    return (line.row.record, *decided)


def _said(line: OwedLine) -> Way | None:
    return (
        Way("Say that it was done", reverse("owed_done", args=[line.row.id])) if deeds_of(line.duty) else None
    )


def how(standing: Standing) -> str:
    """How a duty stands, in words."""
    match standing.word:
        case Word.DUE:
            return f"{span(standing.by)} left"
        case Word.LATE:
            return f"Late by {span(standing.by)}"
        case Word.MET:
            return "Done in time"
        case Word.MET_LATE:
            return f"Done, {span(standing.by)} late"
        case Word.ENDED:
            return f"Ended, {span(standing.by)} after it was due" if standing.by else "Ended: owed no longer"
    return "Cannot be told: only the day is known"
