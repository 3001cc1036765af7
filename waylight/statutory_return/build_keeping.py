"""Returns that were built and handed in, kept in the record. Building and keeping are the worker's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.audit.acts import Act
from waylight.audit.services import Who, note
from waylight.engine.when import LONDON
from waylight.rulebook.return_from_record import KEPT
from waylight.statutory_return.build_checks import found
from waylight.statutory_return.build_files import digest
from waylight.statutory_return.build_reading import looking_after, read
from waylight.statutory_return.build_words import Line, Row, Unattended, What, Year
from waylight.statutory_return.build_year import build
from waylight.statutory_return.models import Built, BuiltLine

RECORD = "statutory return"
# A record that was erased has neither a name nor a birth date: `waylight.children.services.blanking`.
ERASED = """
UPDATE statutory_return_builtline l SET number = '', born = NULL FROM children_child c
WHERE c.id = l.child AND c.born IS NULL AND c.name_key = '' AND (l.number <> '' OR l.born IS NOT NULL)
"""


def built_now(
    *, authority: UUID, year: Year, now: datetime, before: Sequence[Row] | None = None
) -> tuple[tuple[Line, ...], bool]:
    """The return as the record gives it now, and whether anything is known of the year before's: `before`, or what was
    kept as handed in."""
    last_year = handed_in(authority=authority, year=Year(year.name - 1)) if before is None else before
    children = read(authority=authority, year=year)
    lines = build(children, year, last_year, today=now.astimezone(LONDON).date())
    return (*lines, *found(lines, children, year, last_year)), last_year is not None


def build_each(*, now: datetime, route: str = "") -> int:
    """For each authority the year that goes on and, until it is handed in, the one before: what is wrong is seen while
    it can be put right. Returns how many were built."""
    current, count = Year.of(now.astimezone(LONDON).date()), 0
    for node in looking_after():
        for year in (Year(current.name - 1), current):
            if year == current or handed_in(authority=node.id, year=year) is None:
                lines, compared = built_now(authority=node.id, year=year, now=now)
                keep(
                    actor=Unattended(node.id, node.name), authority=node.id, year=year, lines=lines,
                    compared=compared, now=now, route=route,
                )  # fmt: skip
                count += 1
    return count


def handed_in(*, authority: UUID, year: Year) -> list[Row] | None:
    """The rows of the last return that was handed in for that year; None where none is known."""
    last = (
        Built.objects.filter(authority=authority, year=year.name, lodged_at__isnull=False)
        .order_by("-lodged_at")
        .first()
    )
    return None if last is None else [line.row for line in lines_of(last) if line.row]


def lines_of(built: Built) -> tuple[Line, ...]:
    """As they were built; of what was erased since without number and birth date."""
    return tuple(_line(one) for one in BuiltLine.objects.filter(built=built))


@transaction.atomic
def keep(
    *,
    actor: Who,
    authority: UUID,
    year: Year,
    lines: Sequence[Line],
    compared: bool,
    now: datetime,
    route: str = "",
) -> Built:
    """Keep it in the place of what was built before and not handed in; on the trail with the children in it."""
    Built.objects.filter(authority=authority, year=year.name, lodged_at__isnull=True).delete()
    built = Built.objects.create(
        authority_id=authority, year=year.name, built_at=now, digest=digest(lines), compared=compared
    )
    BuiltLine.objects.bulk_create(_kept(built, n, line) for n, line in enumerate(lines))
    children = {line.child for line in lines if line.child}
    note(
        actor=actor, act=Act.WROTE, record=RECORD, subject=built.id, route=route, basis=f"built the return {year}",
        children=children,
    )  # fmt: skip
    return built


@transaction.atomic
def lodge(*, actor: Who, built: Built, now: datetime, route: str = "") -> None:
    """Say that it was handed in as it stands; what is older than the rulebook keeps goes."""
    built.lodged_at, built.lodged_by_id = now, actor.person_id
    built.save(update_fields=["lodged_at", "lodged_by"])
    note(
        actor=actor, act=Act.WROTE, record=RECORD, subject=built.id, route=route,
        basis=f"handed in the return {Year(built.year)}",
    )  # fmt: skip


@transaction.atomic
def tidy() -> int:
    """The number and birth date of children whose record was erased go, and returns of years that are kept no longer.
    The worker's. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(ERASED)
        gone = int(cursor.rowcount)
    latest = (
        Built.objects.filter(lodged_at__isnull=False).order_by("authority", "-year").distinct("authority")
    )
    for authority, year in latest.values_list("authority", "year"):
        gone += Built.objects.filter(authority=authority, year__lte=year - KEPT.value).delete()[0]
    return gone


def _kept(built: Built, position: int, line: Line) -> BuiltLine:
    row = line.row
    return BuiltLine(
        built=built, position=position, what=line.what, number=line.number, why=list(line.why), child=line.child,
        episode=line.episode, away=line.away, rule=line.rule,
        born=row.born if row else None, category=row.category if row else "",
        start=row.start if row else None, end=row.end if row else None,
    )  # fmt: skip


def _line(kept: BuiltLine) -> Line:
    row = Row(kept.number, kept.born, kept.category, kept.start, kept.end) if kept.start else None
    return Line(
        What(kept.what), kept.number, tuple(kept.why), row, kept.child, kept.episode, kept.away, kept.rule
    )
