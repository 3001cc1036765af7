"""One thing that an authority set for itself. Never changed: whoever thinks better of it sets another."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models.functions import Now


class Setting(models.Model):
    """From the day `since` the authority's own `value` of the rule holds, in place of what was set before.

    `since` and `until` are days in London; `until`, the first day on which it does not hold, is empty where it
    holds until another is set. No value: from that day the rulebook's own holds again.
    """

    # Made by the page: a form that is sent twice sets one thing once.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey("agencies.Node", on_delete=models.PROTECT, related_name="+")
    # The name of a local row of the rulebook.
    rule = models.TextField()
    value = models.JSONField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    set_by = models.ForeignKey("agencies.Person", on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    why = models.TextField()
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["set_at", "id"]
        indexes: ClassVar = [models.Index(fields=["node", "rule"], name="setting_node_rule")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="setting_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="setting_says_why"),
        ]
