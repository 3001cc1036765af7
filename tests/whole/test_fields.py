"""Every field of the record says how sensitive it is, in one word of the catalogue; none is forgotten."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.apps import apps

from waylight.engine.sensitivity import Sensitivity

# Rooms without tables that hold anything of a child.
ELSEWHERE = {"web"}
ROOMS = [
    config.label
    for config in apps.get_app_configs()
    if config.name.startswith("waylight.") and config.label not in ELSEWHERE and list(config.get_models())
]


def declared(room: str) -> dict[str, dict[str, str]]:
    name = f"waylight.{room}.fields"
    assert find_spec(name), f"{room} declares nothing: add {name}"
    table: dict[str, dict[str, str]] = import_module(name).SENSITIVITY
    return table


def names(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("room", ROOMS)
def test_every_field_of_every_table_is_declared_and_nothing_else_is(room: str) -> None:
    tables = {model.__name__: names(model) for model in apps.get_app_config(room).get_models()}
    assert {name: set(fields) for name, fields in declared(room).items()} == tables


@pytest.mark.parametrize("room", ROOMS)
def test_every_declaration_is_a_word_of_the_catalogue(room: str) -> None:
    words = {word for fields in declared(room).values() for word in fields.values()}
    assert words <= {word.value for word in Sensitivity}


def test_a_room_that_forgets_a_field_is_found() -> None:
    from waylight.children.models import Child

    assert names(Child) - {"born"} != set(declared("children")["Child"])


@pytest.mark.parametrize("room", ROOMS)
def test_free_text_and_json_are_never_said_to_be_harmless_by_their_kind_alone(room: str) -> None:
    """Where anybody can type anything, or a body holds what a claim says, somebody has looked at it."""
    from django.db import models

    harmless = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.JSONField)
        and declared(room)[model.__name__][field.name] == Sensitivity.NONE
    ]
    assert harmless == []
