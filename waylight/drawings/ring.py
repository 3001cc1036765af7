"""A small group of children as points on a circle, joined where they were away together, with the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import DUSK, INK, NIGHT, PAPER, RULE
from waylight.drawings.words import width as text_width

WIDE, NARROW = 640.0, 320.0
POINT = 9.0
THICKEST = 10
SIZE = 14.0
LINE = 17.0
NUMBER = 11.0
# Where on its line a number may stand.
SHARES = (0.5, 0.36, 0.64, 0.28, 0.72, 0.43, 0.57)
Spot = tuple[float, float]


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
    radius = width / 2 - (150 if width == WIDE else 82)
    high = 2 * radius + 92
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
        [_number(at, p.nights) for at, p in zip(_numbered(points, pairs), pairs, strict=True)],
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


def _numbered(points: Sequence[Spot], pairs: Sequence[Joined]) -> list[Spot]:
    """Where the number of each line stands: on it, and as clear of other lines and numbers as can be."""
    lines = [(points[p.one], points[p.other]) for p in pairs]
    found: list[Spot] = []
    for a, b in lines:
        others = [line for line in lines if line != (a, b)]
        spots = [_between(a, b, share) for share in SHARES]
        found.append(max(spots, key=lambda spot: _clear(spot, others, found)))
    return found


def _clear(spot: Spot, lines: Sequence[tuple[Spot, Spot]], numbers: Sequence[Spot]) -> float:
    """How far the number's edge is from the nearest other line or number; in whole steps, so that the first wins."""
    gaps = [hypot(spot[0] - x, spot[1] - y) - 2 * NUMBER for x, y in numbers]
    gaps += [_from_line(spot, *line) - NUMBER for line in lines]
    return round(min(gaps, default=0.0))


def _from_line(spot: Spot, a: Spot, b: Spot) -> float:
    along = (b[0] - a[0], b[1] - a[1])
    share = ((spot[0] - a[0]) * along[0] + (spot[1] - a[1]) * along[1]) / (along[0] ** 2 + along[1] ** 2)
    x, y = _between(a, b, min(max(share, 0.0), 1.0))
    return hypot(spot[0] - x, spot[1] - y)


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _number(at: Spot, nights: int) -> Markup:
    x, y = at
    return join(
        el("circle", cx=x, cy=y, r=NUMBER, fill=PAPER, stroke=RULE, stroke_width=1),
        text(x, y + 5, str(nights), 14, text_anchor="middle"),
    )


def _child(name: str, at: tuple[float, float], middle: tuple[float, float], width: float) -> Markup:
    """The name outside the circle."""
    x, y = at
    side = "middle" if abs(x - middle[0]) < 12 else "start" if x > middle[0] else "end"
    room = {"middle": width, "start": width - x - 18, "end": x - 18}[side]
    left = {"middle": x, "start": x + 16, "end": x - 16}[side]
    lines = _fitted(name, room)
    # Above at the top, below at the bottom, else beside.
    down = y + 5 - LINE * (len(lines) - 1) / 2
    if side == "middle":
        down = y + 30 if y > middle[1] else y - 18 - LINE * (len(lines) - 1)
    return join(
        el("circle", cx=x, cy=y, r=POINT, fill=NIGHT, stroke=INK, stroke_width=1),
        *(text(left, down + n * LINE, line, SIZE, text_anchor=side) for n, line in enumerate(lines)),
    )


def _fitted(name: str, room: float) -> list[str]:
    """The name on one line, or given names above the family name; cut where the paper ends."""
    given, _, family = name.rpartition(" ")
    return [
        _cut(part, room) for part in ([given, family] if given and text_width(name, SIZE) > room else [name])
    ]


def _cut(label: str, room: float) -> str:
    while len(label) > 2 and text_width(label, SIZE) > room:
        label = f"{label.rstrip('…')[:-1]}…"
    return label
