"""From what somebody tapped and typed to the report that is kept. Times are London's until they are a `When`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import QueryDict

from waylight.engine.codes import Code
from waylight.engine.when import LONDON, When, parse
from waylight.episodes.services.reports import Report, WhoWasTold
from waylight.facts.refusals import Refused
from waylight.rulebook import reporting

# Offered as large answers: how long ago a child is usually missed for when somebody sits down to report.
AGO = (0, 15, 30, 60, 120, 240)
STEP = 5
# Until when children are usually allowed out.
EXPECTED = (time(18), time(20), time(21), time(22))


@dataclass(frozen=True)
class Choice:
    """One time to tap: the value that is sent, what is read, and how long ago that is."""

    value: str
    label: str
    ago: str = ""
    chosen: bool = False


def times(now: datetime, chosen: str = "") -> list[Choice]:
    """The times before now that one may tap, to five minutes."""
    clock = now.astimezone(LONDON)
    clock -= timedelta(minutes=clock.minute % STEP, seconds=clock.second, microseconds=clock.microsecond)
    moments = [clock - timedelta(minutes=ago) for ago in AGO]
    return [
        Choice(f"{at:%Y-%m-%dT%H:%M%z}", _said(at, clock), _ago(ago), f"{at:%Y-%m-%dT%H:%M%z}" == chosen)
        for at, ago in zip(moments, AGO, strict=True)
    ]


def expected(now: datetime, chosen: str = "") -> list[Choice]:
    """The hours until which a child may have been allowed out today."""
    day = now.astimezone(LONDON).date()
    found = [datetime.combine(day, hour) for hour in EXPECTED]
    return [
        Choice(f"{at:%Y-%m-%dT%H:%M}", f"{at:%H:%M}", "", f"{at:%Y-%m-%dT%H:%M}" == chosen) for at in found
    ]


def read_report(sent: QueryDict, now: datetime) -> Report:
    """The report as it was answered. Raises: Refused, with the question that still needs an answer."""
    known = _one_of(sent, "known", ("no", "yes"), "Say whether you know where the child is.") == "yes"
    told = set(sent.getlist("told"))
    words = {
        "place": sent.get("place", "") if known else "",
        "clothes": sent.get("clothes", ""),
        "different tonight": sent.get("different", ""),
        "with whom": _listed(reporting.COMPANY, sent.getlist("company"), sent.get("whom", "")),
        "checks made": _listed(reporting.CHECKS, sent.getlist("checks")),
    }
    return Report(
        since=_since(sent),
        whereabouts="known" if known else "unknown",
        concern=not known or sent.get("worried") != "no",
        # Sending tells the authority, except where a known place worries nobody and nobody was told.
        reported=not known or sent.get("worried") != "no" or bool(told - {"manager"}),
        expected_at=_expected(sent, now),
        words={field: text.strip() for field, text in words.items() if text.strip()},
        told=tuple(_told(sent, told)),
        police_reference=sent.get("police_reference", "") if "police" in told else "",
    )


def _told(sent: QueryDict, told: set[str]) -> Iterable[WhoWasTold]:
    for whom in reporting.TELL:
        if whom.code in told:
            yield WhoWasTold(whom.code)
    why = next((one for one in reporting.PARENTS_NOT_TOLD if one.code == sent.get("parents_not_told")), None)
    if "parents" not in told and why is not None:
        # Who will be told next, or did not answer, is still owed it; the other reasons are why they are not.
        outcome = why.code if why.code in ("no answer", "not yet") else "not told"
        yield WhoWasTold("parents", outcome=outcome, why_not=why.label)


def _since(sent: QueryDict) -> When:
    since = sent.get("since", "")
    if since == "other":
        day, clock = sent.get("since_day", ""), sent.get("since_time", "")
        if not day:
            raise Refused("Give the day on which the child was last seen.", field="since_day")
        since = f"{day}T{clock}" if clock else day
    if not since:
        raise Refused(
            "Say when the child left or was last seen: your best guess helps more than none.", field="since"
        )
    return _when(since, "since")


def _expected(sent: QueryDict, now: datetime) -> When | None:
    given = sent.get("expected", "")
    if given == "other" and sent.get("expected_time"):
        given = f"{now.astimezone(LONDON):%Y-%m-%d}T{sent['expected_time']}"
    return _when(given, "expected") if given not in ("", "none", "other") else None


def _when(text: str, field: str) -> When:
    try:
        return parse(text)
    except ValueError as wrong:
        raise Refused(f"That time cannot be read: {wrong}.", field=field) from wrong


def _one_of(sent: Mapping[str, str], field: str, allowed: tuple[str, ...], sentence: str) -> str:
    given = sent.get(field, "")
    if given not in allowed:
        raise Refused(sentence, field=field)
    return given


def _listed(codes: Iterable[Code], chosen: Iterable[str], more: str = "") -> str:
    wanted = set(chosen)
    parts = [code.label for code in codes if code.code in wanted]
    return "; ".join([*parts, more.strip()] if more.strip() else parts)


def _said(at: datetime, now: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%H:%M} yesterday"


def _ago(minutes: int) -> str:
    if minutes == 0:
        return "just now"
    if minutes < 60:
        return f"{minutes} minutes ago"
    return "an hour ago" if minutes == 60 else f"{minutes // 60} hours ago"
