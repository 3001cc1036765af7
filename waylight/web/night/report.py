"""The report that a child is not here, on a phone, at night; and its receipt."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.access import gate
from waylight.access.grid import opened
from waylight.agencies.models import Node
from waylight.engine.codes import Code
from waylight.episodes.selectors import people, receipts
from waylight.episodes.services import reports
from waylight.facts.refusals import NotThere, Refused
from waylight.rulebook import reporting
from waylight.web.night.answers import expected, read_report, times
from waylight.web.night.asking import actor, answered, filing, fresh_key, now
from waylight.web.night.spoken import answers_for_police
from waylight.web.upkeep.days import day_of

READ_BACK = (
    ("q-known", "Where"),
    ("q-when", "Last seen"),
    ("q-clothes", "Wearing"),
    ("q-different", "Different tonight"),
    ("q-whom", "With whom"),
    ("q-told", "Told already"),
    ("q-checks", "Checked"),
    ("q-expected", "Expected back"),
)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, child: UUID) -> HttpResponse:
    """One child who is placed here, or whom the reporter may report for another reason."""
    at = now()
    # Before anything is typed: whoever only reads the record is not asked for a report that would be refused.
    if not gate.may(actor(request), "write", "episode", child, at):
        raise Http404
    try:
        who = people.to_report(actor=actor(request), child_id=child, now=at, route="report")
    except NotThere as absent:
        raise Http404 from absent

    def send() -> str:
        filed = reports.report_absent(
            filing(request, at, "report"),
            child_id=child,
            report=read_report(request.POST, at),
        )
        return reverse("receipt", args=[filed.fact])

    def page(refused: Refused | None = None) -> HttpResponse:
        return render(
            request,
            "night/report.html",
            {"child": who, **asked(request, refused)},
            status=422 if refused else 200,
        )

    return answered(request, send, page) if request.method == "POST" else page()


@require_http_methods(["GET", "POST"])
def unknown(request: HttpRequest) -> HttpResponse:
    """A child whom the system does not know: filed, and placed by a person."""
    at = now()
    receivers = people.receivers(actor=actor(request))

    def send() -> str:
        report = read_report(request.POST, at)
        words = {**report.words, "child": request.POST.get("child", "")}
        filed = reports.report_unknown_child(
            filing(request, at, "report_unknown"),
            report=reports.Report(**{**vars(report), "words": words}),
            to_node=_to(request, receivers),
        )
        return reverse("receipt", args=[filed.fact])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {"child": None, "receivers": receivers, **asked(request, refused)}
        return render(request, "night/report_unknown.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


@require_http_methods(["GET", "POST"])
def named(request: HttpRequest) -> HttpResponse:
    """Police report a child by exact name and birth date whom no search shows them. Nothing says whether there is
    such a record before the report is sent."""
    at, who, sent = now(), actor(request), request.POST
    if not any("police" in opened(grant.role, "episode", "write") for grant in who.grants):
        raise Http404
    receivers = people.receivers(actor=who)

    def send() -> str:
        given, family = sent.get("given", "").strip(), sent.get("family", "").strip()
        if not given or not family:
            raise Refused("Give the child's exact given names and family name.", field="given")
        born = day_of(sent.get("born", ""))
        if born is None or born > at.date():
            raise Refused("Give the child's exact birth date, with day, month and year.", field="born")
        filed = reports.report_named(
            filing(request, at, "report_named"),
            given_names=given,
            family_name=family,
            born=born,
            report=read_report(sent, at),
            to_node=_to(request, receivers),
        )
        return reverse("receipt", args=[filed.fact])

    def page(refused: Refused | None = None) -> HttpResponse:
        context = {"child": None, "receivers": receivers, **asked(request, refused)}
        return render(request, "night/report_named.html", context, status=422 if refused else 200)

    return answered(request, send, page) if request.method == "POST" else page()


def _to(request: HttpRequest, receivers: tuple[Node, ...]) -> UUID:
    """Who looks for the child's record. Raises: Refused."""
    to = next((one.id for one in receivers if str(one.id) == request.POST.get("to")), None)
    if to is None:
        raise Refused("Choose who looks for the child: the authority, or the police here.", field="to")
    return to


@require_safe
def receipt(request: HttpRequest, fact: UUID) -> HttpResponse:
    """What was kept, and what happens next. The words POLICE NOT YET TOLD stay until police are."""
    try:
        kept = receipts.receipt(actor=actor(request), fact_id=fact, now=now(), route="receipt")
    except NotThere as absent:
        raise Http404 from absent
    context = {
        "receipt": kept,
        "script": reporting.POLICE_WILL_ASK,
        "answers": answers_for_police(kept.child, [kept.report]),
    }
    return render(request, "night/receipt.html", context)


def asked(request: HttpRequest, refused: Refused | None) -> dict[str, object]:
    """Everything that the questions show, with what was sent before where it comes back."""
    sent = request.POST
    chosen = {name: set(sent.getlist(name)) for name in ("company", "told", "checks", "parents_not_told")}

    def listed(codes: tuple[Code, ...], name: str) -> list[dict[str, object]]:
        return [
            {"code": one.code, "label": one.label, "small": one.note, "chosen": one.code in chosen[name]}
            for one in codes
        ]

    at = now()
    return {
        "key": sent.get("key") or fresh_key(),
        "refused": refused.sentence if refused else "",
        "sent": sent,
        "times": times(at, sent.get("since", "")),
        "expected": expected(at, sent.get("expected", "")),
        "company": listed(reporting.COMPANY, "company"),
        "people": listed(reporting.TELL, "told"),
        "not_told": listed(reporting.PARENTS_NOT_TOLD, "parents_not_told"),
        "checks": listed(reporting.CHECKS, "checks"),
        "read": [{"id": id, "label": label} for id, label in READ_BACK],
    }
