"""The few steps that both Splink entrants share."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI

SEED = 7
LEAST = 0.1  # pairs below are not fetched


def linker(identities: pl.DataFrame, children: pl.DataFrame, settings: SettingsCreator) -> Linker:
    """A Splink linker of two tables, each with `unique_id`."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect()
    connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")  # the form that Splink's SQL parser reads
    database = DuckDBAPI(connection)
    tables = [
        database.register(t.to_arrow(), table_name=n)
        for t, n in ((identities, "a_police"), (children, "b_children"))
    ]
    return Linker(tables, settings, log_level=logging.ERROR)


def train(model: Linker, *, sure: Sequence[Any], recall: float, u: dict[str, Any], em: Sequence[Any]) -> None:
    """The documented order: prior from sure rules, u from random pairs, m by EM under each rule of `em`."""
    training = model.training
    training.estimate_probability_two_random_records_match(list(sure), recall=recall)
    training.estimate_u_using_random_sampling(seed=SEED, **u)
    for rule in em:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )


def pairs(model: Linker) -> pl.DataFrame:
    """identity, child (rows' unique ids), probability."""
    found = pl.from_arrow(model.inference.predict(threshold_match_probability=LEAST).as_pyarrow_table())
    assert isinstance(found, pl.DataFrame)
    return found.select(identity="unique_id_l", child="unique_id_r", probability="match_probability")
