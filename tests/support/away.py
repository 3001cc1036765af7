"""A database that is away: nothing answers where it was."""

from __future__ import annotations


class Away:
    """`away()`: from here on nothing answers where the database was; until `away.back()`."""

    def __init__(self) -> None:
        from django.db import connections

        self.connection = connections["default"]
        self.kept = self.connection.settings_dict["HOST"]

    def __call__(self) -> None:
        self._at("/no/server/is/here")

    def back(self) -> None:
        self._at(self.kept)

    def _at(self, host: str) -> None:
        self.connection.close()
        self.connection.settings_dict["HOST"] = host
