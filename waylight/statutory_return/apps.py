from django.apps import AppConfig


class StatutoryReturnConfig(AppConfig):
    name = "waylight.statutory_return"
    label = "statutory_return"
    verbose_name = "Statutory return"
