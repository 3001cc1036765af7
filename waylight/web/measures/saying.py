"""A figure of the scorecard in words, as a picture, and as it may leave the authority."""

from __future__ import annotations

from dataclasses import dataclass

from waylight.drawings.compared import Spread, compared
from waylight.drawings.drawing import Drawing
from waylight.engine.measuring import KnownWhere, Measure, Unit
from waylight.exchange.rulebook_page import sourced
from waylight.measures.disclosure import publish
from waylight.measures.figures import HOW, Figure
from waylight.measures.selectors.scorecard import Scorecard
from waylight.statutory_return.build_words import Year

HIDDEN = "hidden"


@dataclass(frozen=True)
class Line:
    """One measure as the page has it: this year's figure and last year's, each with its name."""

    measure: Measure
    years: list[tuple[str, int, Figure, str]]
    drawing: Drawing
    how: str
    source: str


def line_of(card: Scorecard, figure: Figure, before: Figure) -> Line:
    measure = figure.measure
    names = (f"{card.year}{' so far' if card.going_on else ''}", str(card.before_year))
    pairs = list(zip(names, (card.year.name, card.before_year.name), (figure, before), strict=True))
    top, end = _scale(figure, before)
    spreads = [_spread(name, one) for name, _, one in pairs]
    drawing = compared(spreads, top=top, end=end, ident=f"measure-{measure.code.lower()}", title=measure.name)
    years = [(name, year, one, said(one)) for name, year, one in pairs]
    return Line(measure, years, drawing, HOW[measure.unit], sourced(measure.source))


def said(figure: Figure) -> str:
    """12% (8% to 17%); nothing of nothing says so."""
    value, interval = figure.value, figure.interval
    if value is None or interval is None:
        return "nothing to count"
    words = _per_cent if figure.measure.unit is Unit.SHARE else _times
    return f"{words(value)} ({words(interval.low)} to {words(interval.high)})"


def _spread(name: str, figure: Figure) -> Spread:
    interval = figure.interval
    if interval is None:
        return Spread(name, said(figure))
    return Spread(name, said(figure), figure.value, interval.low, interval.high)


def _scale(*figures: Figure) -> tuple[float, str]:
    """The right end: all for a share; for a rate the next whole number above both intervals."""
    if figures[0].measure.unit is Unit.SHARE:
        return 1.0, "100%"
    top = max(int(one.interval.high) + 1 if one.interval else 1 for one in figures)
    return float(top), str(top)


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}%" if share in (0, 1) or 0.01 <= share <= 0.99 else f"{100 * share:.1f}%"


def _times(rate: float) -> str:
    return f"{rate:.1f}"


@dataclass(frozen=True)
class Outside:
    """One measure as it may leave the authority: every number rounded or hidden."""

    name: str
    that: str
    of: str
    value: str


def outside(figure: Figure) -> Outside:
    """A share is published as those of whom it is so, those of whom it is not, and all; a rate as two counts by
    themselves. The value follows from what is published, never from what is hidden."""
    that, of = figure.that.number, figure.of.number
    if figure.measure.unit is Unit.SHARE:
        shown = publish([that, of - that])
        that_shown, of_shown = shown.cells[0], shown.total
    else:
        that_shown, of_shown = publish([that]).cells[0], publish([of]).cells[0]
    return Outside(
        figure.measure.name, _shown(that_shown), _shown(of_shown), _value(figure, that_shown, of_shown)
    )


def places(card: Scorecard) -> tuple[list[tuple[str, int, str]], int, str]:
    """Times missing by kind of place, inside and as they may leave; then all of them, both ways."""
    counts = [count for _, count in card.places]
    shown = publish(counts)
    rows = [
        (name or "no placement on record", count, _shown(cell))
        for (name, count), cell in zip(card.places, shown.cells, strict=True)
    ]
    return rows, sum(counts), _shown(shown.total)


def _value(figure: Figure, that: int | None, of: int | None) -> str:
    if that is None or not of:
        return HIDDEN if figure.of.number else "nothing to count"
    return _per_cent(min(1.0, that / of)) if figure.measure.unit is Unit.SHARE else _times(that / of)


def _shown(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"


def silent_years(card: Scorecard) -> list[str]:
    """Years of children looked after of which no time away at all is on record."""
    return [
        str(year)
        for year, figures in ((card.year, card.figures), (card.before_year, card.before))
        if not sum(one.of.number for one in figures if isinstance(one.measure.counted, KnownWhere))
    ]


def years_of(card: Scorecard, how_many: int) -> list[Year]:
    """The years that can be asked for, the newest first."""
    return [Year(name) for name in range(card.newest, card.newest - how_many, -1)]
