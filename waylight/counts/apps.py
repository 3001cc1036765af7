from django.apps import AppConfig


class CountsConfig(AppConfig):
    name = "waylight.counts"
    label = "counts"
    verbose_name = "Counts"
