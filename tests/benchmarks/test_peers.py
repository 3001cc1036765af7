"""What every peer gets after its linkage, and how a program is measured."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from benchmarks.reconcile import measure
from benchmarks.reconcile.peers import assign, clean, tables

ROOT = Path(__file__).parents[2]

POLICE = (
    "incident_id,force,forename,surname,date_of_birth,sex,ethnicity,postcode,"
    "last_seen_at,reported_at,found_at"
)
EXTRACT = {
    "police.csv": f"""{POLICE}
I1,F1,Sam,Ash,2010-05-04,M,W1,AB1 2CD,2024-03-01T20:00,2024-03-01T21:00,2024-03-02T02:00
I2,F1,SAM,Ash,2010-05-04,M,IC1,,2024-03-09T20:00,2024-03-09T21:00,
""",
    "children.csv": """child_id,authority,forename,surname,date_of_birth,sex,ethnicity,home_postcode
C1,A1,Samuel,Ash,04/05/2010,M,WBRI,AB3 4EF
""",
    "placements.csv": """child_id,postcode,placement_type,started,ended
C1,AB1 2CD,K2,2023-01-01,
""",
    "missing.csv": """missing_id,child_id,category,started_at,ended_at
M1,C1,M,2024-03-01T20:30,2024-03-02T01:00
M2,C1,M,2024-03-20,2024-03-21
""",
}


@pytest.fixture
def extract(tmp_path: Path) -> tables.Extract:
    for name, text in EXTRACT.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tables.prepared(tables.read(tmp_path / "police.csv", tmp_path), thorough=True)


def test_reports_that_name_a_person_in_the_same_way_are_one_identity(extract):
    people = tables.identities(extract.police)
    assert people["incident_id"].to_list() == [["I1", "I2"]]
    assert people["postcodes"].to_list() == [["AB1 2CD"]]
    assert people["ethnicity"].to_list() == ["W"]


def test_times_that_overlap_are_one_time_away_and_others_are_not(extract):
    people = tables.identities(extract.police)
    pairs = pl.DataFrame({"identity": people["identity"], "child_id": ["C1"], "probability": [0.95]})
    result = assign.assign(pairs, people, extract)
    assert result.matches.rows() == [("I1", "M1", 0.95)]
    assert sorted(result.episodes["seen_by"]) == ["authority", "both", "police"]


def test_the_likeliest_child_is_taken_and_doubtful_ones_are_left_out(extract):
    people = tables.identities(extract.police)
    other = {"identity": [0, 0], "child_id": ["C1", "C9"], "probability": [0.4, 0.3]}
    pairs = pl.DataFrame(other).with_columns(pl.col("identity").cast(people.schema["identity"]))
    assert assign.assign(pairs, people, extract).links.is_empty()


@pytest.mark.parametrize(
    ("forename", "surname", "cleaned"),
    [
        ("Mr. José (Joe)", "O'Neill-Smith", ("jose", "oneill smith")),
        (None, "Okoro, Ada", ("ada", "okoro")),
        ("Ada Okoro", "UNKNOWN", ("ada", "okoro")),
    ],
)
def test_names_are_cleaned_for_the_peers(forename, surname, cleaned):
    frame = pl.DataFrame(
        {"forename": [forename], "surname": [surname]}, schema_overrides={"forename": pl.String}
    )
    assert clean.names(frame).select("forename", "surname").row(0) == cleaned


def test_spellings_of_one_name_sound_alike():
    frame = pl.DataFrame({"forename": ["Mohammed", "Muhammad", "Sam", "Samuel"], "surname": ["a"] * 4})
    keys = clean.names(frame)["fore_key"]
    assert keys[0] == keys[1] and keys[2] == keys[3] and keys[0] != keys[2]


@pytest.mark.slow
def test_a_program_is_measured_with_its_children(tmp_path):
    hungry = "x = bytearray(120 * 2**20); import time; time.sleep(0.3)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
    # From a small process, as the benchmark is: the kernel counts what the starting process held as the program's own.
    measuring = (
        "import sys; from pathlib import Path; from benchmarks.reconcile import measure; "
        f"took = measure.run([sys.executable, '-c', {script!r}], log=Path('log'), folder=Path('.')); "
        "print(took.status, took.seconds, took.peak_mib)"
    )
    said = subprocess.run(
        [sys.executable, "-c", measuring], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    status, seconds, peak = map(float, said.stdout.split())
    assert status == 0
    assert seconds >= 0.3
    assert 120 <= peak < 400


def test_a_program_that_fails_says_so(tmp_path):
    took = measure.run([sys.executable, "-c", "raise SystemExit(3)"], log=tmp_path / "log", folder=tmp_path)
    assert took.status == 3
