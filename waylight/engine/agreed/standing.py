"""Which claims stand: those not reported in error, with their corrections applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from waylight.engine.agreed.result import Waiting
from waylight.engine.claims import Absent, Claim, Correction, Found, InError, Returned, WhereaboutsChanged

Said = Absent | WhereaboutsChanged | Found | Returned


def by_id(id: str) -> tuple[int, str]:
    """A fixed order of ids that does not depend on arrival: "2" before "10"."""
    return len(id), id


@dataclass
class Standing:
    """`claims` as corrected; `errors`: those reported in error; `via`: corrections by the id that they change."""

    claims: list[Said] = field(default_factory=list)
    errors: list[Said] = field(default_factory=list)
    via: dict[str, list[str]] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)


def standing(claims: Iterable[Claim]) -> Standing:
    """The claims that count, whatever the order in which they arrived."""
    known = {claim.id: claim for claim in sorted(claims, key=lambda c: (c.told_at, by_id(c.id)))}
    if not any(isinstance(claim, InError | Correction) for claim in known.values()):
        return Standing(list(known.values()))  # type: ignore[arg-type]
    void = _void({c.id: c.about for c in known.values() if isinstance(c, InError) and c.about != c.id})
    about: dict[str, list[Correction]] = defaultdict(list)
    for claim in known.values():
        if isinstance(claim, Correction) and claim.id not in void:
            about[claim.about].append(claim)
    result = Standing()
    for id, claim in known.items():
        if isinstance(claim, Absent | WhereaboutsChanged | Found | Returned):
            corrections = _chain(id, about)
            (result.errors if id in void else result.claims).append(_corrected(claim, corrections))
            if corrections:
                result.via[id] = [c.id for c in corrections]
    placed = {id for ids in result.via.values() for id in ids}
    for claim in known.values():
        if isinstance(claim, InError | Correction) and claim.id not in void and claim.id not in placed:
            _unplaced(claim, known, result)
    return result


def _unplaced(claim: InError | Correction, known: dict[str, Claim], result: Standing) -> None:
    if claim.about not in known:
        result.waiting.append(Waiting(claim.id, f"It is about claim {claim.about}, which is not here."))
    elif isinstance(claim, Correction) and isinstance(known[claim.about], Correction):
        result.waiting.append(Waiting(claim.id, "It corrects a correction, and no claim stands behind them."))


def _void(about: dict[str, str]) -> set[str]:
    """The ids that stand in error, from what each report of an error (told first to last) is about.

    An error that is itself reported in error has no effect. Where such reports go round in a circle, the one told
    last holds.
    """
    void: set[str] = set()
    open_ = dict(about)
    while open_:
        doubted = set(open_.values())
        sure = [id for id in open_ if id not in doubted] or [next(reversed(open_))]
        for id in sure:
            target = open_.pop(id)
            void.add(target)
            open_.pop(target, None)
    return void


def _chain(id: str, about: dict[str, list[Correction]]) -> list[Correction]:
    """Corrections of the claim in the order told, each followed by the corrections of itself."""
    found: list[Correction] = []
    left = list(reversed(about.get(id, ())))
    while left:
        found.append(left.pop())
        left.extend(reversed(about.get(found[-1].id, ())))
    return found


def _corrected(claim: Said, corrections: list[Correction]) -> Said:
    """The claim with what changed: the last word on each field wins."""
    changes = {name: value for c in corrections for name, value in c.changes if name in claim.correctable}
    return replace(claim, **changes) if changes else claim  # type: ignore[arg-type]
