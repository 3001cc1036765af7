from __future__ import annotations

from typing import ClassVar

from django.db import models


class Upload(models.Model):
    """Files handed in together, and what became of reading them."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be read"
        REFUSED = "refused", "refused"
        READY = "ready", "read"
        PURGED = "purged", "deleted"

    id = models.UUIDField(primary_key=True)
    asked_at = models.DateTimeField()
    by_name = models.TextField()
    by_agency = models.TextField()
    # The agency that handed the files in: they, and every run over them, are its own. Null: nobody's that is known.
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    # SHA-256 over the files' slots, names and contents: the same upload twice has the same.
    content_hash = models.CharField(max_length=64)
    # While being read: what is being done, in words.
    stage = models.TextField(default="", blank=True)
    # [{file, line, column, what, remedy}]; line 0 where the fault is the file's as a whole.
    faults = models.JSONField(default=list)
    # How many there were, also those that are not kept one by one.
    faults_found = models.IntegerField(default=0)
    # Counts for the question before the start; no names.
    summary = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    # Uploads to a demonstration go after a day; null where the product itself loaded its invented region.
    purge_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        indexes: ClassVar = [models.Index(fields=["content_hash"]), models.Index(fields=["purge_at"])]


class UploadFile(models.Model):
    """One file as it came. Its body is dropped once its rows are read or refused; name, size and hash stay."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    slot = models.TextField()
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
