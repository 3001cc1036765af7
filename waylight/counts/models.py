from __future__ import annotations

from typing import ClassVar

from django.db import models


class EpisodeCount(models.Model):
    """How many agreed times away began in a month, of children for whom an authority answered then.

    A projection without a name, a birth date or an id of a child, and without the day: written by the worker alone,
    read by the role `waylight_count` alone. **Not safe to publish as it stands**: a count of one or two can point at a
    child whom somebody knows. Disclosure control comes after this table and is not part of it.
    """

    # Of the authority; its name beside it, so that who reads this needs no other table.
    authority = models.UUIDField()
    authority_name = models.TextField()
    # The first day of the month in which it began, on London's calendar; of a span, of its beginning.
    month = models.DateField()
    # M or A; of several stretches the last.
    category = models.TextField()
    # The kind of place where the child lived when it began; "" where no placement says so.
    lived_in = models.TextField()
    times_away = models.IntegerField()
    # When these numbers were made (UTC).
    as_of = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "month", "category", "lived_in"], name="episode_count_once"
            ),
        ]
