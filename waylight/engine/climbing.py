"""Who must be told next, and when: a ladder of people, climbed until somebody takes it on. Pure: told every time.

A step falls due some minutes after the matter was raised. Where a step reaches nobody, because nobody is on duty and
nobody holds the role, the next one falls due at once. Somebody's taking it on ends the climb, save for steps that are
taken whoever has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from waylight.engine.access import Relation
from waylight.engine.local import Settings, in_force
from waylight.engine.when import LONDON
from waylight.engine.words import Clock, Rule, Source

MINUTE = timedelta(minutes=1)


class Channel(StrEnum):
    """How a person is reached. The page is the record's own inbox, and always among them."""

    PAGE = "page"
    EMAIL = "e-mail"
    TEXT = "text"


class Urgency(StrEnum):
    """How long somebody may be left alone; `quiet` rows of the rulebook say it in minutes."""

    AT_ONCE = "at once"
    TODAY = "today"
    THIS_WEEK = "this week"


class Since(StrEnum):
    """From when a step counts its minutes."""

    RAISED = "raised"
    AWAY = "away"


class Whom(StrEnum):
    """Which of those who hold the role."""

    # Those on duty; where nobody is, everybody who holds it.
    ON_DUTY = "on duty"
    # Everybody who holds it, on duty or not.
    EVERYBODY = "everybody"
    # Those on whose list the child is by name, and who stand in for them.
    BY_NAME = "by name"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step. `regardless`: taken also where somebody has taken the matter on. `raises`: instead of telling somebody
    of the same, another matter is raised, by the code of its row. `after` is a rule where an authority may set its
    own minutes."""

    role: str
    after: Clock | Rule[Clock]
    channels: tuple[Channel, ...]
    whom: Whom = Whom.ON_DUTY
    since: Since = Since.RAISED
    regardless: bool = False
    raises: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one side, for each agency that is `relation` to the child (None: the agency that received the
    report). `takes`: whether it climbs until somebody takes it on; a ladder that does not only tells."""

    code: str
    side: str
    relation: Relation | None
    rungs: tuple[Rung, ...]
    source: Source
    takes: bool = True

    @property
    def is_local(self) -> bool:
        """Whether an authority may set the minutes of some step of it."""
        return any(not isinstance(rung.after, Clock) for rung in self.rungs)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told: `words` are all that ever leaves the record, beside urgency and number. `of` names what it comes
    of. `again_after`: the same about the same time away joins the first one until then."""

    code: str
    says: str
    words: str
    urgency: Urgency
    ladders: tuple[Ladder, ...]
    source: Source
    again_after: Clock | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A step and the moment at which it falls due (UTC)."""

    step: int
    rung: Rung
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a climb stands: the step that must be taken now, if any, and the next one that will come if nobody does
    anything."""

    now: Due | None
    next: Due | None


def times(
    ladder: Ladder,
    *,
    raised_at: datetime,
    away_since: datetime,
    taken: Mapping[int, int],
    settings: Settings[Clock] | None = None,
    failed: Mapping[int, datetime] | None = None,
) -> tuple[datetime, ...]:
    """When each step falls due. `taken`: how many people each step that was taken has reached; `failed`: since when it
    is known of one that no message of it can arrive: the next is due from then on.

    Steps after the first fall on whole minutes, because the record looks once a minute. `settings`: the authority's
    own minutes by the name of the step, in force on the London day on which the matter was raised.
    """
    due: list[datetime] = []
    failed = failed or {}
    reached = {step: 0 if step in failed else people for step, people in taken.items()}
    for step, rung in enumerate(ladder.rungs):
        begins = raised_at if rung.since is Since.RAISED else away_since
        span = _after(rung, settings or {}, raised_at)
        at = max(raised_at, _whole(begins + span) if span else begins)
        if step and reached.get(step - 1) == 0 and not (rung.raises and any(reached.values())):
            # Nobody was there: not a minute is waited. That nobody answers is said in its time, if anybody was told.
            at = min(at, max(due[step - 1], failed.get(step - 1, raised_at)))
        due.append(at)
    return tuple(due)


def standing(
    ladder: Ladder,
    *,
    raised_at: datetime,
    away_since: datetime,
    taken: Mapping[int, int],
    acknowledged_at: datetime | None,
    ended_at: datetime | None,
    now: datetime,
    settings: Settings[Clock] | None = None,
    failed: Mapping[int, datetime] | None = None,
) -> Standing:
    """What to do now. Asked again after each step: whom a step reaches decides when the next one is due.

    A step that was missed (no tick ran) is due as soon as one does; one that somebody's taking on has overtaken is
    not. The same question has the same answer, however often it is asked.
    """
    if ended_at is not None:
        return Standing(None, None)
    at = times(
        ladder, raised_at=raised_at, away_since=away_since, taken=taken, settings=settings, failed=failed
    )
    open_steps = [
        Due(step, rung, at[step])
        for step, rung in enumerate(ladder.rungs)
        if step not in taken
        and step > max(taken, default=-1)
        and (acknowledged_at is None or rung.regardless)
    ]
    due = next((one for one in open_steps if one.at <= now), None)
    later = [one for one in open_steps if one.at > now]
    return Standing(due, min(later, key=lambda one: (one.at, one.step), default=None))


def quiet_until(sent: Sequence[datetime], quiet: Clock, now: datetime) -> datetime:
    """When the next message to one person may go: at once, or when the quiet time after the last one is over.

    `sent`: when messages of the same channel went to the person. What waits goes as one message. It waits until a
    whole minute, because the record looks once a minute: a quiet time of one minute is over at the next one.
    """
    return max(now, (max(sent) + quiet.span).replace(second=0, microsecond=0)) if sent else now


def _after(rung: Rung, settings: Settings[Clock], raised_at: datetime) -> timedelta:
    if isinstance(rung.after, Clock):
        return rung.after.span
    day = raised_at.astimezone(LONDON).date()
    return in_force(rung.after.name, rung.after.value, settings, day).span


def _whole(at: datetime) -> datetime:
    """The first whole minute that is not before it."""
    down = at.replace(second=0, microsecond=0)
    return down if down == at else down + MINUTE
