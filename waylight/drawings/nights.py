"""A month as a strip of nights for each child: dark is away, half dark away for a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import HAZE, INK, NIGHT, QUIET, RULE

# As in the line of time: yellow says that this child is away now, and nothing else.
LAMP = "#f5b700"
IN, PARTLY, AWAY, NOW = "in", "away for a part of it", "away", "away now"
WIDE, NARROW = 900.0, 340.0
ROW, TOP, HIGH = 34.0, 30.0, 24.0


@dataclass(frozen=True)
class Strip:
    """One child's nights, the earliest first, each "in", "away for a part of it", "away" or "away now"; `link` leads
    to the child."""

    label: str
    link: str
    nights: tuple[tuple[date, str], ...]

    @property
    def away(self) -> int:
        return sum(slept in (AWAY, NOW) for _, slept in self.nights)


def strips(rows: Sequence[Strip], *, ident: str = "nights") -> Drawing:
    """A row a child, a column a night. Every row has the same nights."""
    table = Table(
        "Nights",
        ("Child", "Nights away", "In part", "Which"),
        [(row.label, str(row.away), str(_partly(row)), _which(row)) for row in rows],
    )
    return Drawing(
        _picture(rows, WIDE, 190.0, f"{ident}-wide"), table, _picture(rows, NARROW, 0.0, f"{ident}-narrow")
    )


def _picture(rows: Sequence[Strip], width: float, left: float, ident: str) -> Markup:
    days = [day for day, _ in rows[0].nights] if rows else []
    # On a phone the name stands above its strip.
    row_high = ROW if left else ROW + 18
    step = (width - left - 8) / max(len(days), 1)
    high = TOP + row_high * len(rows) + 6
    said = f"{len(rows)} children over {len(days)} nights; the table below says which nights."
    drawn = [_row(row, left, TOP + row_high * number, step) for number, row in enumerate(rows)]
    return svg(ident, width, high, "Nights away", said, _days(days, left, step), drawn, links=True)


def _row(row: Strip, left: float, top: float, step: float) -> Markup:
    y = top if left else top + 18
    label = text(0, top + (17 if left else 12), _short(row.label, 22 if left else 40), 14, fill=INK)
    cells = [_cell(slept, left + step * n, y, step) for n, (_, slept) in enumerate(row.nights)]
    said = f"{row.label}: {row.away} of {len(row.nights)} nights away"
    return el("a", el("title", said), label, cells, href=row.link, aria_label=said)


def _cell(slept: str, x: float, y: float, step: float) -> Markup:
    width = max(step - 2, 2.0)
    box = el("rect", x=x, y=y, width=width, height=HIGH, fill=_fill(slept), stroke=RULE, stroke_width=0.5)
    if slept != PARTLY:
        return box
    return join(box, el("rect", x=x, y=y + HIGH / 2, width=width, height=HIGH / 2, fill=NIGHT))


def _fill(slept: str) -> str:
    return {AWAY: NIGHT, NOW: LAMP}.get(slept, HAZE)


def _days(days: Sequence[date], left: float, step: float) -> Markup:
    """The number of the day over its night, as many as there is room for; the month where it begins."""
    every = max(1, round(26 / step + 0.49))
    marks = []
    for n, day in enumerate(days):
        if n % every == 0 and n <= len(days) - max(1, every // 2):
            label = f"{day.day} {day:%b}" if n == 0 and step * every > 40 else str(day.day)
            marks.append(text(left + step * n, 20, label, 12, fill=QUIET))
    return join(marks)


def _partly(row: Strip) -> int:
    return sum(slept == PARTLY for _, slept in row.nights)


def _which(row: Strip) -> str:
    days = [
        f"{day.day} {day:%b}{'' if slept != PARTLY else ' (part)'}"
        for day, slept in row.nights
        if slept != IN
    ]
    return ", ".join(days) or "none"


def _short(label: str, most: int) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
