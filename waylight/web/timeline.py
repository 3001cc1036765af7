"""The pair on one line of time: placements, the police report, the authority's rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.html import strip_tags

from waylight.desk.selectors.pairs import PairView
from waylight.drawings.drawing import svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.web.templatetags.coded import PLACEMENT_TYPES, said

WIDE, LEFT, RIGHT, LANE, BAR = 960.0, 150.0, 14.0, 34.0, 18.0
# Where nothing was recorded as the end, the bar fades after this long.
OPEN_ENDED = timedelta(hours=12)
LEAST = 4.0
# Width of a letter of the smallest text, with some to spare.
LETTER = 7.0


@dataclass(frozen=True)
class Bar:
    """A time away on one side. `until` is None where no end was recorded; `day` where only a date is known."""

    lane: str
    css: str
    since: datetime
    until: datetime | None
    said: str


def timeline(view: PairView) -> Markup | None:
    """The drawing, or None where neither side gives a time."""
    bars = _bars(view)
    if not bars:
        return None
    first = min(bar.since for bar in bars) - timedelta(hours=18)
    last = max(bar.until or bar.since + OPEN_ENDED for bar in bars) + timedelta(hours=18)
    scale = _Scale(first, last)
    lanes = list(dict.fromkeys(bar.lane for bar in bars))
    tops = {name: 40 + index * LANE for index, name in enumerate(lanes)}
    below = 40 + len(lanes) * LANE
    drawn = [
        _days(scale, below + LANE),
        [text(0, tops[name] + 14, name, class_="tl-label") for name in lanes],
        [_bar(bar, scale, tops[bar.lane]) for bar in bars],
        text(0, below + 14, "Placement", class_="tl-label"),
        _placements(view, scale, below),
    ]
    spoken = "; ".join(f"{bar.lane}: {bar.said}" for bar in bars)
    return svg("timeline", WIDE, below + LANE + 6, "Both records on one line of time", spoken, *drawn)


class _Scale:
    """Times to places on the paper."""

    def __init__(self, first: datetime, last: datetime) -> None:
        self.first, self.last = first, last
        self._per = (WIDE - LEFT - RIGHT) / max((last - first).total_seconds(), 1)

    def x(self, at: datetime) -> float:
        inside = min(max(at, self.first), self.last)
        return LEFT + (inside - self.first).total_seconds() * self._per


def _bars(view: PairView) -> list[Bar]:
    bars = []
    if view.police.last_seen_at or view.police.reported_at:
        police = view.police
        since = police.last_seen_at or police.reported_at
        bars.append(
            _made("This report", "tl-police", since, police.found_at, police.last_seen_day, police.found_day)
        )
    bars += [
        _made("Other reports", "tl-police", row.last_seen_at, row.found_at, row.last_seen_day, row.found_day)
        for row in view.reports
        if row.last_seen_at
    ]
    for row in view.missing:
        if row.started_at:
            lane = "Asked row" if row is view.asked else "Authority rows"
            bars.append(
                _made(lane, "tl-authority", row.started_at, row.ended_at, row.started_day, row.ended_day)
            )
    return [bar for bar in bars if bar is not None]


def _made(
    lane: str, css: str, since: datetime, until: datetime | None, day: bool | None, end_day: bool | None
) -> Bar:
    end = until
    if end is not None and end_day:
        end = datetime.combine(end.date(), time.max)
    said = f"{_spoken(since, day)} to {_spoken(until, end_day) if until else 'no end recorded'}"
    return Bar(lane, css, since, end, said)


def _spoken(at: datetime, day: bool | None) -> str:
    return f"{at.day} {at:%b}" if day else f"{at:%H:%M} on {at.day} {at:%b}"


def _bar(bar: Bar, scale: _Scale, top: float) -> Markup:
    left = scale.x(bar.since)
    right = scale.x(bar.until or bar.since + OPEN_ENDED)
    css = bar.css if bar.until else f"{bar.css} tl-open"
    box = el("rect", x=left, y=top, width=max(right - left, LEAST), height=BAR, class_=css)
    return el("g", el("title", bar.said), box)


def _days(scale: _Scale, below: float) -> Markup:
    """Midnights, labelled as far as there is room."""
    days = (scale.last.date() - scale.first.date()).days
    every = max(1, -(-days // 8))
    marks = []
    for index in range(1, days + 1):
        at = datetime.combine(scale.first.date() + timedelta(days=index), time())
        x = scale.x(at)
        marks.append(el("line", x1=x, x2=x, y1=26, y2=below, class_="tl-axis", stroke_dasharray="2 4"))
        if (index - 1) % every == 0 and x < WIDE - 60:
            marks.append(text(x + 4, 20, f"{at:%a} {at.day} {at:%b}", class_="tl-quiet"))
    return join(marks)


def _placements(view: PairView, scale: _Scale, top: float) -> Markup:
    drawn = []
    for placement in view.placements:
        began = datetime.combine(placement.started or date.min, time())
        ended = datetime.combine(placement.ended, time()) if placement.ended else scale.last
        if ended <= scale.first or began >= scale.last:
            continue
        left, right = scale.x(began), scale.x(ended)
        where = placement.postcode or "no postcode"
        kind = said(placement.placement_type, PLACEMENT_TYPES, "")
        words = f"{strip_tags(kind)}, {where}" if kind else where
        box = el("rect", x=left, y=top, width=max(right - left, LEAST), height=BAR, class_="tl-placement")
        drawn.append(el("g", el("title", words), box))
        # As many of the words as there is room for.
        fitting = next((some for some in (words, where) if right - left > LETTER * len(some) + 12), "")
        if fitting:
            drawn.append(text(left + 6, top + 13, fitting, class_="tl-quiet"))
    return join(drawn)
