"""Splink 5 on the FEBRL sets, with the settings its documentation gives for them.

Sets 1, 2 and 3: the example "Deduplicating the febrl3 dataset". Set 4: both models of the example "Linking
the febrl4 datasets" ("detailed" and, of the section "Further refinements", "extended"). Each with the social
security number, as documented, and without: children's extracts hold no such number.
"""

from __future__ import annotations

import logging
from typing import Any

import polars as pl
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from benchmarks.reconcile.febrl.sets import PublicSet, ordered

SEED = 7
SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"
NUMBER = "soc_sec_id"


def models(public: PublicSet) -> list[str]:
    """The documented models for that set."""
    return ["documented"] if public.right is None else ["documented", "documented, extended"]


def link(public: PublicSet, model: str, *, with_number: bool) -> pl.DataFrame:
    """Pairs `l`, `r`, `probability` of at least 0.01, each once."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    tables = [t for t in (public.left, public.right) if t is not None]
    if model.endswith("extended"):
        full = pl.format("{}_{}", "given_name", "surname").alias("full_name")
        tables = [t.with_columns(full) for t in tables]
    database = DuckDBAPI()
    registered = [
        database.register(t.to_arrow(), table_name=f"febrl_{side}")
        for t, side in zip(tables, "ab", strict=False)
    ]
    inputs: Any = registered if len(registered) > 1 else registered[0]
    linker = Linker(inputs, _settings(public, model, with_number), log_level=logging.ERROR)
    _train(linker, public, model, with_number)
    found = pl.from_arrow(linker.inference.predict(threshold_match_probability=0.01).as_pyarrow_table())
    assert isinstance(found, pl.DataFrame)
    pairs = found.select(l="rec_id_l", r="rec_id_r", probability="match_probability")
    return ordered(pairs) if public.right is None else pairs


def _train(linker: Linker, public: PublicSet, model: str, with_number: bool) -> None:
    training = linker.training
    rules: list[Any] = [block_on("given_name", "surname", "date_of_birth")]
    if with_number:
        rules.insert(0, block_on(NUMBER))
    if public.right is None:
        rules.append(f"{SWAPPED} and l.date_of_birth = r.date_of_birth")
    recall = 0.9 if public.right is None else 0.8
    training.estimate_probability_two_random_records_match(rules, recall=recall)
    pairs = 1e7 if model.endswith("extended") else 1e6
    training.estimate_u_using_random_sampling(max_pairs=pairs, seed=SEED)
    quick = public.right is not None
    for column in ("date_of_birth", "postcode"):
        training.estimate_parameters_using_expectation_maximisation(
            block_on(column), estimate_without_term_frequencies=quick
        )


def _settings(public: PublicSet, model: str, with_number: bool) -> SettingsCreator:
    if public.right is None:
        rules: list[Any] = [block_on(c) for c in ("given_name", "surname", "date_of_birth", "postcode")]
        compared = _duplicates(with_number)
    else:
        rules = [
            block_on("given_name", "surname"), SWAPPED, block_on("date_of_birth"),
            block_on("state", "address_1"), block_on("street_number", "address_1"), block_on("postcode"),
        ]  # fmt: skip
        compared = _extended(with_number) if model.endswith("extended") else _detailed(with_number)
    return SettingsCreator(
        link_type="dedupe_only" if public.right is None else "link_only",
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[*rules, *([block_on(NUMBER)] if with_number else [])],
        comparisons=compared,
    )


def _birth_date() -> Any:
    return cl.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
    )


def _frequent(comparison: Any) -> Any:
    return comparison.configure(term_frequency_adjustments=True)


def _duplicates(with_number: bool) -> list[Any]:
    number = [cl.DamerauLevenshteinAtThresholds(NUMBER, [2])] if with_number else []
    names = [cl.NameComparison("given_name"), cl.NameComparison("surname"), _birth_date()]
    return [*names, *number, *(_frequent(cl.ExactMatch(c)) for c in ("street_number", "postcode"))]


def _detailed(with_number: bool) -> list[Any]:
    number = [cl.DamerauLevenshteinAtThresholds(NUMBER, [1, 2])] if with_number else []
    names = [_frequent(cl.NameComparison(c)) for c in ("given_name", "surname")]
    place = [
        _frequent(cl.ExactMatch("street_number")),
        _frequent(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
    ]
    return [*names, _birth_date(), *number, *place]


def _levels(column: str, *distances: int) -> Any:
    near = [cll.DamerauLevenshteinLevel(column, d) for d in distances]
    exact = cll.ExactMatchLevel(column, term_frequency_adjustments=True)
    return cl.CustomComparison([cll.NullLevel(column), exact, *near, cll.ElseLevel()], column)


def _crossed(least: float) -> Any:
    return cll.CustomLevel(
        "jaro_winkler_similarity(given_name_l, surname_r)"
        f" + jaro_winkler_similarity(surname_l, given_name_r) >= {least}"
    )


def _extended(with_number: bool) -> list[Any]:
    blank = "(given_name_l is null or given_name_r is null) and (surname_l is null or surname_r is null)"
    names = cl.CustomComparison(
        [
            cll.CustomLevel(blank).configure(is_null_level=True),
            cll.ExactMatchLevel("full_name", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("full_name", 0.9),
            cll.JaroWinklerLevel("full_name", 0.7),
            cll.ColumnsReversedLevel("given_name", "surname"),
            _crossed(1.8),
            _crossed(1.4),
            cll.ExactMatchLevel("given_name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("surname", term_frequency_adjustments=True),
            cll.CustomLevel("given_name_l = surname_r or surname_l = given_name_r"),
            cll.JaroWinklerLevel("given_name", 0.9),
            cll.JaroWinklerLevel("surname", 0.9),
            cll.ElseLevel(),
        ],
        "full_name",
    )
    number = [_levels(NUMBER, 1, 2)] if with_number else []
    return [names, _birth_date(), *number, _levels("street_number", 1), _levels("postcode", 1, 2)]
