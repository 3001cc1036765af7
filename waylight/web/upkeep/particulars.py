"""Who the child is, put right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.access import gate
from waylight.agencies.refusals import NotThere
from waylight.children import services
from waylight.children.selectors import one
from waylight.engine.codes import Code
from waylight.episodes.services.particulars import rectify
from waylight.facts.refusals import Refused
from waylight.rulebook.particulars import ETHNICITIES, SEXES
from waylight.web.night.asking import actor, answered, filing, fresh_key, now
from waylight.web.upkeep.days import day_or_blank

# As they are asked: name of the field and question.
TEXTS = (
    ("given_names", "Given names"),
    ("family_name", "Family name"),
    ("known_as", "Called, where that is another name"),
    ("language", "First language"),
)
# Chosen from a list of the rulebook: the words are read, the code is kept.
CHOICES = (
    ("sex", "Sex", SEXES),
    ("ethnicity", "Ethnicity", ETHNICITIES),
)
ASKED = (*(name for name, _ in TEXTS), *(name for name, _, _ in CHOICES))
TICKS = (
    ("unaccompanied", "Came to this country alone, seeking asylum"),
    ("trafficked", "May have been trafficked"),
)


@require_http_methods(["GET", "POST"])
def particulars(request: HttpRequest, child: UUID) -> HttpResponse:
    """Name, birth date and the rest, each with what stands there; and why it is put right."""
    who, at = actor(request), now()
    if not gate.may(who, "write", "child core", child, at):
        raise Http404
    try:
        known = one.child(actor=who, child_id=child, route="particulars").child
    except NotThere as absent:
        raise Http404 from absent
    stands = services.particulars_of(known)

    def send() -> str:
        rectify(
            filing(request, at, "particulars"),
            child=child,
            who=_typed(request.POST),
            why=request.POST.get("why", ""),
            mark=request.POST.get("mark", ""),
        )
        return reverse("child", args=[child])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            **_asked(request.POST, stands),
            "child": known,
            "key": request.POST.get("key") or fresh_key(),
            # Whoever sends again has read what others changed.
            "mark": stands.mark,
            "refused": refused,
        }
        status = 409 if refused and refused.changed else 422 if refused else 200
        return render(request, "upkeep/particulars.html", context, status=status)

    return answered(request, send, page) if request.method == "POST" else page()


def _asked(sent: QueryDict, stands: services.Particulars) -> dict[str, Any]:
    """Each field with what was typed, or else with what stands there."""
    shown = {name: sent.get(name, "") if sent else getattr(stands, name) for name in ASKED}
    ticked = {name: bool(sent.get(name)) if sent else getattr(stands, name) for name, _ in TICKS}
    return {
        "texts": [(name, label, shown[name]) for name, label in TEXTS],
        "choices": [
            (name, label, _listed(codes, shown[name]), shown[name]) for name, label, codes in CHOICES
        ],
        "ticks": [(name, label, ticked[name]) for name, label in TICKS],
        "born": sent.get("born", "") if sent else stands.born.isoformat() if stands.born else "",
        "why": sent.get("why", ""),
    }


def _listed(known: tuple[Code, ...], stands: str) -> list[tuple[str, str]]:
    """(code, words) to choose from; what stands there is among them also where no list has it."""
    words = [(one.code, one.label) for one in known]
    strange = bool(stands) and stands not in dict(words)
    return [*words, *([(stands, f"{stands} (as it was handed in)")] if strange else [])]


def _typed(sent: QueryDict) -> services.Particulars:
    texts = {name: sent.get(name, "").strip() for name in ASKED}
    ticks = {name: bool(sent.get(name)) for name, _ in TICKS}
    return services.Particulars(born=day_or_blank(sent.get("born", ""), "born"), **texts, **ticks)  # type: ignore[arg-type]
