from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "waylight.agencies"
    label = "agencies"
    verbose_name = "Agencies and people"
