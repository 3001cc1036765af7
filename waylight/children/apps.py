from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "waylight.children"
    label = "children"
    verbose_name = "Children"
