"""The grab pack: one page to read and print, one small page for each part to keep it up to date."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.access import gate
from waylight.episodes.selectors import pack as packs
from waylight.episodes.services import pack as keeping
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere, Refused
from waylight.web.night.asking import actor, answered, fresh_key, now

LARGEST = 8_000_000


@require_safe
def pack(request: HttpRequest, child: UUID) -> HttpResponse:
    """What police need, on one page that prints."""
    at, who = now(), actor(request)
    shown = _pack(request, child, "pack")
    may_write = bool(gate.may(who, "write", "grab pack", child, at))
    return render(request, "night/pack.html", {"pack": shown, "now": at, "may_write": may_write})


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, child: UUID, part: str) -> HttpResponse:
    """One part: its lines, each to be changed, ended or added to."""

    def send() -> str:
        if "right" in request.POST:
            keeping.still_right(actor=actor(request), child_id=child, part=part, now=now(), route="pack_part")
        else:
            keeping.keep(
                Filing(actor(request), now(), str(_id(request, "key")), route="pack_part"),
                child_id=child,
                part=part,
                field=request.POST.get("field", ""),
                value=request.POST.get("value", ""),
                replaces=_id(request, "replaces") if request.POST.get("replaces") else None,
            )
        return reverse("pack_part", args=[child, part])

    def page(refused: Refused | None = None) -> HttpResponse:
        shown = _pack(request, child, "pack_part")
        sheet = next((one for one in shown.sheets if one.part.code == part), None)
        if sheet is None:
            raise Http404
        rows = [
            (field, [line for line in sheet.lines if line.field.code == field.code])
            for field in sheet.part.fields
        ]
        context = {
            "pack": shown,
            "sheet": sheet,
            "rows": [(field, [(line, fresh_key()) for line in lines], fresh_key()) for field, lines in rows],
            "refused": refused,
            "sent": request.POST,
        }
        return render(request, "night/pack_part.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


@require_safe
def picture(request: HttpRequest, child: UUID) -> HttpResponse:
    """The picture itself, kept by no cache."""
    try:
        jpeg = packs.picture(actor=actor(request), child_id=child, route="pack_picture")
    except NotThere as absent:
        raise Http404 from absent
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@require_POST
def new_picture(request: HttpRequest, child: UUID) -> HttpResponse:
    """A picture from the phone."""

    def send() -> str:
        file = request.FILES.get("picture")
        if file is None:
            raise Refused("Choose or take a picture first.", field="picture")
        if (file.size or 0) > LARGEST:
            raise Refused("That picture is too large. Take one at a smaller size.", field="picture")
        try:
            taken = date.fromisoformat(request.POST.get("taken_on", ""))
        except ValueError as wrong:
            raise Refused("Give the day on which the picture was taken.", field="taken_on") from wrong
        keeping.photo(
            actor=actor(request),
            child_id=child,
            picture=file.read(),
            taken_on=taken,
            now=now(),
            route="pack_new_picture",
        )
        return reverse("pack", args=[child])

    def page(refused: Refused) -> HttpResponse:
        shown = _pack(request, child, "pack_new_picture")
        context = {"pack": shown, "now": now(), "may_write": True, "refused": refused}
        return render(request, "night/pack.html", context, status=422)

    return answered(request, send, page)


def _pack(request: HttpRequest, child: UUID, route: str) -> packs.Pack:
    try:
        return packs.pack(actor=actor(request), child_id=child, now=now(), route=route)
    except NotThere as absent:
        raise Http404 from absent


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as wrong:
        raise Refused("Open the page again and send it from there.", field=name) from wrong
