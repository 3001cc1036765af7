"""What every write of this room has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from psycopg.errors import InsufficientPrivilege

from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.engine.when import When
from waylight.facts import services as facts


@dataclass(frozen=True)
class Writing:
    """Who writes, when (UTC), through which door, under which key: the same key twice is one write."""

    actor: Actor
    now: datetime
    key: str
    door: str = "web"
    route: str = ""

    def fact(
        self, child: UUID, kind: str, happened: When, body: object, words: Mapping[str, str] | None = None
    ) -> facts.Added:
        """Keep the fact. Raises: NotThere where the actor may not write it; Refused where the key was used before
        for something else."""
        facts.lock(child)
        try:
            with transaction.atomic():
                return facts.add(
                    actor=self.actor, kind=kind, child=child, happened=happened, told=self.now, body=body,
                    key=self.key, door=self.door, route=self.route, words=words,
                )  # fmt: skip
        except ProgrammingError as error:
            raise refused(error, child) from error


def refused(error: ProgrammingError, child: UUID) -> Exception:
    """What row security refuses looks as if no such child were there; any other error stays itself."""
    if isinstance(error.__cause__, InsufficientPrivilege):
        return NotThere(record="child core", child=child, reason="the database refused it")
    return error


def overlap(error: IntegrityError) -> bool:
    """Whether the database refused two spans of one child that overlap."""
    return getattr(error.__cause__, "sqlstate", "") == "23P01"
