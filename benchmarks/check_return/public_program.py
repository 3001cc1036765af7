"""Run by a Python that has the sector's public checking program (csc-validator-be-903), never by ours: the rules that
touch the missing module, over a folder of this benchmark. Prints rule, table and row as CSV, then its seconds."""

from __future__ import annotations

import importlib
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

warnings.simplefilter("ignore")
NAMES = {"Header": "header", "Episodes": "episodes", "Missing": "missing", "Reviews": "reviews"}
FOLDER, RULES = Path(sys.argv[1]), sys.argv[2].split(",")


def tables() -> dict[str, Any]:
    """Anew for each rule: some of the rules change what they are given."""
    read = {name: pd.read_csv(FOLDER / f"{file}.csv", dtype=str) for name, file in NAMES.items()}
    read["Missing_last"] = pd.read_csv(FOLDER / "last" / "missing.csv", dtype=str)
    return {**read, "metadata": {"collection_start": "01/04/2025", "collection_end": "31/03/2026"}}


started = time.process_time()
for rule in RULES:
    module = importlib.import_module(f"lac_validator.rules.lac2022_23.rule_{rule}")
    for table, rows in module.validate(tables()).items():
        for row in set(rows):
            print(f"{rule},{table.lower()},{int(row)}")
print(f"seconds,,{time.process_time() - started:.1f}")
