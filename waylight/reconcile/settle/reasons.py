"""The reasons in plain words. None holds a name; each names the evidence, or what was lacking."""

from __future__ import annotations

import numpy as np
import polars as pl

from waylight.reconcile import sorting
from waylight.reconcile.settle import bounds, words
from waylight.reconcile.settle.timeline import NOTHING, Flags, Ints, ints, to_minute

# By why-code of `bounds`: what stands in the way of the *other* side having the row.
NOT_AT_AUTHORITY = {
    bounds.WINDOW: "It begins outside the dates that were asked for.",
    bounds.PERIOD: "The list of this child's authority does not reach to this date.",
    bounds.CARE: "By the authority's placements the child was not in care on this date.",
    bounds.NO_LIST: "This child's authority gave no rows of children missing or away.",
}
NOT_AT_POLICE = {
    bounds.WINDOW: "It begins outside the dates that were asked for.",
    bounds.PERIOD: "The police reports that were given do not reach to this date.",
    bounds.AREA: "The child was placed in a district where no force that was given takes reports.",
    bounds.NO_LIST: "The police file has no reports.",
}
TWICE = {
    True: "The police list has this time away already: same child, same or overlapping times.",
    False: "The authority's list has this time away already: same child, same or overlapping times.",
}
MATCHED = "The other side has the same time away."
DOUBTFUL = "The other side probably has the same time away (between even odds and 0.9): for the desk."
CUT = "One time away that the two sides cut into rows differently; its episode names the rows of each."
CUT_ALONE = "One of several rows of this side that follow each other without a gap: one time away."
AWAY = "Recorded as away with whereabouts known; such times are not reported to police as missing."
CROWDED = {
    True: "Only its date is given and the authority has other rows for that day: a person must choose.",
    False: "Only its date is given and the police have other reports for that day: a person must choose.",
}
NO_START = "It does not say when the child went."
# Police rows linked to no looked-after child, in the order of `classes`.
STRANGER = "No child on the authorities' lists agrees with it in name, birth date, place and time."
NAMELESS = "It has no name; what is left does not single out one child on the authorities' lists."
BARE = "It has neither a name nor a birth date: nothing in it can single out one child."
NEVER = {
    True: "The authority has this child but no row of any time away.",
    False: "No police report was linked to this child at any date.",
}
_NEAR = {
    True: "The authority has this child but no row for this time: its nearest begins {} {}.",
    False: "The police have no report of this child for this time: their nearest begins {} {}.",
}


def coarse(gap: Ints) -> Ints:
    """Minutes as they are said: to the minute within an hour, then to the half hour, then to the day."""
    size = np.abs(gap)
    step = np.where(size < words.HOUR, 1, np.where(size < 2 * words.DAY, words.HOUR // 2, words.DAY))
    said: Ints = np.sign(gap) * ((size + step // 2) // step) * step
    return np.where(gap == NOTHING, NOTHING, said)


def nearest_row(gap: Ints, police: bool) -> pl.Series:
    """For rows that only one side has: how far the other side's nearest row of the same child is."""
    values, index = sorting.groups(coarse(gap))
    texts = [_spell(int(value), police) for value in values]
    return pl.Series(texts, dtype=pl.String).gather(pl.Series(index.astype(np.uint32)))


def _spell(gap: int, police: bool) -> str:
    if gap == NOTHING:
        return NEVER[police]
    size, side = abs(gap), "later" if gap > 0 else "earlier"
    if size >= 2 * words.DAY:
        return _NEAR[police].format(f"{size // words.DAY} days", side)
    if size < words.HOUR:
        return _NEAR[police].format(f"{size} min", side)
    hours, half = divmod(size, words.HOUR)
    return _NEAR[police].format(f"{hours}{'½' if half else ''} h", side)


def texts_of(codes: Ints, table: list[str]) -> pl.Series:
    """A column of sentences from their places in a table."""
    return pl.Series(table, dtype=pl.String).gather(pl.Series(codes.astype(np.uint32)))


def day_only(rows: pl.DataFrame) -> Flags:
    """Rows that have only a date for their start (a day of 23 to 25 hours)."""
    return ~to_minute(ints(rows["start_lo"]), ints(rows["start_hi"]))
