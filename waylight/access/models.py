from __future__ import annotations

from typing import ClassVar

from django.db import models


class Cell(models.Model):
    """One cell of the access grid as the database reads it: the role may do the action to the record while their
    agency is the relation to the child. Written from the rulebook by `waylight migrate`, by nobody else."""

    role = models.TextField()
    record = models.TextField()
    action = models.TextField()
    relation = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "action", "role", "relation"], name="cell_once"),
        ]
