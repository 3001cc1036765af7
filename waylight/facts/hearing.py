"""Who acts on a fact once it is kept. What is owed, noticed and told follows from facts, and never holds one up.

A fact that somebody files asks the worker, in its own transaction, to hear it: kept and asked for, or neither. Rooms
above say at their start what they do with one. What a killed worker left undone, and what came by file, is found by
each room's own sweep; hearing only makes it quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

# Does what follows from the fact of this id, at this time. Called again for the same fact it changes nothing.
Hearer = Callable[[UUID, datetime], None]

_HEARERS: dict[str, Hearer] = {}
HEARERS: Mapping[str, Hearer] = MappingProxyType(_HEARERS)
# Files bring thousands at once, about days that are past: the sweep takes those.
SILENT = frozenset({"import"})


def listen(name: str, hearer: Hearer) -> None:
    """Add one who hears every fact; they hear in the order in which their rooms start. Called from an AppConfig."""
    _HEARERS[name] = hearer


def ask(fact: UUID, door: str) -> None:
    """Ask the worker to hear this fact, in the transaction that keeps it."""
    if door in SILENT or not _HEARERS:
        return
    from django.db import connection
    from procrastinate.exceptions import ConnectorException

    from waylight.facts.tasks import heard

    try:
        heard.defer(fact=str(fact))
    except ConnectorException as fault:
        # As the database's own error: pages know by it that the database is away, and keep what was typed.
        with connection.wrap_database_errors:
            raise fault.__cause__ or fault from fault
