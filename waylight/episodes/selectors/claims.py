"""What was said, line by line, with who said it and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from waylight.engine.when import LONDON, When
from waylight.episodes.models import Episode
from waylight.facts.codec import from_json
from waylight.facts.kinds import kind_of, lifted
from waylight.facts.models import Fact, Words


@dataclass(frozen=True)
class Said:
    """One fact as a page shows it. `body` is its frozen dataclass (None: erased); `words` by field, those that the
    actor may read. `in_error`: somebody said that it should not have been made; `corrected`: its corrections."""

    id: UUID
    kind: str
    when: When
    told: datetime
    node_id: UUID
    node_name: str
    node_kind: str
    person_id: UUID | None
    person_name: str
    door: str
    about: UUID | None
    body: Any
    words: Mapping[str, str] = field(default_factory=dict)
    in_error: bool = False
    corrected: tuple[UUID, ...] = ()
    child: UUID | None = None


def said_of(facts: Iterable[Fact], *, words: bool = True) -> tuple[Said, ...]:
    """The facts in order of when they were told, each with its words, marked where others took it back. Without
    `words` no free text comes along, whoever wrote it."""
    # Of one page, the report first, then in the order in which the page sent them.
    rows = sorted(facts, key=lambda fact: (fact.told, fact.kind != "absent", fact.source_key, fact.id))
    texts: dict[UUID, dict[str, str]] = {}
    for word in Words.objects.filter(fact__in=[fact.id for fact in rows]) if words else ():
        texts.setdefault(word.fact_id, {})[word.field] = word.text
    wrong = {fact.about for fact in rows if fact.kind == "in error"}
    corrected: dict[UUID | None, tuple[UUID, ...]] = {}
    for fact in rows:
        if fact.kind == "correction":
            corrected[fact.about] = (*corrected.get(fact.about, ()), fact.id)
    return tuple(
        Said(
            fact.id, fact.kind, When(fact.happened_earliest, fact.happened_latest, fact.happened_said), fact.told,
            fact.by_node_id, fact.by_node.name, fact.by_node.kind, fact.by_person_id,
            fact.by_person.name if fact.by_person else "", fact.door, fact.about, _body(fact),
            texts.get(fact.id, {}), fact.id in wrong, corrected.get(fact.id, ()),
            fact.child,
        )
        for fact in rows
    )  # fmt: skip


def facts_of(episode: Episode) -> Sequence[Fact]:
    """Every fact of the episode that the actor may read: its claims, and all that is about one of them."""
    members = [episode.id, *episode.claims]
    rows = Fact.objects.filter(child=episode.child_id).filter(Q(id__in=members) | Q(about__in=members))
    first = list(rows.select_related("by_node", "by_person"))
    # What came of a referral, or takes back an update, is about a fact that is about a claim; the placing of a report
    # is about the same report as its claim here.
    about = {fact.id for fact in first} | {
        fact.about for fact in first if fact.kind == "absent" and fact.about
    }
    more = Fact.objects.filter(child=episode.child_id, about__in=about)
    known = {fact.id for fact in first}
    return first + [fact for fact in more.select_related("by_node", "by_person") if fact.id not in known]


def said_since(episode: Episode, version: int) -> tuple[str, ...]:
    """What was added to the episode after it had `version` claims, each in a sentence."""
    claims = Fact.objects.filter(id__in=episode.claims).select_related("by_node").order_by("told", "id")
    return tuple(
        f"{fact.by_node.name} said at {_clock(fact.told)}: {sentence(fact)}." for fact in claims[version:]
    )


def sentence(fact: Fact) -> str:
    """What a core claim says, in a few words."""
    at = _clock(fact.happened_earliest)
    match fact.kind:
        case "absent":
            return f"not where expected, last seen at {at}"
        case "found":
            return f"found at {at}"
        case "returned":
            return f"back at {at}"
        case "whereabouts":
            body = _body(fact)
            return f"whereabouts {'known' if body and body.whereabouts == 'known' else 'lost again'} at {at}"
        case "in error":
            return "an earlier report was made in error"
        case _:
            return "an earlier report was corrected"


def _body(fact: Fact) -> Any:
    if fact.body is None:
        return None
    kind = kind_of(fact.kind)
    return from_json(kind.body, lifted(kind, fact.version, fact.body))


def _clock(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%H:%M on %-d %B")
