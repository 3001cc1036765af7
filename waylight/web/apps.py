from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "waylight.web"
    label = "web"
    verbose_name = "Pages"
