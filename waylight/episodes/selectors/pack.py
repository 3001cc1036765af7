"""The grab pack as one page for the officer at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.engine.pack import PackField, PackPart
from waylight.episodes.models import PackEntry, PackPhoto
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.facts.refusals import NotThere
from waylight.rulebook.grab_pack import PARTS, STALE_AFTER


@dataclass(frozen=True)
class PackLine:
    """One line; `stale` where nobody has looked it over for three months."""

    id: UUID
    field: PackField
    value: str
    reviewed_at: datetime
    stale: bool


@dataclass(frozen=True)
class PackSheet:
    """A part with what is in it. `stale` where one of its lines is, `missing` what nobody has put down yet and the
    actor could read."""

    part: PackPart
    lines: tuple[PackLine, ...]
    missing: tuple[PackField, ...]

    @property
    def stale(self) -> bool:
        return any(line.stale for line in self.lines)

    @property
    def reviewed_at(self) -> datetime | None:
        """When the part was last looked over as a whole."""
        return min((line.reviewed_at for line in self.lines), default=None)


@dataclass(frozen=True)
class Pack:
    """The child's pack, as far as the actor may read it. `photo` is the id of the picture, asked for apart."""

    child: ChildLine
    sheets: tuple[PackSheet, ...]
    photo: PackPhoto | None
    photo_stale: bool

    def sheet(self, part: str) -> PackSheet:
        """Raises: StopIteration where there is no such part."""
        return next(sheet for sheet in self.sheets if sheet.part.code == part)

    def first(self, part: str, field: str) -> str:
        """What stands in the first line of a field, or nothing: for what a report is filled in with."""
        return next((line.value for line in self.sheet(part).lines if line.field.code == field), "")

    @property
    def empty(self) -> bool:
        return not any(sheet.lines for sheet in self.sheets)


def pack(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> Pack:
    """The pack of a child whose pack the actor may read. Raises: NotThere."""
    from waylight.episodes.selectors.reach import may_read

    if not may_read("grab pack", child_id):
        raise NotThere(record="grab pack", child=child_id)
    entries = list(PackEntry.objects.filter(child_id=child_id, until=None).order_by("since", "id"))
    picture = PackPhoto.objects.filter(child_id=child_id, until=None).defer("jpeg").first()
    note(actor=actor, act=Act.READ, record="grab pack", child=child_id, route=route)
    old = now - STALE_AFTER.value.span
    return Pack(
        lines([child_id], now)[child_id],
        tuple(_sheet(part, entries, old) for part in PARTS),
        picture,
        picture is not None and picture.since < old,
    )


def picture(*, actor: Actor, child_id: UUID, route: str = "") -> bytes:
    """The JPEG of the child's picture. Raises: NotThere."""
    found = PackPhoto.objects.filter(child_id=child_id, until=None).first()
    if found is None:
        raise NotThere(record="grab pack", child=child_id)
    note(
        actor=actor,
        act=Act.READ,
        record="grab pack",
        child=child_id,
        subject=found.id,
        route=route,
        basis="photo",
    )
    return bytes(found.jpeg)


def _sheet(part: PackPart, entries: list[PackEntry], old: datetime) -> PackSheet:
    fields = {field.code: field for field in part.fields}
    kept = tuple(
        PackLine(entry.id, fields[entry.field], entry.value, entry.reviewed_at, entry.reviewed_at < old)
        for entry in entries
        if entry.part == part.code and entry.field in fields
    )
    there = {line.field.code for line in kept}
    return PackSheet(part, kept, tuple(field for field in part.fields if field.code not in there))
