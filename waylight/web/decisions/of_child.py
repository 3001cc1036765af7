"""What a child's page shows of what was asked, disputed and discussed, and which of it the reader may begin."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.agencies.actor import Actor
from waylight.decisions.selectors import lists
from waylight.decisions.services.keeping import may_act


def of_child(actor: Actor, child: UUID, now: datetime, route: str) -> dict[str, Any]:
    """For the templates `decisions/parts/of_child.html` and `begin.html`."""
    reviews, disputes, discussions = lists.of_child(actor=actor, child_id=child, now=now, route=route)
    return {
        "reviews": reviews,
        "disputes": disputes,
        "discussions": discussions,
        "may_ask": may_act(actor, "ask", child, now),
        "may_dispute": may_act(actor, "dispute", child, now, only=("reviewing officer",)),
        "may_call": may_act(actor, "discuss", child, now),
    }
