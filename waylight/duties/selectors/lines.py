"""One line of a list of what is owed: the row, how it stands, whom it is about, who owes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.models import Node
from waylight.children.models import Allocation
from waylight.children.selectors.same import first_of
from waylight.duties.models import Judged as Row
from waylight.duties.rows import BY_CODE
from waylight.engine.owing import Duty, Standing, Word, standing
from waylight.engine.owing import Owed as Judged
from waylight.engine.when import When
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.facts.models import Fact
from waylight.rulebook.police import GRADES
from waylight.rulebook.worklists import UNGRADED, YOUNG

ORDER = {grade.code: grade.order for grade in GRADES}
LABEL = {grade.code: grade.label for grade in GRADES}
LAST = max(ORDER.values()) + 1


@dataclass(frozen=True)
class OwedLine:
    """The columns of a list, in the order in which they order it: not taken on, grade, under 13 or trafficked, hours
    away, lateness. The first four are of the time away that goes on; without one they say nothing."""

    row: Row
    duty: Duty
    standing: Standing
    child: ChildLine
    owners: tuple[str, ...]
    persons: tuple[str, ...]
    episode: Episode | None
    acknowledged: bool
    hours_away: float | None

    @property
    def away(self) -> bool:
        return self.hours_away is not None

    @property
    def grade(self) -> str:
        """How police graded the time away that goes on; empty where none does."""
        if self.episode is None or not self.away:
            return ""
        return LABEL.get(self.episode.grade, "Not graded yet")

    @property
    def young(self) -> bool:
        return self.child.trafficked or (self.child.age is not None and self.child.age < YOUNG.value)

    @property
    def late_by(self) -> float:
        """Minutes past due; below zero, minutes left."""
        minutes = self.standing.by.total_seconds() / 60
        return -minutes if self.standing.word is Word.DUE else minutes

    @property
    def order(self) -> tuple[bool, int, bool, float, float]:
        grade = ORDER.get(self.episode.grade, UNGRADED.value) if self.episode and self.away else LAST
        return (
            not self.away or self.acknowledged,
            grade,
            not self.young,
            -(self.hours_away or 0.0),
            -self.late_by,
        )


def owed_lines(rows: Iterable[Row], now: datetime) -> list[OwedLine]:
    """The rows that the actor may read, each with what a list shows of it. Six queries for any number of rows.

    Of several records of one child each row bears the child of the first, so that lists name the child once.
    """
    listed = list(rows)
    children = lines((row.child for row in listed), now)
    children |= {record: children[one] for record, one in first_of(children).items()}
    episodes = {
        one.id: one for one in Episode.objects.filter(id__in={row.episode for row in listed if row.episode})
    }
    open_ = {id: one for id, one in episodes.items() if one.searching}
    taken = _acknowledged(open_.values())
    nodes = dict(
        Node.objects.filter(id__in={node for row in listed for node in row.owners}).values_list("id", "name")
    )
    persons = _persons(children, now)
    return [_line(row, now, children, episodes, taken, nodes, persons) for row in listed]


def _line(
    row: Row,
    now: datetime,
    children: Mapping[UUID, ChildLine],
    episodes: Mapping[UUID, Episode],
    taken: set[UUID],
    nodes: Mapping[UUID, str],
    persons: Mapping[UUID, tuple[str, ...]],
) -> OwedLine:
    episode = episodes.get(row.episode) if row.episode else None
    away = episode is not None and episode.searching
    hours = (now - episode.started_earliest).total_seconds() / 3600 if episode is not None and away else None
    return OwedLine(
        row,
        BY_CODE[row.code],
        standing_of(row, now),
        children[row.child],
        tuple(sorted(nodes[node] for node in row.owners if node in nodes)),
        persons.get(row.child, ()) if row.owner == "the responsible authority" else (),
        episode,
        episode is not None and episode.id in taken,
        hours,
    )


def standing_of(row: Row, now: datetime) -> Standing:
    """How the row stands at `now`."""
    return standing(judged(row), now)


def judged(row: Row) -> Judged:
    """The row as the engine made it."""
    began = When(row.began_earliest, row.began_latest, row.began_said)
    met = _when(row.met_earliest, row.met_latest, row.met_said)
    ended = _when(row.ended_earliest, row.ended_latest, row.ended_said)
    duty = BY_CODE[row.code]
    return Judged(
        duty, row.subject, row.begun_by, began, duty.within, row.due_from, row.due_at, met, row.met_by, ended,
        row.ended_by, row.why_ended,
    )  # fmt: skip


def _when(earliest: datetime | None, latest: datetime | None, said: str) -> When | None:
    return When(earliest, latest, said) if earliest is not None and latest is not None else None


def _acknowledged(episodes: Iterable[Episode]) -> set[UUID]:
    owner = {claim: episode.id for episode in episodes for claim in (episode.id, *episode.claims)}
    about = Fact.objects.filter(kind="acknowledged", about__in=list(owner)).values_list("about", flat=True)
    return {owner[claim] for claim in about if claim is not None}


def _persons(children: Iterable[UUID], now: datetime) -> dict[UUID, tuple[str, ...]]:
    """Whose case each child is today, by name: whoever has it owes what the authority owes."""
    rows = Allocation.objects.filter(
        child__in=list(children),
        relation="responsible",
        role="social worker",
        during__contains=now,
        person__isnull=False,
    ).values_list("child_id", "person__name")
    named: dict[UUID, tuple[str, ...]] = {}
    for child, name in rows:
        named[child] = tuple(sorted({*named.get(child, ()), name}))
    return named
