"""The rows behind the counts of an upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.desk.people import not_there
from waylight.desk.selectors import reach
from waylight.desk.selectors import runs as read
from waylight.desk.selectors.handed_in import TABLES, handed_in
from waylight.desk.services import looking
from waylight.web.views.asking import person_of


@dataclass(frozen=True)
class Listed:
    """What a table is called, one of its rows and more, and what a list of them can be narrowed by."""

    one: str
    more: str
    by: str = ""


LISTS: Mapping[str, Listed] = {
    "police": Listed("police report", "police reports", "Force"),
    "children": Listed("child", "children", "Authority"),
    "placements": Listed("placement", "placements"),
    "missing": Listed("missing or away row", "missing and away rows"),
    "homes": Listed("report by a home", "reports by homes"),
    "set-aside": Listed("row set aside", "rows set aside", "File"),
}


@require_safe
def listed(request: HttpRequest, id: UUID, table: str) -> HttpResponse:
    """Rows of one table of the upload, twenty a page."""
    actor = person_of(request)
    upload = read.upload(actor, id) or not_there(id)
    if table not in TABLES:
        raise Http404
    words, only = LISTS[table], request.GET.get("only", "")
    page = Paginator(handed_in(actor, upload, table, only), read.PAGE).get_page(request.GET.get("page"))
    numbers = [getattr(row, "child_id", None) for row in page.object_list]
    looking.note_handed_in(actor=actor, upload=upload, numbers=numbers, page=page.number, route="upload_rows")
    context = {
        "upload": upload,
        "table": table,
        "title": words.one if page.paginator.count == 1 else words.more,
        "by": words.by,
        "only": only if words.by else "",
        "page": page,
        "let_go": upload.runs.exclude(forgotten_rows=0).first() if table == "police" else None,
        "withheld": reach.rows_are_withheld(),
        "query": urlencode({"only": only}) if only else "",
    }
    return render(request, "waylight/handed_in.html", context)
