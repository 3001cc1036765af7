"""The number that a receipt bears and that is read out to police. Made from the id, so any door can make it."""

from __future__ import annotations

from uuid import UUID

# No vowels, so that no word comes about; no letter that sounds or looks like another one or like a figure.
LETTERS = "0123456789BCDFGHJKMNPRTWXYZ"
PLACES = 8
# By twos, the first letter changing fastest.
PAIRS = [first + second for second in LETTERS for first in LETTERS]


def number_of(id: UUID) -> str:
    """As "W-7K3M-9R2X". Two reports in a hundred thousand million may share one: it finds, it does not identify."""
    rest, pairs = id.int % len(LETTERS) ** PLACES, []
    for _ in range(PLACES // 2):
        rest, pair = divmod(rest, len(PAIRS))
        pairs.append(PAIRS[pair])
    return "W-{}{}-{}{}".format(*pairs)
