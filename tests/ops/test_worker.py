"""Which process of the worker does what."""

from __future__ import annotations

from waylight.ops.worker import GROUPS, queues_of


def test_every_queue_is_served_by_one_group_and_by_one_alone() -> None:
    known = {"desk", "record", "audit", "telling", "hearing", "builtin", "something new"}
    served = [queue for group in GROUPS for queue in queues_of(group, known)]
    assert sorted(served) == sorted(known)


def test_a_long_reconciliation_holds_up_neither_inbox_nor_outbox() -> None:
    known = {"desk", "record", "audit", "telling", "hearing"}
    assert queues_of("desk", known) == ["desk"]
    assert queues_of("telling", known) == ["telling"]
    assert queues_of("hearing", known) == ["hearing"]
    assert queues_of("record", known) == ["audit", "record"]
