from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "waylight.facts"
    label = "facts"
    verbose_name = "Facts"

    def ready(self) -> None:
        from waylight.facts.erasing import ERASED
        from waylight.facts.kinds import declare

        declare(ERASED)
