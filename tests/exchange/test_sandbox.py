"""Uploads are read in a process of their own; what harms that process is a refusal here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.exchange.making import NOW, POLICE, Made, police_rows, workbook
from waylight.exchange.files import Refused, read_all
from waylight.exchange.files.limits import Limits
from waylight.exchange.files.sandbox import read_all_limited, read_extracts_limited


def refusal(extracts: Made, police: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_extracts_limited(police, extracts.authority, now=NOW, limits=limits)
    return "\n".join(map(str, refused.value.faults))


def test_what_comes_back_is_what_would_be_read_here(extracts: Made) -> None:
    extracts.change("police", "T21:07", "T91:07")
    here = read_all(extracts.police, extracts.authority, now=NOW)
    there = read_all_limited(extracts.police, extracts.authority, now=NOW)
    for name in ("police", "children", "placements", "missing", "set_aside", "decisions"):
        assert getattr(there.extracts, name).equals(getattr(here.extracts, name)), name
    assert there.bad_cells.equals(here.bad_cells)
    assert there.files == here.files


def test_faults_come_back_as_they_would_be_said_here(extracts: Made) -> None:
    extracts.change("police", "INC0040", "INC0007")
    with pytest.raises(Refused) as here:
        read_all(extracts.police, extracts.authority, now=NOW)
    assert refusal(extracts, extracts.police) == "\n".join(map(str, here.value.faults))


def test_a_workbook_with_one_cell_at_the_far_corner_of_the_sheet_harms_nobody(extracts: Made) -> None:
    """Two cells, but the reader makes room for 17 thousand million."""
    rows = [list(POLICE.split(",")), *(row.split(",") for row in police_rows(3))]
    packed = io.BytesIO(workbook(rows))  # type: ignore[arg-type]
    with zipfile.ZipFile(packed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    path = extracts.root / "police.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert path.stat().st_size < 10_000
    told = refusal(extracts, path, Limits(memory=3 << 30))
    assert told.startswith("police.xlsx: reading it takes more than 3,072 MiB of memory")


@pytest.mark.slow
def test_the_file_that_takes_too_much_memory_is_named(extracts: Made) -> None:
    word = pl.Series("surname", ["x" * 9_000])
    frame = pl.read_csv(extracts.police, infer_schema=False).sample(100_000, with_replacement=True)
    path = extracts.root / "police.parquet"
    frame.with_columns(word.new_from_index(0, frame.height)).write_parquet(path)
    limits = Limits(memory=1500 << 20, unpacked=4 << 30)
    told = refusal(extracts, path, limits)
    assert told.startswith("police.parquet: reading it takes more than 1,500 MiB of memory")


def test_the_reader_sees_no_secret_of_ours(extracts: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@localhost/x")
    seen: dict[str, dict[str, str]] = {}

    def look(command: list[str], **options: object) -> object:
        seen["env"] = options["env"]  # type: ignore[assignment]
        raise TimeoutError

    monkeypatch.setattr("waylight.exchange.files.sandbox.subprocess.run", look)
    with pytest.raises(TimeoutError):
        read_all_limited(extracts.police, extracts.authority, now=NOW)
    assert set(seen["env"]) <= {"PATH", "LANG", "TZ", "TMPDIR"} | {
        "PYTHONPATH", "POLARS_MAX_THREADS", "PYTHONDONTWRITEBYTECODE"
    }  # fmt: skip


def test_nothing_is_left_behind_on_disk(
    extracts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    before = sorted(extracts.root.iterdir())
    read_all_limited(extracts.police, extracts.authority, now=NOW)
    assert sorted(extracts.root.iterdir()) == before
    assert list((tmp_path / "tmp").iterdir()) == []
