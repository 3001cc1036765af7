"""The parts of the demonstration's stories."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from waylight.ops.demo.cast import Cast
from waylight.ops.demo.parts import NobodyFits, parts_of
from waylight.ops.demo.places import Places


def test_a_region_too_small_for_the_stories_says_to_name_more_children() -> None:
    nobody = Places(*(uuid4() for _ in "A"), [], *(uuid4() for _ in "FHPSIS"))
    with pytest.raises(NobodyFits, match="--children 1000"):
        parts_of(Cast(datetime(2026, 10, 5, 20, 0, tzinfo=UTC)), nobody, [])
