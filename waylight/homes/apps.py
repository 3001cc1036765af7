from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "waylight.homes"
    label = "homes"
    verbose_name = "Homes"
