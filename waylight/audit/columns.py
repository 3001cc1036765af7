"""Columns that only the server fills in, and a kind of column that Django does not have."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Func


class TransactionField(models.Field):
    """`xid8`: the number of the transaction that wrote the row. Nobody can choose it, so it cannot be forged."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


class ThisTransaction(Func):
    """The number of the transaction that is under way."""

    function = "pg_current_xact_id"
    arity = 0


class FreshSalt(Func):
    """Sixteen bytes of which 122 bits are random, made by the server."""

    template = "uuid_send(gen_random_uuid())"
    arity = 0
