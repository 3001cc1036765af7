from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "waylight.interviews"
    label = "interviews"
    verbose_name = "Interviews"

    def ready(self) -> None:
        from waylight.facts.kinds import declare
        from waylight.interviews.kinds import ALL

        declare(*ALL)
