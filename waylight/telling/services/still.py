"""Whether what a message carries is still so when it goes: one that waited while a gateway was away may speak of a
child who is back. It goes all the same, with what is true now; what was said instead is kept beside the notice.

Asked of the record itself, not of what was heard of it: the page that files a return keeps it in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from waylight.engine.climbing import Urgency
from waylight.facts.asked import asked
from waylight.rulebook.telling import BACK, NO_LONGER, NO_LONGER_URGENT, POLICE_SILENT
from waylight.telling.gateways.message import Line, written
from waylight.telling.models import Carried
from waylight.telling.rules import LADDERS, TELLINGS, WHILE_AWAY
from waylight.telling.services.raising import BACK as IS_BACK
from waylight.telling.services.raising import IN_ERROR, MISSING_NOW

AWAY_AFTER_ALL, ANSWERED = "away after all", "police answered"
# The ladders on which nobody's answer is told of.
SILENT = [
    ladder.code for ladder in LADDERS.values() if POLICE_SILENT.code in {r.raises for r in ladder.rungs}
]
WORDS: Mapping[str, str] = MappingProxyType(dict(NO_LONGER.value))
# `searching`: whether the time away that the claim is part of goes on; null where it is part of none any more.
CARRIED = """
SELECT c.id, n.id, n.about, n.reference, n.ended_why, n.claim IS NOT NULL,
       (SELECT bool_or(e.searching) FROM episodes_episodeclaim k JOIN episodes_episode e ON e.id = k.episode_id
        WHERE k.fact = n.claim), c.instead
FROM telling_carried c JOIN telling_notice n ON n.id = c.notice_id
WHERE c.delivery_id = %s ORDER BY n.raised_at, c.id
"""
# Whether each agency that had been asked has taken the child on since, as the record has it: somebody above or below it
# in its tree said so of the same time away.
TAKEN_ON = """
SELECT bool_and(EXISTS (
    SELECT FROM facts_fact f JOIN agencies_nodereach r
        ON (r.above_id, r.below_id) IN ((k.node_id, f.by_node_id), (f.by_node_id, k.node_id))
    WHERE f.child = n.child AND f.kind = 'acknowledged' AND f.told >= o.raised_at AND f.about IN (
        SELECT b.fact FROM episodes_episodeclaim a JOIN episodes_episodeclaim b ON b.episode_id = a.episode_id
        WHERE a.fact = n.claim)))
FROM telling_notice n JOIN telling_notice o ON o.id = n.origin
JOIN telling_climb k ON k.notice_id = o.id AND k.ladder = ANY (%s)
WHERE n.id = %s
"""


def text_of(delivery: UUID, urgency: str) -> tuple[str, str]:
    """Subject and text of the message as of now; keeps what it says instead of what was put into it."""
    still, over = list[Line](), list[Line]()
    for id, notice, about, reference, why, away, searching, before in asked(CARRIED, [delivery]):
        instead = became(about, why, searching if away else None, known=away)
        if not instead and about == POLICE_SILENT.code and asked(TAKEN_ON, [SILENT, notice]) == [(True,)]:
            instead = ANSWERED
        if instead != before:
            Carried.objects.filter(pk=id).update(instead=instead)
        words = said(about, instead)
        (still if instead in ("", AWAY_AFTER_ALL) else over).append(Line(words, reference))
        if instead == AWAY_AFTER_ALL:
            urgency = Urgency.AT_ONCE.value
    # What somebody must still act on stands first, and makes the message as urgent as it was.
    return written(urgency if still else NO_LONGER_URGENT.value, [*still, *over])


def became(about: str, why: str, searching: bool | None, *, known: bool) -> str:
    """What became of a notice since it was put down, in a word; '' where it is still so.

    `known`: it is about a time away. `why`: for what reason it ended, as far as that was heard.
    """
    if known and about == BACK.code:
        return AWAY_AFTER_ALL if searching else ""
    if known and about in WHILE_AWAY:
        if not searching:
            return IN_ERROR if searching is None else IS_BACK
        # Back, as was heard, and away after all: it is so as it was.
        return why if why == MISSING_NOW else ""
    return why


def said(about: str, instead: str) -> str:
    """The words of the rulebook for it, as it stands."""
    words = TELLINGS[about].words
    return WORDS.get(instead, f"{words}; since then: {instead}") if instead else words
