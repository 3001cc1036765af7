"""What people decide about the record itself: what is erased, and which two records are one child."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from waylight.facts.kinds import Kind

CORE = "child core"


@dataclass(frozen=True)
class ErasureAsked:
    """Somebody asks that what was said be blanked: the words of these facts, or, with none named, everything said of
    the child. `ground` is a code of the rulebook. A second person decides."""

    ground: str
    facts: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class ErasureDecided:
    """A second person agreed to the erasure this is about, or did not."""

    agreed: bool


@dataclass(frozen=True)
class SameAsAsked:
    """Somebody who can read both says that this record and the `other` are one child. A second person decides."""

    other: UUID


@dataclass(frozen=True)
class SameAs:
    """Two named people say so, `asked` being the first's fact: readers of both see one line of time. Each fact keeps
    the child of whom it was said."""

    other: UUID
    asked: UUID


@dataclass(frozen=True)
class SameAsRefused:
    """A second person says that the two are not one child."""

    other: UUID


@dataclass(frozen=True)
class SameAsUndone:
    """They are two children after all: from here on the lines of time stand apart again."""

    other: UUID


@dataclass(frozen=True)
class Sealed:
    """The record is closed to everybody but those named for it. `ground` is a code: "adopted"."""

    ground: str


@dataclass(frozen=True)
class Reduced:
    """What nobody needs any more went, and the rest stays. `rule` names the rule; `lines` and `pictures` say how
    many of the grab pack went."""

    rule: str
    lines: int = 0
    pictures: int = 0


UPKEEP = (
    Kind("erasure asked", CORE, ErasureAsked, words={"why": CORE}),
    Kind("erasure decided", CORE, ErasureDecided, words={"why": CORE}),
    Kind("same as asked", CORE, SameAsAsked, words={"why": CORE}),
    Kind("same as", CORE, SameAs, words={"why": CORE}),
    Kind("same as refused", CORE, SameAsRefused, words={"why": CORE}),
    Kind("same as undone", CORE, SameAsUndone, words={"why": CORE}),
    Kind("sealed", CORE, Sealed),
    Kind("reduced", CORE, Reduced),
)
