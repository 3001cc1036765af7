from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "waylight.imports"
    label = "imports"
    verbose_name = "Imports"
