"""Django for the tests of the rooms that use it. The others' tests run without it, which shows they can."""

from __future__ import annotations

import os

import pytest


def use_django(config: pytest.Config) -> None:
    """Call from `pytest_configure` in the `conftest.py` of a room whose tests need Django."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.ops.settings_test"
    # Playwright's synchronous interface keeps an event loop in the thread of the tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django
    from django.apps import apps
    from pytest_django.plugin import blocking_manager_key

    if not apps.ready:
        django.setup()
        # A test that did not ask for the database must not reach it.
        config.stash[blocking_manager_key].block()
