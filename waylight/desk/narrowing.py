"""The queue of doubtful pairs narrowed and ordered, and who comes next in it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

# What a pair is narrowed by, besides by whether and how it is decided.
NARROWS = ("question", "row_class", "doubt", "force", "authority")
SHOWS = ("open", "decided", "unsure", "mine", "all")
ORDERS = ("counts", "safety")
CHILD, TIME = "child", "time"


@dataclass(frozen=True)
class Line:
    """One pair: its place `n` in the order of safety, what it is narrowed and ordered by, and what stands decided.

    `moves`: rows that leave their place in the bridge if the answer is No. `verdict` is "" where nobody decided."""

    n: int
    question: str
    row_class: str
    doubt: str
    force: str
    authority: str
    moves: int
    probability: float
    verdict: str = ""
    by: str = ""
    mine: bool = False

    @property
    def expected(self) -> float:
        """Rows that are to be expected to move: as many as a No moves, as often as a No is likely."""
        return self.moves * (1 - self.probability)


@dataclass(frozen=True)
class Narrowed:
    """What the queue is narrowed to; "" for all."""

    show: str = "open"
    order: str = "counts"
    question: str = ""
    row_class: str = ""
    doubt: str = ""
    force: str = ""
    authority: str = ""

    def said(self) -> dict[str, str]:
        """What differs from the queue as it opens: what an address has to keep."""
        plain = Narrowed()
        return {name: value for name, value in vars(self).items() if value != getattr(plain, name)}


def narrowed_by(told: Mapping[str, str]) -> Narrowed:
    """What an address says; what it cannot mean is left out."""
    given = {name: told.get(name, "") for name in NARROWS}
    show, order = told.get("show", ""), told.get("order", "")
    return Narrowed(show if show in SHOWS else "open", order if order in ORDERS else "counts", **given)


@dataclass(frozen=True)
class Around:
    """Where a pair stands in the narrowed queue. `at` from 1, of `total`, of which `decided`; places of those beside
    it, of the one `onward` that is shown once it is decided, and of what was `left_out` on the way, for after the
    last. Where decided pairs are looked through again, there is nothing left out."""

    at: int
    total: int
    decided: int
    previous: int | None
    next: int | None
    onward: int | None
    left_out: int | None


def shown(line: Line, show: str) -> bool:
    """Whether a pair is among those to be shown by how it is decided."""
    return {
        "open": not line.verdict,
        "decided": bool(line.verdict),
        "unsure": line.verdict == "unsure",
        "mine": line.mine,
        "all": True,
    }[show]


def among(lines: Iterable[Line], narrowed: Narrowed) -> list[Line]:
    """Those of the filters, however they are decided, in the order asked for."""
    wanted = [(name, getattr(narrowed, name)) for name in NARROWS if getattr(narrowed, name)]
    found = [line for line in lines if all(getattr(line, name) == value for name, value in wanted)]
    if narrowed.order == "counts":
        return sorted(found, key=lambda line: (-line.expected, line.n))
    return sorted(found, key=lambda line: line.n)


def listed(lines: Iterable[Line], narrowed: Narrowed) -> list[Line]:
    """The queue as it is listed."""
    return [line for line in among(lines, narrowed) if shown(line, narrowed.show)]


def numbers(lines: list[Line], narrowed: Narrowed) -> dict[str, Counter[str]]:
    """How many pairs each choice would list, the other choices as they are: {"force": {"F1": 12}, "show": ...}."""
    found = {}
    for name in NARROWS:
        others = listed(lines, replace(narrowed, **{name: ""}))
        found[name] = Counter(getattr(line, name) for line in others)
    here = among(lines, narrowed)
    found["show"] = Counter({show: sum(shown(line, show) for line in here) for show in SHOWS})
    return found


def around(lines: list[Line], narrowed: Narrowed, n: int) -> Around:
    """Where pair `n` stands. Among all pairs in that order where the filters leave it out.

    Back leads to every pair, so that what was just decided can be looked at again; on leads to what is listed.
    """
    here = among(lines, narrowed)
    at = next((index for index, line in enumerate(here) if line.n == n), None)
    if at is None:
        here = among(lines, Narrowed(order=narrowed.order))
        at = next(index for index, line in enumerate(here) if line.n == n)
    deciding = narrowed.show in ("open", "all")
    before = [line.n for line in here[:at] if deciding or shown(line, narrowed.show)]
    after = [line.n for line in here[at + 1 :] if shown(line, narrowed.show)]
    waiting = [line.n for line in here[at + 1 :] if not line.verdict] if deciding else after
    return Around(
        at=at + 1,
        total=len(here),
        decided=sum(bool(line.verdict) for line in here),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
        onward=waiting[0] if waiting else None,
        left_out=next((line.n for line in here[:at] if deciding and not line.verdict), None),
    )
