"""Who took the certain rows of which run into the record. The claims themselves are facts of the door `import`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Intake(models.Model):
    """One time that the certain rows of a run were taken in, by whom; `taken_back_at` where that was taken back."""

    id = models.UUIDField(primary_key=True)
    run = models.UUIDField()
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    by_person = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    by_name = models.TextField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    # Counts by what became of the rows, and why rows were set aside.
    counts = models.JSONField(default=dict)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "asked_at"], name="intake_run")]


class Freshness(models.Model):
    """How old the list of a kind (children, placements, workers) is that an authority handed in last."""

    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    # When the list was drawn: the time of its file.
    as_of = models.DateTimeField()
    rows = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["node", "kind"], name="freshness_once")]
