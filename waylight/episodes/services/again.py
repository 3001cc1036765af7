"""After a restore: what was let go since the backup goes again, by the same facts as then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from waylight.agencies.models import Node, Person
from waylight.episodes.kinds.upkeep import Reduced, Sealed
from waylight.episodes.letting_go import LetGo, come_back
from waylight.episodes.services.birthdays import Clock
from waylight.episodes.services.erasing import erase_child, erase_words
from waylight.episodes.services.retention import close, reduce
from waylight.facts.codec import from_json
from waylight.facts.erasing import Erased
from waylight.facts.refusals import Refused

# Whose the child is where the agency that decided is younger than the backup.
RESPONSIBLE = """
SELECT n.id FROM children_careperiod k
JOIN agencies_nodereach r ON r.below_id = k.node_id
JOIN agencies_node n ON n.id = r.above_id
WHERE k.child_id = %s ORDER BY lower(k.during) DESC, n.kind <> 'authority' LIMIT 1
"""


def let_go_again(lines: Iterable[LetGo]) -> int:
    """Run as the worker, one transaction a line; a second time changes nothing. Returns how many. Raises: Refused."""
    back = come_back(lines)
    for one in back:
        _again(one)
    return len(back)


@transaction.atomic
def _again(one: LetGo) -> None:
    who = _who(one)
    told: datetime = one.told
    if one.kind == "sealed":
        sealed = from_json(Sealed, one.body)
        close(actor=who, child_id=one.child, sealed=sealed, now=told, key=one.key, id=one.fact)
    elif one.kind == "reduced":
        reduced = from_json(Reduced, one.body)
        reduce(actor=who, child_id=one.child, reduced=reduced, now=told, key=one.key, id=one.fact)
    else:
        _erase(one, who)


def _erase(one: LetGo, who: Clock) -> None:
    said = from_json(Erased, one.body)
    if said.bodies:
        erase_child(actor=who, child_id=one.child, ground=said.ground, now=one.told, key=one.key, id=one.fact)
        return
    erase_words(
        actor=who, child_id=one.child, facts=said.facts, ground=said.ground, now=one.told, key=one.key, id=one.fact
    )  # fmt: skip


def _who(one: LetGo) -> Clock:
    """Who decided then, as far as this older record knows them; else the authority whose the child is."""
    known = Node.objects.in_bulk([one.node, *_responsible(one.child)])
    node = next(iter(known.values()), None) if one.node not in known else known[one.node]
    if node is None:
        raise Refused(
            "Somebody who was erased stands in this record under no agency that it knows. Restore a later backup."
        )
    person = Person.objects.filter(id__in=[one.person] if one.person else []).first()
    if person is None:
        return Clock(node.id, node.name)
    return Clock(node.id, node.name, person.id, person.name)


def _responsible(child: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(RESPONSIBLE, [child])
        return [node for (node,) in cursor.fetchall()]
