"""The small invented record, and figures told as plain rows."""

from __future__ import annotations

import pytest

from tests.support.django_rooms import use_django


def pytest_configure(config: pytest.Config) -> None:
    use_django(config)
