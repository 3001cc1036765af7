"""What is over goes, and the worker that takes it away cannot read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_sessions_and_counts_that_are_over_are_deleted_and_the_others_stay(region: Any) -> None:
    from tests.signin.people import account, is_in, now, sign_in
    from waylight.signin.tidying import tidy

    nell = account(region.night_worker)
    client = sign_in(nell).client
    sign_in(nell, password="wrong wrong wrong")
    assert tidy(now()) == (0, 0)
    assert is_in(client)
    sessions, tries = tidy(now() + timedelta(hours=9))
    assert sessions == 1 and tries >= 1
    assert not is_in(client)


def test_the_worker_deletes_sessions_and_reads_none(cluster: Any, region: Any) -> None:
    from waylight.ops.postgres.connection import WORKER
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(WORKER)) as worker:
        worker.execute("DELETE FROM django_session WHERE expire_date < now()")
        worker.execute("DELETE FROM signin_cache WHERE expires < now()")
        for query in ("SELECT session_key FROM django_session", "SELECT value FROM signin_cache"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                worker.execute(query)
