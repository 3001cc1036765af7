"""Strategy discussions: what is to be held and done, calling one, its record, its actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.children.selectors import child as one_child
from waylight.decisions.selectors import lists
from waylight.decisions.services import discussions as services
from waylight.decisions.services.keeping import may_act
from waylight.episodes.selectors.children import child_line
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook.reviews import OWNERS, STRATEGY_WHY
from waylight.web.decisions.forms import Form
from waylight.web.decisions.saying import CALLED
from waylight.web.decisions.saying import OWNERS as OWNER_LABELS
from waylight.web.night.asking import actor, answered, fresh_key, now
from waylight.web.night.moments import read_moment

# As many actions as one form asks for; more can be added afterwards.
AT_ONCE = (1, 2, 3)


@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """What is to be held, and what has an action open, by what is due first."""
    at = now()
    rows = lists.open_discussions(actor=actor(request), now=at, route="strategies")
    return render(request, "decisions/strategies.html", {"rows": rows, "called": CALLED, "now": at})


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, child: UUID) -> HttpResponse:
    """Call one; `episode` in the address or the form: it comes of that time away."""
    form = Form.of(request, "strategy_call")
    if not may_act(form.actor, "discuss", child, form.now):
        raise Http404
    known = one_child(actor=form.actor, child_id=child, route="strategy_call").child

    def send() -> str:
        meets = read_moment(form.sent, form.now).earliest if form.text("when_day") else None
        called = services.call(
            form.filing,
            child_id=child,
            why=form.text("why"),
            words=form.text("words"),
            asked=form.text("asked"),
            episode_id=form.id("episode"),
            meets_at=meets,
        )
        return reverse("strategy", args=[called])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {
            "child": child_line(known, form.now),
            "codes": STRATEGY_WHY,
            "episode": request.POST.get("episode") or request.GET.get("episode", ""),
            "key": request.POST.get("key") or fresh_key(),
            "sent": request.POST,
            "refused": refused,
        }
        return render(request, "decisions/strategy_call.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


@require_safe
def strategy(request: HttpRequest, discussion: UUID) -> HttpResponse:
    """One discussion with its record and its actions."""
    return _page(request, discussion)


@require_POST
def act(request: HttpRequest, discussion: UUID, act: str) -> HttpResponse:
    """Keep its record, drop it, agree one more action, or say that one is done."""
    if act not in ACTS:
        raise Http404
    form = Form.of(request, "strategy_act")

    def send() -> str:
        ACTS[act](form, discussion)
        return reverse("strategy", args=[discussion])

    return answered(request, send, lambda refused: _page(request, discussion, refused=refused, act=act))


def _held(form: Form, discussion: UUID) -> UUID:
    actions = [one for number in AT_ONCE if (one := _action(form, f"-{number}")) is not None]
    return services.held(
        form.filing,
        discussion_id=discussion,
        happened=read_moment(form.sent, form.now),
        who_came=form.text("who_came"),
        decisions=form.text("decisions"),
        actions=actions,
        again_on=form.day("again_on"),
        enquiry=form.text("enquiry") == "yes",
    )


def _drop(form: Form, discussion: UUID) -> UUID:
    return services.drop(
        form.filing,
        discussion_id=discussion,
        why=form.text("why"),
    )


def _agree(form: Form, discussion: UUID) -> UUID:
    action = _action(form, "-new")
    if action is None:
        raise Refused("Write what is to be done.", field="what-new")
    return services.agree_action(
        form.filing,
        discussion_id=discussion,
        action=action,
    )


def _done(form: Form, discussion: UUID) -> UUID:
    action = form.id("action")
    if action is None:
        raise Refused("Open the page again: what this is about is not on it any more.", field="action")
    happened = read_moment(form.sent, form.now)
    return services.action_done(
        form.filing,
        action_id=action,
        outcome=form.text("outcome"),
        happened=happened,
    )


def _action(form: Form, number: str) -> services.NewAction | None:
    """One line of actions; None where nothing was written in it. Raises: Refused."""
    what = form.text(f"what{number}")
    if not what:
        return None
    by = form.needed_day(f"by{number}", "Say by which day the action is done: without one it never is.")
    return services.NewAction(what, form.text(f"owner{number}"), by, form.text(f"name{number}"))


ACTS: Mapping[str, Callable[[Form, UUID], UUID]] = {
    "held": _held, "drop": _drop, "action": _agree, "done": _done,
}  # fmt: skip


def _page(
    request: HttpRequest, discussion: UUID, *, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    who, at = actor(request), now()
    try:
        shown = lists.discussion(actor=who, discussion_id=discussion, now=at, route="strategy")
    except NotThere as absent:
        raise Http404 from absent
    case = shown.case
    context = {
        "shown": shown,
        "discussion": case,
        "called": CALLED,
        "owners": OWNER_LABELS,
        "owner_codes": OWNERS,
        "may": may_act(who, "discuss", case.child_id, at),
        "waits": not (case.held or case.dropped),
        "numbers": AT_ONCE,
        "keys": {name: request.POST.get("key") if act == name else fresh_key() for name in ACTS},
        "refused": refused,
        "refused_act": act,
        "sent": request.POST,
        "now": at,
    }
    return render(request, "decisions/strategy.html", context, status=422 if refused else 200)
