"""What each side counted, and the true number as estimated, with its interval, on one scale from nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import INK
from waylight.drawings.stacked import box, fills, key
from waylight.drawings.words import number


@dataclass(frozen=True)
class _Bar:
    """Counts in the order both, police only, authority only, neither."""

    name: str
    parts: tuple[float, float, float, float]


@dataclass(frozen=True)
class _Paper:
    width: float
    size: float
    tall: float


WIDE = _Paper(920, 15, 54)
NARROW = _Paper(300, 12, 48)


def interval(said: Mapping[str, Any], *, ident: str, title: str, of: str) -> Drawing:
    """`said` as `episodes` in estimate.json: estimate, low, high, seen, both, police_only, authority_only.

    `of` names what is counted ("times away").
    """
    both, police, authority = (max(said[name], 0.0) for name in ("both", "police_only", "authority_only"))
    unseen = max(said["estimate"] - both - police - authority, 0.0)
    bars = [
        _Bar("counted by police", (both, police, 0, 0)),
        _Bar("counted by the authorities", (both, 0, authority, 0)),
        _Bar("counted by either", (both, police, authority, 0)),
        _Bar("true number, estimated", (both, police, authority, unseen)),
    ]
    sentence = (
        f"{title}: " + "; ".join(f"{number(sum(bar.parts))} {bar.name}" for bar in bars[:-1]) + f"; "
        f"{number(both)} of these counted by both. The true number of {of} is estimated as "
        f"{number(said['estimate'])}, between {_range(said).replace(' to ', ' and ')} with 95% confidence."
    )
    rows = [[bar.name, number(sum(bar.parts)), "–", "–"] for bar in bars[:-1]]
    rows.insert(2, ["counted by both", number(both), "–", "–"])
    rows.append(
        ["true number, estimated", number(said["estimate"]), number(said["low"]), number(said["high"])]
    )
    drawn = [
        _draw(paper, f"{ident}-{name}", title, sentence, bars, said)
        for name, paper in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Drawing(drawn[0], Table(title, ["What", "Number", "From", "To"], rows), drawn[1])


def _range(said: Mapping[str, Any]) -> str:
    return f"{number(said['low'])} to {number(said['high'])}"


def _draw(
    paper: _Paper, ident: str, title: str, sentence: str, bars: Sequence[_Bar], said: Mapping[str, Any]
) -> Markup:
    scale = (paper.width - 8) / (max(said["high"], *[sum(bar.parts) for bar in bars]) or 1.0)
    defined, filled = fills(ident)
    swatches, top = key(paper.width, paper.size, filled, 4)
    drawn = [_bar(paper, top + i * paper.tall, bar, scale, filled) for i, bar in enumerate(bars)]
    whisker = _whisker(paper, top + (len(bars) - 1) * paper.tall, said, scale)
    high = top + len(bars) * paper.tall + paper.size * 1.6
    return svg(ident, paper.width, high, title, sentence, el("defs", defined), swatches, drawn, whisker)


def _bar(paper: _Paper, y: float, bar: _Bar, scale: float, filled: Sequence[str]) -> Markup:
    x, boxes, top = 0.0, [], y + paper.size * 1.2
    for count, fill in zip(bar.parts, filled, strict=True):
        if count > 0:
            boxes.append(box(x, top, count * scale, paper.tall * 0.3, fill))
            x += count * scale
    words = el(
        "text",
        el("tspan", number(sum(bar.parts)), font_weight="bold", font_size=paper.size * 1.25),
        el("tspan", bar.name, dx=7),
        x=0,
        y=y + paper.size * 0.8,
        font_size=paper.size,
    )
    return join(words, boxes)


def _whisker(paper: _Paper, y: float, said: Mapping[str, Any], scale: float) -> Markup:
    """The interval over the end of the last bar: a line with ends and the estimate as a dot."""
    low, middle, high = (said[name] * scale for name in ("low", "estimate", "high"))
    top = y + paper.size * 1.2
    deep = paper.tall * 0.3
    mid = top + deep / 2
    ends = f"M{low:.1f} {top:.1f}v{deep:.1f}M{low:.1f} {mid:.1f}H{high:.1f}M{high:.1f} {top:.1f}v{deep:.1f}"
    words = f"95% interval: {_range(said)}"
    return join(
        text(paper.width, top + deep + paper.size * 1.5, words, paper.size, text_anchor="end"),
        el("path", d=ends, fill="none", stroke="#ffffff", stroke_width=4.5),
        el("path", d=ends, fill="none", stroke=INK, stroke_width=1.8),
        el("circle", cx=middle, cy=mid, r=3, fill=INK, stroke="#ffffff", stroke_width=1),
    )
