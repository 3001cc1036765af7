"""The bridge: police reports at the left, authority rows at the right, joined where both saw the same time away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waylight.drawings.classes import Kind, Part, fills, parts
from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Content, Markup, el, join
from waylight.drawings.palette import HAZE, NIGHT, QUIET, RULE
from waylight.drawings.stacks import LEAST, NARROW, WIDE, Layout, Link, Segment, label_height, segments, stack
from waylight.drawings.words import number, plural, wrap


@dataclass(frozen=True)
class _Told:
    """Both stacks, the times away that join them, and of how many rows these are made."""

    police: list[Part]
    authority: list[Part]
    both: int
    made_of: str


def bridge(said: Mapping[str, Any], *, ident: str = "bridge", link: Link | None = None) -> Drawing:
    """Draw a bridge as in bridge.json: `police` and `authority` with `rows` and `classes`; the times away that
    both sides saw as `both`, or within `episodes`. `link(side, class)` gives the address of the list behind a
    count, or None: class "" for all rows of a side, side "both" for the times away that both saw.
    """
    police = parts(said["police"]["classes"], "police")
    authority = parts(said["authority"]["classes"], "authority")
    both = int(said["both"] if "both" in said else said["episodes"]["both"])
    told = _Told(police, authority, both, _made_of(said, both))
    drawn = [
        _draw(layout, f"{ident}-{name}", told, link) for name, layout in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Drawing(drawn[0], _table(police, authority, link), drawn[1])


def _total(stack: list[Part]) -> int:
    return sum(part.count for part in stack)


def _sentence(police: list[Part], authority: list[Part], both: int) -> str:
    def listed(stack: list[Part]) -> str:
        return "; ".join(f"{number(p.count)} {p.words}" for p in stack if p.count) or "none"

    return (
        f"Police hold {plural(_total(police), 'report')}: {listed(police)}. "
        f"Authorities hold {plural(_total(authority), 'row')}: {listed(authority)}. "
        f"Both saw the same {plural(both, 'time')} away."
    )


def _linked(said: Content, link: Link | None, side: str, name: str = "") -> Content:
    """The figure, as a link where there is a list behind it."""
    address = link(side, name) if link else None
    return el("a", said, href=address) if address else said


def _table(police: list[Part], authority: list[Part], link: Link | None) -> Table:
    left, right = {p.name: p for p in police}, {p.name: p for p in authority}
    sides = {"police": left, "authority": right}

    def cell(side: str, name: str) -> Content:
        part = sides[side].get(name)
        if part is None or not part.count:
            return "–" if part is None else "0"
        return _linked(number(part.count), link, side, name)

    rows: list[list[Content]] = [
        [name, cell("police", name), cell("authority", name)] for name in dict.fromkeys([*left, *right])
    ]
    foot = [
        "all rows",
        _linked(number(_total(police)), link, "police"),
        _linked(number(_total(authority)), link, "authority"),
    ]
    return Table("Every row of both sides, once", ["Class", "Police reports", "Authority rows"], rows, foot)


def _height(stacks: tuple[list[Part], list[Part]], layout: Layout) -> float:
    """Tall enough for the labels of the fuller side; nothing where there are no rows."""
    if not any(_total(side) for side in stacks):
        return 0.0
    needed = [
        sum(label_height(wrap(p.words, layout.size, layout.room), layout) for p in stack if p.count)
        for stack in stacks
    ]
    return max(layout.least, *needed)


def _draw(layout: Layout, ident: str, told: _Told, link: Link | None) -> Markup:
    stacks = (told.police, told.authority)
    height = _height(stacks, layout)
    scale = height / max(_total(told.police), _total(told.authority), 1)
    left, right = (segments(stack, scale, layout, height) for stack in stacks)
    defined, fill = fills(ident)
    foot, below = _sums(layout, told.police, told.authority, layout.top + height + 30)
    return svg(
        ident,
        layout.width,
        below,
        "The bridge between the two lists",
        _sentence(told.police, told.authority, told.both),
        el("defs", defined),
        _heads(layout, told, link),
        _crossing(layout, left, right, told.both * scale),
        stack(layout, "police", left, fill, link),
        stack(layout, "authority", right, fill, link),
        foot,
        links=link is not None,
    )


def _heads(layout: Layout, told: _Told, link: Link | None) -> Markup:
    big, words = (34.0, 14.0) if layout.outside else (22.0, 12.0)
    y = 40.0 if layout.outside else 24.0
    middle = layout.width / 2
    left, right = layout.left + layout.stack if layout.outside else 0.0, layout.right
    ends = ("end", "start") if layout.outside else ("start", "end")
    right = right if layout.outside else layout.width
    lower = y if layout.outside else y + 62

    def figure(x: float, at: float, count: int, side: str, anchor: str, **more: object) -> Content:
        drawn = text(x, at, number(count), big, font_weight="bold", text_anchor=anchor, **more)
        return _linked(drawn, link, side)

    return join(
        figure(left, y, _total(told.police), "police", ends[0]),
        text(left, y + words * 1.6, "police reports", words, text_anchor=ends[0]),
        figure(right, y, _total(told.authority), "authority", ends[1]),
        text(right, y + words * 1.6, "authority rows", words, text_anchor=ends[1]),
        figure(middle, lower, told.both, "both", "middle", fill=NIGHT),
        _shared(layout, told, lower, words),
    )


def _shared(layout: Layout, told: _Told, lower: float, words: float) -> Markup:
    """What stands under the figure in the middle: what it counts, and of how many rows that is made."""
    middle, said = layout.width / 2, "times away seen by both"
    lines = wrap(told.made_of, words - 1, 250 if layout.outside else layout.width)
    beneath = [
        text(middle, lower + words * (3.0 + i * 1.2), line, words - 1, text_anchor="middle", fill=QUIET)
        for i, line in enumerate(lines)
    ]
    title = text(middle, lower + words * 1.6, said, words, text_anchor="middle", font_weight="bold")
    return join(title, beneath)


def _made_of(said: Mapping[str, Any], both: int) -> str:
    """Of how many rows the shared times are made, where bridge.json says so."""
    if not both:
        return "no time away is in both lists"
    join = said.get("join")
    if not join:
        return ""
    return (
        f"told by {plural(join['police']['rows'], 'report')} and {plural(join['authority']['rows'], 'row')}"
    )


def _crossing(layout: Layout, left: list[Segment], right: list[Segment], pier: float) -> Markup:
    """The deck: what crosses from each side, with the pier of shared times away between them."""
    ends = [_deck(side) for side in (left, right)]
    inner = layout.left + layout.stack
    if not ends[0] or not ends[1]:
        return join()
    if not layout.outside:
        return _band(inner, layout.top, ends[0], layout.right, layout.top, ends[1])
    middle, half, tall = layout.width / 2, 24.0, max(pier, LEAST)
    return join(
        _band(inner, layout.top, ends[0], middle - half, layout.top, tall),
        _band(middle + half, layout.top, tall, layout.right, layout.top, ends[1]),
        el("rect", x=middle - half, y=layout.top, width=2 * half, height=tall, fill=NIGHT),
    )


def _deck(side: list[Segment]) -> float:
    return sum(s.height for s in side if s.part.kind in (Kind.JOINED, Kind.SPLIT))


def _band(x: float, y: float, high: float, to: float, there: float, tall: float) -> Markup:
    """A strip that changes its height between two uprights."""
    bend = (x + to) / 2
    path = (
        f"M{x:.1f} {y:.1f}C{bend:.1f} {y:.1f} {bend:.1f} {there:.1f} {to:.1f} {there:.1f}V{there + tall:.1f}"
        f"C{bend:.1f} {there + tall:.1f} {bend:.1f} {y + high:.1f} {x:.1f} {y + high:.1f}Z"
    )
    return el("path", d=path, fill=HAZE)


def _sums(layout: Layout, police: list[Part], authority: list[Part], y: float) -> tuple[Markup, float]:
    """Both sums, written out, and where the drawing ends."""
    size = layout.size - 1
    lines: list[str] = []
    for name, side in (("Police", police), ("Authorities", authority)):
        counts = " + ".join(number(part.count) for part in side if part.count)
        lines += wrap(
            f"{name}: {counts} = {number(_total(side))}" if counts else f"{name}: 0", size, layout.width
        )
    drawn = [text(0, y + i * size * 1.5, line, size) for i, line in enumerate(lines)]
    above = y - size * 1.6
    rule = el("line", x1=0, x2=layout.width, y1=above, y2=above, stroke=RULE, stroke_width=1)
    return join(rule, drawn), y + len(lines) * size * 1.5
