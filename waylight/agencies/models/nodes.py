from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Node(models.Model):
    """One place in the tree of agencies: an authority, a team of it, a provider, one home of it, a force.

    Interests and roles hang on a node. `force` and `area` say in whose police area and in which authority's
    area an address lies; an agency of Scotland or Wales is a node like any other, with its `country`.
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "local authority"
        SERVICE = "service", "service of an authority"
        TEAM = "team", "team"
        PROVIDER = "provider", "provider"
        HOME = "home", "children's home"
        CARER = "carer", "foster or kinship carer"
        SUPPORTED = "supported accommodation", "supported accommodation"
        PARENTS = "parents", "parents"
        FORCE = "force", "police force"
        DISTRICT = "district", "police district"
        INTERVIEWS = "interview service", "return interview service"
        INSPECTORATE = "inspectorate", "inspectorate"
        NATIONAL = "national", "national body"
        SYSTEM = "system", "the system itself"
        OTHER = "other", "school, hospital or other body"

    class Country(models.TextChoices):
        ENGLAND = "E", "England"
        WALES = "W", "Wales"
        SCOTLAND = "S", "Scotland"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField(choices=Kind.choices)
    name = models.TextField()
    # The number others know it by: a URN, an authority's code, a force's code.
    code = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    force = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    country = models.TextField(choices=Country.choices, default=Country.ENGLAND)
    # Nobody of this agency signs in: its claims arrive as files.
    sends_files_only = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="node_kind_code")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="node_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NodeReach(models.Model):
    """Every node with itself and with all that stands below it: the tree, closed, so that no query climbs."""

    above = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    below = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["above", "below"], name="node_reach_once")]
