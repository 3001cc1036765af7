"""A kind of column that Django does not have."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models


class WallClockField(models.DateTimeField):
    """`timestamp` without time zone: what an extract says must come back exactly as it was said."""

    def db_type(self, connection: Any) -> str:
        return "timestamp"

    def get_prep_value(self, value: datetime | None) -> datetime | None:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value
