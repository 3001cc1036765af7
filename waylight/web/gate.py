"""Pages are closed unless this table names them, and what it names them as decides who comes in."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from waylight.access.grid import opened
from waylight.agencies.actor import Actor
from waylight.agencies.refusals import NotThere
from waylight.desk.people import EXTRACT, PAIR, Refused, desk_person
from waylight.engine.sittings import Via
from waylight.signin import refusals
from waylight.signin.sittings import Sitting


class Gate(Enum):
    """Who may open a page."""

    # The door itself.
    ANYONE = "anyone"
    # What somebody sees before they have a duty or a second factor, and about themselves.
    SITTING = "anyone who is signed in"
    # Everybody who is signed in as far as their role needs, and sits on a duty. What they see is up to the page.
    DUTY = "anyone on a duty"
    # Somebody with report-only access may see it as well.
    REPORT_ONLY = "anyone on a duty, and report-only access"
    # What report-only access is for: it opens nothing else, and nobody else needs it.
    SHEET = "report-only access alone"
    # Roles of which a cell of the access grid says that they may: `AT_THE_DESK` names record and action.
    DESK = "whoever the access grid names for what the page does"


GATES: dict[str, Gate] = {
    "start": Gate.SITTING,
    "sign_in": Gate.ANYONE,
    "sign_out": Gate.ANYONE,
    "passkey_ask": Gate.ANYONE,
    "join": Gate.ANYONE,
    "report_only": Gate.ANYONE,
    "report_only_write": Gate.SHEET,
    "report_only_kept": Gate.SHEET,
    "report_sheet": Gate.DUTY,
    "duty": Gate.SITTING,
    "own": Gate.SITTING,
    "own_code": Gate.SITTING,
    "own_passkey": Gate.SITTING,
    "own_recovery": Gate.SITTING,
    "own_pin": Gate.SITTING,
    "own_forget": Gate.SITTING,
    "letting_in": Gate.DUTY,
    "device_enrol": Gate.DUTY,
    "device_revoke": Gate.DUTY,
    "shift_issue": Gate.DUTY,
    "shift_end": Gate.DUTY,
    "invite": Gate.DUTY,
    "take_on": Gate.DUTY,
    "let_go": Gate.DUTY,
    "open": Gate.DUTY,
    "mine": Gate.DUTY,
    "homes": Gate.DUTY,
    "home": Gate.DUTY,
    "decisions": Gate.DUTY,
    # A record of the grid opens it: whoever may read their authority's scorecard.
    "scorecard": Gate.DUTY,
    "scorecard_rows": Gate.DUTY,
    "child": Gate.DUTY,
    "looked": Gate.DUTY,
    "child_export": Gate.DUTY,
    "exports": Gate.DUTY,
    "export_agree": Gate.DUTY,
    "export_fetch": Gate.DUTY,
    # A record of the grid opens these, to whom it opens the authority's return.
    "statutory_return": Gate.DUTY,
    "return_lines": Gate.DUTY,
    "return_fetch": Gate.DUTY,
    "return_hand_in": Gate.DUTY,
    "about_data": Gate.DUTY,
    "about_sheet": Gate.DUTY,
    "owed": Gate.DUTY,
    "owed_done": Gate.DUTY,
    "interview": Gate.DUTY,
    "unplaced": Gate.DUTY,
    "place": Gate.DUTY,
    "force": Gate.DUTY,
    "host": Gate.DUTY,
    "search": Gate.DUTY,
    "break_glass": Gate.DUTY,
    "glass_review": Gate.DUTY,
    "glass_reviewed": Gate.DUTY,
    "particulars": Gate.DUTY,
    "ahead": Gate.DUTY,
    "same_away": Gate.DUTY,
    "erase": Gate.DUTY,
    "erasures": Gate.DUTY,
    "erasure": Gate.DUTY,
    "same": Gate.DUTY,
    "same_as": Gate.DUTY,
    "unplace": Gate.DUTY,
    "moved": Gate.DUTY,
    "move_back": Gate.DUTY,
    "care_end": Gate.DUTY,
    "care_ended": Gate.DUTY,
    "care_end_back": Gate.DUTY,
    "report_named": Gate.DUTY,
    "told": Gate.DUTY,
    "told_take": Gate.DUTY,
    "told_mobile": Gate.DUTY,
    "told_confirm": Gate.DUTY,
    "rota": Gate.DUTY,
    "rota_off": Gate.DUTY,
    # A record of the grid opens it, to the system's operator alone.
    "operations": Gate.DUTY,
    "tonight": Gate.DUTY,
    "report_unknown": Gate.DUTY,
    "report": Gate.DUTY,
    "receipt": Gate.DUTY,
    # While the database is away nobody can be asked who sits here; then it opens to whoever holds its signed address.
    "kept": Gate.REPORT_ONLY,
    "away": Gate.DUTY,
    "back": Gate.DUTY,
    "away_act": Gate.DUTY,
    "pack": Gate.DUTY,
    "pack_picture": Gate.DUTY,
    "pack_new_picture": Gate.DUTY,
    "pack_part": Gate.DUTY,
    "board": Gate.DUTY,
    "handover": Gate.DUTY,
    "reviews": Gate.DUTY,
    "review": Gate.DUTY,
    "review_act": Gate.DUTY,
    "review_ask": Gate.DUTY,
    "dispute_raise": Gate.DUTY,
    "dispute": Gate.DUTY,
    "dispute_act": Gate.DUTY,
    "rules": Gate.DUTY,
    "rule_chapter": Gate.DUTY,
    "rule_setting": Gate.DUTY,
    "strategies": Gate.DUTY,
    "strategy_call": Gate.DUTY,
    "strategy": Gate.DUTY,
    "strategy_act": Gate.DUTY,
    "alerts": Gate.DUTY,
    "alert_shares": Gate.DUTY,
    "alert_ring": Gate.DUTY,
    "alert": Gate.DUTY,
    "child_dates": Gate.DUTY,
    "desk": Gate.DESK,
    "upload_new": Gate.DESK,
    "upload": Gate.DESK,
    "upload_faults": Gate.DESK,
    "upload_progress": Gate.DESK,
    "upload_rows": Gate.DESK,
    "run_start": Gate.DESK,
    "run": Gate.DESK,
    "run_progress": Gate.DESK,
    "run_close": Gate.DESK,
    "run_report": Gate.DESK,
    "intake": Gate.DESK,
    "intake_back": Gate.DESK,
    "run_again": Gate.DESK,
    "aways": Gate.DESK,
    "rows": Gate.DESK,
    "row": Gate.DESK,
    "queue": Gate.DESK,
    "pair": Gate.DESK,
    "pair_decide": Gate.DESK,
    "pair_undo": Gate.DESK,
}

# What each page of the desk does to which record of the grid. Whose files they are is up to row security.
AT_THE_DESK: dict[str, tuple[str, str]] = {
    "desk": (PAIR, "read"),
    "upload_new": (EXTRACT, "write"),
    "upload": (EXTRACT, "read"),
    "upload_faults": (EXTRACT, "read"),
    "upload_progress": (EXTRACT, "read"),
    "upload_rows": (EXTRACT, "read"),
    "run_start": (EXTRACT, "write"),
    "run": (EXTRACT, "read"),
    "run_progress": (EXTRACT, "read"),
    "run_close": (EXTRACT, "write"),
    "run_report": (EXTRACT, "read"),
    "run_again": (EXTRACT, "write"),
    "intake": (EXTRACT, "write"),
    "intake_back": (EXTRACT, "write"),
    "aways": (EXTRACT, "read"),
    "rows": (EXTRACT, "read"),
    "row": (EXTRACT, "read"),
    "queue": (PAIR, "read"),
    "pair": (PAIR, "read"),
    "pair_decide": (PAIR, "write"),
    "pair_undo": (PAIR, "write"),
}

NOT_FROM_HERE = "A demonstration answers only to the machine it runs on. Open it there."
# What is not there and what is not for one's role look the same.
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
        if settings.DEMO and not ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback:
            return refusal(request, NOT_FROM_HERE, status=403)
        elsewhere = None if gate is Gate.ANYONE else through(request, gate)
        if elsewhere is None and gate is Gate.DESK:
            at_the_desk(request, name)
        return elsewhere

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a service refuses is a page that says why, not a fault."""
        if isinstance(exception, Refused | refusals.Refused):
            return refusal(request, str(exception), status=409)
        return None


