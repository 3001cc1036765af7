"""The lines of an explanation are all that was weighed."""

import pytest

from waylight.exchange.wording import lines_of
from waylight.reconcile.evidence import FIELDS, OTHERS


def test_every_weight_has_a_line_so_that_the_lines_add_up() -> None:
    weights = {name: 0.1 * (n + 1) for n, name in enumerate((*FIELDS, *OTHERS))}
    body = dict.fromkeys(FIELDS, 0) | {f"{name}_weight": weight for name, weight in weights.items()}
    lines = lines_of(body, None, None)
    assert len(lines) == len(weights)
    assert sum(line.weight for line in lines) == pytest.approx(sum(weights.values()))


def test_what_weighs_nothing_has_no_line_beyond_the_fields() -> None:
    body = dict.fromkeys(FIELDS, 0) | {f"{name}_weight": 0.0 for name in OTHERS}
    assert {line.field for line in lines_of(body, None, None)} == {
        "Forename", "Surname", "Date of birth", "Sex", "Ethnicity", "Place", "Time"
    }  # fmt: skip
