"""What was handed in for the year before, beside what the record says now. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from waylight.statutory_return import build_reasons as why
from waylight.statutory_return.build_words import Line, Row, What


def reopened(lodged: Iterable[Row], written: Sequence[Line]) -> Iterator[Line]:
    """One line for each row that was handed in as open and does not stand this year with the same start."""
    mine: dict[str, list[Line]] = defaultdict(list)
    for line in written:
        if line.row:
            mine[line.row.number].append(line)
    for row in sorted(lodged, key=lambda one: one.place):
        of_child = mine[row.number]
        if row.end is not None or any(line.row and line.row.start == row.start for line in of_child):
            continue
        said = why.in_words(row.category, row.start, None)
        if not of_child:
            yield Line(What.LAST_YEAR, row.number, (why.opened_no_more(said),))
            continue
        first = of_child[0]
        assert first.row is not None  # of written lines each has one
        now = why.in_words(first.row.category, first.row.start, first.row.end)
        yield _about(first, why.opened_otherwise(said, now))


def amendments(lodged: Iterable[Row], before: Sequence[Line]) -> Iterator[Line]:
    """One line for each row by which what was handed in for last year differs from what the record says of it now."""
    handed_in = Counter(_said(row) for row in lodged)
    for line in sorted(before, key=lambda one: one.row.place if one.row else ()):
        if line.row is None:
            continue
        said = _said(line.row)
        if handed_in[said]:
            handed_in[said] -= 1
        else:
            yield _about(line, why.not_lodged(said[1]))
    for (number, words), count in sorted(handed_in.items()):
        for _ in range(count):
            yield Line(What.LAST_YEAR, number, (why.lodged_no_more(words),))


def _about(line: Line, reason: str) -> Line:
    """Last year's return differs by the time away of that line."""
    return replace(line, what=What.LAST_YEAR, why=(reason,), row=None)


def _said(row: Row) -> tuple[str, str]:
    return row.number, why.in_words(row.category, row.start, row.end)
