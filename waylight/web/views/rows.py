"""Lists behind the bridge's figures, and one row with what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from waylight.desk.models import Run, RunRow
from waylight.desk.people import Person, not_there
from waylight.desk.selectors import reach, records
from waylight.desk.selectors import runs as read
from waylight.desk.services import looking
from waylight.imports.selectors import rows_that
from waylight.web.narrowing import filters, said, words_of
from waylight.web.night.asking import actor as duty
from waylight.web.views.asking import person_of
from waylight.web.views.runs import found

TITLES = {"police": "Police reports", "authority": "Authority rows"}
# Not to be chosen on the list: only the page of the intake leads to it.
INTAKE = "intake"
NARROWS = ("seen_by", "row_class", "reason_kind", "force", "authority", "year", "category")


@require_safe
def listed(request: HttpRequest, id: UUID, side: str) -> HttpResponse:
    """Rows of one side, narrowed by what the address says, twenty a page."""
    run, actor = found(request, id), person_of(request)
    if side not in TITLES:
        raise Http404
    narrowed = {name: request.GET[name] for name in (*NARROWS, INTAKE) if request.GET.get(name)}
    pages = Paginator(_of_intake(request, run, side, read.rows(actor, run, side, narrowed)), read.PAGE)
    page = pages.get_page(request.GET.get("page"))
    lines = [
        {**line, "words": words_of("row_class", line["row"].row_class, side)}
        for line in records.with_times(actor, run, side, list(page.object_list))
    ]
    looking.note_list(
        actor=actor, run=run, numbers=_numbers(run, side, lines), page=page.number, route="rows"
    )
    context = {
        "run": run,
        "side": side,
        "title": TITLES[side],
        "page": page,
        "lines": lines,
        "withheld": reach.rows_are_withheld(),
        "filters": filters(NARROWS, read.choices(actor, run, side), narrowed, side),
        "narrowed": said(narrowed, side),
        "reasons": _reasons(request, read.reasons(actor, run, side, narrowed["row_class"]), narrowed)
        if "row_class" in narrowed
        else [],
        "query": urlencode(narrowed),
        "is_police": side == "police",
        "one_class": "row_class" in narrowed,
    }
    return render(request, "waylight/rows.html", context)


def _of_intake(request: HttpRequest, run: Run, side: str, rows: QuerySet[RunRow]) -> QuerySet[RunRow]:
    """Those that come to what the address says when the run is taken into the record; all where it says nothing."""
    if INTAKE not in request.GET:
        return rows
    ids = rows_that(
        actor=duty(request), run=run, side=side, word=request.GET[INTAKE], now=timezone.now(), route="rows"
    )
    if ids is None:
        raise Http404
    return rows.filter(row_id__in=ids)


def _numbers(run: Run, side: str, lines: list[dict[str, Any]]) -> list[str]:
    """The children whom the rows of a page are about, by the number that the extract has for them."""
    if side == "police":
        return looking.linked(run, [line["row"].row_id for line in lines])
    return [line["record"].child_id for line in lines if line["record"]]


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
    run, actor = found(request, id), person_of(request)
    view = records.row_view(actor, run, side, n)
    if view is None:
        not_there(run.id)
    _note(actor, run, view, f"{side} row {n}")
    became = words_of("row_class", view.row.row_class, side)
    return render(
        request,
        "waylight/row.html",
        {"run": run, "side": side, "title": TITLES[side], "view": view, "became": became},
    )


def _note(actor: Person, run: Run, view: records.RowView, place: str) -> None:
    shown = [view.child, *(one.child for one in view.candidates)]
    numbers = [child.child_id for child in shown if child]
    looking.note_read(actor=actor, run=run, numbers=numbers, place=place, route="row")
