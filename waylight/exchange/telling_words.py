"""The rows of telling in sentences, for the page of the rulebook."""

from __future__ import annotations

from waylight.engine.climbing import Ladder, Rung, Since, Telling, Whom
from waylight.engine.words import Clock

WHOM = {
    Whom.ON_DUTY: "the {} on duty",
    Whom.EVERYBODY: "everybody who is {}",
    Whom.BY_NAME: "the {} by name",
}


def telling(row: Telling) -> str:
    """What is told, how urgent it is, by which ladders, and the words that go out."""
    codes = ", ".join(ladder.code for ladder in row.ladders)
    ladders = f" Ladders: {codes}." if codes else ""
    again = f" The same within {row.again_after} joins it." if row.again_after else ""
    return f"**{row.code}** ({row.urgency}): {row.says}{ladders} Sent: “{row.words}”.{again}"


def ladder(row: Ladder) -> str:
    """The steps in their order with their minutes."""
    steps = "; ".join(_rung(rung) for rung in row.rungs)
    how = "until somebody takes it on" if row.takes else "to know, not to take on"
    return f"**{row.code}** ({row.side}, {how}): {steps}"


def _rung(rung: Rung) -> str:
    span = rung.after if isinstance(rung.after, Clock) else rung.after.value
    when = f"after {span}" + (" away" if rung.since is Since.AWAY else "") if span.minutes else "at once"
    if rung.raises:
        return f"{when} “{rung.raises}” is raised"
    always = ", whoever has taken it on" if rung.regardless else ""
    return f"{when} {WHOM[rung.whom].format(rung.role)} by {', '.join(rung.channels)}{always}"