def through(request: HttpRequest, gate: Gate) -> HttpResponse | None:
    """None where whoever asks may pass; otherwise the page that they see instead."""
    sitting: Sitting | None = getattr(request, "sitting", None)
    actor: Actor | None = getattr(request, "actor", None)
    if sitting is None or actor is None:
        return redirect("sign_in")
    if sitting.via is Via.REPORT_ONLY:
        return None if gate in (Gate.REPORT_ONLY, Gate.SHEET) else redirect("report_only_write")
    if gate is Gate.SHEET:
        return refusal(request, NOT_DECLARED, status=404)
    if gate is Gate.SITTING:
        return None
    if not sitting.strong:
        return redirect("own")
    if sitting.grant is None:
        return redirect("duty")
    return None


def at_the_desk(request: HttpRequest, name: str) -> None:
    """Lets in whom the grid names, as the desk knows them. Raises: NotThere, which is on the trail."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    record, action = AT_THE_DESK[name]
    if not opened(actor.role, record, action):
        refused = NotThere(record=record, reason=f"{actor.role}: no cell to {action} {record}")
        request.refused.append(refused)  # type: ignore[attr-defined]
        raise refused
    request.person = desk_person(actor)  # type: ignore[attr-defined]


def refusal(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """A page that says in one sentence why not and what to do."""
    return render(request, "waylight/refusal.html", {"sentence": sentence, "status": status}, status=status)
