"""From the claims on one time away to the agreed episode: when it began and ended, and its stretches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waylight.engine.agreed.away import Away, finest, live
from waylight.engine.agreed.differences import differences
from waylight.engine.agreed.result import AgreedEpisode, EndedBy, Stretch
from waylight.engine.agreed.rules import EndsWhen, PrecedenceRules, Prefer
from waylight.engine.agreed.standing import by_id
from waylight.engine.claims import Absent, By, WhereaboutsChanged
from waylight.engine.definitions import Category, category, category_of
from waylight.engine.when import Answer, Precision, When

Ended = tuple[When, EndedBy]


@dataclass(frozen=True)
class Given:
    """What settling needs beside the claims. `adult` is the 18th birthday, which ends the counting; `sources`
    everybody who has said anything about the child; `via` the corrections by the claim that they change."""

    rules: PrecedenceRules
    now: datetime
    adult: When | None
    sources: frozenset[By]
    via: dict[str, list[str]]


def settled(away: Away, later: Away | None, given: Given) -> AgreedEpisode:
    """The agreed episode. Where there is a `later` one, rows that reach into it end there and not here."""
    course = _Course(away, given.rules)
    end = course.end() or _recorded(away.recorded_end(later.spans if later else ()))
    over = end is None and later is not None  # the child was back, nobody says when
    ended_at, ended_by = (None if over else _at_18(end, given)) or (None, None)
    start = course.start
    said = list(away.claims())
    claims = {claim.id for claim in said}
    claims |= {id for claim in said for id in given.via.get(claim.id, ())}
    coarse = Precision.DAY in {w.precision for w in (start, ended_at) if w is not None}
    stretches = course.stretches(ended_at)
    return AgreedEpisode(
        started_at=start,
        ended_at=ended_at,
        ended_by=ended_by,
        found_at=finest([c.at for c in away.founds]),
        returned_at=finest([c.at for c in away.returns]),
        precision=Precision.DAY if coarse else Precision.MINUTE,
        stretches=stretches,
        claims=tuple(sorted(claims, key=by_id)),
        seen_by=tuple(sorted({c.by.kind.value for c in said})),
        differences=differences(away, start, end[0] if end else None, stretches, given.rules, given.sources),
        end_not_recorded=ended_at is None and not any(map(live, away.starts)),
        adult_still_missing=ended_by is EndedBy.ADULT and end is None,
    )


def _recorded(end: When | None) -> Ended | None:
    return (end, EndedBy.RECORDED) if end else None


def _at_18(end: Ended | None, given: Given) -> Ended | None:
    """The end of what is counted, which the 18th birthday is at the latest."""
    if given.adult is None or (end is None and given.now < given.adult.earliest):
        return end
    return end if end and end[0].latest <= given.adult.earliest else (given.adult, EndedBy.ADULT)


class _Course:
    """How one time away went: from its start through what became of the whereabouts to its end."""

    def __init__(self, away: Away, rules: PrecedenceRules) -> None:
        self.away, self.rules = away, rules
        lead, self.first = self._lead()
        self.start = lead.start
        changes = [w for w in away.wheres if w.at.last >= lead.start.earliest]
        self.changes = sorted(changes, key=lambda w: (w.at.last, by_id(w.id)))

    def _precedence(self, claim: Absent) -> tuple[float, ...]:
        return tuple(_rank(prefer, claim, self.rules) for prefer in self.rules.start.value)

    def _lead(self) -> tuple[Absent, Category]:
        """The claim that gives the start, and the category it gives; where equal claims disagree about that,
        missing, which is the safer."""
        ranked = [(self._precedence(claim), claim) for claim in self.away.starts]
        best = min(rank for rank, _ in ranked)
        equal = [claim for rank, claim in ranked if rank == best]
        said = {category_of(self.rules.counts.value, claim) for claim in equal}
        lead = min(equal, key=lambda claim: by_id(claim.id))
        return lead, Category.MISSING if Category.MISSING in said else Category.AWAY

    def _category_after(self, claim: WhereaboutsChanged) -> Category | None:
        return category(self.rules.counts.value, claim.whereabouts, self.away.followed)

    def _category_before(self, moment: datetime) -> Category:
        now = self.first
        for claim in self.changes:
            if claim.at.last < moment:
                now = self._category_after(claim) or now
        return now

    def end(self) -> Ended | None:
        """The end that somebody says, by the category of the stretch in which it is said."""
        founds, returns = self.away.founds, self.away.returns
        ends = [(c.at, EndedBy.RETURNED) for c in returns]
        ends += [
            (c.at, EndedBy.FOUND) for c in founds if self._found_ends(self._category_before(c.at.earliest))
        ]
        if self.away.quiet:
            ends.append((self.away.quiet, EndedBy.FOUND))
        return _first(ends) or _first([(c.at, EndedBy.FOUND) for c in founds])

    def _found_ends(self, now: Category) -> bool:
        rule = self.rules.end_of_missing if now is Category.MISSING else self.rules.end_of_away
        return rule.value is EndsWhen.FIRST_OF_FOUND_AND_RETURNED

    def stretches(self, end: When | None) -> tuple[Stretch, ...]:
        """The whole of the episode in stretches of one category each."""
        cuts: list[tuple[Category, When]] = [(self.first, self.start)]
        for claim in self.changes:
            after = self._category_after(claim)
            if after is None or (end is not None and not _earlier(claim.at, end)):
                continue
            if cuts[-1][1] == claim.at:
                cuts.pop()
            if not cuts or cuts[-1][0] is not after:
                cuts.append((after, claim.at))
        ends = [since for _, since in cuts[1:]] + [end]
        return tuple(Stretch(kind, since, until) for (kind, since), until in zip(cuts, ends, strict=True))


def _rank(prefer: Prefer, claim: Absent, rules: PrecedenceRules) -> float:
    """The smaller goes first."""
    if prefer is Prefer.WHO_SAW:
        return claim.by.kind not in rules.saw.value
    if prefer is Prefer.MINUTE:
        return claim.start.precision is Precision.DAY
    return -claim.start.earliest.timestamp()


def _earlier(at: When, end: When) -> bool:
    return at.before(end) is not Answer.NO and at.last < end.latest


def _first(ends: Iterable[Ended]) -> Ended | None:
    """A minute before a day, then the earliest, then found before returned."""
    return min(
        ends,
        key=lambda e: (e[0].precision is Precision.DAY, e[0].earliest, e[0].latest, e[1]),
        default=None,
    )
