"""Groups on one scale: a dot for each, a line for the whole, so that a group treated worse stands out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY, INK, NIGHT, PAPER, QUIET, RULE
from waylight.drawings.words import number, width, wrap


@dataclass(frozen=True)
class Dot:
    """`value` from 0 to 1, `size` the number of links behind it; `family` heads the groups that belong together."""

    family: str
    name: str
    value: float
    size: int


@dataclass(frozen=True)
class _Paper:
    width: float
    size: float
    name: float
    tall: float
    every: bool  # room for every tick's figure


WIDE = _Paper(920, 14, 210, 22, True)
NARROW = _Paper(300, 11.5, 116, 21, False)


def dots(groups: Sequence[Dot], *, whole: float, small: int, ident: str, title: str, measure: str) -> Drawing:
    """`whole` is the value over all; a group of fewer than `small` is drawn hollow: chance moves it."""
    said = f"{title}. All together {whole:.1%}; " + "; ".join(f"{d.name} {d.value:.1%}" for d in groups) + "."
    drawn = [
        _draw(paper, f"{ident}-{name}", title, said, groups, whole, small)
        for name, paper in (("wide", WIDE), ("narrow", NARROW))
    ]
    rows = [[f"{d.family}: {d.name}", f"{d.value:.2%}", number(d.size)] for d in groups]
    return Drawing(drawn[0], Table(title, ["Group", measure, "Links"], rows), drawn[1])


def ticks(values: Sequence[float]) -> list[float]:
    """At most six, from just below the least to 1, in whole steps of 1, 2, 5, 10, 20 or 50 per cent."""
    least = min([*values, 0.99])
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if (1 - least) / s <= 5)
    down = math.ceil((1 - least) / step - 1e-9)
    return [round(1 - step * i, 6) for i in range(down, -1, -1)]


def _draw(
    paper: _Paper, ident: str, title: str, said: str, groups: Sequence[Dot], whole: float, small: int
) -> Markup:
    marks = ticks([d.value for d in groups])
    low = marks[0]
    left = min(paper.name, max([width(d.name, paper.size) for d in groups], default=0.0) + 16)
    right = paper.width - 14

    def x(value: float) -> float:
        return left + (value - low) / (1 - low) * (right - left)

    y, drawn, family = paper.tall * 2.2, [], ""
    for dot in groups:
        if dot.family != family:
            family, y = dot.family, y + paper.tall * 0.4
            # A rim of paper keeps the heading readable where it crosses the lines of the axis.
            rim = {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke", "stroke_linejoin": "round"}
            drawn.append(text(0, y + paper.size * 0.36, family, paper.size * 0.95, font_weight="bold", **rim))
            y += paper.tall
        lines = wrap(dot.name, paper.size, left - 12)
        more = (len(lines) - 1) * paper.size * 1.15
        drawn.append(_dot(paper, y + more / 2, dot, lines, x(dot.value), left, right, dot.size < small))
        y += paper.tall + more
    bottom = y - paper.tall / 2
    head = f"all together {whole:.1%}"
    half = width(head, paper.size, bold=True) / 2
    at = min(max(x(whole), half), paper.width - half)
    line = el("line", x1=x(whole), x2=x(whole), y1=paper.tall, y2=bottom, stroke=NIGHT, stroke_width=1.5)
    words = text(at, paper.size, head, paper.size, text_anchor="middle", font_weight="bold")
    axis = [
        _tick(paper, x(mark), mark if paper.every or mark in (low, 1.0) else None, bottom) for mark in marks
    ]
    return svg(ident, paper.width, bottom + paper.size * 1.8, title, said, axis, line, words, drawn)


def _tick(paper: _Paper, at: float, value: float | None, y: float) -> Markup:
    line = el("line", x1=at, x2=at, y1=paper.tall * 1.6, y2=y, stroke="#d3d8e0", stroke_width=1)
    if value is None:
        return line
    said, size = f"{100 * value:.3g}%", paper.size * 0.9
    centre = min(at, paper.width - width(said, size) / 2)
    return join(line, text(centre, y + paper.size * 1.3, said, size, text_anchor="middle", fill=QUIET))


def _dot(
    paper: _Paper, y: float, dot: Dot, lines: list[str], at: float, left: float, right: float, hollow: bool
) -> Markup:
    first = y + paper.size * 0.36 - (len(lines) - 1) * paper.size * 1.15 / 2
    return join(
        [
            text(left - 10, first + i * paper.size * 1.15, line, paper.size, text_anchor="end")
            for i, line in enumerate(lines)
        ],
        el("line", x1=left, x2=right, y1=y, y2=y, stroke=RULE, stroke_width=0.6, stroke_dasharray="1 3"),
        el(
            "circle",
            cx=at,
            cy=y,
            r=paper.size * 0.38,
            fill=PAPER if hollow else CLAY,
            stroke=INK,
            stroke_width=1,
        ),
    )
