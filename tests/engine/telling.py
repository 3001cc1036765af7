"""Claims told shortly: `home("H1").absent("1", "2026-03-01T19:00")`, and arbitrary ones for Hypothesis."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from waylight.engine.agreed import Agreed, AgreedEpisode, agree
from waylight.engine.claims import (
    Absent,
    By,
    Claim,
    Correction,
    End,
    Found,
    InError,
    Returned,
    Teller,
    Whereabouts,
    WhereaboutsChanged,
)
from waylight.engine.when import When, parse
from waylight.rulebook.agreed import RULES

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
BORN = date(2010, 5, 4)
TOLD = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass
class Story:
    """Claims as they are told, numbered from 1, and what is agreed from them."""

    born: date | None = BORN
    now: datetime = NOW
    claims: list[Claim] = field(default_factory=list)

    def tell(self, by: str, kind: Any, **said: Any) -> Story:
        teller, _, node = by.partition(":")
        common = {"id": str(len(self.claims) + 1), "by": By(Teller(teller), node or "1")}
        self.claims.append(kind(**common, told_at=said.pop("told_at", TOLD), **said))
        return self

    def absent(self, by: str, start: str, until: str | None = None, **said: Any) -> Story:
        """Missing, and told, unless said otherwise."""
        facts: dict[str, Any] = {"whereabouts": Whereabouts.UNKNOWN, "concern": True, "reported": True}
        ends = parse(until) if until else None
        return self.tell(by, Absent, start=parse(start), until=ends, **{**facts, **said})

    def away(self, by: str, start: str, until: str | None = None, **said: Any) -> Story:
        return self.absent(by, start, until, whereabouts=Whereabouts.KNOWN, **said)

    def unworried(self, by: str, start: str, until: str | None = None, **said: Any) -> Story:
        """Known, no concern, told to nobody."""
        return self.away(by, start, until, concern=False, reported=False, **said)

    def row(self, by: str, start: str, **said: Any) -> Story:
        """An imported row whose end is not recorded."""
        return self.absent(by, start, end=End.NOT_RECORDED, **said)

    def known(self, by: str, at: str) -> Story:
        return self.tell(by, WhereaboutsChanged, at=parse(at), whereabouts=Whereabouts.KNOWN)

    def lost(self, by: str, at: str) -> Story:
        return self.tell(by, WhereaboutsChanged, at=parse(at), whereabouts=Whereabouts.UNKNOWN)

    def found(self, by: str, at: str, **said: Any) -> Story:
        return self.tell(by, Found, at=parse(at), **said)

    def returned(self, by: str, at: str, **said: Any) -> Story:
        return self.tell(by, Returned, at=parse(at), **said)

    def in_error(self, about: str, by: str = "home", **said: Any) -> Story:
        return self.tell(by, InError, about=about, **said)

    def corrected(self, about: str, by: str = "home", told_at: datetime = TOLD, **changes: Any) -> Story:
        return self.tell(by, Correction, about=about, told_at=told_at, changes=tuple(changes.items()))

    def agreed(self, **how: Any) -> Agreed:
        return agree(self.claims, now=self.now, born=self.born, **{"rules": RULES, **how})

    def spans(self) -> list[tuple[str, str | None, str | None]]:
        """(start, end, ended by) of each episode."""
        return [(e.started_at.as_said, said(e.ended_at), e.ended_by) for e in self.agreed().episodes]

    def only(self) -> AgreedEpisode:
        (episode,) = self.agreed().episodes
        return episode

    def waiting(self) -> list[str]:
        return [waiting.claim for waiting in self.agreed().waiting]


def said(when: When | None) -> str | None:
    return when.as_said if when else None


def stretches(episode: AgreedEpisode) -> list[tuple[str, str, str | None]]:
    return [(str(s.category), s.start.as_said, said(s.end)) for s in episode.stretches]


def about(episode: AgreedEpisode) -> set[str]:
    """What sources differ about, apart from having no record."""
    return {str(d.about) for d in episode.differences} - {"no record"}


# Few moments, so that claims collide: around a night on which the clocks change and an 18th birthday.
_NIGHTS = [datetime(2026, 3, 27), datetime(2026, 10, 23)]
_NODES = ["home:1", "home:2", "carer:1", "authority:1", "police:1", "police:2", "professional:1"]
_KINDS: list[Any] = [Absent, Absent, Absent, Absent, Returned, Found, WhereaboutsChanged, InError, Correction]


@st.composite
def stories(draw: st.DrawFn, most: int = 8) -> Story:
    """Any well-formed claims of every kind about one child; some about claims that are not there."""
    return _made(_Drawn(draw), draw(st.integers(1, most)))


def any_story(chance: random.Random) -> Story:
    """The same, drawn by chance: faster, with more claims, and without shrinking."""
    return _made(chance, chance.choice([4, 6, 10, 14]))


class _Drawn:
    """Hypothesis in the place of chance."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def choice(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))

    def randrange(self, stop: int) -> int:
        return self.draw(st.integers(0, stop - 1))


