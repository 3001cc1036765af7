from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    name = "waylight.protocols"
    label = "protocols"
    verbose_name = "Protocols"
