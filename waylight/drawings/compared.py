"""A figure of this year above that of the year before, each with its interval, on one scale from nought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY, INK, NIGHT, PAPER, QUIET, RULE


@dataclass(frozen=True)
class Spread:
    """`said` is the value in words with its interval; `value` None: there is nothing to draw."""

    name: str
    said: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class _Paper:
    width: float
    size: float
    tall: float


WIDE = _Paper(640, 15, 46)
NARROW = _Paper(300, 13, 44)


def compared(spreads: Sequence[Spread], *, top: float, end: str, ident: str, title: str) -> Drawing:
    """`top` is the value at the right end of the scale, `end` how it is said. The first spread is drawn the darkest."""
    said = f"{title}. " + "; ".join(f"{one.name}: {one.said}" for one in spreads) + "."
    drawn = [
        _draw(paper, f"{ident}-{name}", title, said, spreads, top, end)
        for name, paper in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Drawing(drawn[0], Table(title, ["Year", "Figure"], [[s.name, s.said] for s in spreads]), drawn[1])


def _draw(
    paper: _Paper, ident: str, title: str, said: str, spreads: Sequence[Spread], top: float, end: str
) -> Markup:
    edge = paper.size * 0.6
    scale = (paper.width - 2 * edge) / (top or 1.0)
    rows = [
        _row(paper, i * paper.tall, one, edge, scale, NIGHT if i == 0 else CLAY)
        for i, one in enumerate(spreads)
    ]
    foot = len(spreads) * paper.tall + paper.size * 0.9
    small = paper.size * 0.85
    ends = join(
        text(edge, foot, "0", small, fill=QUIET),
        text(paper.width - edge, foot, end, small, fill=QUIET, text_anchor="end"),
    )
    return svg(ident, paper.width, foot + paper.size * 0.4, title, said, rows, ends)


def _row(paper: _Paper, y: float, one: Spread, edge: float, scale: float, fill: str) -> Markup:
    words = el(
        "text",
        el("tspan", one.name, font_weight="bold"),
        el("tspan", one.said, dx=7),
        x=0,
        y=y + paper.size,
        font_size=paper.size,
    )
    mid = y + paper.size + paper.tall * 0.3
    axis = el("line", x1=edge, x2=paper.width - edge, y1=mid, y2=mid, stroke=RULE, stroke_width=1)
    if one.value is None:
        return join(words, axis)
    low, value, high = (edge + each * scale for each in (one.low, one.value, one.high))
    ends = f"M{low:.1f} {mid - 6:.1f}v12M{low:.1f} {mid:.1f}H{high:.1f}M{high:.1f} {mid - 6:.1f}v12"
    return join(
        words,
        axis,
        el("path", d=ends, fill="none", stroke=PAPER, stroke_width=5),
        el("path", d=ends, fill="none", stroke=INK, stroke_width=2),
        el("circle", cx=value, cy=mid, r=5, fill=fill, stroke=PAPER, stroke_width=1.5),
    )
