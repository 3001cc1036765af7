"""Rows of an extract become claims on the episodes of children who are known for certain. Run as the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from waylight.agencies.actor import Actor
from waylight.engine.when import at
from waylight.episodes.imports.rows import SourceRow, claims_of, content
from waylight.episodes.kinds.claims import InError
from waylight.episodes.projecting import project
from waylight.facts import services as facts
from waylight.facts.models import Fact


@dataclass
class Imported:
    """How many rows were new, known already, said something else than before, said too little to be a claim."""

    new: int = 0
    known: int = 0
    changed: int = 0
    empty: int = 0


@dataclass(frozen=True)
class Import:
    """Who hands in what: the officer, the node whose list it is, the desk's run that linked it, and when."""

    actor: Actor
    source: UUID
    run: UUID
    now: datetime


def import_rows(*, handed: Import, rows: Sequence[tuple[SourceRow, UUID]]) -> Imported:
    """Each row with the child that it is about, by a link that a person confirmed or that is certain.

    One transaction a child. Doing it again changes nothing. A row that moved to another child, or says something
    else, puts in error what it said before.
    """
    counted = Imported()
    by_child: dict[UUID, list[SourceRow]] = {}
    for row, child in rows:
        by_child.setdefault(child, []).append(row)
    for child in sorted(by_child, key=str):
        _import_child(handed, child, by_child[child], counted)
    return counted


def take_back(*, handed: Import) -> int:
    """Puts in error every standing claim of the run `handed.run`. Returns how many absences."""
    rows = Fact.objects.filter(about=handed.run, kind="absent", by_node=handed.source, door="import")
    taken = 0
    for child in sorted(set(rows.values_list("child", flat=True)), key=str):
        with transaction.atomic():
            facts.lock(child)
            standing = [fact for fact in rows.filter(child=child) if not _in_error(fact)]
            for fact in standing:
                _put_in_error(handed, fact)
            if standing and child is not None:
                project(child)
            taken += len(standing)
    return taken


@transaction.atomic
def _import_child(handed: Import, child: UUID, rows: Sequence[SourceRow], counted: Imported) -> None:
    before = {row.source_id: _before(handed.source, row.source_id) for row in rows}
    moved = {fact.child for known in before.values() for fact in known if fact.child and not _in_error(fact)}
    facts.lock(child, *moved)
    touched: set[UUID] = set()
    for row in rows:
        touched |= _import_row(handed, child, row, before[row.source_id], counted)
    for one in sorted(touched, key=str):
        project(one)


def _import_row(
    handed: Import, child: UUID, row: SourceRow, before: Sequence[Fact], counted: Imported
) -> set[UUID]:
    """The children about whom something was written."""
    claims, hashed = claims_of(row), content(row)
    standing = [fact for fact in before if not _in_error(fact)]
    if any(fact.child == child and fact.source_key.split("|")[1] == hashed for fact in standing):
        counted.known += 1
        return set()
    touched = {fact.child for fact in standing if fact.child}
    for fact in standing:
        _put_in_error(handed, fact)
    if not claims:
        counted.empty += 1
        return touched
    counted.changed += bool(standing)
    counted.new += not standing
    about = handed.run
    for part, claim in enumerate(claims):
        # Handed in, taken back and handed in again, the row has a key of its own each time.
        key = f"{row.source_id}|{hashed}|{len(before)}|{part}"
        added = facts.add(
            actor=handed.actor, kind=claim.kind, child=child, happened=claim.happened, told=handed.now,
            body=claim.body, key=key, door="import", about=about, words=claim.words, by_node=handed.source,
        )  # fmt: skip
        about = added.id if part == 0 else about
    return {*touched, child}


def _before(source: UUID, source_id: str) -> list[Fact]:
    """Every absence that rows of this id made so far."""
    return list(
        Fact.objects.filter(
            by_node=source, door="import", kind="absent", source_key__gte=f"{source_id}|",
            source_key__lt=f"{source_id}}}",
        ).order_by("told", "id")
    )  # fmt: skip


def _in_error(fact: Fact) -> bool:
    return Fact.objects.filter(about=fact.id, kind="in error").exists()


def _put_in_error(handed: Import, absence: Fact) -> None:
    """The absence and what came with it; each fact of the row has no effect any more."""
    row = [absence, *Fact.objects.filter(about=absence.id, by_node=handed.source, door="import")]
    for fact in row:
        if fact.kind != "in error":
            facts.add(
                actor=handed.actor, kind="in error", child=fact.child, happened=at(handed.now), told=handed.now,
                body=InError(), key=f"in error|{fact.id}", door="import", about=fact.id, by_node=handed.source,
            )  # fmt: skip
