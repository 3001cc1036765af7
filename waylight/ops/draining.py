"""Files what the door kept while the database was away: each report once, in the name of whoever sent it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import QueryDict

from waylight.access.acting import acting
from waylight.agencies.actor import Actor
from waylight.agencies.models import Person
from waylight.agencies.selectors import actor_of
from waylight.door import sealing, spool
from waylight.engine.when import parse
from waylight.episodes.selectors.people import receivers
from waylight.episodes.services.reports import Report, report_absent, report_unknown_child
from waylight.facts.filing import Filing
from waylight.facts.refusals import NotThere, Refused, SentDifferently
from waylight.web.kept import ACT, BACK
from waylight.web.night.acts import ACTS, Sent, back
from waylight.web.night.answers import read_report

# The route of the door's own form, and what the trail says of everything that came this way.
ROUTE = "door"
# A name, an agency and a telephone number.
LONGEST_NAME = 250


@dataclass
class Drained:
    """How many were filed, had been filed already, and were laid aside for a person to look at."""

    filed: int = 0
    already: int = 0
    aside: int = 0


@dataclass(frozen=True)
class Sealed:
    """One report as the door kept it."""

    key: str
    kept_at: datetime
    person: UUID
    grant: UUID | None
    child: UUID | None
    route: str
    sent: QueryDict
    # The time away that it adds to; None for a report.
    about: UUID | None = None


def drain(folder: Path, private: bytes) -> Drained:
    """File everything that waits. A file goes once its report is committed, so a crash files nothing twice.

    Raises what the database raises where it is away: the rest waits for the next time.
    """
    done = Drained()
    for path in spool.waiting(folder):
        try:
            sealed = read(sealing.unseal(path.read_bytes(), private))
            already = file(sealed)
        except (sealing.NotOurs, ValueError, KeyError, Refused, NotThere, Person.DoesNotExist):
            # Never thrown away: somebody looks at it with the key in hand.
            (folder / "aside").mkdir(mode=0o700, exist_ok=True)
            path.rename(folder / "aside" / path.name)
            done.aside += 1
            continue
        path.unlink()
        done.already += already
        done.filed += not already
    return done


def read(text: bytes) -> Sealed:
    """From what the door wrote. Raises: ValueError, KeyError."""
    body: dict[str, Any] = json.loads(text)
    sent = QueryDict(mutable=True)
    for name, values in body["sent"].items():
        sent.setlist(name, values)
    return Sealed(
        key=body["key"],
        kept_at=datetime.fromisoformat(body["kept_at"]),
        person=UUID(body["person"]),
        grant=UUID(body["grant"]) if body["grant"] else None,
        child=UUID(body["child"]) if body["child"] else None,
        route=body["route"],
        sent=sent,
        about=UUID(body["about"]) if body.get("about") else None,
    )


def file(sealed: Sealed) -> bool:
    """File one report as the person who sent it, at the time when they sent it. True where it was there before.

    Its key is that of the page, so what reached the record by both ways is there once. Where the page was sent with
    other answers before, these are a second claim. Raises: Refused, NotThere.
    """
    actor = actor_of(sealed.person, sealed.kept_at, choose=sealed.grant)
    how = _filed if sealed.about is None else _added
    try:
        return how(actor, sealed, "door" if sealed.route == ROUTE else "web")
    except SentDifferently:
        return how(actor, sealed, "door")


def _added(actor: Actor, sealed: Sealed, door: str) -> bool:
    """What was learned of a child who is away. What others said since then does not hold it up."""
    assert sealed.about is not None
    form = sealed.sent.copy()
    form.pop("version", None)
    keep = back if sealed.route == BACK else ACTS[sealed.route.removeprefix(f"{ACT} ")]
    with acting(actor):
        return keep(Sent(actor, sealed.about, form, sealed.kept_at, door)).already


def _filed(actor: Actor, sealed: Sealed, door: str) -> bool:
    report = _by(actor, sealed, _report(sealed))
    filing = Filing(actor, sealed.kept_at, sealed.key, door, ROUTE)
    if sealed.child is not None:
        try:
            with acting(actor):
                return report_absent(filing, child_id=sealed.child, report=report).already
        except SentDifferently:
            raise
        except (NotThere, Refused):
            # Not about that child for this person any more: it waits for somebody to place it.
            report = _with(report, child=f"The child whose page was open: {sealed.child}")
    with acting(actor):
        to = _receiver(actor, sealed)
        return report_unknown_child(filing, report=report, to_node=to).already


def _receiver(actor: Actor, sealed: Sealed) -> UUID:
    open_to = [node.id for node in receivers(actor=actor)]
    if not open_to:
        raise Refused("Nobody can be asked to look for the child.")
    return next((node for node in open_to if str(node) == sealed.sent.get("to")), open_to[0])


def _report(sealed: Sealed) -> Report:
    try:
        report = read_report(sealed.sent, sealed.kept_at)
    except Refused:
        # Half an answer is worth more than none: what was typed is kept as it was typed.
        typed = "; ".join(
            str(v) for name, v in sealed.sent.items() if name not in ("key", "by") and str(v).strip()
        )
        report = Report(since=parse(f"{sealed.kept_at:%Y-%m-%d}"), words={"notes": typed})
    child = (sealed.sent.get("child") or "").strip()
    return _with(report, child=child) if child and sealed.child is None else report


def _by(actor: Actor, sealed: Sealed, report: Report) -> Report:
    """With the name that somebody gave who reports without an account of their own: nothing else says who it was."""
    by = (sealed.sent.get("by") or "").strip()[:LONGEST_NAME]
    if not by:
        return report
    notes = report.words.get("notes", "")
    return _with(report, notes="; ".join(part for part in (f"Reported by {actor.name}: {by}", notes) if part))


def _with(report: Report, **words: str) -> Report:
    return Report(**{**vars(report), "words": {**report.words, **words}})
