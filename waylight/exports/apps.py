from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "waylight.exports"
    label = "exports"
    verbose_name = "Exports"
