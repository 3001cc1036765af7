"""Is it well: for whoever runs the system. No child, no name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.telling.selectors.operations import operations as asked
from waylight.web.night.asking import actor, now


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Queues, outbox, what was handed over in time, the trail."""
    at = now()
    return render(
        request,
        "told/operations.html",
        {"well": asked(actor=actor(request), now=at, route="operations"), "now": at},
    )
