"""How pages say how long something took."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (1.2, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (604_896, "7 days")],
)
def test_seconds_up_to_two_minutes_then_as_people_say_it(seconds: float, said: str) -> None:
    from waylight.web.templatetags.people import after

    assert after(seconds) == said
