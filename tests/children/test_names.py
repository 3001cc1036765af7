"""Names as search compares them."""

from __future__ import annotations

import pytest

from waylight.children.names import folded, name_key


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Zoë", "zoe"),
        ("O'Neill", "oneill"),
        ("O\u2019Neill", "oneill"),
        ("Anne-Marie  Šimić", "anne marie simic"),
        ("Łukasz ØSTERGAARD", "lukasz ostergaard"),
        ("Straße", "strasse"),
        ("100%_sure", "100 sure"),
        ("محمد", "محمد"),
        ("", ""),
    ],
)
def test_case_accents_and_marks_make_no_difference(written: str, compared: str) -> None:
    assert folded(written) == compared


def test_a_key_is_given_names_then_family_name() -> None:
    assert name_key("Zoë Ann", "O'Neill") == "zoe ann oneill"
    assert name_key("Kim", "") == "kim"
