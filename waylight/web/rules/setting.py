"""One local rule: what the authority set so far, and setting another figure after seeing what it would have done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.engine.local import Settings
from waylight.protocols.rules import LocalRule
from waylight.protocols.selectors import history
from waylight.protocols.services import NotSet, may_set, set_value
from waylight.protocols.values import Input, NoSuchValue, filled, inputs
from waylight.web.night.asking import actor, now
from waylight.web.rules.effects import Shown, effect
from waylight.web.rules.pages import mine
from waylight.web.rules.saying import by_slug, running, spoken

NOT_READ = "Give each figure as a whole number, one or more."
LOOK_FIRST = (
    "Look at what the figure would have done first: it was changed since it was shown, or not shown yet."
)


@dataclass(frozen=True)
class Asked:
    """A figure as the form gives it: the value (None: back to the rulebook's own), its days, why."""

    value: Any
    since: date
    until: date | None
    why: str

    @property
    def as_shown(self) -> str:
        """By which the page knows that this very figure was looked at."""
        return f"{self.value} {self.since} {self.until}"


@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, rule: str) -> HttpResponse:
    """The figure of my authority. A POST looks at one first; the button that keeps it stands below what it shows."""
    local = by_slug().get(rule)
    if local is None:
        raise Http404
    authority, settings, today = mine(request)
    if request.method == "GET":
        return _page(request, local, authority, settings, today)
    if authority is None or not may_set(authority.id):
        raise Http404
    try:
        asked = _asked(request.POST, local, today)
        if "keep" in request.POST:
            _keep(request, local, authority.id, asked, today)
            return redirect("rule_setting", rule)
    except NotSet as refused:
        return _page(request, local, authority, settings, today, refused=refused)
    except NotThere as absent:
        raise Http404 from absent
    return _page(request, local, authority, settings, today, asked=asked)


def _asked(sent: QueryDict, rule: LocalRule, today: date) -> Asked:
    """Raises: NotSet."""
    since, until = _day(sent, "since") or today + timedelta(days=1), _day(sent, "until")
    if sent.get("back"):
        return Asked(None, since, until, sent.get("why", ""))
    given = [sent.get(f"n{index}", "").strip() for index in range(len(inputs(rule.value)))]
    if not all(one.isdigit() for one in given):
        raise NotSet(NOT_READ, field="n0")
    try:
        value = filled(rule.value, [int(one) for one in given])
    except NoSuchValue as wrong:
        raise NotSet(f"{NOT_READ} {wrong}", field="n0") from wrong
    return Asked(value, since, until, sent.get("why", ""))


def _day(sent: QueryDict, name: str) -> date | None:
    given = sent.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as wrong:
        raise NotSet("That day cannot be read: write it as 2026-03-01.", field=name) from wrong


def _keep(request: HttpRequest, rule: LocalRule, authority: UUID, asked: Asked, today: date) -> None:
    if request.POST.get("shown") != asked.as_shown:
        raise NotSet(LOOK_FIRST)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError as wrong:
        raise NotSet("Open the page again, and give the figure once more.") from wrong
    set_value(
        actor=actor(request), authority=authority, rule=rule.name, value=asked.value, since=asked.since,
        until=asked.until, why=asked.why, today=today, key=key, route="rule_setting",
    )  # fmt: skip


def _page(
    request: HttpRequest,
    rule: LocalRule,
    authority: Node | None,
    settings: Settings[Any],
    today: date,
    *,
    asked: Asked | None = None,
    refused: NotSet | None = None,
) -> HttpResponse:
    own = running(rule, settings, today)
    context = {
        "rule": rule,
        "rulebook": spoken(rule.value),
        "own": "" if own is None else spoken(own),
        "authority": authority,
        "history": [(one, "" if one.value is None else spoken(one.value)) for one in history(authority.id, rule.name)]
        if authority
        else [],
        "may_set": authority is not None and may_set(authority.id),
        "inputs": _filled_in(request.POST, rule.value if own is None else own),
        "tomorrow": (today + timedelta(days=1)).isoformat(),
        "asked": asked,
        "spoken": spoken(rule.value if asked is None or asked.value is None else asked.value),
        "effect": _effect(rule, authority, own, asked, now()),
        "key": request.POST.get("key") or str(uuid4()),
        "sent": request.POST,
        "refused": refused,
    }  # fmt: skip
    return render(request, "rules/setting.html", context, status=422 if refused else 200)


def _filled_in(sent: QueryDict, value: Any) -> list[tuple[int, Input, Any]]:
    """What the form asks for, with what was typed, else what holds now."""
    return [(n, one, sent.get(f"n{n}", one.number)) for n, one in enumerate(inputs(value))]


def _effect(
    rule: LocalRule, authority: Node | None, own: Any, asked: Asked | None, now: datetime
) -> tuple[tuple[str, ...], list[tuple[str, str, tuple[int, ...]]]] | None:
    """The last year as it was by the present figure and as it would have been by the one asked about."""
    if asked is None or authority is None:
        return None
    present = rule.value if own is None else own
    wanted = rule.value if asked.value is None else asked.value
    found: Shown | None = effect(rule, authority.id, (present, wanted), now)
    if found is None:
        return None
    labels = (("As it is", spoken(present)), ("As asked", spoken(wanted)))
    return found.head, [(label, value, row) for (label, value), row in zip(labels, found.rows, strict=True)]
