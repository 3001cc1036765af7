"""A small record that really commits. Time passes by shifting what is stored: policies use the clock of the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.django_rooms import use_django

if TYPE_CHECKING:
    from tests.support.record import Region


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def passes(region: Region) -> Callable[[timedelta], None]:
    """`passes(timedelta(days=1))`: everything that is stored happened a day earlier."""
    ranges = (
        "children_placement",
        "children_allocation",
        "children_interest",
        "children_cover",
        "children_inspection",
    )

    def shift(span: timedelta) -> None:
        db = region.record.db
        for table in ranges:
            db.execute(
                f"UPDATE {table} SET during = tstzrange(lower(during) - %s, upper(during) - %s)", [span, span]
            )
        db.execute("UPDATE children_away SET since = since - %s, until = until - %s", [span, span])

    return shift


@pytest.fixture
def sees(region: Region) -> Callable[..., bool]:
    """`sees(actor, child)`: whether a query without any filter gives the actor the child's row."""
    from waylight.access.acting import acting
    from waylight.children.models import Child

    def look(actor: Any, child: Any = None) -> bool:
        with acting(actor):
            return Child.objects.filter(pk=child or region.child).exists()

    return look
