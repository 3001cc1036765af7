"""An account that nobody has had a role for in a year opens nothing and knows no address; its name stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.signin.people import account, is_in, sign_in
from waylight.engine.when import LONDON

pytestmark = pytest.mark.django_db(transaction=True)
Night = Callable[[date], int]


@pytest.fixture
def night(cluster: Any, region: Any) -> Night:
    """What the nightly retention empties on that day."""

    def run(today: date) -> int:
        from tests.support.roles import worker
        from waylight.signin import unused

        with worker(cluster):
            return unused.run(plan=unused.plan(today=today))

    return run


def left(region: Any, actor: Any, days: int) -> None:
    """The actor's roles ended so many days ago, and the account is older than that."""
    region.record.db.execute(
        "UPDATE agencies_rolegrant SET during = tstzrange(lower(during), now() - make_interval(days => %s)) "
        "WHERE person_id = %s",
        [days, actor.person_id],
    )
    region.record.db.execute(
        "UPDATE agencies_person SET joined_at = now() - interval '3 years' WHERE id = %s", [actor.person_id]
    )


def known(region: Any, actor: Any) -> tuple[Any, ...]:
    """Name, address and whether it can be signed in to; then how many ways in and numbers are kept."""
    ((name, email, active),) = region.record.rows(
        "SELECT name, email, is_active FROM agencies_person WHERE id = %s", actor.person_id
    )
    ((ways,),) = region.record.rows(
        "SELECT (SELECT count(*) FROM mfa_authenticator WHERE user_id = %(who)s) "
        "+ (SELECT count(*) FROM telling_mobile WHERE person_id = %(who)s)".replace("%(who)s", "%s"),
        actor.person_id, actor.person_id,
    )  # fmt: skip
    return name, email, active, ways


@pytest.fixture
def nell(region: Any, now: datetime) -> Any:
    """A night worker with a password, an app and a number for texts."""
    from waylight.access.acting import acting
    from waylight.telling.services.own import set_mobile

    who = account(region.night_worker)
    with acting(region.night_worker):
        set_mobile(actor=region.night_worker, number="07700 900123", now=now)
    return who


def test_a_year_after_the_last_role_the_address_goes_and_the_name_stays(
    region: Any, nell: Any, night: Night, now: datetime
) -> None:
    today = now.astimezone(LONDON).date()
    left(region, nell.actor, 200)
    assert night(today) == 0 and known(region, nell.actor) == ("Nell Night", "nell@example.org", True, 2)
    assert night(today + timedelta(days=170)) == 1 and night(today + timedelta(days=170)) == 0
    gone = f"{nell.actor.person_id}@let-go.invalid"
    assert known(region, nell.actor) == ("Nell Night", gone, False, 0)
    assert not is_in(sign_in(nell).client)
    said = "SELECT actor_name, act, record FROM audit_trail WHERE subject = %s AND route = 'retention'"
    assert region.record.rows(said, nell.actor.person_id) == [("Waylight", "erased", "account")]


def test_an_account_whose_holder_has_a_role_stays_however_long_it_was_not_signed_in_to(
    region: Any, nell: Any, night: Night, now: datetime
) -> None:
    night(now.astimezone(LONDON).date() + timedelta(days=800))
    assert known(region, nell.actor) == ("Nell Night", "nell@example.org", True, 2)
    assert is_in(sign_in(nell).client)


def test_who_was_given_a_role_again_between_the_plan_and_the_deed_keeps_the_account(
    region: Any, nell: Any, cluster: Any, now: datetime
) -> None:
    from tests.support.roles import worker
    from waylight.signin import unused

    left(region, nell.actor, 400)
    with worker(cluster):
        plan = unused.plan(today=now.astimezone(LONDON).date())
    region.record.db.execute(
        "INSERT INTO agencies_rolegrant (id, person_id, role, node_id, during, granted_by_id, why) "
        "VALUES (gen_random_uuid(), %s, 'night worker', %s, tstzrange(now(), now() + interval '9 days'), %s, '')",
        [nell.actor.person_id, region.home, region.manager.person_id],
    )
    with worker(cluster):
        assert len(plan.due) == 1 and unused.run(plan=plan) == 0
    assert is_in(sign_in(nell).client)


def test_the_plan_says_how_many_and_when_the_next_and_no_name(
    region: Any, nell: Any, cluster: Any, now: datetime
) -> None:
    from tests.support.roles import worker
    from waylight.ops.retention import said
    from waylight.signin import unused

    left(region, nell.actor, 400)
    left(region, region.manager, 100)
    today, last = (day.astimezone(LONDON).date() for day in (now, now - timedelta(days=100)))
    with worker(cluster):
        lines = "\n".join(said(unused.plan(today=today)))
    assert "1  to be erased: a staff account that nobody uses" in lines and "Nell" not in lines
    assert f"The next is due on {last + timedelta(days=365)}" in lines


def test_the_pages_can_ask_for_no_account_and_empty_none(cluster: Any, region: Any) -> None:
    from waylight.ops.postgres.connection import WEB
    from waylight.ops.postgres.roles import connect

    with connect(cluster.address(WEB)) as web:
        for query in ("SELECT * FROM signin_unused()", "SELECT signin_let_go(gen_random_uuid(), now())"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(query)
