from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "waylight.access"
    label = "access"
    verbose_name = "Access"
