from __future__ import annotations

from typing import ClassVar

from django.db import models


class Decision(models.Model):
    """A fact: what a person decided about a pair, or that they took a decision back.

    Only ever added: UPDATE and DELETE are refused by the database (migration 0002). The latest one about a
    pair counts, and one that undoes another puts the pair back to what it was before.
    """

    class Verdict(models.TextChoices):
        YES = "yes", "yes"
        NO = "no", "no"
        UNSURE = "unsure", "not sure"
        UNDONE = "undone", "undone"

    # The order in which facts came to be: two in one instant still have an order.
    seq = models.BigAutoField(primary_key=True)
    # Made by the page, so that a form sent twice is one fact.
    id = models.UUIDField(unique=True)
    version = models.SmallIntegerField(default=1)
    at = models.DateTimeField()
    by_name = models.TextField()
    by_role = models.TextField()
    by_agency = models.TextField()
    # The account; null where it was decided before accounts were kept with decisions.
    by_person = models.UUIDField(null=True)
    run = models.ForeignKey("desk.Run", on_delete=models.PROTECT, related_name="+")
    incident_id = models.TextField()
    force = models.TextField(null=True)
    child_id = models.TextField()
    authority = models.TextField(null=True)
    missing_id = models.TextField(null=True)
    verdict = models.TextField(choices=Verdict.choices)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    # Keyed hash of what both records said when it was decided: a decision is about those words.
    records = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [
            models.Index(fields=["incident_id", "child_id"], name="decision_pair"),
            models.Index(fields=["run"], name="decision_run"),
        ]
