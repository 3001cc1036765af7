"""What was taken from which run into the record. Claims themselves are facts."""

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


class Taken(models.Model):
    """One row of a file that stands on the record as a claim. `content` is a hash of what the row said then."""

    id = models.UUIDField(primary_key=True)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="rows")
    child = models.UUIDField()
    node = models.UUIDField()
    side = models.TextField()
    row_id = models.TextField()
    # The claim, and how often the row was taken in after it had been taken back.
    fact = models.UUIDField()
    turn = models.IntegerField(default=0)
    content = models.TextField()
    back = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "side", "row_id"], name="taken_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["child"], name="taken_child")]
