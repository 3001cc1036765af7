"""One time away while it is being put together: which claims are about it, and what still belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from waylight.engine.agreed.rules import PrecedenceRules
from waylight.engine.claims import Absent, End, Found, Returned, WhereaboutsChanged
from waylight.engine.when import Precision, When


def recorded(row: Absent) -> When | None:
    """The end that a row gives, unless it lies before its own start (which a correction can bring about)."""
    usable = row.until is not None and row.until.last >= row.start.earliest
    return row.until if usable else None


def live(claim: Absent) -> bool:
    """Whether the child is away by this claim until somebody says otherwise."""
    return recorded(claim) is None and claim.end is End.OPEN


def finest(times: list[When]) -> When | None:
    """A minute before a day, then the earliest."""
    return min(times, key=lambda w: (w.precision is Precision.DAY, w.earliest, w.latest), default=None)


@dataclass
class Away:
    """`starts` are the absences that count and begin in it; `beside` those that are kept without counting; `spans`
    rows that began in an earlier one and reach into this. Without `starts` it is no episode.

    `closed` is the moment from which an absence is another one; until `held` somebody who reported it live speaks of
    one absence; `back` is when somebody says returned; from `quiet` on it no longer counted; `void` is one that was
    reported in error.
    """

    first: datetime
    starts: list[Absent] = field(default_factory=list)
    beside: list[Absent] = field(default_factory=list)
    spans: list[Absent] = field(default_factory=list)
    wheres: list[WhereaboutsChanged] = field(default_factory=list)
    founds: list[Found] = field(default_factory=list)
    returns: list[Returned] = field(default_factory=list)
    closed: datetime | None = None
    held: datetime | None = None
    back: datetime | None = None
    quiet: When | None = None
    void: bool = False

    @property
    def followed(self) -> bool:
        """Whether the carer is concerned or somebody was told."""
        return any(claim.concern or claim.reported for claim in (*self.starts, *self.spans))

    def recorded_end(self, beyond: Collection[Absent] = ()) -> When | None:
        """The end that rows give, but for those that reach `beyond` this time away, or that end before it begins."""
        if not any(row.until for row in (*self.starts, *self.beside, *self.spans)):
            return None
        held = self.starts or self.beside
        begun = max(claim.start.earliest for claim in held)
        rows = [recorded(row) for row in (*held, *self.spans) if row not in beyond]
        return finest([end for end in rows if end is not None and end.last >= begun])

    def open_before(self, moment: datetime) -> bool:
        """Whether it began before that moment and nobody has said since that it ended."""
        return self.first < moment and self.closed is None

    def takes(self, claim: Absent, moment: datetime, rules: PrecedenceRules) -> bool:
        """Whether an absence that begins at that moment (not before `first`) belongs to this time away."""
        if moment <= self.first:
            return True
        if live(claim) or self._known_to_last():
            return self.runs(moment, rules)
        return self.closed is None and moment - self.first <= rules.near.value.span

    def runs(self, moment: datetime, rules: PrecedenceRules) -> bool:
        """Whether the child is held to be away at that moment, as far as is said."""
        if (self.closed is not None and moment >= self.closed) or self.stopped(moment):
            return False
        # Rows without an end say nothing of how long; they hold for so long and no longer.
        begun = max(claim.start.earliest for claim in self.starts or self.beside)
        return self._known_to_last() or moment - begun <= rules.holds.value.span

    def stopped(self, moment: datetime) -> bool:
        """Whether rows record that it was over by then, and nobody who reported it live says that it went on."""
        end = self.recorded_end()
        return end is not None and moment >= end.latest and (self.held is None or moment >= self.held)

    def _known_to_last(self) -> bool:
        """Whether somebody reports it as it happens, or gives an end; not only rows without one."""
        return self.recorded_end() is not None or any(map(live, self.starts or self.beside))

    def ends(self, claim: Found | Returned, moment: datetime) -> None:
        """Take what somebody says of the end; what begins at or after that moment is another time away."""
        self.closed = moment if self.closed is None else min(self.closed, moment)
        if isinstance(claim, Found):
            self.founds.append(claim)
        else:
            self.returns.append(claim)
            self.back = moment if self.back is None else min(self.back, moment)

    def claims(self) -> Iterator[Absent | WhereaboutsChanged | Found | Returned]:
        """Everything said about it."""
        return chain(self.starts, self.beside, self.spans, self.wheres, self.founds, self.returns)
