from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Export(models.Model):
    """One file that somebody asked for, and what became of it. Times UTC. Deleted with its file when its day is over;
    the trail stays."""

    # Made by the page, so that asking twice asks once.
    id = models.UUIDField(primary_key=True)
    children = ArrayField(models.UUIDField())
    asked_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    by_name = models.TextField()
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    # The role in which they sat: the file holds what that role may read, and nothing of another of theirs.
    sitting = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    second_needed = models.BooleanField()
    agreed_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, null=True, related_name="+")
    agreed_name = models.TextField(default="", blank=True)
    agreed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    # Until when it can be fetched.
    until = models.DateTimeField(null=True)
    # Why there is no file, in words that name no child.
    failed = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        indexes: ClassVar = [models.Index(fields=["asked_by", "asked_at"], name="export_asked")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("asked_by")),
                name="export_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True)
                | models.Q(second_needed=False)
                | models.Q(agreed_by__isnull=False),
                name="export_made_once_agreed",
            ),
        ]


class ExportFile(models.Model):
    """The file itself, for who asked for it alone."""

    export = models.OneToOneField(Export, on_delete=models.CASCADE, primary_key=True, related_name="file")
    body = models.BinaryField()
