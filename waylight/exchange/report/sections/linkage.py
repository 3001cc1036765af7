"""How good the linkage is, by its own probabilities, and whether it is as good for every group of children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waylight.drawings.dots import Dot, dots
from waylight.drawings.markup import Markup, el
from waylight.drawings.words import number, plural
from waylight.exchange.report.findings import Findings

# A group is judged from so many links on, and may be so much worse than the best.
JUDGED, ALLOWED = 1_000, 0.015
# What is left when a group is taken out is not a group.
REST = ("no", "another day or none")
NAMED = {
    ("birth date", "1 January"): "1 January as birth date",
    ("born the same day at one home", "yes"): "a twin, or one born the same day, at the home",
    ("another child at the same home address", "yes"): "another child at the same home address",
    ("recorded twice", "yes"): "two records with an authority",
}


def section(found: Findings) -> Markup:
    """Expected errors in words, fairness by group, how time is kept from inventing agreement."""
    said = found.quality
    body = [
        _counts(said.get("links"), "links of a police report with a child"),
        _counts(said.get("matches"), "matches of a report with a row of the same time away"),
    ]
    if not any(body):
        return el(
            "section",
            el("h2", "How good the linkage is"),
            el("p", "This run gave no figures of its quality."),
        )
    return el(
        "section",
        el("h2", "How good the linkage is"),
        el("p", "The lists share no number for a child, so each link is a judgement with a probability. From those "
           "probabilities follow the errors to expect at the threshold of 0.9:"),
        el("ul", [part for part in body if part]),
        el("p", "That two records begin at the same time is evidence for a link, but between brothers, sisters and "
           "children of one home its weight is limited; and that the other side has nothing near says almost nothing "
           "against one. Otherwise a time away that one side missed would hide itself.", class_="quiet"),
        _decided(found),
        _fairness(said),
    )  # fmt: skip


def _counts(said: Mapping[str, Any] | None, words: str) -> Markup | None:
    if not said:
        return None
    wrong, below = round(said["expected_wrong"]), round(said["expected_below_threshold"])
    return el(
        "li",
        el("strong", number(said["sure"])),
        f" {words}: about ",
        el("strong", number(wrong)),
        " of them wrong, and about ",
        el("strong", number(below)),
        f" true ones not among them; {number(said['doubtful'])} between 0.5 and 0.9 wait at the desk for a person.",
    )


def _decided(found: Findings) -> Markup | None:
    if not found.decisions:
        return None
    return el("p", f"{plural(found.decisions, 'decision')} by people were taken over and not overturned.")


def _fairness(said: Mapping[str, Any]) -> Markup | None:
    entries = said.get("by_group") or ()
    groups = _dots(entries)
    if not groups:
        return None
    title = "Expected F1 of the links, by group of children"
    drawing = dots(
        groups,
        whole=said["links"]["expected_f1"],
        small=JUDGED,
        ident="fair",
        title=title,
        measure="Expected F1",
    )
    told = (
        "F1 is 100% when no link is wrong and none is missing. A group far left of the line is linked worse than "
        "others: its children’s absences then look as if one side had missed them. Hollow dots stand for fewer than "
        f"{number(JUDGED)} links, where chance alone moves them."
    )
    head = el("h3", "Is it as good for every child?")
    return el("div", head, el("p", _verdict(groups)), el("p", told), drawing.figure(), class_="keep")


def _dots(entries: Sequence[Mapping[str, Any]]) -> list[Dot]:
    """Groups with links, ethnicity first. Of a yes or no only the yes is a group of its own; so with birth dates
    only 1 January, which often stands for an unknown day."""
    shown: list[Dot] = []
    for entry in entries:
        family, value = str(entry["group"]), str(entry["value"])
        if not entry["sure"] + entry["doubtful"] or value in REST:
            continue
        named = NAMED.get((family, value), family if value == "yes" else value)
        head = "Ethnicity" if family == "ethnicity" else "Children with" if named != value else family
        shown.append(Dot(head, named, float(entry["expected_f1"]), int(entry["sure"])))
    return sorted(shown, key=lambda dot: (dot.family != "Ethnicity", dot.family))


def _verdict(groups: Sequence[Dot]) -> str:
    judged = [dot for dot in groups if dot.size >= JUDGED]
    if len(judged) < 2:
        return f"No two groups have {number(JUDGED)} links each; too few to judge fairness by."
    best, worst = max(judged, key=lambda d: d.value), min(judged, key=lambda d: d.value)
    gap = best.value - worst.value
    verdict = "within" if gap <= ALLOWED else "beyond"
    small = min((d for d in groups if 0 < d.size < JUDGED), key=lambda d: d.value, default=None)
    lower = small is not None and small.value < worst.value
    also = (
        f" Smaller groups lie lower, the lowest {_named(small)} ({small.value:.1%})."
        if small and lower
        else ""
    )
    return (
        f"Among groups with at least {number(JUDGED)} links the worst ({_named(worst)}, {worst.value:.1%}) is "
        f"{100 * gap:.1f} points below the best ({_named(best)}, {best.value:.1%}): {verdict} the "
        f"{100 * ALLOWED:g} points that we hold ourselves to.{also}"
    )


def _named(dot: Dot) -> str:
    glue = " " if dot.family.endswith("with") else ": "
    return f"{dot.family[:1].lower()}{dot.family[1:]}{glue}{dot.name}"
