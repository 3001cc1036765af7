"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Who I am, and whether all of this is invented."""
    return {"person": getattr(request, "person", None), "demonstration": settings.DEMO}
