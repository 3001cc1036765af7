"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from waylight.rulebook.signing_in import OPENS


def frame(request: HttpRequest) -> dict[str, Any]:
    """Where I am, who I am and on what duty, and whether all of this is invented."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "sitting": getattr(request, "sitting", None),
        "opens_door": actor is not None and any(row.role == actor.role for row in OPENS),
        "demonstration": settings.DEMO,
    }
