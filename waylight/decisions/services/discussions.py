"""Strategy discussions: called, held with who came and what was decided, dropped; actions agreed and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from waylight.decisions import kinds as bodies
from waylight.decisions.selectors.reading import Discussion, discussion_of
from waylight.decisions.services.keeping import fact_of, must_act, one_of, wanted
from waylight.engine.when import LONDON, When
from waylight.episodes.services.filing import episode_of, not_in_future
from waylight.facts import services as facts
from waylight.facts.filing import Filing, keep
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import OWNERS, STRATEGY_WHY

WHYS = frozenset(code.code for code in STRATEGY_WHY)
OWNER_CODES = frozenset(code.code for code in OWNERS)
CALLS = "A strategy discussion is called and kept by the social worker, the team manager or the missing coordinator."


@dataclass(frozen=True)
class NewAction:
    """One action as it is agreed: what, who (a code, and the person's name in words), by which day."""

    what: str
    owner: str
    by: date
    name: str = ""


@transaction.atomic
def call(
    filing: Filing,
    *,
    child_id: UUID,
    why: str,
    words: str,
    asked: str = "",
    episode_id: UUID | None = None,
    meets_at: datetime | None = None,
) -> UUID:
    """Call one: `why` (a code) and in words, who is asked to come, of which time away, to be held when.

    Raises: Refused, NotThere.
    """
    must_act(filing, "discuss", child_id, CALLS)
    one_of(why, WHYS, "Choose why it is called.", "why")
    wanted(words, "Write what is feared, and what has to be decided.", "words")
    if meets_at is not None and meets_at < filing.now:
        raise Refused(
            "It is held at a time that is past. Choose a later one, or leave it empty.", field="meets_at"
        )
    if episode_id is not None and episode_of(episode_id).child_id != child_id:
        raise NotThere(record=bodies.STRATEGY, child=child_id, subject=episode_id)
    facts.lock(child_id)
    body = bodies.DiscussionCalled(why, episode_id, meets_at)
    return keep(filing, "strategy called", body, child=child_id, words={"why": words, "asked": asked}).id


@transaction.atomic
def held(
    filing: Filing,
    *,
    discussion_id: UUID,
    happened: When,
    who_came: str,
    decisions: str,
    actions: Sequence[NewAction] = (),
    again_on: date | None = None,
    enquiry: bool = False,
) -> UUID:
    """It was held: who came (agencies and names), what was decided, whether on an enquiry under section 47, and its
    actions. Raises: Refused, NotThere."""
    discussion = _locked(filing, discussion_id)
    not_in_future(happened, filing.now, "happened", "The time at which it was held")
    wanted(who_came, "Write who came, with their agencies.", "who_came")
    wanted(decisions, "Write what was decided, also where it was to do nothing more.", "decisions")
    words = {"who came": who_came, "decisions": decisions}
    added = keep(filing, "strategy held", bodies.DiscussionHeld(again_on), child=discussion.child_id,
                 happened=happened, about=discussion_id, words=words)  # fmt: skip
    if enquiry:
        keep(filing.part("enquiry"), "enquiry decided", bodies.EnquiryDecided(), child=discussion.child_id,
             happened=happened, about=discussion_id)  # fmt: skip
    for number, one in enumerate(actions, 1):
        _agree(filing.part(f"action {number}"), discussion, one)
    return added.id


@transaction.atomic
def agree_action(filing: Filing, *, discussion_id: UUID, action: NewAction) -> UUID:
    """One more action of a discussion that was held. Raises: Refused, NotThere."""
    return _agree(filing, _locked(filing, discussion_id, ended=True), action)


@transaction.atomic
def action_done(filing: Filing, *, action_id: UUID, outcome: str, happened: When) -> UUID:
    """An action is done, and what came of it. Raises: Refused, NotThere."""
    fact = fact_of(action_id, "strategy action")
    if fact.child is None:
        raise NotThere(record=bodies.STRATEGY, subject=action_id)
    must_act(filing, "discuss", fact.child, CALLS)
    facts.lock(fact.child)
    not_in_future(happened, filing.now, "happened", "The time at which it was done")
    wanted(outcome, "Write what came of it in a few words.", "outcome")
    done = [
        act for one in discussion_of(fact.child, filing.now) for act, end in one.actions if end is not None
    ]
    if filing.sent_before is None and any(act.id == action_id for act in done):
        raise Refused("Somebody said meanwhile that this is done. Open the page again to read it.")
    return keep(filing, "strategy action done", bodies.ActionDone(), child=fact.child, happened=happened,
                about=action_id, words={"outcome": outcome}).id  # fmt: skip


@transaction.atomic
def drop(filing: Filing, *, discussion_id: UUID, why: str) -> UUID:
    """It is not held after all, with the reason. Raises: Refused, NotThere."""
    discussion = _locked(filing, discussion_id)
    wanted(why, "Say why it is not held.", "why")
    return keep(filing, "strategy dropped", bodies.DiscussionDropped(), child=discussion.child_id,
                about=discussion_id, words={"why": why}).id  # fmt: skip


def _locked(filing: Filing, id: UUID, *, ended: bool = False) -> Discussion:
    """The discussion, its child locked; one that was held or dropped only where `ended` is allowed."""
    child = fact_of(id, "strategy called").child
    if child is None:
        raise NotThere(record=bodies.STRATEGY, subject=id)
    must_act(filing, "discuss", child, CALLS)
    facts.lock(child)
    discussion = next(one for one in discussion_of(child, filing.now) if one.id == id)
    if filing.sent_before is None and not ended and (discussion.held or discussion.dropped):
        raise Refused(
            "Somebody kept the record of this discussion meanwhile. Open the page again to read it."
        )
    return discussion


def _agree(filing: Filing, discussion: Discussion, action: NewAction) -> UUID:
    wanted(action.what, "Write what is to be done.", "what")
    one_of(action.owner, OWNER_CODES, "Choose whose action it is.", "owner")
    if action.by < filing.now.astimezone(LONDON).date():
        raise Refused("The action is due on a day that is past. Choose today or a later one.", field="by")
    body = bodies.ActionAgreed(action.owner, action.by)
    words = {"what": action.what, "name": action.name}
    return keep(
        filing, "strategy action", body, child=discussion.child_id, about=discussion.id, words=words
    ).id
