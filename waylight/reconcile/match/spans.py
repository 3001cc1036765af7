"""Times away of one side, by child."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

_COLUMNS = ("start_lo", "start_hi", "end_lo", "end_hi", "reported")


@dataclass(frozen=True)
class Spans:
    """Times away of one side, by person; minutes, negative where not recorded."""

    row: np.ndarray
    person: np.ndarray
    times: dict[str, np.ndarray]
    expected: np.ndarray  # False where the other side is not expected to hold it (category A)
    writer: np.ndarray  # number of the force or authority

    def __len__(self) -> int:
        return len(self.row)

    def at(self, index: np.ndarray) -> dict[str, np.ndarray]:
        return {name: values[index] for name, values in self.times.items()}


def spans(frame: pl.DataFrame, person: np.ndarray, writer: np.ndarray | None = None) -> Spans:
    """From a prepared table (its rows in order), and the person and the writer of each of its rows."""
    times = {c: frame[c].fill_null(-1).to_numpy().astype(np.int64) for c in _COLUMNS if c in frame.columns}
    known = np.flatnonzero(times["start_lo"] >= 0)
    missing = frame["category"] != "A" if "category" in frame.columns else pl.Series([True] * len(frame))
    written = np.zeros(len(frame), dtype=np.int64) if writer is None else writer
    return Spans(
        frame["row"].to_numpy()[known].astype(np.int64), person[known].astype(np.int64),
        {c: v[known] for c, v in times.items()}, missing.fill_null(True).to_numpy()[known], written[known],
    )  # fmt: skip
