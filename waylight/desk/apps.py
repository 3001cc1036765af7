from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "waylight.desk"
    label = "desk"
    verbose_name = "Reconciliation desk"
