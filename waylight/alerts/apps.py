from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "waylight.alerts"
    label = "alerts"
    verbose_name = "Alerts"

    def ready(self) -> None:
        from waylight.alerts.kinds import ALL
        from waylight.alerts.noticing.hearing import hear
        from waylight.facts import hearing
        from waylight.facts.kinds import declare

        declare(*ALL)
        hearing.listen("alerts", hear)
