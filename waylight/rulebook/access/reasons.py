"""Why somebody may, and while what holds, where more than one table says so."""

from __future__ import annotations

OWED = "sees what is owed"
DUTY = "carries the authority's duty to the child"
REVIEWS = "reviews the child's plan"
ANSWERS = "answers for the authority"
DISCUSSES = "calls strategy discussions and keeps what they decide"
CLOCKS = "whether offered and held in time; never words"
AWAY_AND_AFTER = "while away and 30 days after"