Chance = random.Random | _Drawn


def _made(chance: Chance, count: int) -> Story:
    night = chance.choice(_NIGHTS)
    born = chance.choice([BORN, None, date(2008, night.month, night.day + 2)])
    ids = [str(n) for n in range(count)]
    return Story(born, NOW, [_claim(chance, id, night, [*ids, "none"]) for id in ids])


def _time(chance: Chance, night: datetime) -> When:
    later = chance.choice([timedelta(0)] * 8 + [timedelta(days=9)])
    at = night + timedelta(minutes=10 * chance.randrange(4 * 144)) + later
    return parse(at.date().isoformat() if chance.randrange(4) == 0 else at.isoformat(timespec="minutes"))


def _claim(chance: Chance, id: str, night: datetime, ids: list[str]) -> Claim:
    teller, _, node = chance.choice(_NODES).partition(":")
    told = TOLD + timedelta(minutes=chance.randrange(4))
    said: dict[str, Any] = {"id": id, "by": By(Teller(teller), node), "told_at": told}
    kind = chance.choice(_KINDS)
    if kind is Absent:
        return Absent(**said, **_absence(chance, night))
    if kind in (InError, Correction):
        said["about"] = chance.choice(ids)
    if kind is Correction:
        names = [name for name in _FIELDS if chance.randrange(4) == 0]
        said["changes"] = tuple((name, _FIELDS[name](chance, night)) for name in names)
    if kind is WhereaboutsChanged:
        said["whereabouts"] = _whereabouts(chance, night)
    if kind in (Found, Returned, WhereaboutsChanged):
        said["at"] = _time(chance, night)
    return kind(**said)  # type: ignore[no-any-return]


def _flag(chance: Chance, night: datetime) -> bool:
    return chance.randrange(2) == 1


def _perhaps(chance: Chance, night: datetime) -> When | None:
    return _time(chance, night) if chance.randrange(2) else None


def _whereabouts(chance: Chance, night: datetime) -> Whereabouts:
    return chance.choice(list(Whereabouts))  # type: ignore[no-any-return]


def _end(chance: Chance, night: datetime) -> End:
    return chance.choice(list(End))  # type: ignore[no-any-return]


_FIELDS: dict[str, Callable[[Chance, datetime], Any]] = {
    "start": _time,
    "at": _time,
    "until": _perhaps,
    "whereabouts": _whereabouts,
    "concern": _flag,
    "reported": _flag,
    "end": _end,
}


def _absence(chance: Chance, night: datetime) -> dict[str, Any]:
    said = {name: make(chance, night) for name, make in _FIELDS.items() if name != "at"}
    if said["until"] is not None and said["until"].last < said["start"].earliest:
        said["start"], said["until"] = said["until"], said["start"]
    return said
