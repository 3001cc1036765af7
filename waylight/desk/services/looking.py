"""What the desk puts on the trail: who saw or decided what, and which children of the record it was about.

A list is one row for its page and one for each child on the record whom a row of it is about. Rows of police extracts
about other children are about nobody on the record: the trail says which run and which page was seen, and by whom, so
that it names nobody whom the extract names. What was seen of them is told by the run while it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.desk.models import Decision, Run, RunLink, Upload
from waylight.desk.people import EXTRACT, PAIR, Person


def why(actor: Person, record: str = EXTRACT) -> str:
    """What the trail keeps, and the child's page shows, of why they could."""
    return f"{actor.role} at {actor.agency}; {record}"


def on_record(upload: UUID, numbers: Iterable[str | None]) -> dict[str, UUID]:
    """The children of the record, by the number that the extract has for them. Those who are not on it are left out."""
    asked = sorted({number for number in numbers if number})
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, child FROM desk_on_record(%s, %s)", [upload, asked])
        return dict(cursor.fetchall())


def linked(run: Run, incidents: Iterable[str]) -> list[str]:
    """The numbers of the children to whom these police reports were linked."""
    links = RunLink.objects.filter(run=run, incident_id__in=list(incidents))
    return list(links.values_list("child_id", flat=True))


def note_uploads(*, actor: Person, route: str) -> None:
    """The list of what was handed in: counts and names of staff, no child."""
    note(actor=actor, act=Act.LISTED, record=EXTRACT, route=route, basis=why(actor))


def note_counts(*, actor: Person, of: Run | Upload, route: str) -> None:
    """A page of counts."""
    note(actor=actor, act=Act.COUNTED, record=EXTRACT, subject=of.id, route=route, basis=why(actor))


def note_list(
    *, actor: Person, run: Run, numbers: Iterable[str | None], page: int, route: str, record: str = EXTRACT
) -> None:
    """One page of a list."""
    reason = why(actor, record)
    seen = dict.fromkeys(on_record(run.upload_id, numbers).values(), reason)
    note(
        actor=actor, act=Act.LISTED, record=record, subject=run.id, route=route, basis=f"{reason}; page {page}",
        children=seen,
    )  # fmt: skip


def note_handed_in(
    *, actor: Person, upload: Upload, numbers: Iterable[str | None], page: int, route: str
) -> None:
    """One page of the rows of an upload."""
    seen = dict.fromkeys(on_record(upload.id, numbers).values(), why(actor))
    note(
        actor=actor, act=Act.LISTED, record=EXTRACT, subject=upload.id, route=route,
        basis=f"{why(actor)}; page {page}", children=seen,
    )  # fmt: skip


def note_read(
    *, actor: Person, run: Run, numbers: Iterable[str | None], place: str, route: str, record: str = EXTRACT
) -> None:
    """One row or pair, by its place in the run's list, never by the sender's id, with the children it shows."""
    reason = why(actor, record)
    seen = list(on_record(run.upload_id, numbers).values())
    note(
        actor=actor, act=Act.READ, record=record, child=seen[0] if len(seen) == 1 else None, subject=run.id,
        route=route, basis=f"{reason}; {place}", children=dict.fromkeys(seen, reason) if len(seen) > 1 else {},
    )  # fmt: skip


def note_decision(*, actor: Person, upload: UUID, fact: Decision, route: str) -> None:
    """A decision, with the child of the record that it is about."""
    child = on_record(upload, [fact.child_id]).get(fact.child_id)
    note(
        actor=actor, act=Act.WROTE, record=PAIR, child=child, subject=fact.id, route=route,
        basis=f"{why(actor, PAIR)}; decided {fact.verdict}",
    )  # fmt: skip
