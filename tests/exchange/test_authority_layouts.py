"""Folders in the layout of the statutory return, of the sector's standard extract, or of another supplier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.exchange.making import NOW, Made
from waylight.exchange.files import Reading, Refused, read_all
from waylight.exchange.files.faults import Faults
from waylight.exchange.files.mapping import read_mapping

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN\n"
EPISODES = "CHILD,DECOM,RNE,LS,PLACE,DEC,HOME_POST,PL_POST\n"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
NAMES = "CHILD,FORENAME,SURNAME\n"


def statutory_return(folder: Path) -> Path:
    folder.mkdir()
    (folder / "header.csv").write_text(
        HEADER + "11,1,03/02/2010,WBRI,UN1\n12,2,04/05/2011,ABAN,UN1\n", "utf-8"
    )
    (folder / "episodes.csv").write_text(
        EPISODES
        + "11,01/02/2023,S,C2,U4,05/06/2024,ZZ1 1AA,ZZ2 2BB\n"
        + "11,05/06/2024,P,C2,K2,,ZZ1 1AB,ZZ3 3CC\n12,01/03/2024,S,E1,U1,,,ZZ4 4DD\n",
        "utf-8",
    )
    (folder / "missing.csv").write_text(
        MISSING + "11,03/02/2010,M,07/08/2024,08/08/2024\n11,03/02/2010,M,07/08/2024,\n"
        "12,04/05/2011,A,01/09/2024,02/09/2024\n",
        "utf-8",
    )
    (folder / "names.csv").write_text(NAMES + "12,Ana,Lee\n11,Zoë,Ward\n", "utf-8")
    return folder


def read(extracts: Made, folder: Path, mapping: Path | None = None) -> Reading:
    return read_all(extracts.police, folder, mapping=mapping, now=NOW)


def refusal(extracts: Made, folder: Path, mapping: Path | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read(extracts, folder, mapping)
    return "\n".join(map(str, refused.value.faults))


def test_the_statutory_return_becomes_children_placements_and_missing_rows(
    extracts: Made, tmp_path: Path
) -> None:
    found = read(extracts, statutory_return(tmp_path / "LA1")).extracts
    assert found.children.drop("line").rows() == [
        ("11", "LA1", "Zoë", "Ward", dt.date(2010, 2, 3), "M", "WBRI", "ZZ1 1AB"),
        ("12", "LA1", "Ana", "Lee", dt.date(2011, 5, 4), "F", "ABAN", None),
    ]
    assert found.placements.row(0) == (2, "11", "ZZ2 2BB", "U4", dt.date(2023, 2, 1), dt.date(2024, 6, 5))
    assert found.missing["missing_id"].to_list() == ["11-20240807-1", "11-20240807-2", "12-20240901-1"]
    assert found.missing["started_day"].all()
    assert found.missing["category"].to_list() == ["M", "M", "A"]


def test_the_ids_of_a_return_stay_when_other_rows_come_before(extracts: Made, tmp_path: Path) -> None:
    folder = statutory_return(tmp_path / "LA1")
    before = set(read(extracts, folder).extracts.missing["missing_id"])
    path = folder / "missing.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], "12,04/05/2011,M,02/01/2023,", *lines[1:]]) + "\n", "utf-8")
    assert before < set(read(extracts, folder).extracts.missing["missing_id"])


def test_a_return_is_known_by_its_columns_whatever_its_files_are_called(
    extracts: Made, tmp_path: Path
) -> None:
    folder = statutory_return(tmp_path / "LA1")
    for path in list(folder.iterdir()):
        path.rename(folder / f"2024-25 {path.stem.upper()} final.csv")
    assert read(extracts, folder).extracts.missing.height == 3


def test_a_return_without_one_of_its_files_is_refused_by_name(extracts: Made, tmp_path: Path) -> None:
    folder = statutory_return(tmp_path / "LA1")
    (folder / "names.csv").unlink()
    (folder / "missing.csv").unlink()
    told = refusal(extracts, folder)
    assert "LA1/names.csv: the names file of the SSDA903 return is missing" in told
    assert "LA1/missing.csv: the missing file of the SSDA903 return is missing" in told


def test_faults_of_a_return_are_told_in_its_own_words(extracts: Made, tmp_path: Path) -> None:
    folder = statutory_return(tmp_path / "LA1")
    path = folder / "missing.csv"
    path.write_text(path.read_text("utf-8") + "99,01/01/2010,M,07/08/2024,08/08/2024\n", "utf-8")
    assert "LA1/missing.csv, line 5, column CHILD: no child" in refusal(extracts, folder)


def test_bad_cells_of_a_return_are_set_aside_with_its_lines(extracts: Made, tmp_path: Path) -> None:
    folder = statutory_return(tmp_path / "LA1")
    path = folder / "missing.csv"
    more = "".join(f"11,03/02/2010,M,{day:02d}/01/2025,\n" for day in range(1, 29))
    path.write_text(path.read_text("utf-8") + more + "11,03/02/2010,M,31/02/2025,\n", "utf-8")
    bad = read(extracts, folder).bad_cells.row(0, named=True)
    assert (bad["line"], bad["column"], bad["id"]) == (33, "MIS_START", "11-undated-1")


def test_several_authorities_returns_lie_in_folders_of_one(extracts: Made, tmp_path: Path) -> None:
    both = tmp_path / "both"
    both.mkdir()
    statutory_return(both / "LA1")
    other = statutory_return(both / "LA2")
    for path in other.iterdir():
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([lines[0], *("2" + line for line in lines[1:])]) + "\n", "utf-8")
    found = read(extracts, both).extracts
    assert found.children["authority"].to_list() == ["LA1", "LA1", "LA2", "LA2"]
    assert found.missing.height == 6


def standard_extract(folder: Path) -> Path:
    folder.mkdir()
    (folder / "ssd_person.csv").write_text(
        "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob\n"
        "P1,Zoë,Ward,F,WBRI,2010-02-03 00:00:00\nP2,Ana,Lee,F,ABAN,04/05/2011\n",
        "utf-8",
    )
    (folder / "ssd_missing.csv").write_text(
        "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,"
        "miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\n"
        "X1,P1,2024-08-07 21:05:00,Missing,2024-08-08 07:00:00,Y,N\nX2,P2,2024-09-01,Absent,,NA,NA\n",
        "utf-8",
    )
    return folder


def test_the_standard_extract_keeps_its_times(extracts: Made, tmp_path: Path) -> None:
    found = read(extracts, standard_extract(tmp_path / "LA1")).extracts
    assert found.children["date_of_birth"].to_list() == [dt.date(2010, 2, 3), dt.date(2011, 5, 4)]
    assert found.missing.row(0)[1:6] == ("X1", "P1", "M", dt.datetime(2024, 8, 7, 21, 5), False)
    assert found.missing.row(1)[1:6] == ("X2", "P2", "A", dt.datetime(2024, 9, 1), True)
    assert found.placements.height == 0


def test_the_standard_extracts_placements_find_their_child_through_the_care_episode(
    extracts: Made, tmp_path: Path
) -> None:
    folder = standard_extract(tmp_path / "LA1")
    (folder / "ssd_cla_episodes.csv").write_text("clae_cla_episode_id,clae_person_id\nE1,P1\n", "utf-8")
    (folder / "ssd_cla_placement.csv").write_text(
        "clap_cla_placement_id,clap_cla_id,clap_cla_placement_start_date,clap_cla_placement_type,"
        "clap_cla_placement_postcode,clap_cla_placement_end_date\nL1,E1,2023-01-02,U4,ZZ1 1AA,\n",
        "utf-8",
    )
    (folder / "ssd_address.csv").write_text("addr_person_id,addr_address_postcode\nP2,ZZ9 9ZZ\n", "utf-8")
    found = read(extracts, folder).extracts
    assert found.placements.row(0) == (2, "P1", "ZZ1 1AA", "U4", dt.date(2023, 1, 2), None)
    assert found.children["home_postcode"].to_list() == [None, "ZZ9 9ZZ"]


def test_the_standard_extract_without_persons_is_refused(extracts: Made, tmp_path: Path) -> None:
    folder = standard_extract(tmp_path / "LA1")
    (folder / "ssd_person.csv").unlink()
    assert "LA1/ssd_person.csv: the ssd_person table of the extract is absent" in refusal(extracts, folder)


MAPPING = """
[police]
times = "%d-%b-%Y %H:%M"
absent = ["ethnicity"]
[police.columns]
incident_id = "URN"
forename = "Given Name"
last_seen_at = ["Seen Date", "Seen Time"]
[police.constant]
force = "F9"
[police.values.sex]
"Boy or man" = "M"
"Girl or woman" = "F"
"""


def supplier_file(extracts: Made) -> None:
    extracts.police.write_text(
        "urn,Given name,surname,date_of_birth,sex,postcode,Seen Date,Seen Time,reported_at,found_at\n"
        "7,Zoë,Ward,2010-02-03,Girl or woman,ZZ1 1AA,07-Aug-2024,21:05,07-Aug-2024 22:00,2024-08-08\n"
        "8,Ana,Lee,2010-02-03,M,ZZ1 1AA,07-Aug-2024,,07-Aug-2024 22:00,\n",
        "utf-8",
    )


def test_a_mapping_names_another_suppliers_columns_and_words(extracts: Made, tmp_path: Path) -> None:
    supplier_file(extracts)
    mapping = tmp_path / "supplier.toml"
    mapping.write_text(MAPPING, "utf-8")
    extracts.police.write_text(extracts.police.read_text("utf-8").replace("2024,,", "2024,23:59,"), "utf-8")
    row = read(extracts, extracts.authority, mapping).extracts.police.row(0, named=True)
    assert (row["incident_id"], row["force"], row["sex"], row["ethnicity"]) == ("7", "F9", "F", None)
    assert row["last_seen_at"] == dt.datetime(2024, 8, 7, 21, 5)
    assert row["reported_at"] == dt.datetime(2024, 8, 7, 22, 0)
    assert (row["found_at"], row["found_day"]) == (dt.datetime(2024, 8, 8), True)


def test_faults_of_a_mapped_file_name_the_suppliers_columns(extracts: Made, tmp_path: Path) -> None:
    supplier_file(extracts)
    mapping = tmp_path / "supplier.toml"
    mapping.write_text(MAPPING.replace('"URN"', '"Reference"'), "utf-8")
    assert "police.csv, line 1, column reference: the required column is missing" in refusal(
        extracts, extracts.authority, mapping
    )


def test_a_mapping_may_name_the_file_of_a_table(extracts: Made, tmp_path: Path) -> None:
    extracts.table("children").rename(extracts.authority / "Kids in care.csv")
    mapping = tmp_path / "supplier.toml"
    mapping.write_text('[children]\nfile = "kids*.csv"\n', "utf-8")
    assert read(extracts, extracts.authority, mapping).extracts.children.height == 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[police\n", "this is no TOML"),
        ("[polices]\n", "there is no table polices"),
        ('[police]\ncolour = "red"\n', "column police.colour: this key is not known"),
        ('[police.columns]\nname = "x"\n', "column police.columns: the police table has no column name"),
        ("[police.columns]\nforce = 3\n", "a key holds the wrong kind of value"),
        ("[police]\ncolumns = 3\n", "a key holds the wrong kind of value"),
    ],
)
def test_a_faulty_mapping_is_refused_with_its_key(
    extracts: Made, tmp_path: Path, text: str, said: str
) -> None:
    mapping = tmp_path / "supplier.toml"
    mapping.write_text(text, "utf-8")
    told = refusal(extracts, extracts.authority, mapping)
    assert told.startswith("supplier.toml")
    assert said in told


def test_the_example_in_the_document_is_a_mapping_without_fault(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text("utf-8")
    path = tmp_path / "example.toml"
    path.write_text(text.split("```toml\n")[1].split("```")[0], "utf-8")
    faults = Faults()
    mapped = read_mapping(path, faults)
    assert list(faults) == []
    assert mapped["police"].columns["last_seen_at"] == ("date last seen", "time last seen")
    assert mapped["missing"].values["category"]["missing"] == "M"
