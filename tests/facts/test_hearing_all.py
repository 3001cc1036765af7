"""A fault in one room must not keep another from hearing: people are told although something else is broken."""

from __future__ import annotations

from uuid import uuid4

import pytest


def test_a_room_that_fails_keeps_no_other_from_hearing_and_the_job_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from waylight.facts import hearing
    from waylight.facts.tasks import heard

    told = []

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(hearing, "_HEARERS", {})
    hearers = {"first": broken, "second": lambda fact, now: told.append(fact)}
    monkeypatch.setattr("waylight.facts.tasks.HEARERS", hearers)
    fact = uuid4()
    with pytest.raises(ExceptionGroup, match="could not hear"):
        heard(str(fact))
    assert told == [fact]
