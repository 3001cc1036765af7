from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "waylight.audit"
    label = "audit"
    verbose_name = "Trail"
