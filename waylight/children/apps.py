from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "waylight.children"
    label = "children"
    verbose_name = "Children"

    def ready(self) -> None:
        from waylight.children.kinds import ALL
        from waylight.facts.kinds import declare

        declare(*ALL)
