"""Whatever is said, in whatever order: it is read without an error, and the order changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.duties.test_lines import ABSENT, HOME, NIGHT, said
from waylight.children.kinds import CareBegan, CareEnded, PlacedAt, PlacementEnded
from waylight.decisions.kinds import DiscussionHeld, ReviewAsked
from waylight.duties.kinds import Done
from waylight.duties.projecting import rows_of
from waylight.duties.said import ChildSaid, Lived, Said, Tie
from waylight.engine.when import on
from waylight.episodes.kinds import claims, updates
from waylight.episodes.kinds.protection import Referral
from waylight.interviews import kinds as interviews
from waylight.rulebook.deeds import DEEDS

BODIES: tuple[tuple[str, Any, str], ...] = (
    ("absent", ABSENT, "episode core"),
    ("absent", claims.Absent("known", True, True), "episode core"),
    (
        "absent",
        claims.Absent("unknown", False, True, until=on(date(2026, 3, 8)), end="not recorded"),
        "episode core",
    ),
    ("whereabouts", claims.Whereabouts("known"), "episode core"),
    ("found", claims.Found(), "episode core"),
    ("returned", claims.Returned(), "episode core"),
    ("in error", claims.InError(), "episode core"),
    ("correction", claims.Correction(at=on(date(2026, 3, 5))), "episode core"),
    ("police reference", updates.PoliceReference("1"), "episode core"),
    ("risk graded", updates.RiskGraded("HIGH"), "episode core"),
    ("told", updates.Told("police"), "episode"),
    ("seen", updates.Seen(), "episode"),
    ("prevention interview", updates.PreventionInterview(False, "declined"), "episode"),
    ("referral", Referral("nrm", "trafficking"), "episode"),
    ("interview offered", interviews.Offered("phone"), "interview facts"),
    ("interview held", interviews.Held("independent"), "interview facts"),
    ("interview declined", interviews.Declined("phone"), "interview facts"),
    ("carer asked", interviews.CarerAsked("carer", "told"), "interview facts"),
    ("review asked", ReviewAsked("absent"), "plan review"),
    ("strategy held", DiscussionHeld(), "strategy discussion"),
    ("care began", CareBegan(HOME), "child core"),
    ("care ended", CareEnded(date(2026, 4, 1)), "child core"),
    ("placed at", PlacedAt(HOME), "placement"),
    ("placement ended", PlacementEnded(HOME), "placement"),
    *(("done", Done(deed.code), "duty") for deed in DEEDS[:6]),
)


def anything(chance: random.Random) -> ChildSaid:
    facts: list[Said] = []
    for _ in range(chance.randint(1, 25)):
        kind, body, record = chance.choice(BODIES)
        hours = chance.uniform(-200, 800)
        about = chance.choice(facts).fact.id if facts and chance.random() < 0.7 else None
        when = on((NIGHT + timedelta(hours=hours)).date()) if chance.random() < 0.2 else None
        facts.append(said(kind, body, hours, told=hours + chance.choice((0, 1, 30)), when=when, about=about,
                          node=chance.choice(("home", "team", "force", "carer", "other")), record=record,
                          door=chance.choice(("web", "import"))))  # fmt: skip
        if chance.random() < 0.05:
            # What somebody said was erased: the fact stays, without what it said.
            facts[-1] = facts[-1]._replace(fact=facts[-1].fact._replace(body=None))
    placed = [one.fact for one in facts if one.fact.kind == "placed at"]
    lived = tuple(Lived(one.id, HOME, "home", one.earliest, None, chance.random() < 0.5) for one in placed)
    ties = [Tie(HOME, relation, NIGHT, None, HOME) for relation in ("caring", "responsible", "police")]
    return ChildSaid(uuid4(), chance.choice((None, date(2008, 3, 10), date(2012, 1, 1))), facts, lived, ties)


def test_whatever_is_said_in_whatever_order_the_rows_are_the_same() -> None:
    now, rows = NIGHT + timedelta(days=60), 0
    for seed in range(400):
        chance = random.Random(seed)
        child = anything(chance)
        made, _ = rows_of(child, now)
        shuffled = list(child.said)
        chance.shuffle(shuffled)
        again, _ = rows_of(replace(child, said=shuffled), now)
        key = lambda row: row["id"]  # noqa: E731
        assert sorted(again, key=key) == sorted(made, key=key), seed
        assert len({row["id"] for row in made}) == len(made), seed
        assert all(row["began_earliest"] <= row["due_from"] <= row["due_at"] for row in made), seed
        rows += len(made)
    assert rows > 1_000
