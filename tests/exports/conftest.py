"""Files of records."""

from __future__ import annotations

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)
