from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    name = "waylight.episodes"
    label = "episodes"
    verbose_name = "Episodes"

    def ready(self) -> None:
        from waylight.episodes.kinds import ALL
        from waylight.facts.kinds import declare

        declare(*ALL)
