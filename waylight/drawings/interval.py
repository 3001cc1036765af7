"""What each side counted, and the true number as estimated, with its interval, on one scale from nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY, DUSK, NIGHT, PAPER, RULE, hatch
from waylight.drawings.words import number, width


@dataclass(frozen=True)
class _Bar:
    name: str
    count: float
    fill: str


@dataclass(frozen=True)
class _Paper:
    width: float
    size: float
    tall: float


WIDE = _Paper(920, 15, 56)
NARROW = _Paper(300, 12, 50)


def interval(said: Mapping[str, Any], *, ident: str, title: str, of: str) -> Drawing:
    """`said` as `episodes` in estimate.json: estimate, low, high, seen, both, police_only, authority_only.

    `of` names what is counted ("times away").
    """
    counts = {
        "counted by police": said["both"] + said["police_only"],
        "counted by the authorities": said["both"] + said["authority_only"],
        "of these, counted by both": said["both"],
        "counted by either": said["seen"],
    }
    true = f"true number, as estimated: {number(said['low'])} to {number(said['high'])}"
    sentence = (
        f"{title}: " + "; ".join(f"{number(n)} {name}" for name, n in counts.items()) + f"; "
        f"the true number of {of} is estimated as {number(said['estimate'])}, "
        f"between {number(said['low'])} and {number(said['high'])} with 95% confidence."
    )
    rows = [[name, number(n), "–", "–"] for name, n in counts.items()]
    rows.append(
        ["true number, estimated", number(said["estimate"]), number(said["low"]), number(said["high"])]
    )
    drawn = []
    for name, paper in (("wide", WIDE), ("narrow", NARROW)):
        own = f"{ident}-{name}"
        fills = (f"url(#{own}-p)", DUSK, NIGHT, f"url(#{own}-e)")
        bars = [_Bar(n, c, f) for (n, c), f in zip(counts.items(), fills, strict=True)]
        drawn.append(_draw(paper, own, title, sentence, bars, said, true))
    return Drawing(drawn[0], Table(title, ["", "Number", "From", "To"], rows), drawn[1])


def _draw(
    paper: _Paper,
    ident: str,
    title: str,
    sentence: str,
    bars: Sequence[_Bar],
    said: Mapping[str, Any],
    true: str,
) -> Markup:
    most = max(said["high"], *[bar.count for bar in bars]) or 1.0
    scale = (paper.width - 8) / most
    high = paper.tall * (len(bars) + 1) + 8
    defined = el(
        "defs",
        hatch(f"{ident}-p", CLAY, PAPER, angle=45, gap=7, width=1.5),
        hatch(f"{ident}-e", NIGHT, PAPER, angle=90, gap=5, width=1.2),
    )
    drawn = [_bar(paper, i * paper.tall, bar, scale) for i, bar in enumerate(bars)]
    last = _whisker(paper, len(bars) * paper.tall, said, scale, true)
    return svg(ident, paper.width, high, title, sentence, defined, drawn, last)


def _words(paper: _Paper, y: float, count: float, name: str) -> Markup:
    size = paper.size
    beside = width(number(count), size * 1.25, bold=True) + 8
    return join(
        text(0, y + size * 1.3, number(count), size * 1.25, font_weight="bold"),
        text(beside, y + size * 1.3, name, size),
    )


def _bar(paper: _Paper, y: float, bar: _Bar, scale: float) -> Markup:
    top = y + paper.size * 1.75
    box = el("rect", x=0, y=top, width=max(bar.count * scale, 0.5), height=paper.tall * 0.3, fill=bar.fill)
    return join(_words(paper, y, bar.count, bar.name), box)


def _whisker(paper: _Paper, y: float, said: Mapping[str, Any], scale: float, true: str) -> Markup:
    """The interval as a line with ends, the estimate as a diamond on it, measured from nought like the bars."""
    low, middle, high = (said[name] * scale for name in ("low", "estimate", "high"))
    half = paper.tall * 0.17
    mid = y + paper.size * 1.75 + half
    diamond = (
        f"M{middle - half:.1f} {mid:.1f}l{half:.1f} {-half:.1f} {half:.1f} {half:.1f} {-half:.1f} {half:.1f}z"
    )
    return join(
        _words(paper, y, said["estimate"], true),
        el("line", x1=0, x2=low, y1=mid, y2=mid, stroke=RULE, stroke_width=1, stroke_dasharray="2 4"),
        el("path", d=f"M{low:.1f} {mid - half:.1f}v{2 * half:.1f}M{low:.1f} {mid:.1f}H{high:.1f}"
           f"M{high:.1f} {mid - half:.1f}v{2 * half:.1f}", fill="none", stroke=NIGHT, stroke_width=2.5),
        el("path", d=diamond, fill=PAPER, stroke=NIGHT, stroke_width=2.5),
    )  # fmt: skip
