"""The stacks of the bridge: segments to scale, each with its label at a place of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waylight.drawings.classes import Kind, Part
from waylight.drawings.drawing import text
from waylight.drawings.labels import spread
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import INK, NIGHT, PAPER, QUIET, RULE
from waylight.drawings.words import number, per_cent, width, wrap

Link = Callable[[str, str], str | None]

LEAST = 2.0  # user units: a class of one row among a million is still seen


@dataclass(frozen=True)
class Layout:
    """Where things stand on one kind of paper, in user units."""

    width: float
    stack: float  # width of a stack
    left: float  # x of the police stack
    right: float  # x of the authority stack
    top: float  # y where the stacks begin
    least: float  # least height of the stacks
    room: float  # width of a label
    size: float  # of the words of a label
    gap: float  # from a stack to its labels
    outside: bool  # labels outside the stacks, and a pier between them


WIDE = Layout(920, 40, 250, 630, 136, 380, 214, 14, 26, True)
NARROW = Layout(300, 18, 0, 282, 148, 420, 104, 12, 10, False)


@dataclass(frozen=True)
class Segment:
    """A part of a stack with its place on paper and the middle of its label."""

    part: Part
    y: float
    height: float
    lines: list[str]
    label: float


def segments(parts: list[Part], scale: float, layout: Layout, height: float) -> list[Segment]:
    """The parts that have rows, from the top down, with labels as near to them as can be."""
    shown = [part for part in parts if part.count]
    lines = [wrap(part.words, layout.size, layout.room) for part in shown]
    places, y = [], layout.top
    for part in shown:
        tall = max(part.count * scale, LEAST)
        places.append((y, tall))
        y += tall
    needed = [label_height(label, layout) for label in lines]
    middles = spread([y + tall / 2 for y, tall in places], needed, layout.top, layout.top + height)
    return [
        Segment(part, y, tall, label, middle)
        for part, (y, tall), label, middle in zip(shown, places, lines, middles, strict=True)
    ]


def label_height(lines: list[str], layout: Layout) -> float:
    """The count on a line of its own, the words beneath, and the space to the next label."""
    return layout.size * 1.35 + len(lines) * layout.size * 1.2 + 8


def stack(
    layout: Layout, side: str, drawn: list[Segment], fill: dict[Kind, str], link: Link | None
) -> Markup:
    """Bars with paper-white joints, a frame around them, and their labels."""
    x = layout.left if side == "police" else layout.right
    bars = [
        el("rect", x=x, y=s.y, width=layout.stack, height=s.height, fill=fill[s.part.kind]) for s in drawn
    ]
    joints = [
        el("line", x1=x, x2=x + layout.stack, y1=s.y, y2=s.y, stroke=PAPER, stroke_width=0.8)
        for s in drawn[1:]
        if s.height > 2 * LEAST
    ]
    around = sum(s.height for s in drawn)
    frame = el(
        "rect",
        x=x,
        y=layout.top,
        width=layout.stack,
        height=around,
        fill="none",
        stroke=NIGHT,
        stroke_width=0.8,
    )
    total = sum(s.part.count for s in drawn)
    labels = [_label(layout, side, s, total, fill[s.part.kind], link) for s in drawn]
    return join(bars, joints, frame if drawn else None, labels)


@dataclass(frozen=True)
class _Place:
    """Where the label of a segment stands: `onward` right of `start`, else left of it."""

    onward: bool
    start: float  # x of the edge that its line leaves
    near: float  # x of the edge of the label
    first: float  # baseline of its first line
    box: float  # top of its swatch


def _place(layout: Layout, side: str, segment: Segment) -> _Place:
    """The text stands on the far side of the leader: outside the stacks, or between them on narrow paper."""
    onward = (side == "police") != layout.outside
    edge = layout.left if side == "police" else layout.right
    start = edge + layout.stack if onward else edge
    near = start + layout.gap if onward else start - layout.gap
    first = segment.label - label_height(segment.lines, layout) / 2 + layout.size * 1.25
    return _Place(onward, start, near, first, first - layout.size * 0.75)


def _label(layout: Layout, side: str, segment: Segment, total: int, fill: str, link: Link | None) -> Markup:
    """A swatch, the count and its share, the words; a line leads from the segment."""
    place, swatch = _place(layout, side, segment), layout.size * 0.8
    said = _words(layout, place, segment, total)
    address = link(side, segment.part.name) if link else None
    middle, toward = segment.y + segment.height / 2, 6.0 if place.onward else -6.0
    lead = f"M{place.start:.1f} {middle:.1f}L{place.near - toward:.1f} {place.box + swatch / 2:.1f}H{place.near:.1f}"
    at = place.near if place.onward else place.near - swatch
    square = {"x": at, "y": place.box, "width": swatch, "height": swatch, "stroke": INK, "stroke_width": 0.6}
    return join(
        el("path", d=lead, fill="none", stroke=RULE, stroke_width=1),
        el("rect", fill=fill, **square),
        el("a", said, href=address) if address else said,
    )


def _words(layout: Layout, place: _Place, segment: Segment, total: int) -> Markup:
    """The count, its share where there is room for it, and the name of the class beneath."""
    size, count = layout.size, number(segment.part.count)
    share = f" {per_cent(segment.part.count, total, brief=True)}"
    taken = width(count, size * 1.2, bold=True) + width(share, size * 0.92)
    past = size * 0.8 + 5
    anchor = None if place.onward else "end"
    figures = el(
        "text",
        el("tspan", count, font_weight="bold", font_size=size * 1.2),
        el("tspan", share, fill=QUIET, font_size=size * 0.92)
        if taken + past <= layout.room + layout.gap
        else None,
        x=place.near + past if place.onward else place.near - past,
        y=place.first,
        text_anchor=anchor,
    )
    lines = [
        text(place.near, place.first + (i + 1) * size * 1.2, line, size, text_anchor=anchor)
        for i, line in enumerate(segment.lines)
    ]
    return join(figures, lines)
