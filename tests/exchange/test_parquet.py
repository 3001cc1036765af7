"""Parquet: the same rows as CSV; its size is known before anything is unpacked."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from pathlib import Path

import polars as pl
import pytest

from tests.exchange.making import NOW, Made
from waylight.exchange.files import Refused, read_all
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.footer import BadFooter, read_footer
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.parquet import read_parquet

TIMES = ("last_seen_at", "reported_at", "found_at")


def of_csv(extracts: Made) -> pl.DataFrame:
    return pl.read_csv(extracts.police, infer_schema=False)


def written(frame: pl.DataFrame, path: Path) -> Path:
    frame.write_parquet(path)
    return path


def parquet(frame: pl.DataFrame) -> bytes:
    data = io.BytesIO()
    frame.write_parquet(data)
    return data.getvalue()


def refusal(extracts: Made, path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_all(path, extracts.authority, now=NOW)
    return " / ".join(map(str, refused.value.faults))


@pytest.mark.parametrize("kind", ["text", "typed", "zoned", "categories"])
def test_parquet_gives_the_same_table_as_csv(extracts: Made, tmp_path: Path, kind: str) -> None:
    frame = of_csv(extracts)
    if kind in ("typed", "zoned"):
        frame = frame.with_columns(pl.col(TIMES).str.to_datetime(), pl.col("date_of_birth").str.to_date())
    if kind == "zoned":
        frame = frame.with_columns(
            pl.col(TIMES).dt.replace_time_zone("Europe/London").dt.convert_time_zone("UTC")
        )
    if kind == "categories":
        frame = frame.with_columns(pl.col("force", "sex").cast(pl.Categorical))
    path = written(frame, tmp_path / "police.parquet")
    expected = read_all(extracts.police, extracts.authority, now=NOW).extracts.police
    assert read_all(path, extracts.authority, now=NOW).extracts.police.equals(expected)


def test_dates_in_parquet_are_days(extracts: Made, tmp_path: Path) -> None:
    frame = of_csv(extracts).with_columns(pl.col(TIMES).str.to_datetime().cast(pl.Date))
    police = read_all(
        written(frame, tmp_path / "police.parquet"), extracts.authority, now=NOW
    ).extracts.police
    assert police["last_seen_day"].all()
    assert police["last_seen_at"][0] == dt.datetime(2025, 1, 10)


def test_numbers_as_ids_stay_whole_even_if_stored_with_a_point(extracts: Made, tmp_path: Path) -> None:
    ids = pl.int_range(1000, 1060, eager=True).cast(pl.Float64).alias("incident_id")
    path = written(of_csv(extracts).with_columns(ids), tmp_path / "police.parquet")
    assert read_all(path, extracts.authority, now=NOW).extracts.police["incident_id"][0] == "1000"


def test_the_footer_says_rows_columns_and_size() -> None:
    frame = pl.DataFrame(
        {"a": range(70_000), "b": [{"x": 1, "y": [2]}] * 70_000, "c": ["some words"] * 70_000}
    )
    footer = read_footer(parquet(frame))
    assert footer.rows == 70_000
    assert footer.columns == ("a", "b", "c")
    assert footer.unpacked > 70_000


@pytest.mark.parametrize("cut", [0, 4, 11, 100, -1, -5, -9, -60])
def test_a_footer_that_is_cut_is_refused_not_followed(cut: int) -> None:
    data = parquet(pl.DataFrame({"a": range(1_000)}))
    with pytest.raises(BadFooter):
        read_footer(data[:cut])


def test_a_footer_with_any_byte_changed_never_breaks_the_reader() -> None:
    data = bytearray(parquet(pl.DataFrame({"a": range(100), "b": ["x"] * 100})))
    length = int.from_bytes(data[-8:-4], "little")
    for place in range(len(data) - 8 - length, len(data)):
        for value in (0, 0x19, 0x7F, 0xFF):
            kept, data[place] = data[place], value
            with contextlib.suppress(BadFooter):
                read_footer(bytes(data))
            data[place] = kept


def test_more_rows_than_allowed_are_refused_by_the_footer() -> None:
    faults = Faults()
    data = parquet(
        pl.DataFrame({"incident_id": ["x"]}).select(pl.col("incident_id").repeat_by(2_000).explode())
    )
    assert read_parquet("police.parquet", data, None, Limits(rows=1_000), faults) is None
    assert "2,000 rows, more than 1,000" in next(iter(faults)).what


@pytest.mark.parametrize(
    ("letters", "rows"), [(100_000, 200), (9_000, 2_000)], ids=["one cell", "all of them"]
)
def test_a_small_file_that_unpacks_to_much_is_refused(letters: int, rows: int) -> None:
    """A few kilobytes on disk, 20 MB as text: one long word in a dictionary, rows that point to it."""
    word = pl.Series("surname", ["x" * letters])
    data = parquet(pl.DataFrame({"incident_id": range(rows)}).with_columns(word.new_from_index(0, rows)))
    assert len(data) < 30_000
    faults = Faults()
    assert read_parquet("police.parquet", data, None, Limits(unpacked=10 << 20), faults) is None
    assert "surname" in str(next(iter(faults)))


def test_types_that_are_no_cell_are_refused_by_column(extracts: Made, tmp_path: Path) -> None:
    frame = of_csv(extracts).with_columns(
        pl.concat_list("forename").alias("forename"), pl.col("sex").cast(pl.Binary) + b"\xff"
    )
    told = refusal(extracts, written(frame, tmp_path / "police.parquet"))
    assert "column forename: a column of type List(String)" in told
    assert "column sex: the column holds bytes that are no text" in told


def test_a_damaged_parquet_is_refused(extracts: Made, tmp_path: Path) -> None:
    path = written(of_csv(extracts), tmp_path / "police.parquet")
    data = bytearray(path.read_bytes())
    data[4:400] = bytes(396)
    path.write_bytes(data)
    assert "damaged" in refusal(extracts, path)


def test_a_column_that_stands_twice_is_named(extracts: Made, tmp_path: Path) -> None:
    path = written(of_csv(extracts), tmp_path / "police.parquet")
    path.write_bytes(path.read_bytes().replace(b"postcode", b"forename"))
    assert "column forename: the column occurs more than once. Remedy: keep one" in refusal(extracts, path)


def test_an_encrypted_file_is_called_so(extracts: Made, tmp_path: Path) -> None:
    path = tmp_path / "police.parquet"
    path.write_bytes(b"PARE" + parquet(of_csv(extracts))[4:-4] + b"PARE")
    assert "this is an encrypted Parquet file" in refusal(extracts, path)


def test_a_csv_with_the_name_of_parquet_is_refused(extracts: Made, tmp_path: Path) -> None:
    path = tmp_path / "police.parquet"
    path.write_bytes(extracts.police.read_bytes())
    assert "this is text" in refusal(extracts, path)
