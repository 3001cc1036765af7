from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "waylight.decisions"
    label = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        from waylight.decisions.kinds import ALL
        from waylight.facts.kinds import declare

        declare(*ALL)
