from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "waylight.measures"
    label = "measures"
    verbose_name = "Measures"
