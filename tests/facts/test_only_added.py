from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["facts_fact", "facts_words"])
@pytest.mark.parametrize("act", ["UPDATE {} SET child = NULL", "DELETE FROM {}", "TRUNCATE {}"])
def test_pages_may_not_change_or_delete_what_was_said(table: str, act: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))
