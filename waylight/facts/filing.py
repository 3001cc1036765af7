"""How people write: who files, when, from which page; and one fact kept of it, or what looks like absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from waylight.agencies.actor import Actor
from waylight.engine.when import When, at
from waylight.facts import services as facts
from waylight.facts.kinds import kind_of
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class Filing:
    """Who files, when (UTC), through which door. `key` comes from the page or the file: the same key twice is kept
    once. `route` is the page, for the trail."""

    actor: Actor
    now: datetime
    key: str
    door: str = "web"
    route: str = ""

    def part(self, name: str) -> Filing:
        """One of several facts of the same page, told apart by a key of its own."""
        return replace(self, key=f"{self.key} {name}")

    @property
    def sent_before(self) -> UUID | None:
        """The fact that this page made when it was sent before."""
        node = self.actor.node
        return facts.sent_before(node=node, door=self.door, keys=[self.key]).get(self.key) if node else None


def keep(
    filing: Filing,
    kind: str,
    body: object,
    *,
    child: UUID | None,
    happened: When | None = None,
    about: UUID | None = None,
    words: Mapping[str, str] | None = None,
    to_node: UUID | None = None,
) -> facts.Added:
    """Keeps one fact, which happened now where nothing else is said. Call `facts.services.lock` first where it is about
    a child. Raises: NotThere where the actor may not write it; Refused where the key was used for something else."""
    with refusing(kind_of(kind).record, child):
        return facts.add(
            actor=filing.actor, kind=kind, child=child, happened=happened or at(filing.now), told=filing.now,
            body=body, key=filing.key, door=filing.door, about=about, words=words, route=filing.route,
            to_node=to_node,
        )  # fmt: skip


@contextmanager
def refusing(record: str, child: UUID | None = None) -> Iterator[None]:
    """Turns what row-level security refuses into what looks like absence; the trail names the record and the child."""
    try:
        yield
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotThere(record=record, child=child) from error
        raise
