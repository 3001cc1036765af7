from django.apps import AppConfig


class TellingConfig(AppConfig):
    name = "waylight.telling"
    label = "telling"
    verbose_name = "Telling"

    def ready(self) -> None:
        from waylight.facts import hearing
        from waylight.telling.services import deciding
        from waylight.telling.services.hearing import hear

        hearing.listen("telling", hear)
        hearing.listen("telling of decisions", deciding.hear)
