"""A small group of children as points on a circle, joined where they were away together, with the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import DUSK, INK, NIGHT, PAPER, RULE
from waylight.drawings.words import width as text_width

WIDE, NARROW = 640.0, 320.0
POINT = 9.0
THICKEST = 10
SIZE = 14.0


@dataclass(frozen=True)
class Joined:
    """Two children by their place in the list of names, on how many nights, and how many chance would give."""

    one: int
    other: int
    nights: int
    chance: str


def ring(names: Sequence[str], pairs: Sequence[Joined]) -> Drawing:
    """The picture for wide and narrow paper, and the same pairs as a table."""
    rows = [(f"{names[p.one]} and {names[p.other]}", str(p.nights), p.chance) for p in pairs]
    table = Table("Pairs of children away together", ("Children", "Nights together", "By chance alone"), rows)
    wide, narrow = (_picture(names, pairs, width) for width in (WIDE, NARROW))
    return Drawing(wide, table, narrow)


def _picture(names: Sequence[str], pairs: Sequence[Joined], width: float) -> Markup:
    radius = width / 2 - (150 if width == WIDE else 94)
    high = 2 * radius + 84
    middle = width / 2, high / 2
    points = [_point(n, len(names), radius, middle) for n in range(len(names))]
    said = (
        f"{len(names)} children, {len(pairs)} pairs of them away together on more nights than chance gives."
    )
    return svg(
        f"ring-{int(width)}",
        width,
        high,
        "Children away together",
        said,
        [_line(points[p.one], points[p.other], p.nights) for p in pairs],
        [_number(points[p.one], points[p.other], p.nights) for p in pairs],
        [_child(name, point, middle, width) for name, point in zip(names, points, strict=True)],
    )


def _point(n: int, of: int, radius: float, middle: tuple[float, float]) -> tuple[float, float]:
    """Round the circle from the top, or two side by side."""
    turn = 2 * pi * n / of - pi / 2 if of > 2 else pi * (1 - n)
    return middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)


def _line(a: tuple[float, float], b: tuple[float, float], nights: int) -> Markup:
    thick = min(1.5 + nights, THICKEST)
    return el(
        "line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], stroke=DUSK, stroke_width=thick, stroke_linecap="round"
    )


def _number(a: tuple[float, float], b: tuple[float, float], nights: int) -> Markup:
    """On the line, a third of the way, so that lines that cross in the middle keep their numbers."""
    x, y = a[0] + (b[0] - a[0]) * 0.36, a[1] + (b[1] - a[1]) * 0.36
    return join(
        el("circle", cx=x, cy=y, r=11.0, fill=PAPER, stroke=RULE, stroke_width=1),
        text(x, y + 5, str(nights), 14, text_anchor="middle"),
    )


def _child(name: str, at: tuple[float, float], middle: tuple[float, float], width: float) -> Markup:
    """The name outside the circle, cut where the paper ends."""
    x, y = at
    side = "middle" if abs(x - middle[0]) < 12 else "start" if x > middle[0] else "end"
    room = {"middle": width, "start": width - x - 18, "end": x - 18}[side]
    label = name
    while len(label) > 2 and text_width(label, SIZE) > room:
        label = f"{label.rstrip('…')[:-1]}…"
    left = {"middle": x, "start": x + 16, "end": x - 16}[side]
    # Above at the top, below at the bottom, else beside.
    down = y + 5 if side != "middle" else y + 30 if y > middle[1] else y - 18
    return join(
        el("circle", cx=x, cy=y, r=POINT, fill=NIGHT, stroke=INK, stroke_width=1),
        text(left, down, label, SIZE, text_anchor=side),
    )
