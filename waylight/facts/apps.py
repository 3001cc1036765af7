from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "waylight.facts"
    label = "facts"
    verbose_name = "Facts"
