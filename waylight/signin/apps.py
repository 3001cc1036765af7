from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "waylight.signin"
    label = "signin"
    verbose_name = "Signing in"
