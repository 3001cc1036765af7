"""The missing part of one authority's return for one year, with a reason for every row and for what is not in it. Pure.

No clock: the day on which it is built is an argument, and of a year that is over it makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from waylight.statutory_return import build_reasons as why
from waylight.statutory_return.build_pieces import Piece, days_lived, pieces
from waylight.statutory_return.build_words import Line, LookedAfter, Row, TimeAway, What, Year
from waylight.statutory_return.lodged import amendments, reopened

SHORT_BREAKS = ("V3", "V4")


@dataclass(frozen=True)
class Asked:
    """Which year, as on which day (London); and, of one child, whether last year's return left a row open."""

    year: Year
    today: date
    was_open: bool = False

    @property
    def over(self) -> bool:
        """Whether the year is."""
        return self.today > self.year.last


def build(
    children: Iterable[LookedAfter], year: Year, lodged: Sequence[Row] | None = None, *, today: date
) -> tuple[Line, ...]:
    """The lines with rows first, in the order of the file; then what was left out; then what is to be looked at.

    `lodged`: the rows that were handed in for the year before, None where nothing is known of them. A record that
    changed since is said against them.
    """
    known = list(children)
    lines = rows(known, year, lodged or (), today)
    written = sorted(
        (line for line in lines if line.row), key=lambda line: line.row.place if line.row else ()
    )
    left_out = sorted((line for line in lines if line.row is None), key=lambda line: (line.number, line.away))
    if lodged is None:
        return (*written, *left_out)
    before = [line for line in rows(known, Year(year.name - 1), lodged, today) if line.row]
    return (*written, *left_out, *reopened(lodged, written), *amendments(lodged, before))


def rows(children: Iterable[LookedAfter], year: Year, lodged: Sequence[Row], today: date) -> list[Line]:
    """The lines of each child, unsorted."""
    opened = {row.number for row in lodged if row.end is None}
    asked = Asked(year, today)
    return [
        line
        for child in children
        for line in _of_child(child, replace(asked, was_open=child.number in opened))
    ]


def _of_child(child: LookedAfter, asked: Asked) -> Iterator[Line]:
    found = [(away, piece) for away in child.aways for piece in pieces(away, child, asked.today)]
    in_care = {away.id for away, _ in found}
    if len({away.record for away in child.aways}) > 1:
        found = _untangled(found)
    mine: dict[UUID, list[Piece]] = {away.id: [] for away in child.aways}
    for away, piece in found:
        mine[away.id].append(piece)
    for away in child.aways:
        if not _touches(away, asked.year):
            continue
        within = [piece for piece in mine[away.id] if _in_year(piece, asked.year)]
        reason = _left_out(child, away, within, asked)
        if not mine[away.id]:
            reason = why.ONLY_TWIN if away.id in in_care else why.NOT_IN_CARE
        if reason:
            yield Line(What.LEFT_OUT, child.number, (reason,), None, child.id, away.id, away.number)
        else:
            yield from (_line(child, away, piece, asked) for piece in within)


def _left_out(child: LookedAfter, away: TimeAway, within: Sequence[Piece], asked: Asked) -> str:
    """Why what lies in the year has no row; empty where it has."""
    if within and not child.number:
        return why.NO_NUMBER
    if within and away.end_unknown and within[0].start < asked.year.first and not asked.was_open:
        return why.END_UNKNOWN_BEFORE
    return ""


def _line(child: LookedAfter, away: TimeAway, piece: Piece, asked: Asked) -> Line:
    end = piece.end if piece.end and piece.end <= asked.year.last else None
    row = Row(child.number, child.born, piece.category, piece.start, end)
    reasons = _why(child, away, piece, row, asked)
    return Line(What.WRITTEN, child.number, reasons, row, child.id, away.id, away.number)


def _touches(away: TimeAway, year: Year) -> bool:
    until = away.stretches[-1].until
    return away.stretches[0].since.day <= year.last and (until is None or until.day >= year.first)


def _in_year(piece: Piece, year: Year) -> bool:
    return piece.start <= year.last and (piece.end is None or piece.end >= year.first)


def _why(child: LookedAfter, away: TimeAway, piece: Piece, row: Row, asked: Asked) -> tuple[str, ...]:
    said = list(piece.why if row.end else (one for one in piece.why if one not in _ENDS))
    status = [one.legal_status for one in child.care if _covers(one.first, one.last, row.start)]
    for sentence, holds in (
        (why.CONTINUED, row.start < asked.year.first),
        (why.END_UNKNOWN, row.end is None and away.end_unknown),
        (why.OPEN, row.end is None and not away.end_unknown and asked.over),
        (why.OPEN_SO_FAR, row.end is None and not away.end_unknown and not asked.over),
        (why.NO_BIRTH, child.born is None),
        (why.NO_PLACEMENT, not _placed(child, row.start)),
        (why.SHORT_BREAKS, any(code in SHORT_BREAKS for one in status for code in one.split())),
    ):
        if holds:
            said.append(sentence)
    return tuple(said)


# A reason for an end that lies after 31 March is not one of this year.
_ENDS = (why.SPLIT, why.ADULT, why.CARE_ENDED)


def _placed(child: LookedAfter, day: date) -> bool:
    return any(_covers(first, last, day) for first, last in days_lived(child.lived))


def _covers(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


def _untangled(found: Iterable[tuple[TimeAway, Piece]]) -> list[tuple[TimeAway, Piece]]:
    """Records of one child may tell of the same time. Each day of it stands once: what begins later goes on where the
    other ends, or has no row of its own."""
    kept: list[tuple[TimeAway, Piece]] = []
    for away, piece in sorted(found, key=lambda one: one[1].start):
        before, last = kept[-1] if kept else (None, None)
        if before is None or last is None or not _one_time(before, away):
            kept.append((away, piece))
            continue
        kept[-1] = (before, replace(last, why=(*last.why, why.TWIN)))
        if last.end is not None and (piece.end is None or piece.end > last.end):
            start = max(piece.start, last.end)
            kept.append((away, replace(piece, start=start, why=(*piece.why, why.TWIN))))
    return kept


def _one_time(one: TimeAway, other: TimeAway) -> bool:
    """Whether two records tell of the same time, as far as can be told."""
    if one.record == other.record or one.end_unknown or other.end_unknown:
        return False
    ends = [away.stretches[-1].until for away in (one, other)]
    begins = [away.stretches[0].since for away in (other, one)]
    return all(end is None or begin.earliest <= end.last for begin, end in zip(begins, ends, strict=True))
