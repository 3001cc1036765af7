"""A fact is kept and its hearing asked for in one breath; a database that goes between them is said to be away."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest


def test_a_database_that_goes_while_the_hearing_is_asked_for_is_known_as_one_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import OperationalError
    from procrastinate.exceptions import ConnectorException

    from waylight.facts import hearing
    from waylight.facts.tasks import heard

    def gone(**_: str) -> None:
        try:
            raise psycopg.OperationalError("server closed the connection")
        except psycopg.OperationalError as fault:
            raise ConnectorException from fault

    monkeypatch.setattr(heard, "defer", gone)
    monkeypatch.setattr(hearing, "_HEARERS", {"somebody": lambda _fact, _now: None})
    with pytest.raises(OperationalError):
        hearing.ask(uuid4(), "web")
