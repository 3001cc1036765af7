"""Who the child is, put right: what stood before stays in the fact that says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from waylight.agencies.refusals import NotThere
from waylight.children.kinds import Rectified
from waylight.children.models import Child
from waylight.children.names import folded, name_key
from waylight.children.services.writing import Writing
from waylight.engine.when import at
from waylight.facts.refusals import Refused


@dataclass(frozen=True)
class Particulars:
    """Who the child is."""

    given_names: str
    family_name: str
    born: date | None
    known_as: str = ""
    sex: str = ""
    ethnicity: str = ""
    language: str = ""
    unaccompanied: bool = False
    trafficked: bool = False


@transaction.atomic
def rectify(*, writing: Writing, child: UUID, who: Particulars, why: str) -> None:
    """Replace who the child is; the fact keeps the old words beside the new. Raises: Refused, NotThere."""
    if not why.strip():
        raise Refused("Say what was wrong, or what changed: it stands in the record.", field="why")
    if not (who.given_names.strip() or who.family_name.strip()):
        raise Refused("Give the child's name, or what the child is called.", field="given_names")
    row = Child.objects.select_for_update().filter(pk=child).first()
    if row is None:
        raise NotThere(record="child core", child=child)
    changed = {name: value for name, value in asdict(who).items() if getattr(row, name) != value}
    if not changed:
        raise Refused("Nothing is different from what stands there. Change what is wrong, then send it.")
    words = {
        "was": "; ".join(f"{name}: {getattr(row, name)}" for name in changed),
        "is": "; ".join(f"{name}: {value}" for name, value in changed.items()),
        "why": why,
    }
    added = writing.fact(child, "rectified", at(writing.now), Rectified(tuple(sorted(changed))), words)
    if added.already:
        return
    keys = {"name_key": name_key(who.given_names, who.family_name), "called_key": folded(who.known_as)}
    if Child.objects.filter(pk=child).update(**changed, **keys) != 1:
        raise NotThere(record="child core", child=child)
