"""Saying that an interview was offered, held or declined, and that the carer was asked."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from waylight.engine.codes import Code
from waylight.engine.when import When
from waylight.episodes.models import Episode
from waylight.episodes.services.filing import episode_of, not_in_future
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import Refused
from waylight.interviews.kinds import CarerAsked, Declined, Held, Offered
from waylight.rulebook.interviews import ASKED_WHOM, CARER_OUTCOMES, HELD_BY, HOW_ASKED


@transaction.atomic
def offered(filing: Filing, *, episode_id: UUID, happened: When, how: str) -> facts.Added:
    """The child was asked whether they want to talk. Raises: Refused, NotThere."""
    return _keep(
        filing,
        episode_id,
        happened,
        "interview offered",
        Offered(_code(how, HOW_ASKED, "how", "how the child was asked")),
    )


@transaction.atomic
def held(
    filing: Filing, *, episode_id: UUID, happened: When, by: str, covers: Iterable[UUID] = ()
) -> facts.Added:
    """The child was heard. `covers`: other times away that were talked about. Raises: Refused, NotThere."""
    episode = episode_of(episode_id)
    others = sorted({_same_child(one, episode).id for one in covers} - {episode.id}, key=str)
    return _keep(
        filing,
        episode_id,
        happened,
        "interview held",
        Held(_code(by, HELD_BY, "by", "who talked with the child"), tuple(others)),
    )


@transaction.atomic
def declined(filing: Filing, *, episode_id: UUID, happened: When, how: str) -> facts.Added:
    """The child did not want to, for now. It ends the duty to hold one and begins others. Raises: Refused, NotThere."""
    return _keep(
        filing,
        episode_id,
        happened,
        "interview declined",
        Declined(_code(how, HOW_ASKED, "how", "how the child was asked")),
    )


@transaction.atomic
def carer_asked(filing: Filing, *, episode_id: UUID, happened: When, whom: str, outcome: str) -> facts.Added:
    """After a refusal, a parent or carer was asked what they know. Raises: Refused, NotThere."""
    body = CarerAsked(
        _code(whom, ASKED_WHOM, "whom", "who was asked"),
        _code(outcome, CARER_OUTCOMES, "outcome", "what came of it"),
    )
    return _keep(filing, episode_id, happened, "carer asked", body)


def _keep(filing: Filing, episode_id: UUID, happened: When, kind: str, body: object) -> facts.Added:
    not_in_future(happened, filing.now, "happened", "The time when this happened")
    episode = episode_of(episode_id)
    if happened.last < episode.started_earliest:
        raise Refused(
            "That is before the child went away. Look at the day and the time again.", field="happened"
        )
    facts.lock(episode.child_id)
    return keep(filing, kind, body, child=episode.child_id, happened=happened, about=episode.claims[0])


def _same_child(id: UUID, episode: Episode) -> Episode:
    other = episode_of(id)
    if other.child_id != episode.child_id:
        raise Refused("Each time away must be one of this child. Choose again.", field="covers")
    return other


def _code(answer: str, codes: tuple[Code, ...], field: str, what: str) -> str:
    if answer not in {code.code for code in codes}:
        raise Refused(f"Choose {what}.", field=field)
    return answer
