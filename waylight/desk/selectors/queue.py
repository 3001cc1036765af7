"""The queue of doubtful pairs as far as it is open to whoever asks."""

from __future__ import annotations

from waylight.desk.models import Run, RunPair
from waylight.desk.narrowing import CHILD, TIME, Line
from waylight.desk.people import PAIR, Person, must
from waylight.desk.standing import decided_places

_COLUMNS = ("n", "missing_id", "row_class", "doubt", "force", "authority", "moves", "probability")


def lines(actor: Person, run: Run) -> list[Line]:
    """Every pair of the run that is open to the actor, with what was decided about it in this run, by place."""
    must(actor, "read", PAIR)
    decided = decided_places(run.id)
    found = []
    for n, missing, row_class, doubt, force, authority, moves, probability in (
        RunPair.objects.filter(run=run).order_by("n").values_list(*_COLUMNS)
    ):
        verdict, by, person = decided.get(n, ("", "", None))
        found.append(
            Line(
                n=n,
                question=TIME if missing else CHILD,
                row_class=row_class,
                doubt=doubt,
                force=force or "",
                authority=authority or "",
                moves=moves,
                probability=probability,
                verdict=verdict,
                by=by,
                mine=person is not None and person == actor.person_id,
            )
        )
    return found


def pairs_at(actor: Person, run: Run, places: list[int]) -> list[RunPair]:
    """The pairs at these places, in this order."""
    must(actor, "read", PAIR)
    found = {pair.n: pair for pair in RunPair.objects.filter(run=run, n__in=places)}
    return [found[n] for n in places if n in found]
