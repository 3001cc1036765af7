"""The small invented record, and a worker that hears and looks at the clock when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)


@pytest.fixture
def minute(cluster: Any, region: Any) -> Callable[[datetime], None]:
    """`minute(now)`: the worker's tick at that time."""

    def run(now: datetime) -> None:
        from tests.support.roles import worker
        from waylight.telling.services.ticking import tick

        with worker(cluster):
            tick(now)

    return run


@pytest.fixture
def mails(settings: Any) -> Iterator[list[Any]]:
    """E-mails go into this list."""
    from django.core import mail

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.TELLING = {"e-mail": "smtp", "text": ""}
    mail.outbox = []
    yield mail.outbox
