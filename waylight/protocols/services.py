"""Setting an authority's own value of a local rule: by a named role, with a reason, from tomorrow at the earliest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, transaction
from psycopg.errors import InsufficientPrivilege

from waylight.access import reach
from waylight.agencies.actor import Actor
from waylight.agencies.models import Node
from waylight.agencies.refusals import NotThere
from waylight.audit.acts import Act
from waylight.audit.services import note
from waylight.protocols.models import Setting
from waylight.protocols.rules import LocalRule, local_rules
from waylight.protocols.values import NoSuchValue, checked, to_json

RECORD = "authority setting"


class NotSet(Exception):
    """Nothing was set. The message says what is wrong and what to do; `field` names the input."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True)
class Done:
    """What was set; `already`: the same page had been sent before."""

    id: UUID
    already: bool = False


@transaction.atomic
def set_value(
    *,
    actor: Actor,
    authority: UUID,
    rule: str,
    value: Any,
    since: date,
    why: str,
    today: date,
    key: UUID,
    until: date | None = None,
    route: str = "",
) -> Done:
    """The authority's own value from `since` (a day in London, tomorrow or later) until the day before `until`.

    `value` None: the rulebook's own holds again. `key` is the page's. Raises: NotSet, NotThere where the actor may not
    set anything for the authority.
    """
    if authority not in reach.may_nodes(RECORD, "write") or not _is_authority(authority):
        raise NotThere(record=RECORD, subject=authority, reason="not the actor's authority to set for")
    local = _local(rule)
    _in_order(since, until, why, today)
    kept = None if value is None else _kept(local, value)
    row = Setting(id=key, node_id=authority, rule=rule, value=kept, since=since, until=until,
                  set_by_id=actor.person_id, role=_role(actor), why=why.strip())  # fmt: skip
    before = Setting.objects.filter(pk=key).first()
    if before is not None:
        return _sent_before(before, row)
    try:
        row.save(force_insert=True)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotThere(record=RECORD, subject=authority) from error
        raise
    note(actor=actor, act=Act.WROTE, record=RECORD, subject=row.id, route=route, basis=rule)
    return Done(row.id)


def may_set(authority: UUID) -> bool:
    """Whether the actor of this transaction may set the authority's values."""
    return authority in reach.may_nodes(RECORD, "write")


def _is_authority(node: UUID) -> bool:
    return Node.objects.filter(pk=node, kind=Node.Kind.AUTHORITY).exists()


def _local(rule: str) -> LocalRule:
    found = local_rules().get(rule)
    if found is None:
        raise NotSet("This rule is not an authority's to set. Choose one that is marked local.", field="rule")
    return found


def _in_order(since: date, until: date | None, why: str, today: date) -> None:
    if since <= today:
        raise NotSet(
            "What was owed and noticed until today stays as it was judged. Choose tomorrow or a later day.",
            field="since",
        )
    if until is not None and until <= since:
        raise NotSet(
            "The last day comes after the first. Choose a later one, or leave it empty.", field="until"
        )
    if not why.strip():
        raise NotSet("Say why in a sentence: others will ask by which reason they are measured.", field="why")


def _kept(local: LocalRule, value: Any) -> Any:
    try:
        return to_json(checked(local.value, value))
    except NoSuchValue as error:
        raise NotSet(str(error), field="value") from error


def _role(actor: Actor) -> str:
    """The role by which the actor may: the one of this sitting, or the first that does."""
    from waylight.access.grid import opened

    held = [grant.role for grant in actor.grants if opened(grant.role, RECORD, "write")]
    return held[0] if held else actor.role


def _sent_before(before: Setting, row: Setting) -> Done:
    same = all(
        getattr(before, field) == getattr(row, field)
        for field in ("node_id", "rule", "value", "since", "until", "set_by_id", "why")
    )
    if not same:
        raise NotSet("This page was sent before with another value, and that was kept. Open the page again.")
    return Done(before.id, already=True)
