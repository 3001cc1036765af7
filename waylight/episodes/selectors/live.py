"""The live page of one time away, and the line of time of one child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from waylight.agencies.actor import Actor
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.children.models import Child
from waylight.episodes.models import Episode
from waylight.episodes.selectors.children import ChildLine, lines
from waylight.episodes.selectors.claims import Said, facts_of, said_of
from waylight.episodes.selectors.reach import may_read
from waylight.episodes.selectors.sameness import records_of
from waylight.episodes.services.filing import episode_of
from waylight.facts.models import Fact
from waylight.facts.refusals import NotThere


@dataclass(frozen=True)
class Live:
    """Everything about one episode that the actor may read. `moved`: an old id was asked for; the page redirects to
    `episode.id`. `said` in the order of telling; the others are picked from it. `full`: the actor reads the episode;
    else its core alone (times, category, who said so)."""

    episode: Episode
    child: ChildLine
    said: tuple[Said, ...]
    moved: bool
    full: bool = True

    def of(self, *kinds: str) -> tuple[Said, ...]:
        """The facts of these kinds that nobody took back."""
        return tuple(said for said in self.said if said.kind in kinds and not said.in_error)

    @property
    def claims(self) -> tuple[Said, ...]:
        """The core claims, also those in error."""
        members = set(self.episode.claims)
        return tuple(said for said in self.said if said.id in members)

    @property
    def police_know(self) -> bool:
        """Until this is true the page says in large words to ring 101 or 999."""
        return self.episode.police_reference_at is not None

    @property
    def read_by(self) -> tuple[Said, ...]:
        """Who opened this page first when."""
        return self.of("seen")

    @property
    def who_was_told(self) -> tuple[Said, ...]:
        return self.of("told")

    @property
    def referrals(self) -> tuple[tuple[Said, tuple[Said, ...]], ...]:
        """Each referral with what came of it."""
        outcomes = self.of("referral outcome")
        return tuple((one, tuple(o for o in outcomes if o.about == one.id)) for one in self.of("referral"))

    @property
    def arrangements(self) -> dict[str, Said]:
        """The last word on each line of a trafficked child's first 72 hours, by its code."""
        return {said.body.step: said for said in self.of("arrangement") if said.body is not None}


@dataclass(frozen=True)
class Chronology:
    """One child's line of time: every episode, and every fact that the actor may read, by when it happened.

    `others`: records that two people said are this child; what was said of them stands on the same line, each fact
    with the record of which it was said."""

    child: ChildLine
    episodes: tuple[Episode, ...]
    said: tuple[Said, ...]
    sources: tuple[str, ...]
    others: tuple[ChildLine, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A report about a child whom nobody could name yet, and what its sender said of it since."""

    report: Said
    more: tuple[Said, ...]


def live(*, actor: Actor, episode_id: UUID, now: datetime, route: str = "") -> Live:
    """The episode of this id, or of which a claim has this id. Raises: NotThere, also to who reads its core alone."""
    episode = episode_of(episode_id)
    if not may_read("episode", episode.child_id):
        raise NotThere(record="episode", child=episode.child_id, subject=episode_id)
    return _page(actor, episode, episode_id, now, "episode", route)


def live_core(*, actor: Actor, episode_id: UUID, now: datetime, route: str = "") -> Live:
    """The same for a host authority: times, category, what police said and who said so; no free word, and no name
    where the actor may not read it. Raises: NotThere."""
    return _page(actor, episode_of(episode_id), episode_id, now, "episode core", route)


def live_page(*, actor: Actor, episode_id: UUID, now: datetime, route: str = "") -> Live:
    """As much of the episode as the actor may read: all of it, or its core alone. Raises: NotThere."""
    episode = episode_of(episode_id)
    record = "episode" if may_read("episode", episode.child_id) else "episode core"
    return _page(actor, episode, episode_id, now, record, route)


def _page(actor: Actor, episode: Episode, asked: UUID, now: datetime, record: str, route: str) -> Live:
    child = lines([episode.child_id], now)[episode.child_id]
    full = record == "episode"
    # An agency reads what it said itself, but that is another page's: here stands the core and nothing else.
    said = [one for one in facts_of(episode) if full or one.record == record]
    page = Live(episode, child, said_of(said, words=full), moved=episode.id != asked, full=full)
    note(actor=actor, act=Act.READ, record=record, child=episode.child_id, subject=episode.id, route=route)
    return page


def chronology(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> Chronology:
    """The child's one chronology with every claim and its source. Raises: NotThere."""
    records = records_of(child_id)
    episodes = tuple(Episode.objects.filter(child_id__in=records).order_by("-started_earliest"))
    if not episodes and not Child.objects.filter(id=child_id).exists():
        raise NotThere(record="episode", child=child_id)
    facts = Fact.objects.filter(child__in=records).select_related("by_node", "by_person")
    said = tuple(sorted(said_of(facts), key=lambda one: (one.when.earliest, one.told, one.id), reverse=True))
    for record in records:
        note(actor=actor, act=Act.READ, record="episode", child=record, route=route)
    who = lines(records, now)
    sources = tuple(sorted({one.node_name for one in said}))
    return Chronology(who[child_id], episodes, said, sources, tuple(who[one] for one in records[1:]))


def unplaced(*, actor: Actor, route: str = "") -> tuple[Waiting, ...]:
    """Reports that wait for a person to place them: those the actor's agency received, and those it sent."""
    # What was placed has a copy with the child, in its sender's name; what was placed wrongly, one in error.
    wrong = Fact.objects.filter(about=OuterRef("id"), kind="in error")
    copies = Fact.objects.filter(about=OuterRef("id"), kind="absent", child__isnull=False).exclude(
        Exists(wrong)
    )
    reports = list(
        Fact.objects.filter(child=None, kind="absent")
        .exclude(Exists(copies))
        .select_related("by_node", "by_person")
    )
    about = Fact.objects.filter(Q(child=None), about__in=[report.id for report in reports])
    said = said_of([*reports, *about.select_related("by_node", "by_person")])
    note(actor=actor, act=Act.LISTED, record="episode", route=route)
    return tuple(
        Waiting(one, tuple(other for other in said if other.about == one.id))
        for one in said
        if one.kind == "absent"
    )
