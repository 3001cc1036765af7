"""The true number: the estimate with its interval, what it rests on, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waylight.drawings.interval import interval
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.stacked import Line, stacked
from waylight.drawings.words import number, of_every
from waylight.exchange.report.findings import Findings
from waylight.exchange.report.sections import homes

ENOUGH = 50  # times away from which on a share is worth saying
FINE = 10  # more bands of length than this are taken two by two


def section(found: Findings) -> Markup:
    """The estimate, or the reason for its refusal; always the assumptions."""
    said = found.estimate
    body = _given(said) if found.estimated else _refused(said)
    third = homes.part(found) if found.estimated else None
    rests = _assumptions(said.get("assumptions", ()))
    return el("section", el("h2", "The true number"), body, third, rests, _method(said))


def _refused(said: Mapping[str, Any]) -> Markup:
    reason = said.get("reason") or (
        "The figures did not settle on a number." if said.get("possible") else "This run made no estimate."
    )
    return el(
        "div", el("p", el("strong", "There is no estimate of what neither side saw. "), reason), class_="note"
    )


def _given(said: Mapping[str, Any]) -> Markup:
    times = said["episodes"]
    half = (times["high"] - times["low"]) / 2
    words = [
        el("p", "Some times away reach neither list. How often each list misses what the other has tells how often "
           "both miss: about ", el("strong", f"{number(max(times['unseen'], 0))} times"),
           f" that nobody recorded, which makes {number(times['estimate'])} in all, give or take {number(half)} "
           "(the range that holds the true number 95 times in 100, if the assumptions below hold)."),
        el("p", "This counts only times missing (M) where and when both lists could have had them, corrected for what "
           "the linkage is expected to have missed or invented; so its counts differ from those of the bridge. ",
           said.get("note", ""), _left_out(said)),
    ]  # fmt: skip
    drawing = interval(
        times, ident="true", title="What each side counted, and the true number", of="times missing"
    )
    warned = [el("p", el("strong", "Take care. "), w, class_="note") for w in said.get("warnings", ())]
    return join(warned, words, drawing.figure(), _children(said.get("children")), _lengths(said))


def _left_out(said: Mapping[str, Any]) -> str:
    counts = [f"{number(n)} {name}" for name, n in said.get("left_out", {}).items() if n]
    return f" Left out: {', '.join(counts)}." if counts else ""


def _children(said: Mapping[str, Any] | None) -> Markup | None:
    if not said or not said["low"] <= said["estimate"] <= said["high"]:
        return None
    return el(
        "p",
        "Children: ",
        el("strong", number(said["seen"])),
        " are in at least one list as missing at least once; about ",
        el("strong", number(said["estimate"])),
        f" were ({number(said['low'])} to {number(said['high'])}).",
    )


def _lengths(said: Mapping[str, Any]) -> Markup | None:
    bands = list(said.get("strata", {}).get("length", ()))
    step = 2 if len(bands) > FINE else 1
    lines = [_band(bands[i : i + step]) for i in range(0, len(bands), step)]
    if not lines:
        return None
    title = "Times missing by length"
    drawing = stacked(lines, ident="lengths", title=title, group="Length")
    told = f"The same times missing. The hollow ends are what neither saw.{_escaping(lines)}"
    head = el("h3", "By how long the child was away")
    return el("div", head, el("p", told), drawing.figure(), class_="keep")


def _escaping(lines: Sequence[Line]) -> str:
    """The length that most often reached neither list, where there are enough to say so."""
    many = [line for line in lines if sum(line.parts) >= ENOUGH and (line.unseen or 0) >= 1]
    if not many:
        return ""
    worst = max(many, key=lambda line: (line.unseen or 0) / sum(line.parts))
    share = of_every(worst.unseen or 0, sum(worst.parts))
    return f" Likeliest to escape both lists: {worst.name}, of which {share} did."


def _band(bands: Sequence[Mapping[str, Any]]) -> Line:
    """Neighbouring bands of length as one."""
    first, last = str(bands[0]["length"]), str(bands[-1]["length"])
    start, end = first.split(" to ")[0], last.split(" to ")[-1]
    name = end if end == start or end.endswith("more") else f"{start} to {end}"
    both, police, authority = (sum(b[k] for b in bands) for k in ("both", "police_only", "authority_only"))
    unseen = sum(max(b["estimate"] - b["seen"], 0.0) for b in bands)
    return Line(
        name.replace("0 min to", "under") if name.startswith("0 ") else name, both, police, authority, unseen
    )


def _assumptions(rows: Sequence[Mapping[str, str]]) -> Markup | None:
    """As a list, because a table of sentences cannot be read on a phone."""
    items = [
        el("li", el("strong", row["assumption"]), f" It fails when {row['broken_when']}; the "
           f"estimate is then {row['then']}.")
        for row in rows
    ]  # fmt: skip
    if not items:
        return None
    return join(
        el("h3", "What the estimate rests on, and what breaks it"), el("ul", items, class_="assumptions")
    )


def _method(said: Mapping[str, Any]) -> Markup | None:
    if not said.get("method"):
        return None
    others = [
        el("li", f"{m['method']}: {number(m['estimate'])} ({number(m['low'])} to {number(m['high'])})")
        for m in said.get("comparison", ())
    ]
    changes = [
        el(
            "li",
            f"{c['correction']}: {'plus ' if c['times_away'] >= 0 else 'less '}{number(abs(c['times_away']))}",
        )
        for c in said.get("corrections", ())
    ]
    return el(
        "details",
        el("summary", "The method, for those who check it"),
        el("p", said["method"]),
        join(el("p", "Other ways to count, for comparison:"), el("ul", others)) if others else None,
        join(el("p", "What was corrected, in times away:"), el("ul", changes)) if changes else None,
    )
