"""What every page shows around its content."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.desk.people import PAIR
from waylight.engine.sittings import Via
from waylight.episodes.selectors.lists import how_many_away
from waylight.measures.selectors.scorecard import RECORD as SCORECARD
from waylight.rulebook.signing_in import OPENS
from waylight.signin.sittings import Sitting
from waylight.telling.selectors.inbox import waiting_count
from waylight.telling.selectors.rota import roles_set_by
from waylight.web.landing import AT_A_HOME
from waylight.web.told.landed import unreached_here, waiting_here

# Where the number of children who are away leads, for roles that do not work where children live.
EVERYONE = "open"
HOME = "tonight"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Where I am, who I am and on what duty, and whether all of this is invented."""
    actor = getattr(request, "actor", None)
    sitting = getattr(request, "sitting", None)
    return {
        "actor": actor,
        "sitting": sitting,
        "away_now": _away_now(sitting, actor),
        "away_list": HOME if sitting and sitting.role in AT_A_HOME else EVERYONE,
        "opens_door": actor is not None and any(row.role == actor.role for row in OPENS),
        "to_take": _to_take(sitting, actor),
        "waits_here": partial(waiting_here, request),
        "unreached_here": partial(unreached_here, request) if _on_duty(sitting) else (),
        "keeps_rota": actor is not None and bool(roles_set_by(actor.role)),
        "at_the_desk": actor is not None and bool(opened(actor.role, PAIR, "read")),
        "gives_files": actor is not None and "responsible" in opened(actor.role, "child core", "read"),
        "makes_return": actor is not None and bool(opened(actor.role, "statutory return", "read")),
        "reads_scorecard": actor is not None and bool(opened(actor.role, SCORECARD, "read")),
        "demonstration": settings.DEMO,
    }


def _to_take(sitting: Sitting | None, actor: Actor | None) -> int:
    """How many notices wait for whoever sits here to take them on."""
    return waiting_count(actor.person_id) if actor is not None and _on_duty(sitting) else 0


def _away_now(sitting: Sitting | None, actor: Actor | None) -> int | None:
    """How many are away; None for whoever may know of no time away: "nobody" would not be true."""
    if actor is None or not _on_duty(sitting):
        return None
    may_know = any(opened(actor.role, record, "read") for record in ("episode", "episode core"))
    return how_many_away() if may_know else None


def _on_duty(sitting: Sitting | None) -> bool:
    """Sits on a duty, on a page that can ask: not on one that says that something failed."""
    if sitting is None or sitting.grant is None or not sitting.strong or sitting.via is Via.REPORT_ONLY:
        return False
    return connection.in_atomic_block and not connection.needs_rollback
