"""What a director reads first: the answer in a few sentences, and the bridge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from waylight.drawings.bridge import bridge
from waylight.drawings.markup import Markup, el
from waylight.drawings.words import about, number, plural
from waylight.exchange.report.findings import Findings
from waylight.exchange.report.sections import homes


def section(found: Findings) -> Markup:
    """Heading, the answer in words, the drawing."""
    return el(
        "section",
        el("h1", "Two lists made one"),
        el("p", _period(found), class_="quiet"),
        el("div", [el("p", line) for line in _answer(found)], class_="lede"),
        el("h2", "The bridge between the two lists"),
        el("p", "Every police report stands once in the left stack, every authority row once in the right. "
           "What both sides saw crosses the bridge."),
        bridge(found.bridge).figure(),
        _coming_down(found),
    )  # fmt: skip


def _coming_down(found: Findings) -> Markup | None:
    """How, on each side, the rows of the shared times come down to one number: exact to the row."""
    join = found.bridge.get("join")
    if not join or not found.both:
        return None
    lines = [_sum(side, join[side], found.both) for side in ("police", "authority")]
    said = (
        "Times away are fewer than rows, because one time may be told twice or in pieces. Of what both saw:"
    )
    return el("div", el("p", said), el("ul", [el("li", line) for line in lines]))


def _sum(side: str, steps: Mapping[str, int], both: int) -> str:
    one = "police report" if side == "police" else "authority row"
    terms = [plural(steps["rows"], one)]
    for name, sign, words in (
        ("typed twice", "less", "entered twice"),
        ("extra rows of one time away", "less", "that cut one time away into pieces"),
        ("further times that one row covers", "plus", "further times that one row covers"),
    ):
        if steps.get(name):
            terms.append(f"{sign} {number(steps[name])} {words}")
    return f"{', '.join(terms)}: {number(both)} times away."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _period(found: Findings) -> str:
    said = "Children missing from care: police reports and authority records"
    first, last = found.asked
    if first or last:
        ends = f"from {_day(first)}" if first else "up to"
        return f"{said}, {ends} {f'to {_day(last)}' if last and first else _day(last) if last else 'on'}."
    if found.span:
        return f"{said}. Times away that began from {_day(found.span[0])} to {_day(found.span[1])}."
    return f"{said}."


def _answer(found: Findings) -> list[Markup]:
    police, authority, seen = found.rows("police"), found.rows("authority"), found.bridge["episodes"]
    if not police and not authority:
        return [el("span", "Both lists are empty: there is nothing to compare.")]
    lines = [
        el("span", "Police hold ", _strong(plural(police, "report")), ", the authorities ",
           _strong(plural(authority, "row")), ". They tell of ",
           _strong(plural(int(seen["total"]), "time") + " away"), " of children in these authorities’ care."),
        el("span", "Both saw ", _strong(number(seen["both"])), ". Only police saw ", _strong(number(seen["police"])),
           "; only the authorities saw ", _strong(number(seen["authority"])), _away(found), "."),
    ]  # fmt: skip
    third = homes.in_short(found) if found.estimated else None
    return [*lines, _true(found), *([third] if third else [])]


def _away(found: Findings) -> str:
    away = int(found.bridge["authority"]["classes"].get("away (A) not expected at police", 0))
    return f", among them {number(away)} away (A) with whereabouts known" if away else ""


def _true(found: Findings) -> Markup:
    said = found.estimate
    if not found.estimated:
        return el("span", "How many neither side saw cannot be said from these lists; the reason is below.")
    times = said["episodes"]
    return el(
        "span",
        "Counting only missing (M), and only where both lists could have it, children were missing about ",
        _strong(f"{about(times['estimate'])} times"),
        f" ({about(times['low'])} to {about(times['high'])}); about ",
        _strong(about(max(times["unseen"], 0), 2)),
        " of these are in neither list.",
    )


def _strong(said: str) -> Markup:
    return el("strong", said)
