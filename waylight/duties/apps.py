from datetime import datetime
from uuid import UUID

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "waylight.duties"
    label = "duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        from waylight.duties.kinds import ALL
        from waylight.facts import hearing
        from waylight.facts.kinds import declare

        declare(*ALL)
        hearing.listen("duties", hear)


def hear(fact: UUID, now: datetime) -> None:
    """What follows from a fact, asked for when it comes: tables are not loaded before."""
    from waylight.duties.reckoning import hear

    hear(fact, now)
