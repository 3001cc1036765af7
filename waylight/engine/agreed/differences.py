"""Where sources differ about one episode: about its start, its end, its category, or by having no record of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waylight.engine.agreed.away import Away, finest
from waylight.engine.agreed.result import About, Difference, Stretch
from waylight.engine.agreed.rules import PrecedenceRules
from waylight.engine.claims import Absent, By, Teller
from waylight.engine.definitions import Category, category_of
from waylight.engine.when import Precision, When

ORDER = {about: n for n, about in enumerate(About)}
KINDS = {Category.MISSING: "missing", Category.AWAY: "away", None: "neither missing nor away"}
NAMES = {
    Teller.HOME: "the home",
    Teller.CARER: "the carer",
    Teller.AUTHORITY: "the authority",
    Teller.POLICE: "the force",
    Teller.PROFESSIONAL: "the professional",
}
Said = tuple[By, str, When]


def differences(
    away: Away,
    start: When,
    end: When | None,
    stretches: tuple[Stretch, ...],
    rules: PrecedenceRules,
    sources: frozenset[By],
) -> tuple[Difference, ...]:
    """Sorted by what they are about and between whom. `end` is the agreed end as said, whether counted or not."""
    starts = [(c.by, "away since", c.start) for c in (*away.starts, *away.spans)]
    found = [
        *_times(About.START, starts, start, away, rules),
        *_ends(away, end, rules),
        *_categories(away, stretches, rules),
        *_silent(away, sources, rules),
    ]
    return tuple(sorted(set(found), key=lambda d: (ORDER[d.about], d.between, d.text)))


def _times(
    about: About, said: Iterable[Said], agreed: When, away: Away, rules: PrecedenceRules
) -> Iterator[Difference]:
    """One for each source whose time is further from the agreed one than may be left unsaid."""
    most = rules.differs.value.span
    for by, words, time in said:
        if time.gap(agreed) > most:
            others = {c.by for c in away.claims() if agreed in _times_of(c)} - {by}
            text = f"{_name(by, away)} says {words} {spoken(time)}; agreed is {spoken(agreed)}{_from(others, away)}."
            yield _difference(about, by, others, text)


def _ends(away: Away, end: When | None, rules: PrecedenceRules) -> Iterator[Difference]:
    """Found is compared with found and returned with returned, since one may well be hours before the other. A
    recorded end, and a "found" after the return, are compared with the agreed end."""
    found, back = finest([c.at for c in away.founds]), finest([c.at for c in away.returns])
    if found is not None:
        late = back is not None and back.last < found.earliest
        against = end if late and end is not None else found
        yield from _times(About.END, [(c.by, "found", c.at) for c in away.founds], against, away, rules)
    if back is not None:
        yield from _times(About.END, [(c.by, "returned", c.at) for c in away.returns], back, away, rules)
    if end is not None:
        rows = [(c.by, "away until", c.until) for c in (*away.starts, *away.spans) if c.until]
        yield from _times(About.END, rows, end, away, rules)


def _categories(away: Away, stretches: tuple[Stretch, ...], rules: PrecedenceRules) -> Iterator[Difference]:
    said = [(c, category_of(rules.counts.value, c)) for c in (*away.starts, *away.beside, *away.spans)]
    if len(stretches) == 1 and {kind for _, kind in said} == {stretches[0].category}:
        return
    for claim, own in said:
        agreed = _agreed_at(claim, stretches)
        if own is not agreed:
            others = {other.by for other, kind in said if kind is agreed} - {claim.by}
            text = (
                f"{_name(claim.by, away)} says {KINDS[own]}; agreed is {KINDS[agreed]}{_from(others, away)}."
            )
            yield _difference(About.CATEGORY, claim.by, others, text)


def _agreed_at(claim: Absent, stretches: tuple[Stretch, ...]) -> Category:
    """The agreed category when that claim begins; of one that begins earlier, the first."""
    begun = [s.category for s in stretches if s.start.earliest <= claim.start.earliest]
    return begun[-1] if begun else stretches[0].category


def _silent(away: Away, sources: frozenset[By], rules: PrecedenceRules) -> Iterator[Difference]:
    silent = {by for by in sources if by.kind in rules.should_know.value}
    speaking = {claim.by.kind for claim in away.claims()} if silent else set()
    for by in silent:
        if by.kind not in speaking:
            yield _difference(About.NO_RECORD, by, set(), f"{_name(by, away)} has no record of it.")


def _difference(about: About, by: By, others: set[By], text: str) -> Difference:
    return Difference(about, (str(by), *sorted(map(str, others))), text[0].upper() + text[1:])


def _times_of(claim: object) -> tuple[object, ...]:
    return tuple(getattr(claim, name, None) for name in ("start", "until", "at"))


def _name(by: By, away: Away) -> str:
    """What people call it; with the node only where two of a kind speak of this time away."""
    alone = not any(c.by.kind is by.kind and c.by != by for c in away.claims())
    return NAMES[by.kind] if alone else f"{NAMES[by.kind]} {by.node}"


def _from(others: set[By], away: Away) -> str:
    return f", as {' and '.join(_name(by, away) for by in sorted(others))} says" if others else ""


def spoken(time: When) -> str:
    """As people say it: "20:45 on 3 March 2026", or "3 March 2026" where only the day is known."""
    day = f"{time.day.day} {time.day:%B %Y}"
    return day if time.precision is Precision.DAY else f"{time.as_said[-5:]} on {day}"
