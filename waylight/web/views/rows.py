"""Lists behind the bridge's figures, and one row with what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.desk.selectors import records
from waylight.desk.selectors import runs as read
from waylight.web.views.asking import person_of
from waylight.web.views.runs import found

TITLES = {"police": "Police reports", "authority": "Authority rows"}
LABELS = {"row_class": "Class", "reason_kind": "Reason", "force": "Force", "authority": "Authority", "year": "Year",
          "category": "Category"}  # fmt: skip


@require_safe
def listed(request: HttpRequest, id: UUID, side: str) -> HttpResponse:
    """Rows of one side, narrowed by what the address says, fifty a page."""
    run, actor = found(request, id), person_of(request)
    if side not in TITLES:
        raise Http404
    narrowed = {name: request.GET[name] for name in LABELS if request.GET.get(name)}
    pages = Paginator(read.rows(actor, run, side, narrowed), read.PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "run": run,
        "side": side,
        "title": TITLES[side],
        "page": page,
        "lines": records.with_times(actor, run, side, list(page.object_list)),
        "filters": _filters(read.choices(actor, run, side), narrowed),
        "narrowed": [(LABELS[name], value) for name, value in narrowed.items()],
        "reasons": _reasons(request, read.reasons(actor, run, side, narrowed["row_class"]), narrowed)
        if "row_class" in narrowed
        else [],
        "query": urlencode(narrowed),
        "is_police": side == "police",
        "one_class": "row_class" in narrowed,
    }
    return render(request, "waylight/rows.html", context)


def _filters(choices: dict[str, list[Any]], narrowed: dict[str, str]) -> list[dict[str, Any]]:
    order = [name for name in LABELS if name in choices and len(choices[name]) > 1]
    return [
        {"name": name, "label": LABELS[name], "choices": choices[name], "chosen": narrowed.get(name, "")}
        for name in order
    ]


def _reasons(
    request: HttpRequest, reasons: list[dict[str, Any]], narrowed: dict[str, str]
) -> list[dict[str, Any]]:
    return [
        {**line, "address": f"{request.path}?{urlencode({**narrowed, 'reason_kind': line['reason_kind']})}"}
        for line in reasons
    ]


@require_safe
def one(request: HttpRequest, id: UUID, side: str, n: int) -> HttpResponse:
    """One row: what it says, its class and reason, and what it was put with or might have been."""
    run = found(request, id)
    view = records.row_view(person_of(request), run, side, n)
    if view is None:
        raise Http404
    return render(
        request, "waylight/row.html", {"run": run, "side": side, "title": TITLES[side], "view": view}
    )
