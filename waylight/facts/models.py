"""What the record is made of. Nothing here is changed or deleted, save by erasure (migration 0002)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from waylight.audit.columns import ThisTransaction, TransactionField


class Fact(models.Model):
    """One thing said by one agency. All times UTC; `happened_*` is a span, equal ends where the minute is known."""

    # Made by the application: a door that may not read can still write.
    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    version = models.SmallIntegerField()
    # The record of the access grid whose readers may read this fact.
    record = models.TextField()
    happened_earliest = models.DateTimeField()
    happened_latest = models.DateTimeField()
    happened_said = models.TextField()
    # When this system was told. `rebuild --as-of` replays by it.
    told = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    # No foreign key: this room knows no children, and a key's error would tell a stranger that one exists.
    child = models.UUIDField(null=True)
    # Another fact, for what is said of a claim.
    about = models.UUIDField(null=True)
    by_node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    by_person = models.ForeignKey(
        "agencies.Person", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    # Who places a claim about a child whom nobody could name yet.
    to_node = models.ForeignKey(
        "agencies.Node", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    door = models.TextField()
    source_key = models.TextField()
    # Salted: what is said in few words could be guessed from a bare hash. Both go with erasure.
    content_hash = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)
    body = models.JSONField()
    tx = TransactionField(db_default=ThisTransaction())

    class Meta:
        ordering: ClassVar = ["told", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by_node", "door", "source_key"], name="fact_sent_once"),
            models.CheckConstraint(
                condition=models.Q(happened_earliest__lte=models.F("happened_latest")), name="fact_span"
            ),
            models.CheckConstraint(
                condition=models.Q(door__in=("web", "desk", "door", "import")), name="fact_door"
            ),
            models.CheckConstraint(condition=~models.Q(source_key=""), name="fact_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "told"], name="fact_child"),
            models.Index(fields=["about"], name="fact_about", condition=models.Q(about__isnull=False)),
            models.Index(fields=["to_node"], name="fact_waiting", condition=models.Q(child__isnull=True)),
        ]


class Words(models.Model):
    """Free text, health, places and contacts that belong to a fact, each under the record that may read it."""

    id = models.UUIDField(primary_key=True)
    fact = models.ForeignKey(
        "facts.Fact", on_delete=models.PROTECT, related_name="words", db_constraint=False
    )
    child = models.UUIDField(null=True)
    by_node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+", db_index=False)
    to_node = models.ForeignKey(
        "agencies.Node", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    record = models.TextField()
    field = models.TextField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fact", "field"], name="words_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["child"], name="words_child")]
