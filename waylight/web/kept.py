"""When the record is away: a report is sealed and kept all the same, and a page says what is known.

A pass in a cookie shows who sits here without asking the database; `PassMiddleware` hands it out with every sitting.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from waylight.door import page, passes, spool
from waylight.door.keeping import Kept, NoPass, keep
from waylight.facts.refusals import Refused
from waylight.web.night.acts import ACTS
from waylight.web.night.answers import read_report
from waylight.web.night.asking import PART
from waylight.web.night.moments import read_moment

# Forms that are kept whatever is broken. Each is read the same way when it is filed.
REPORTS = ("report", "report_unknown", "report_only_write")
# What is added to a time away whose page is still open.
BACK, ACT = "back", "away_act"
KEPT = "kept"
# For how long the page that says so can be opened again.
SHOWN_SECONDS = 12 * 60 * 60
SALT = "waylight.kept"


class PassMiddleware:
    """Stands before the sitting is looked for, and gives its cookie when the page is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "record_away", False) or response.status_code >= 500:
            return response
        _hand_out(request, response)
        return response


def _hand_out(request: HttpRequest, response: HttpResponse) -> None:
    sitting, actor = getattr(request, "sitting", None), getattr(request, "actor", None)
    cookie = request.COOKIES.get(passes.COOKIE, "")
    if sitting is None or actor is None:
        if cookie:
            response.delete_cookie(passes.COOKIE, samesite="Strict")
        return
    now = timezone.now()
    held = passes.read(cookie, settings.DOOR.signing, now)
    if held is not None and (held.person, held.grant) == (actor.person_id, sitting.grant):
        return
    response.set_cookie(
        passes.COOKIE,
        passes.written(passes.fresh(actor.person_id, sitting.grant, sitting.ends), settings.DOOR.signing),
        expires=sitting.ends, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip


def when_broken(request: HttpRequest) -> HttpResponse | None:
    """What to answer instead of "something went wrong"; None where that is all there is to say.

    Called while the error is being handled. A report is kept whatever the fault was: if anything is broken, a
    report can still be filed.
    """
    request.record_away = True  # type: ignore[attr-defined]
    try:
        match = resolve(request.path_info)
    except Resolver404:
        match = None
    name = match.url_name if match else None
    if match is not None and request.method == "POST" and _is_kept(match):
        return _keep(request, match)
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return None
    if match is not None and name == KEPT:
        return kept(request, **match.kwargs)
    return render(request, "waylight/away.html", status=503)


def _is_kept(match: ResolverMatch) -> bool:
    name = match.url_name
    return name in (*REPORTS, BACK) or (name == ACT and match.kwargs["act"] in ACTS)


def _keep(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    now, name, parts = timezone.now(), str(match.url_name), match.kwargs
    route = f"{ACT} {parts['act']}" if name == ACT else name
    if not _from_here(request):
        return None
    try:
        # As much as can be read without the record: an answer that is missing is asked for as ever.
        read_report(request.POST, now) if name in REPORTS else read_moment(request.POST, now)
        taken = keep(
            settings.DOOR, cookie=request.COOKIES.get(passes.COOKIE, ""), sent=dict(request.POST.lists()),
            child=parts.get("child"), about=parts.get("episode"), route=route, now=now,
        )  # fmt: skip
    except Refused as refused:
        return _again(request, refused.sentence, refused.field, 422)
    except NoPass:
        return None
    except (spool.Full, ValueError):
        sentence = f"Not kept: too much came from here. {page.RING}. Wait ten minutes and send again."
        return _again(request, sentence, "", 429)
    go = reverse(KEPT, args=[_token(taken)])
    return JsonResponse({"go": go}, status=202) if request.headers.get(PART) else redirect(go)


def kept(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt of a report that waits to be filed. Needs no database, and opens nothing."""
    try:
        number, at = signing.loads(token, salt=SALT, max_age=SHOWN_SECONDS)
    except signing.BadSignature:
        return redirect("start")
    context = {"number": number, "at": datetime.fromisoformat(at), "ring": page.RING}
    return render(request, "waylight/kept.html", context)


def _token(taken: Kept) -> str:
    return signing.dumps([taken.number, taken.at.isoformat(timespec="seconds")], salt=SALT)


def _again(request: HttpRequest, sentence: str, field: str, status: int) -> HttpResponse:
    if request.headers.get(PART):
        return JsonResponse({"refused": sentence, "field": field}, status=422)
    return render(request, "waylight/away.html", {"sentence": sentence}, status=status)


def _from_here(request: HttpRequest) -> bool:
    # The check of forms comes after the database is asked who sits here, so it may not have been reached.
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
