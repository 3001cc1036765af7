"""Groups on one scale: a dot for each, a line for the whole, so that a group treated worse stands out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY, INK, NIGHT, PAPER, QUIET, RULE
from waylight.drawings.words import number, width


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
    ticks: int


WIDE = _Paper(920, 14, 210, 22, 5)
NARROW = _Paper(300, 11.5, 116, 21, 2)


def dots(groups: Sequence[Dot], *, whole: float, small: int, ident: str, title: str, measure: str) -> Drawing:
    """`whole` is the value over all; a group of fewer than `small` is drawn hollow: chance moves it."""
    said = f"{title}. All together {whole:.1%}; " + "; ".join(f"{d.name} {d.value:.1%}" for d in groups) + "."
    drawn = [
        _draw(paper, f"{ident}-{name}", title, said, groups, whole, small)
        for name, paper in (("wide", WIDE), ("narrow", NARROW))
    ]
    rows = [[f"{d.family}: {d.name}", f"{d.value:.2%}", number(d.size)] for d in groups]
    return Drawing(drawn[0], Table(title, ["Group", measure, "Links"], rows), drawn[1])


def scale(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the axis: whole steps of 1, 2, 5 or 10 per cent below the least, 100 % above."""
    least = min([*values, 0.99])
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if (1 - least) / s <= 5)
    return math.floor(least / step + 1e-9) * step, 1.0


def _draw(
    paper: _Paper, ident: str, title: str, said: str, groups: Sequence[Dot], whole: float, small: int
) -> Markup:
    low, high = scale([d.value for d in groups])
    left, right = paper.name, paper.width - 14

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    y, drawn, family = paper.tall * 2.2, [], ""
    for dot in groups:
        if dot.family != family:
            family, y = dot.family, y + paper.tall * 0.4
            drawn.append(text(0, y + paper.size * 0.36, family, paper.size * 0.95, font_weight="bold"))
            y += paper.tall
        drawn.append(_dot(paper, y, dot, x(dot.value), left, right, dot.size < small))
        y += paper.tall
    bottom = y - paper.tall / 2
    head = f"all together {whole:.1%}"
    half = width(head, paper.size) / 2
    at = min(max(x(whole), half), paper.width - half)
    line = el("line", x1=x(whole), x2=x(whole), y1=paper.tall, y2=bottom, stroke=NIGHT, stroke_width=1.5)
    words = text(at, paper.size, head, paper.size, text_anchor="middle", font_weight="bold")
    axis = [_tick(paper, x, low + (high - low) * i / paper.ticks, bottom) for i in range(paper.ticks + 1)]
    return svg(ident, paper.width, bottom + paper.size * 1.8, title, said, axis, line, words, drawn)


def _tick(paper: _Paper, x: Callable[[float], float], value: float, y: float) -> Markup:
    at = x(value)
    said = f"{100 * value:.3g}%"
    centre = min(at, paper.width - width(said, paper.size * 0.9) / 2)
    return join(
        el("line", x1=at, x2=at, y1=paper.tall * 1.6, y2=y, stroke="#d3d8e0", stroke_width=1),
        text(centre, y + paper.size * 1.3, said, paper.size * 0.9, text_anchor="middle", fill=QUIET),
    )


def _dot(paper: _Paper, y: float, dot: Dot, at: float, left: float, right: float, hollow: bool) -> Markup:
    return join(
        text(left - 10, y + paper.size * 0.36, dot.name, paper.size, text_anchor="end"),
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
