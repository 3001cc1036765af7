"""The words that the rows of duties are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from waylight.engine.calendars import Within
from waylight.engine.happenings import SAID, VALUES, Happening, Kind
from waylight.engine.words import Clock, Rule, Source, Undelayed


class Owner(StrEnum):
    """Who owes it: by what they are to the child when its clock begins."""

    CARING = "the home or carer"
    RESPONSIBLE = "the responsible authority"
    POLICE = "the police force"


class Joins(StrEnum):
    """Whether a further beginning, while one is open, begins a second one."""

    NEVER = "every beginning is a duty of its own"
    SAME = "a further beginning about the same joins the open one"
    CHILD = "a further beginning about the child joins the open one"


@dataclass(frozen=True, slots=True)
class Event:
    """Any happening of the kind, said by one of these kinds of agency (all, where none is named), whose values are
    among those given. `whatever_about`: also where it is about another episode or placement of the child."""

    kind: Kind
    by: frozenset[str] = frozenset()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whatever_about: bool = False
    # The name and the answer, where it asks for one answer of one value and nothing else.
    one_answer: tuple[str, str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = [(name, answer) for name, answers in self.where.items() for answer in answers]
        object.__setattr__(self, "one_answer", asked[0] if len(asked) == 1 else None)
        known = VALUES.get(self.kind, {})
        for name, answers in self.where.items():
            if name not in known:
                raise TypeError(f"{self.kind!r} carries no {name!r}.")
            if strange := answers - (known[name] or answers):
                raise TypeError(f"{name!r} of {self.kind!r} is never {', '.join(sorted(strange))}.")

    def matches(self, one: Happening) -> bool:
        if one.kind is not self.kind or (self.by and one.by not in self.by):
            return False
        return all(one.values.get(name) in answers for name, answers in self.where.items())

    def __str__(self) -> str:
        answers = (
            " or ".join(SAID.get((name, one), one) for one in sorted(some))
            for name, some in self.where.items()
        )
        by = [f"said by {' or '.join(sorted(self.by))}"] if self.by else []
        narrower = ", ".join([*filter(None, answers), *by])
        return f"{self.kind}: {narrower}" if narrower else str(self.kind)


def event(
    kind: Kind,
    where: Mapping[str, tuple[str, ...]] | None = None,
    *,
    by: tuple[str, ...] = (),
    whatever_about: bool = False,
) -> Event:
    """An event as the rulebook writes it."""
    answers = {name: frozenset(some) for name, some in (where or {}).items()}
    return Event(kind, frozenset(by), answers, whatever_about)


@dataclass(frozen=True, slots=True)
class Times:
    """How often within how long."""

    count: int
    within: Clock

    def __str__(self) -> str:
        return f"{self.count} times within {self.within}"


@dataclass(frozen=True, slots=True)
class Nth:
    """The duty begins with the `at_least`-th such event and every later one up to the `at_most`-th, counted anew after
    the last `since`; `about_same`: of those about the same episode or placement alone. `often` counts instead over a
    time back from the event; its row may be an authority's to set.
    """

    of: Event
    at_least: int = 1
    at_most: int | None = None
    since: Event | None = None
    about_same: bool = False
    often: Rule[Times] | None = None

    def __str__(self) -> str:
        if self.often is not None:
            return f"{self.of} at least {self.often.value}"
        least = (
            f"it is number {self.at_least}" if self.at_most == self.at_least else f"at least {self.at_least}"
        )
        return f"{least} of {self.of}{f' since {self.since}' if self.since else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A row: what somebody owes a child, from when, until when, and what meets or ends it.

    What is about the same episode or placement meets it whenever it was, unless `after_only`; what is about the child
    as a whole only from the beginning on. `ahead`: it is to be done before what begins it takes effect; so it is owed
    from when that is planned, and due when it comes. `code` is that of the reference's row, with a letter where one row
    is several duties; `counts` names the measures of the scorecard that count it.
    """

    code: str
    says: str
    owed_by: Owner
    to: str
    begins: Event
    within: Within
    met_by: tuple[Event, ...]
    ended_by: tuple[Event, ...] = ()
    only_if: Nth | None = None
    after_only: bool = False
    ahead: bool = False
    joins: Joins = Joins.NEVER
    source: Source
    local: bool = False
    counts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.within, Undelayed) and not self.local:
            raise TypeError(f"{self.code}: a figure that the law does not give is the authority's to set.")
        if not self.met_by:
            raise TypeError(f"{self.code}: nothing would ever meet it.")
        if self.ahead and (self.only_if is not None or self.joins is not Joins.NEVER):
            raise TypeError(f"{self.code}: what is planned is neither counted nor joined.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """A row of the law that the record does not judge: why, what it would have to hold for that, and who would say it.
    `needs` is empty where nothing that could be kept of a child would help."""

    code: str
    says: str
    why: str
    needs: str = ""
    said_by: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A row of the law that says of some children what other duties here say of all."""

    code: str
    says: str
    held_by: tuple[str, ...]
    source: Source
