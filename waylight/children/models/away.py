from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waylight.children.models.child import Child


class Away(models.Model):
    """A projection: the times away of a child as interests need them, written from the agreed episodes.

    `since` is when the first report was told, `until` when the child was back, null while the search goes on
    (an eighteenth birthday does not end it). `forces` are those of where the child was last seen.
    """

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="aways")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    forces = ArrayField(models.UUIDField(), default=list)
