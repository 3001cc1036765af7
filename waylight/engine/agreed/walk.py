"""Which claims are about the same time away: one walk through everything said, in the order in which it happened.

The order of happening, never that of arrival, decides: at each moment the child is away or is not, and so what is
said next joins the time away that is running or begins another. Within one minute, what ends comes before what
begins, and a live report before a row. Rows that give only a day are placed when the minutes of that day are known
(`days`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from heapq import heapify, heappop, heappush

from waylight.engine.agreed.accounts import accounts
from waylight.engine.agreed.away import Away, live
from waylight.engine.agreed.days import Group, place_day_end, place_days
from waylight.engine.agreed.result import Waiting
from waylight.engine.agreed.rules import PrecedenceRules
from waylight.engine.agreed.standing import Said, by_id
from waylight.engine.claims import Absent, Found, Returned, Whereabouts, WhereaboutsChanged
from waylight.engine.definitions import category_of
from waylight.engine.when import Answer, Precision

END, LIVE, ROW, WHERE, LATE_END = range(5)
Moment = tuple[datetime, int, tuple[int, str], "Said | Group"]
NOBODY = "Nobody says that the child was away then."
BACK = "It says that the child was lost again, after somebody says that the child was back."


class Walk:
    """`aways` in the order in which they began; `waiting` for a person; `kept`: ids that count nowhere."""

    def __init__(self, rules: PrecedenceRules, void: frozenset[str]) -> None:
        self.rules, self.void = rules, void
        self.aways: list[Away] = []
        self.rows: list[Absent] = []
        self.waiting: list[Waiting] = []
        self.kept: list[str] = []
        self.queue: list[Moment] = []
        self.accounts: dict[str, datetime] = {}

    def go(self, claims: Iterable[Said]) -> None:
        claims = list(claims)
        self.accounts = accounts(c for c in claims if c.id not in self.void)
        by_day = any(isinstance(c, Absent) and c.start.precision is Precision.DAY for c in claims)
        self.queue = _moments(claims, {day for c in claims if by_day and (day := self._minute_start(c))})
        heapify(self.queue)
        while self.queue:
            moment, rank, _, said = heappop(self.queue)
            if isinstance(said, Group):
                place_days(self, said)
            elif isinstance(said, Absent):
                self.begin(said, moment)
            elif isinstance(said, WhereaboutsChanged):
                self._where(said, moment)
            elif said.at.precision is Precision.DAY:
                place_day_end(self, said, claims)
            else:
                self._end(said, moment, rank)

    def _minute_start(self, claim: Said) -> date | None:
        """The day of an absence that counts and is known to the minute."""
        if not isinstance(claim, Absent) or claim.start.precision is Precision.DAY:
            return None
        return claim.start.day if self.counts(claim) else None

    def counts(self, claim: Absent) -> bool:
        return claim.id not in self.void and category_of(self.rules.counts.value, claim) is not None

    def last(self) -> Away | None:
        return self.aways[-1] if self.aways else None

    def counted(self) -> Away | None:
        """The last time away that is an episode."""
        return next((away for away in reversed(self.aways) if away.starts), None)

    def running(self, moment: datetime) -> Away | None:
        """The episode that is running; where none is, the last time away of any kind."""
        away = self.counted()
        return away if away and away.runs(moment, self.rules) else self.last()

    def begin(self, claim: Absent, moment: datetime) -> None:
        """An absence joins the episode that is running, or begins one."""
        away, last = self.counted(), self.last()
        if away is None or not away.takes(claim, moment, self.rules):
            away = (
                last
                if last and not last.starts and not last.void and self._same(last, claim, moment)
                else None
            )
        if away is None:
            self.new(claim, moment)
        elif claim.id in self.void:
            self.kept.append(claim.id)
        elif self.counts(claim):
            self.join(away, claim, moment)
        else:
            away.beside.append(claim)

    def _same(self, kept: Away, claim: Absent, moment: datetime) -> bool:
        """Whether an absence that does not count is about the same time away: such a one holds nothing open."""
        near = moment - kept.first <= self.rules.near.value.span
        return kept.takes(claim, moment, self.rules) and (near or not self.counts(claim))

    def join(self, away: Away, claim: Absent, moment: datetime) -> None:
        if not away.starts:
            away.first = moment
        away.starts.append(claim)
        self.rows.append(claim)
        if until := self.accounts.get(claim.id):
            away.held = max(until, away.held or until)
        # A row that gives only a day may be placed when later ones have begun on the same day.
        later = self.aways[_place(self.aways, away) + 1 :] if away is not self.aways[-1] else []
        for other in later:
            if other.starts and _reaches(claim, other.starts[0]):
                other.spans.append(claim)

    def new(self, claim: Absent, moment: datetime) -> None:
        """A new time away; rows that began earlier and reach into it are claims on it too."""
        away = Away(moment, void=claim.id in self.void)
        self.aways.append(away)
        if not self.counts(claim):
            away.beside.append(claim)
            return
        self.rows = [row for row in self.rows if _reaches(row, claim)]
        away.spans = list(self.rows)
        self.join(away, claim, moment)

    def _end(self, claim: Found | Returned, moment: datetime, rank: int) -> None:
        away = self.running(moment)
        if rank == END and not (away and away.open_before(moment)):
            # Nothing runs that it could end, but something may begin in this very minute, or in a doubled hour.
            heappush(self.queue, (claim.at.latest, LATE_END, by_id(claim.id), claim))
        elif away is None:
            self.waiting.append(Waiting(claim.id, NOBODY))
        else:
            away.ends(claim, moment)

    def _where(self, claim: WhereaboutsChanged, moment: datetime) -> None:
        away = self.running(moment)
        lost = claim.whereabouts is Whereabouts.UNKNOWN
        if away is None:
            self.waiting.append(Waiting(claim.id, NOBODY))
        elif away.back is not None and claim.at.earliest > away.back:
            if lost and not away.void:
                self.waiting.append(Waiting(claim.id, BACK))
            else:
                away.wheres.append(claim)
        elif lost and not away.void and _over(away, claim):
            self._lost_again(away, claim, moment)
        else:
            away.wheres.append(claim)
            if not lost and away.starts and not away.followed and away.closed is None:
                # Known, without concern and told to nobody: from here on it does not count.
                away.closed, away.quiet = moment, claim.at

    def _lost_again(self, away: Away, claim: WhereaboutsChanged, moment: datetime) -> None:
        """Found and then gone again before coming back, or lost after an absence that did not count."""
        before = (*away.starts, *away.beside)
        absence = Absent(
            id=claim.id,
            by=claim.by,
            told_at=claim.told_at,
            start=claim.at,
            whereabouts=claim.whereabouts,
            concern=any(c.concern for c in before),
            reported=any(c.reported for c in before),
        )
        if away.starts or _ended(away, claim):
            self.new(absence, moment)
        else:
            self.join(away, absence, moment)


def _reaches(row: Absent, begun: Absent) -> bool:
    """Whether a row surely lasts beyond the beginning of another absence."""
    return row.until is not None and begun.start.before(row.until) is Answer.YES


def _place(aways: list[Away], away: Away) -> int:
    return next(n for n, other in enumerate(aways) if other is away)


def _over(away: Away, claim: WhereaboutsChanged) -> bool:
    """Whether the time away does not count, or no longer, when this is said."""
    return _ended(away, claim) or (not away.starts and claim.at.earliest >= away.first)


def _ended(away: Away, claim: WhereaboutsChanged) -> bool:
    moment = claim.at.earliest
    return (away.closed is not None and moment > away.closed) or away.stopped(moment)


def _moments(claims: list[Said], days_with_minutes: set[date]) -> list[Moment]:
    groups: dict[date, Group] = {}
    moments: list[Moment] = []
    for claim in sorted(claims, key=lambda c: by_id(c.id)):
        at = claim.start if isinstance(claim, Absent) else claim.at
        if at.precision is Precision.MINUTE:
            moments.append((at.earliest, _rank(claim), by_id(claim.id), claim))
        elif not isinstance(claim, Absent):
            moments.append(
                (
                    at.last,
                    WHERE if isinstance(claim, WhereaboutsChanged) else LATE_END,
                    by_id(claim.id),
                    claim,
                )
            )
        elif at.day in groups:
            groups[at.day].rows.append(claim)
        else:
            late = at.day in days_with_minutes
            groups[at.day] = group = Group(at, [claim], late)
            moments.append((at.last if late else at.earliest, ROW, by_id(claim.id), group))
    return moments


def _rank(claim: Said) -> int:
    if isinstance(claim, Absent):
        return LIVE if live(claim) else ROW
    return WHERE if isinstance(claim, WhereaboutsChanged) else END
