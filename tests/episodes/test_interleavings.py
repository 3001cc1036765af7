"""Three people do whatever they may about one child in the same moment, again and again: the record still adds up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.episodes.telling import Telling
from tests.episodes.test_at_once import Hands
from waylight.episodes.kinds.claims import Correction
from waylight.episodes.services import endings, placing
from waylight.episodes.services.filing import Filed
from waylight.facts.refusals import NotThere, Refused
from waylight.ops.rebuild import check, rebuild

# `make release` raises this: moments in which three act at once, on a few children in turn.
MOMENTS = int(os.environ.get("WAYLIGHT_MOMENTS", "60"))
CHILDREN, AT_ONCE = 6, 3
CLAIMS = "SELECT id FROM facts_fact WHERE child = %s AND kind IN ('absent', 'returned', 'found')"
OPEN_TWICE = (
    "SELECT count(*) FROM (SELECT FROM episodes_episode WHERE open GROUP BY child_id HAVING count(*) > 1) two"
)
HALF = """
SELECT count(*) FROM facts_fact f WHERE NOT EXISTS (
    SELECT FROM audit_trail t WHERE t.subject = f.id AND t.act = 'wrote' AND t.tx = f.tx)
"""


@pytest.fixture
def hands() -> Iterator[Hands]:
    three = Hands(AT_ONCE)
    yield three
    three.close()


def acts(
    tell: Telling, child: UUID, claims: list[UUID], episodes: list[UUID], rng: Random
) -> list[Callable[[], Any]]:
    """What somebody might do just now: report, say back, take back, put right, hold together or apart."""
    ago = rng.randint(1, 600)
    found: list[Callable[[], Any]] = [partial(tell.absent, child=child, minutes_ago=ago)]
    if episodes:
        found += [
            partial(way, rng.choice(episodes), minutes_ago=rng.randint(0, ago))
            for way in (tell.returned, tell.found)
        ]
    if claims:
        one = rng.choice(claims)
        changes = Correction(at=tell.ago(rng.randint(1, 600)))
        found += [
            partial(tell.do, endings.in_error, claim_id=one, why="a slip"),
            partial(tell.do, endings.correct, claim_id=one, changes=changes, why="the log says so"),
        ]
    if len(claims) > 1:
        pair = tuple(rng.sample(claims, 2))
        found.append(
            partial(tell.do, placing.group, claims=pair, together=rng.random() < 0.5, why="as they say")
        )
    return found


def moment(region: Any, tell: Telling, child: UUID, hands: Hands, rng: Random) -> list[Any]:
    """Three people act at once; returns what each was answered."""
    claims = [id for (id,) in region.record.rows(CLAIMS, child)]
    episodes = [
        id for (id,) in region.record.rows("SELECT id FROM episodes_episode WHERE child_id = %s", child)
    ]
    people = rng.sample(
        [region.night_worker, region.manager, region.social_worker, region.out_of_hours], AT_ONCE
    )
    return hands.at_once(
        *[rng.choice(acts(tell.by(person), child, claims, episodes, rng)) for person in people]
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_three_people_do_at_once_the_record_adds_up(
    region: Any, now: datetime, hands: Hands, seed: int
) -> None:
    rng, told = Random(seed), []
    children = [region.another(f"Child{n}") for n in range(CHILDREN)]
    # Interests as the program would have made them, of those as well of whom nobody says anything.
    rebuild(region.record.db)
    for number in range(MOMENTS):
        tell = Telling(region, now + timedelta(minutes=number))
        answers = moment(region, tell, rng.choice(children), hands, rng)
        strange = [one for one in answers if not isinstance(one, Filed | Refused | NotThere)]
        assert strange == []
        told += [one.fact for one in answers if isinstance(one, Filed)]
        assert region.record.rows(OPEN_TWICE) == [(0,)]
    assert len(told) > MOMENTS
    kept = region.record.rows("SELECT count(*) FROM facts_fact WHERE id = ANY (%s)", list(set(told)))
    assert kept == [(len(set(told)),)]
    assert region.record.rows(HALF) == [(0,)]
    assert check(region.record.db).faults == 0


def test_a_projection_that_one_of_them_left_wrong_is_seen(region: Any, now: datetime) -> None:
    """Control: somebody's episode is moved by a minute, as a writer without the child's lock would leave it."""
    Telling(region, now).absent(key=str(uuid4()))
    region.record.db.execute(
        "UPDATE episodes_episode SET started_earliest = started_earliest - interval '1 minute'"
    )
    assert check(region.record.db).faults > 0
