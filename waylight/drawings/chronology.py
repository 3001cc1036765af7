"""One child's line of time: where they lived as bands, times away as bars whose length is how long they were away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import HAZE, INK, NIGHT, QUIET, RULE, SLATE

# The one place where a drawing is yellow: this child is away now.
LAMP = "#f5b700"
NARROW, WIDE = 340.0, 900.0
LEFT, RIGHT = 8.0, 8.0
# A time away of an hour in a year would be thinner than a hair.
THINNEST = 3.0


@dataclass(frozen=True)
class Band:
    """Where the child lived, local times; `until` None where they live there now."""

    label: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Bar:
    """One time away, local times; `until` None while it lasts. `link` leads to it, `length` says how long."""

    label: str
    since: datetime
    until: datetime | None
    length: str
    link: str


def chronology(bands: Sequence[Band], bars: Sequence[Bar], *, first: datetime, now: datetime) -> Drawing:
    """The line of time from `first` to `now`."""
    table = Table(
        "Times away",
        ("Began", "Ended", "How long"),
        [(_day(bar.since), _day(bar.until) if bar.until else "still away", bar.length) for bar in bars],
    )
    wide, narrow = (_picture(bands, bars, first, now, width) for width in (WIDE, NARROW))
    return Drawing(wide, table, narrow)


def _day(moment: datetime) -> str:
    return f"{moment:%-d %b %Y %H:%M}"


def _picture(
    bands: Sequence[Band], bars: Sequence[Bar], first: datetime, now: datetime, width: float
) -> Markup:
    span = max((now - first).total_seconds(), 1.0)
    room = width - LEFT - RIGHT

    def x(moment: datetime) -> float:
        return LEFT + room * min(max((moment - first).total_seconds() / span, 0.0), 1.0)

    away = (
        "nobody noted a time away"
        if not bars
        else f"{len(bars)} times away"
        if len(bars) > 1
        else "1 time away"
    )
    said = f"From {first:%B %Y} to {now:%B %Y}: {away}."
    return svg(
        f"line-{int(width)}",
        width,
        150,
        "Line of time",
        said,
        _months(x, first, now, width),
        [_band(x, band, now) for band in bands if (band.until or now) > first],
        [_bar(x, bar, now) for bar in bars if (bar.until or now) > first],
        links=True,
    )


def _band(x: Callable[[datetime], float], band: Band, now: datetime) -> Markup:
    left, right = x(band.since), x(band.until or now)
    room = right - left
    label = band.label if room > 7.5 * len(band.label) + 10 else ""
    return join(
        el("rect", x=left, y=14, width=max(room - 1, 1.0), height=34, fill=HAZE, stroke=RULE, stroke_width=1),
        text(left + 6, 36, label, 14, fill=INK) if label else None,
    )


def _bar(x: Callable[[datetime], float], bar: Bar, now: datetime) -> Markup:
    left, right = x(bar.since), x(bar.until or now)
    box = el(
        "rect",
        x=left,
        y=62,
        width=max(right - left, THINNEST),
        height=44,
        fill=NIGHT if bar.until else LAMP,
        stroke=INK,
        stroke_width=0.5 if bar.until else 1.5,
    )
    said = f"{bar.label}: {bar.length}"
    return el("a", el("title", said), box, href=bar.link, aria_label=said)


def _months(x: Callable[[datetime], float], first: datetime, now: datetime, width: float) -> Markup:
    """A line below with the months, as many names as there is room for."""
    marks, month = [], first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    months = []
    while month <= now:
        if month >= first:
            months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    every = max(1, round(len(months) * 46 / width + 0.5))
    for number, one in enumerate(months):
        marks.append(el("line", x1=x(one), y1=10, x2=x(one), y2=118, stroke=SLATE, stroke_width=1))
        if number % every == 0 and x(one) < width - 34:
            marks.append(text(x(one), 134, f"{one:%b}" if one.month > 1 else f"{one:%Y}", 13, fill=QUIET))
    return join(marks, el("line", x1=LEFT, y1=118, x2=width - RIGHT, y2=118, stroke=RULE, stroke_width=1))
