"""The rulebook as pages: its chapters, and each with what my authority has set for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from waylight.agencies.models import Node
from waylight.agencies.selectors import authority_of
from waylight.engine.local import Settings
from waylight.engine.when import LONDON
from waylight.exchange.rulebook_chapters import Chapter, Entry, chapters, is_local
from waylight.protocols.rules import LocalRule, local_rules
from waylight.protocols.selectors import settings_of
from waylight.web.night.asking import actor, now
from waylight.web.rules.saying import running, spoken

LOCAL = "local"


@dataclass(frozen=True)
class Line:
    """One rule; for a local one the address of its figure, what the rulebook says and what my authority has set."""

    entry: Entry
    slug: str = ""
    rulebook: str = ""
    own: str = ""

    @property
    def local(self) -> bool:
        """Whether an authority may set it for itself."""
        return is_local(self.entry)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every chapter, and below what my authority has set for itself."""
    authority, settings, today = mine(request)
    own = [
        (rule, slugify(name), spoken(rule.value), spoken(value))
        for name, rule in local_rules().items()
        if (value := running(rule, settings, today)) is not None
    ]
    context = {"chapters": chapters(), "authority": authority, "own": own}
    return render(request, "rules/index.html", context)


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, each rule in a sentence; `show` "local": those that an authority may set for itself."""
    found = next((one for one in chapters() if one.slug == slug), None)
    if found is None:
        raise Http404
    authority, settings, today = mine(request)
    only_local = request.GET.get("show") == LOCAL
    tables = [
        (table, [line for line in lines if line.local or not only_local])
        for table, lines in _lines(found, settings, today)
    ]
    context = {
        "chapter": found,
        "tables": [(table.title, lines, _common(lines)) for table, lines in tables if lines],
        "only_local": only_local,
        "authority": authority,
    }
    return render(request, "rules/chapter.html", context)


def mine(request: HttpRequest) -> tuple[Node | None, Settings[Any], date]:
    """The authority that I work for, what it has set, and the day in London."""
    node = actor(request).node
    authority = authority_of(node) if node else None
    return authority, settings_of(authority.id) if authority else {}, now().astimezone(LONDON).date()


def _lines(chapter: Chapter, settings: Settings[Any], today: date) -> list[tuple[Any, list[Line]]]:
    local = {id(rule.row): rule for rule in local_rules().values()}
    return [
        (table, [_line(entry, local.get(id(entry.row)), settings, today) for entry in table.entries])
        for table in chapter.tables
    ]


def _common(lines: list[Line]) -> str:
    """The source that every line of a table has: it is said once. "" where they differ, or there is only one."""
    sources = {line.entry.source for line in lines}
    return sources.pop() if len(lines) > 1 and len(sources) == 1 else ""


def _line(entry: Entry, rule: LocalRule | None, settings: Settings[Any], today: date) -> Line:
    if rule is None:
        return Line(entry)
    own = running(rule, settings, today)
    return Line(entry, slugify(rule.name), spoken(rule.value), "" if own is None else spoken(own))
