"""Pages are closed unless this table names them, and what it names them as decides who comes in."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from waylight.desk.people import Refused, demonstration_person


class Gate(Enum):
    """Who may open a page."""

    # Anyone on this machine, in a demonstration: the page on which a person is chosen.
    DEMONSTRATION = "anyone, in a demonstration"
    # The invented data officers of a demonstration; nobody yet where records are real.
    DESK = "data officers"


GATES: dict[str, Gate] = {
    "sign_in": Gate.DEMONSTRATION,
    "sign_out": Gate.DEMONSTRATION,
    "desk": Gate.DESK,
    "upload_new": Gate.DESK,
    "upload": Gate.DESK,
    "upload_progress": Gate.DESK,
    "run_start": Gate.DESK,
    "run": Gate.DESK,
    "run_progress": Gate.DESK,
    "run_close": Gate.DESK,
    "run_report": Gate.DESK,
    "run_again": Gate.DESK,
    "aways": Gate.DESK,
    "rows": Gate.DESK,
    "row": Gate.DESK,
    "queue": Gate.DESK,
    "pair": Gate.DESK,
    "pair_decide": Gate.DESK,
    "pair_undo": Gate.DESK,
}

NOT_YET = (
    "The reconciliation desk opens for real records when it can check who may see which child. "
    "Until then it works in a demonstration on invented children only, and the command `waylight reconcile` "
    "does the same work on your own machine without keeping anything."
)
NOT_FROM_HERE = "A demonstration answers only to the machine it runs on. Open it there."
NOT_DECLARED = "There is no such page."


class GateMiddleware:
    """Asks the table before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        gate = GATES.get(name)
        if gate is None:
            return refusal(request, NOT_DECLARED, status=404)
        if not settings.DEMO:
            return refusal(request, NOT_YET, status=403)
        if not ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback:
            return refusal(request, NOT_FROM_HERE, status=403)
        if gate is Gate.DESK:
            person = demonstration_person(request.user.get_username())
            if person is None:
                return redirect("sign_in")
            request.person = person  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a service refuses is a page that says why, not a fault."""
        if isinstance(exception, Refused):
            return refusal(request, str(exception), status=409)
        return None


def refusal(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """A page that says in one sentence why not and what to do."""
    return render(request, "waylight/refusal.html", {"sentence": sentence, "status": status}, status=status)
