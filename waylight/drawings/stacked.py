"""Lying bars, one line for each group, parted into what both sides saw, what one saw, and what neither saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waylight.drawings.drawing import Drawing, Table, svg, text
from waylight.drawings.markup import Markup, el, join
from waylight.drawings.palette import CLAY, INK, NIGHT, PAPER, QUIET, hatch
from waylight.drawings.words import number, per_cent, width

PALE_CLAY = "#ecc9b8"
KINDS = ("both", "police only", "authority only", "neither (estimated)")


@dataclass(frozen=True)
class Line:
    """One group with its times away by who saw them; `unseen` None where there is no estimate."""

    name: str
    both: float
    police: float
    authority: float
    unseen: float | None = None

    @property
    def parts(self) -> tuple[float, ...]:
        """In the order of KINDS."""
        return (self.both, self.police, self.authority, self.unseen or 0.0)


@dataclass(frozen=True)
class _Paper:
    width: float
    size: float
    name: float  # most room for the names
    total: float  # room for the totals
    tall: float  # height of a line


WIDE = _Paper(920, 14, 240, 90, 24)
NARROW = _Paper(300, 11.5, 124, 50, 22)


def stacked(lines: Sequence[Line], *, ident: str, title: str, group: str, shares: bool = False) -> Drawing:
    """`group` heads the names in the table. With `shares` all bars are equally long and show proportions;
    otherwise they share one scale."""
    said = f"{title}. " + "; ".join(_spoken(line) for line in lines) + "."
    drawn = [
        _draw(paper, f"{ident}-{name}", title, said, lines, shares)
        for name, paper in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Drawing(drawn[0], _table(lines, title, group), drawn[1])


def _spoken(line: Line) -> str:
    parts = [f"{number(n)} seen by {kind}" for n, kind in zip(line.parts, KINDS, strict=True) if round(n)]
    return f"{line.name}: {', '.join(parts) or 'none'}"


def _table(lines: Sequence[Line], title: str, group: str) -> Table:
    estimated = any(line.unseen is not None for line in lines)
    head = [group, "Both", "Police only", "Authority only", *(["Neither (estimated)"] if estimated else [])]
    rows = [[line.name, *[number(n) for n in line.parts[: 4 if estimated else 3]]] for line in lines]
    return Table(title, head, rows)


def fills(ident: str) -> tuple[Markup, list[str]]:
    """The patterns to define and the fills in the order of KINDS."""
    defined = join(
        hatch(f"{ident}-p", CLAY, PAPER, angle=45, gap=7, width=1.5),
        hatch(f"{ident}-a", PALE_CLAY, CLAY, angle=-45, gap=7, width=1.5),
    )
    return defined, [NIGHT, f"url(#{ident}-p)", f"url(#{ident}-a)", PAPER]


def _draw(paper: _Paper, ident: str, title: str, said: str, lines: Sequence[Line], shares: bool) -> Markup:
    defined, filled = fills(ident)
    present = [any(line.parts[k] > 0 for line in lines) or k == 0 for k in range(len(KINDS))]
    swatches, top = key(paper.width, paper.size, filled, 4, present)
    names = max([width(line.name, paper.size) for line in lines], default=0.0) + 11
    paper = replace(paper, name=min(paper.name, names))
    total = paper.total * 0.6 if shares else paper.total
    room = paper.width - paper.name - total
    most = max([sum(line.parts) for line in lines], default=0.0) or 1.0
    drawn = []
    for i, line in enumerate(lines):
        scale = room / (sum(line.parts) or 1.0) if shares else room / most
        drawn.append(_line(paper, top + i * paper.tall, line, scale, filled, shares))
    return svg(
        ident, paper.width, top + len(lines) * paper.tall, title, said, el("defs", defined), swatches, drawn
    )


def key(
    wide: float, size: float, filled: Sequence[str], kinds: int, present: Sequence[bool] | None = None
) -> tuple[Markup, float]:
    """Swatches with their words, on as many lines as they need; and where the bars begin."""
    drawn, x, y, swatch = [], 0.0, 4.0, size * 0.8
    for i, (kind, fill) in enumerate(list(zip(KINDS, filled, strict=True))[:kinds]):
        if present is not None and not present[i]:
            continue
        long = swatch + 6 + width(kind, size) + 14
        if x + long - 14 > wide:
            x, y = 0.0, y + size * 1.6
        drawn.append(box(x, y, swatch, swatch, fill, outlined=True))
        drawn.append(text(x + swatch + 6, y + swatch, kind, size))
        x += long
    return join(drawn), y + size * 2.2


def box(x: float, y: float, wide: float, high: float, fill: str, *, outlined: bool = False) -> Markup:
    """A filled part of a bar; what is only estimated is hollow and dashed."""
    hollow = fill == PAPER
    return el(
        "rect",
        x=x + (0.6 if hollow else 0),
        y=y,
        width=max(wide - (1.2 if hollow else 0), 0.5),
        height=high,
        fill=fill,
        stroke=INK if hollow or outlined else None,
        stroke_width=0.9 if hollow or outlined else None,
        stroke_dasharray="3 2" if hollow else None,
    )


def _line(paper: _Paper, y: float, line: Line, scale: float, fills: list[str], shares: bool) -> Markup:
    x, boxes = paper.name, []
    for count, fill in zip(line.parts, fills, strict=True):
        if count > 0:
            boxes.append(box(x, y, count * scale, paper.tall * 0.66, fill))
            x += count * scale
    base = y + paper.tall * 0.33 + paper.size * 0.36
    whole = sum(line.parts)
    total = per_cent(line.both, whole) if shares else number(whole)
    at = paper.width - 4 if shares else x + 6
    return join(
        text(paper.name - 8, base, _cut(line.name, paper), paper.size, text_anchor="end"),
        boxes,
        text(at, base, total, paper.size, fill=QUIET, text_anchor="end" if shares else None),
    )


def _cut(name: str, paper: _Paper) -> str:
    """A name too long for its room loses its end; the table has it whole."""
    room = paper.name - 10
    if width(name, paper.size) <= room:
        return name
    while name and width(name + "…", paper.size) > room:
        name = name[:-1]
    return name.rstrip() + "…"
