"""How many invented cases a test looks at."""

from __future__ import annotations

from hypothesis import settings

# What Hypothesis looks at where nobody says otherwise.
USUALLY = 100
FEWEST = 5


def cases(number: int) -> int:
    """`number` in `make test`; in the same proportion fewer or more where another profile was asked for."""
    return max(FEWEST, round(number * settings.default.max_examples / USUALLY))
