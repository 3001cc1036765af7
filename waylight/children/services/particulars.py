"""Who the child is, put right: what stood before stays in the fact that says so."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from datetime import date
from uuid import UUID

from django.db import transaction

from waylight.agencies.refusals import NotThere
from waylight.children.kinds import Rectified
from waylight.children.models import Child
from waylight.children.names import folded, name_key
from waylight.children.services.writing import said
from waylight.engine.when import LONDON, at
from waylight.facts.filing import Filing
from waylight.facts.refusals import Refused
from waylight.rulebook.particulars import ETHNICITIES, SEXES

_CODED = {
    "sex": {one.code: one.label for one in SEXES},
    "ethnicity": {one.code: one.label for one in ETHNICITIES},
}


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

    @property
    def mark(self) -> str:
        """Tells a page that was opened before somebody else changed them. Says nothing of what they are."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def particulars_of(child: Child) -> Particulars:
    """Who the child is, as it stands."""
    return Particulars(**{one.name: getattr(child, one.name) for one in fields(Particulars)})


@transaction.atomic
def rectify(filing: Filing, *, child: UUID, who: Particulars, why: str, mark: str = "") -> None:
    """Replace who the child is; the fact keeps the old words beside the new.

    `mark` is that of the particulars which the page showed: where others changed them since, this is refused with
    what stands there now. Raises: Refused, NotThere.
    """
    _check(filing, who, why)
    if filing.sent_before is not None:
        return
    row = Child.objects.select_for_update().filter(pk=child).first()
    if row is None:
        raise NotThere(record="child core", child=child)
    stands = particulars_of(row)
    if mark and mark != stands.mark and stands != who:
        raise Refused(
            "Somebody changed this since you opened the page. Read what stands there now, then send yours again if "
            "it is still right.",
            changed=tuple(f"{_said(name)}: {_words(name, value)}" for name, value in asdict(stands).items()),
        )
    changed = {name: value for name, value in asdict(who).items() if getattr(stands, name) != value}
    if not changed:
        raise Refused("Nothing is different from what stands there. Change what is wrong, then send it.")
    words = {
        "was": "; ".join(f"{_said(name)}: {_words(name, getattr(stands, name))}" for name in changed),
        "is": "; ".join(f"{_said(name)}: {_words(name, value)}" for name, value in changed.items()),
        "why": why,
    }
    added = said(filing, child, "rectified", at(filing.now), Rectified(tuple(sorted(changed))), words)
    if added.already:
        return
    keys = {"name_key": name_key(who.given_names, who.family_name), "called_key": folded(who.known_as)}
    if Child.objects.filter(pk=child).update(**changed, **keys) != 1:
        raise NotThere(record="child core", child=child)


def _check(filing: Filing, who: Particulars, why: str) -> None:
    if not why.strip():
        raise Refused("Say what was wrong, or what changed: it stands in the record.", field="why")
    if not (who.given_names.strip() or who.family_name.strip()):
        raise Refused("Give the child's name, or what the child is called.", field="given_names")
    if who.born is not None and who.born > filing.now.astimezone(LONDON).date():
        raise Refused("A birth date cannot be in the future. Check the year.", field="born")


def _words(name: str, value: object) -> str:
    """What stands there as people read it: a code by its words, a tick as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _CODED.get(name, {}).get(str(value), str(value)) if value else "blank"


def _said(name: str) -> str:
    return "birth date" if name == "born" else name.replace("_", " ")
