"""One child's record in one file, for somebody who asks to see what is held of them.

It holds what its maker may read of the child and nothing more. Left out are where a child can be found (placements
by name), other children, and the names of staff: they say what their agency said.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.access.gate import Answer, may
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.selectors import Look, who_looked
from waylight.audit.services import note
from waylight.children.models import Child, Placement
from waylight.engine.access import Relation
from waylight.episodes.models import Episode
from waylight.episodes.selectors import live, pack
from waylight.episodes.selectors.claims import Said
from waylight.episodes.selectors.reach import may_read
from waylight.facts.codec import to_json
from waylight.facts.kinds import kind_of

RECORD = "child core"
# More looks than any child has; the page shows a hundred at a time.
ALL_LOOKS = 1_000_000
WHO = (
    "given_names",
    "family_name",
    "known_as",
    "born",
    "sex",
    "ethnicity",
    "language",
    "unaccompanied",
    "trafficked",
)
TIMES = (
    "number",
    "category",
    "started_earliest",
    "started_latest",
    "ended_earliest",
    "ended_latest",
    "ended_by",
)
MORE = ("found_at", "returned_at", "police_reference", "grade", "seen_by")
# An agency of these kinds is where a child lives: the file says so and not which.
LIVED_IN = (Node.Kind.HOME, Node.Kind.CARER, Node.Kind.SUPPORTED, Node.Kind.PARENTS)
A_HOME = "where a child lives"
# May be about an investigation that goes on: it stays behind, and the file says that it does.
LEFT_OUT = ("strategy discussion",)
# What a spreadsheet takes for the beginning of a formula.
SIGNS = ("=", "+", "-", "@", "\t", "\r")
BEFORE = (
    "Somebody who knows the child reads this file before it is handed over, and takes out what is about another "
    "person or would put somebody in danger. It holds no name of a place where the child lived, of another child or "
    "of staff of its own accord, but free words may. Strategy discussions are not in it: whether one may be shown is "
    "decided apart."
)


def export(*, actor: Actor, child_id: UUID, now: datetime, route: str = "") -> dict[str, Any]:
    """The record as JSON's types; times in UTC, ISO 8601. On the trail as exported.

    Raises: NotThere, unless the actor reads who the child is as, or for, the responsible authority.
    """
    allowed = _allowed(actor, child_id, now)
    child = Child.objects.filter(id=child_id).first() if allowed else None
    if child is None:
        raise NotThere(record=RECORD, child=child_id, reason="export: not for the responsible authority")
    found = live.chronology(actor=actor, child_id=child_id, now=now, route=route)
    looks = who_looked(actor=actor, child_id=child_id, before=now, most=ALL_LOOKS, route=route)
    lived = _homes(look.node_name for look in looks)
    held = {
        "made_at": now,
        "made_for": "a person who asks to see what is held of them",
        "before_handing_over": BEFORE,
        "child": {name: getattr(child, name) for name in WHO},
        "placements": _placements(child_id),
        "times_away": [_episode(episode) for episode in found.episodes],
        "said": [_said(one) for one in found.said if one.kind != "seen" and not _left_out(one)],
        "grab_pack": _pack(actor, child_id, now, route),
        "who_looked": [_look(look, lived) for look in looks],
    }
    note(actor=actor, act=Act.EXPORTED, record=RECORD, child=child_id, route=route, basis=allowed.reason)
    plain: dict[str, Any] = _plain(held)
    return plain


def may_export(*, actor: Actor, child_id: UUID, now: datetime) -> bool:
    """Whether the page offers the file."""
    return bool(_allowed(actor, child_id, now))


def _allowed(actor: Actor, child: UUID, now: datetime) -> Answer:
    return may(actor, "read", RECORD, child, now, through=Relation.RESPONSIBLE)


def _placements(child: UUID) -> list[dict[str, Any]]:
    rows = Placement.objects.filter(child_id=child).order_by("during")
    return [{"kind": row.kind, "from": row.during.lower, "until": row.during.upper} for row in rows]


def _episode(episode: Episode) -> dict[str, Any]:
    return {name: getattr(episode, name) for name in (*TIMES, *MORE)}


def _said(one: Said) -> dict[str, Any]:
    """What was said and by which agency. A placement's body names where the child lives: it stays behind."""
    whereabouts = kind_of(one.kind).record == "placement"
    return {
        "kind": one.kind,
        "happened": to_json(one.when),
        "told": one.told,
        "by": A_HOME if one.node_kind in LIVED_IN else one.node_name,
        "says": None if whereabouts or one.body is None else _without_ids(to_json(one.body)),
        "words": dict(one.words),
        "in_error": one.in_error,
    }


def _left_out(one: Said) -> bool:
    return kind_of(one.kind).record in LEFT_OUT


def _without_ids(body: Any) -> Any:
    """Ids stand for nodes, people and other children, whose names are not the child's to have."""
    if isinstance(body, dict):
        return {name: _without_ids(value) for name, value in body.items() if not _is_id(value)}
    if isinstance(body, list):
        return [_without_ids(item) for item in body if not _is_id(item)]
    return body


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def _pack(actor: Actor, child: UUID, now: datetime, route: str) -> dict[str, Any] | None:
    if not may_read("grab pack", child):
        return None
    found = pack.pack(actor=actor, child_id=child, now=now, route=route)
    shown = found.photo and b64encode(pack.picture(actor=actor, child_id=child, route=route)).decode("ascii")
    lines = [
        {
            "part": sheet.part.code,
            "asks": line.field.label,
            "says": line.value,
            "looked_over": line.reviewed_at,
        }
        for sheet in found.sheets
        for line in sheet.lines
    ]
    return {"lines": lines, "picture_jpeg_base64": shown}


def _homes(names: Iterable[str]) -> list[str]:
    """Which of these are places where somebody lives; the longest first, so that no part of a name is left."""
    rows = Node.objects.filter(name__in=set(names), kind__in=LIVED_IN).values_list("name", flat=True)
    return sorted(rows, key=len, reverse=True)


def _look(look: Look, lived: Iterable[str]) -> dict[str, Any]:
    """By role and agency; where the agency is a home or a carer, without its name."""
    shown = {"at": look.at, "act": look.act, "record": look.record, "role": look.role}
    agency, why = look.node_name, look.basis
    for name in lived:
        agency, why = agency.replace(name, A_HOME), why.replace(name, A_HOME)
    return {**shown, "agency": agency, "why_they_could": why}


def _plain(value: Any) -> Any:
    """JSON's types, and no text that a spreadsheet would run."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    made = to_json(value)
    return f"'{made}" if isinstance(made, str) and made.startswith(SIGNS) else made
