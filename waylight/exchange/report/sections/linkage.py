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
    groups = [_dot(entry) for entry in _worth_showing(entries)]
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


def _worth_showing(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Groups with links, ordered by family; a family of one group says nothing."""
    families: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        if entry["sure"] + entry["doubtful"]:
            families.setdefault(entry["group"], []).append(entry)
    first = sorted(families, key=lambda name: (name != "ethnicity", name))
    return [entry for name in first if len(families[name]) > 1 for entry in families[name]]


def _dot(entry: Mapping[str, Any]) -> Dot:
    family = str(entry["group"])
    return Dot(
        family[:1].upper() + family[1:], str(entry["value"]), float(entry["expected_f1"]), int(entry["sure"])
    )


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
    return f"{dot.family.lower()}: {dot.name}"
