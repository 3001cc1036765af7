"""Why the lists differ: the largest reasons first, and how each agency's times away were seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY
from waylight.drawings.stacked import Line, stacked
from waylight.drawings.words import number, of_every, plural
from waylight.exchange.report.findings import Findings, Reason

EVERY_ROW = {
    True: "The file rows.csv gives the class and the reason of every single row.",
    False: "The desk lists every single row with its class and reason.",
}
SHOWN = 6
AGENCIES = 12
NOT_AGENCIES = ("no police report", "not known", "no authority row", "")
SIDES = (("police", "police reports", "report"), ("authority", "authority rows", "row"))


def section(found: Findings) -> Markup:
    """Two lists of reasons side by side."""
    columns = [
        el(
            "div",
            el("h3", f"Of the {number(found.rows(side))} {words}"),
            _listed(found, side, one),
            class_="half",
        )
        for side, words, one in SIDES
    ]
    return el(
        "section",
        el("h2", "Why the lists differ, largest reasons first"),
        el("div", columns, class_="halves"),
        el("p", EVERY_ROW[found.beside], class_="quiet"),
    )


def _listed(found: Findings, side: str, one: str) -> Markup:
    reasons, total = found.reasons[side], found.rows(side)
    if not reasons:
        return el("p", f"No {one} is without its counterpart." if total else f"There is no {one}.")
    most = reasons[0].rows
    items = [_item(reason, total, most) for reason in reasons[:SHOWN]]
    rest = sum(reason.rows for reason in reasons[SHOWN:])
    others = len(reasons) - SHOWN
    more = (
        el("p", f"{plural(rest, one)} for {plural(others, 'other reason')}.", class_="quiet")
        if rest
        else None
    )
    return join(el("ol", items, class_="reasons"), more)


def _item(reason: Reason, total: int, most: int) -> Markup:
    bar = el(
        "svg",
        el("rect", x=0, y=0, width=max(100 * reason.rows / most, 0.5), height=4, fill=CLAY),
        viewBox="0 0 100 4",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
        focusable="false",
    )
    share = el("span", f" {of_every(reason.rows, total)}", class_="quiet")
    return el("li", el("strong", number(reason.rows)), share, bar, el("span", reason.words))


def by_agency(found: Findings) -> Markup | None:
    """Small multiples: each authority's and each force's times away by who saw them."""
    drawn = [
        _agencies(found.bridge["by"][kind], kind, title)
        for kind, title in (("authority", "By authority"), ("force", "By police force"), ("year", "By year"))
        if kind in found.bridge.get("by", {})
    ]
    shown = [part for part in drawn if part is not None]
    if not shown:
        return None
    said = "Each bar is all times away of one agency or year; the figure at its end is the share that both sides saw."
    return el("section", el("h2", "Who saw what, agency by agency and year by year"), el("p", said), shown)


def _agencies(entries: Sequence[Mapping[str, Any]], kind: str, title: str) -> Markup | None:
    named = [e for e in entries if e["value"] not in NOT_AGENCIES and e["episodes"]["total"]]
    if not named:
        return None
    if kind == "year" and len(named) < 2:
        return None
    size = 0 if kind == "year" else -1  # years stand in their order, agencies by size
    named.sort(key=lambda entry: (size * entry["episodes"]["total"], str(entry["value"])))
    lines = [_line(str(e["value"]), e["episodes"]) for e in named[:AGENCIES]]
    rest = named[AGENCIES:]
    if rest:
        summed = {k: sum(e["episodes"][k] for e in rest) for k in ("both", "police", "authority")}
        lines.append(_line(f"{len(rest)} smaller ones", summed))
    drawing = stacked(
        lines, ident=f"by-{kind}", title=f"Times away {title.lower()}", group=title[3:], shares=True
    )
    return el("div", el("h3", title), drawing.figure(), class_="keep")


def _line(name: str, seen: Mapping[str, int]) -> Line:
    return Line(name, seen["both"], seen["police"], seen["authority"])
