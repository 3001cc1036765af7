"""What stands about a child, and which erasures somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from waylight.access.reach import may_children
from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import Said, said_of
from waylight.episodes.selectors.reach import may_write
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class Held:
    """How much stands about a child: by agency the lines and the free texts, and what is kept beside them."""

    by_agency: tuple[tuple[str, int, int], ...]
    episodes: int
    pack: int
    photos: int

    @property
    def lines(self) -> int:
        return sum(facts for _, facts, _ in self.by_agency)

    @property
    def texts(self) -> int:
        return sum(words for _, _, words in self.by_agency)


@dataclass(frozen=True)
class Asked:
    """An erasure that somebody asked for. `chosen`: the lines whose words go; none: everything. `decided` is None
    while it waits; `done`: the worker carried it out."""

    child: ChildLine
    asked: Said
    chosen: tuple[Said, ...]
    decided: Said | None
    done: datetime | None

    @property
    def waits(self) -> bool:
        return self.decided is None

    @property
    def agreed(self) -> bool:
        return self.decided is not None and (self.decided.body is None or self.decided.body.agreed)


def held(*, child_id: UUID) -> Held:
    """In numbers, what all agencies said of the child. Raises: NotThere, to whoever may not write who the child is."""
    if not may_write("child core", child_id):
        raise NotThere(record="child core", child=child_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency, facts, words FROM episodes_held(%s)", [child_id])
        by_agency = tuple(cursor.fetchall())
        cursor.execute("SELECT episodes, pack, photos FROM episodes_held_beside(%s)", [child_id])
        return Held(by_agency, *cursor.fetchone())


def with_words(*, actor: Actor, child_id: UUID, route: str = "") -> tuple[Said, ...]:
    """The child's lines that carry free words which the actor may read, the latest first."""
    rows = Fact.objects.filter(child=child_id).exclude(kind__in=("erasure asked", "erasure decided", "seen"))
    said = [one for one in said_of(rows.select_related("by_node", "by_person")) if any(one.words.values())]
    note(actor=actor, act=Act.READ, record="episode", child=child_id, route=route)
    return tuple(reversed(said))


def asked(*, actor: Actor, now: datetime, route: str = "") -> tuple[Asked, ...]:
    """Erasures of children whose record the actor may write: those that wait first, then the latest."""
    rows = list(_mine().select_related("by_node", "by_person"))
    found = _asked(rows, now)
    children = {one.child.id for one in found}
    note(actor=actor, act=Act.LISTED, record="child core", route=route, children=list(children))
    return tuple(sorted(found, key=lambda one: (not one.waits, -one.asked.told.timestamp())))


def one(*, actor: Actor, asked_id: UUID, now: datetime, route: str = "") -> Asked:
    """One of them. Raises: NotThere."""
    row = Fact.objects.filter(id=asked_id, kind="erasure asked").select_related("by_node", "by_person")
    found = _asked(list(row), now)
    if not found or not may_write("child core", found[0].child.id):
        raise NotThere(record="child core", subject=asked_id)
    note(actor=actor, act=Act.READ, record="child core", child=found[0].child.id, route=route)
    return found[0]


def how_many_wait(*, actor: Actor) -> int:
    """How many erasures wait for a second person, of those that the actor did not ask for. Names nobody."""
    asked = _mine().exclude(by_person=actor.person_id)
    decided = Fact.objects.filter(kind="erasure decided", about__in=asked.values("id")).values_list("about")
    return asked.exclude(id__in=decided).count()


def _mine() -> QuerySet[Fact]:
    return Fact.objects.filter(kind="erasure asked", child__in=may_children("child core", "write"))


def _asked(rows: list[Fact], now: datetime) -> list[Asked]:
    children = lines([row.child for row in rows if row.child], now)
    about = Fact.objects.filter(kind="erasure decided", about__in=[row.id for row in rows])
    decided = {one.about: one for one in said_of(about.select_related("by_node", "by_person"))}
    done = _done([f"erasure {row.id}" for row in rows])
    return [
        Asked(children[row.child], said, _chosen(said), decided.get(row.id), done.get(f"erasure {row.id}"))
        for row in rows
        for said in said_of([row])
        if row.child
    ]


def _chosen(asked: Said) -> tuple[Said, ...]:
    if asked.body is None or not asked.body.facts:
        return ()
    return said_of(Fact.objects.filter(id__in=asked.body.facts).select_related("by_node", "by_person"))


def _done(keys: list[str]) -> dict[str, datetime]:
    return dict(Fact.objects.filter(kind="erased", source_key__in=keys).values_list("source_key", "told"))
