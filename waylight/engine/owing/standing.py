"""How a duty stands at a time: due, met, met late, late, ended, or it cannot be told; and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from waylight.engine.owing.judging import Owed
from waylight.engine.when import Answer, When

_NONE = timedelta(0)


class Word(StrEnum):
    DUE = "due"
    MET = "met"
    MET_LATE = "met late"
    LATE = "late"
    # It is owed no longer: declined, or the child was back before. Never counted as met.
    ENDED = "ended"
    # A time is known to the day only, and the day decides.
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Standing:
    """`by`: due, the time that is left; late, met late and ended, how far past due it surely was (nothing where it
    was not); met and cannot tell, nothing."""

    word: Word
    by: timedelta = _NONE


def standing(owed: Owed, now: datetime) -> Standing:
    """How the duty stands at `now`.

    What meets it in time counts, also after a refusal that had ended it; otherwise whatever came first decides.
    """
    met, ended = owed.met_at, owed.ended_at
    if met is not None and (
        ended is None or met.last <= owed.due_from or ended.before(met) is not Answer.YES
    ):
        return _met(owed, met)
    if ended is not None:
        return Standing(Word.ENDED, max(ended.earliest - owed.due_at, _NONE))
    if now <= owed.due_from:
        return Standing(Word.DUE, owed.due_from - now)
    if now <= owed.due_at:
        return Standing(Word.CANNOT_TELL)
    return Standing(Word.LATE, now - owed.due_at)


def _met(owed: Owed, met: When) -> Standing:
    if met.last <= owed.due_from:
        return Standing(Word.MET)
    if met.earliest > owed.due_at:
        return Standing(Word.MET_LATE, met.earliest - owed.due_at)
    return Standing(Word.CANNOT_TELL)
