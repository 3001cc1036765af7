"""From claims to the agreed episode: one pure function."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from waylight.engine.agreed.continued import continued
from waylight.engine.agreed.result import (
    About,
    Agreed,
    AgreedEpisode,
    Difference,
    EndedBy,
    Stretch,
    Waiting,
)
from waylight.engine.agreed.rules import EndsWhen, PrecedenceRules, Prefer
from waylight.engine.agreed.settle import Given, settled
from waylight.engine.agreed.standing import by_id, standing
from waylight.engine.agreed.walk import Walk
from waylight.engine.claims import Absent, Claim
from waylight.engine.when import When, midnight

__all__ = [
    "About",
    "Agreed",
    "AgreedEpisode",
    "Difference",
    "EndedBy",
    "EndsWhen",
    "PrecedenceRules",
    "Prefer",
    "Stretch",
    "Waiting",
    "agree",
    "birthday",
]


def agree(
    claims: Iterable[Claim],
    *,
    now: datetime,
    born: date | None,
    rules: PrecedenceRules,
    known_by: datetime | None = None,
) -> Agreed:
    """The agreed episodes of one child, sorted by start; what waits for a person; what is kept and counts nowhere.

    `now` is aware. `known_by` (aware) leaves out what was told later, and so replays what was known then. `born`
    None: no 18th birthday is known. The result does not depend on the order of the claims.
    """
    told = [claim for claim in claims if known_by is None or claim.told_at <= known_by]
    stand = standing(told)
    adult = _start_of(birthday(born, rules.adult_at.value)) if born else None
    # What begins after the 18th birthday is kept like what was said in error: it takes its own ends with it.
    void = {c.id for c in stand.errors} | {c.id for c in stand.claims if _after(c, adult)}
    walk = Walk(rules, frozenset(void))
    walk.go([*continued(stand.claims, rules), *(c for c in stand.errors if isinstance(c, Absent))])
    given = Given(rules, now, adult, frozenset(c.by for c in stand.claims), stand.via)
    counted = [away for away in walk.aways if away.starts]
    episodes = [
        settled(away, later, given)
        for away, later in zip(counted, (*counted[1:], None), strict=False)
        if adult is None or away.first < adult.earliest
    ]
    waiting = sorted([*stand.waiting, *walk.waiting], key=lambda w: by_id(w.claim))
    placed = {id for episode in episodes for id in episode.claims} | {w.claim for w in waiting}
    kept = sorted({claim.id for claim in told} - placed, key=by_id)
    return Agreed(tuple(episodes), tuple(waiting), tuple(kept))


def birthday(born: date, age: int) -> date:
    """The day on which that age is reached; who was born on 29 February reaches it on 1 March where there is none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _start_of(day: date) -> When:
    """Midnight at the beginning of that day, to the minute."""
    moment = midnight(day)
    return When(moment, moment, f"{day.isoformat()}T00:00")


def _after(claim: Claim, adult: When | None) -> bool:
    return isinstance(claim, Absent) and adult is not None and claim.start.earliest >= adult.earliest
