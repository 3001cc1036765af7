"""The scorecard of an authority for its own director, and the rows behind each figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.measures.selectors.behind import behind
from waylight.measures.selectors.scorecard import YEARS, one_figure, scorecard
from waylight.web.measures.saying import line_of, outside, places, said, silent_years, years_of
from waylight.web.night.asking import actor, now

# The two numbers of a figure, each with rows behind it.
PARTS = ("that", "of")


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """One section a measure: the figure with its interval beside the year before, the two numbers, the method."""
    at = now()
    found = scorecard(actor=actor(request), year=_number(request, "year"), now=at, route="scorecard")
    rows, total, total_outside = places(found)
    context = {
        "card": found,
        "lines": [line_of(found, *pair) for pair in zip(found.figures, found.before, strict=True)],
        "outside": [outside(figure) for figure in found.figures if figure.measure.leaves],
        "places": rows,
        "total": total,
        "total_outside": total_outside,
        "years": years_of(found, YEARS),
        "nothing": not any(one.of.number for one in (*found.figures, *found.before)),
        "silent": silent_years(found),
        "now": at,
    }
    return render(request, "measures/scorecard.html", context)


@require_safe
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows of one number: those that whoever asks may read, and how many there are in all."""
    at, who = now(), actor(request)
    authority, year, figure = one_figure(actor=who, code=code, year=_number(request, "year"), now=at)
    part = request.GET.get("part") if request.GET.get("part") in PARTS else "of"
    counted = figure.that if part == "that" else figure.of
    context = {
        "authority": authority,
        "year": year,
        "measure": figure.measure,
        "said": said(figure),
        "what": figure.measure.that if part == "that" else figure.measure.of,
        "part": part,
        "behind": behind(
            actor=who, part=counted, page=_number(request, "page") or 1, now=at, route="scorecard_rows"
        ),
        "now": at,
    }
    return render(request, "measures/rows.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    """None where nothing, or no number, was asked for."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None
