"""Why a row is as it is, why there is none, and what a person has to look at: sentences that name nobody."""

from __future__ import annotations

from datetime import date

SPLIT = "Ends here because the placement ended on this day while the child was away."
GOES_ON = "Goes on from the day on which the placement ended: the same time away, not another one."
GOES_ON_DAY_AFTER = (
    "Goes on from the day after the placement ended, because check 575 takes a day on which one placement ends and "
    "another begins for the one that ended: the same time away, not another one."
)
ADULT = "Ends on the 18th birthday. The search does not."
CARE_BEGAN = (
    "Begins on the day on which care began: the child was away before and not looked after by this authority."
)
CARE_ENDED = "Ends on the last day of care: from then the child was not looked after by this authority."
OPEN = "Open on 31 March: it stands in next year's return with the same start."
OPEN_SO_FAR = "Open so far: nobody has said that the child is back."
CONTINUED = "Began before 1 April: it stood open in last year's return."
TWIN = "Another record of the same child tells of the same days: joined with them here."
END_UNKNOWN = (
    "Nobody recorded when the child came back, so the row is open. Find out and record it before the return is handed "
    "in: the checks will find what began since."
)
NO_BIRTH = "The record has no birth date of the child: DOB is blank. Record it."
NO_PLACEMENT = (
    "No placement on the record covers the day on which it starts: check 581 will find it unless the module of "
    "episodes has one. Record where the child lived."
)
SHORT_BREAKS = "The child was looked after in short breaks (V3 or V4). Check that the return is to hold it."

NO_NUMBER = (
    "Left out: the record has no number of the authority for this child. Record it (the nightly list of children "
    "brings it), then build again."
)
NOT_IN_CARE = "Left out: on none of its days was the child under 18 and looked after by this authority."
END_UNKNOWN_BEFORE = (
    "Left out: it began before 1 April, nobody recorded when the child came back, and last year's return had no open "
    "row of it. Find out and record when it ended."
)
ONLY_TWIN = "No row of its own: another record of the same child tells of the same days."


def in_words(category: str, start: date, end: date | None) -> str:
    """A row as people read it: "M from 05/03/2026 to 08/03/2026"."""
    return f"{category} from {start:%d/%m/%Y}" + (f" to {end:%d/%m/%Y}" if end else ", open")


def opened_otherwise(row: str, now: str) -> str:
    """A row that was open in last year's return has another start now."""
    return (
        f"Last year's return left a row open ({row}). The record now has {now}: it was changed after the return was "
        "handed in. Check 576 will ask. Correct the record, or hand in a correction of last year's return."
    )


def opened_no_more(row: str) -> str:
    """A row that was open in last year's return has none this year."""
    return (
        f"Last year's return left a row open ({row}), and the record has no row of this child for this year: it was "
        "changed after the return was handed in. Correct the record, or hand in a correction of last year's return."
    )


def lodged_no_more(row: str) -> str:
    """A row of last year's return does not follow from the record any more."""
    return f"Last year's return has {row}. The record does not say so any more: it was changed since."


def not_lodged(row: str) -> str:
    """The record has a row of last year that was not handed in."""
    return f"The record now has {row} for last year, which was not in last year's return: it was told or changed later."
