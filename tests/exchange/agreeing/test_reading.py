"""What `waylight agree` says of a file that it cannot use: the place and the remedy of every fault, and exit 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from waylight.ops.cli import main

ABSENT = {
    "id": "1",
    "by": "home:H1",
    "told_at": "2026-03-10T09:00",
    "kind": "absent",
    "from": "2026-03-01T19:00",
    "whereabouts": "unknown",
    "concern": True,
    "reported": True,
}


def agree(tmp_path: Path, text: str) -> int:
    file = tmp_path / "story.json"
    file.write_text(text, "utf-8")
    return main(["agree", str(file)])


def story(*claims: Any, **top: Any) -> str:
    return json.dumps({"now": "2026-03-10T12:00", "born": "2010-05-04", "claims": list(claims), **top})


def test_a_file_that_can_be_used_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = {**ABSENT, "id": "2", "kind": "returned", "at": "2026-03-01T22:00"}
    for name in ("from", "whereabouts", "concern", "reported"):
        del back[name]
    assert agree(tmp_path, story(ABSENT, back)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"episodes", "waiting", "kept"}
    assert answer["episodes"][0]["ended_by"] == "returned"


def test_every_kind_of_claim_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = {"by": "police:F1", "told_at": "2026-03-10T09:00"}
    claims = [
        ABSENT,
        {**common, "id": "2", "kind": "whereabouts", "at": "2026-03-01T20:00", "whereabouts": "known"},
        {**common, "id": "3", "kind": "found", "at": "2026-03-01T21:00"},
        {**common, "id": "4", "kind": "in error", "about": "3"},
        {**common, "id": "5", "kind": "correction", "about": "1", "from": "2026-03-01T18:00", "until": None},
    ]
    assert agree(tmp_path, story(*claims, born=None, name="a story", expect={})) == 0
    (episode,) = json.loads(capsys.readouterr().out)["episodes"]
    assert episode["started_at"] == "2026-03-01T18:00" and episode["claims"] == ["1", "2", "5"]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ({**ABSENT, "kind": "gone"}, "claims[0].kind: use one of absent, whereabouts, found, returned"),
        ({**ABSENT, "kind": []}, "claims[0].kind: use one of"),
        ("absent", "claims[0]: a claim is an object"),
        ({**ABSENT, "by": "home"}, "claims[0].by: say who as kind:name, for example home:H1"),
        ({**ABSENT, "by": "neighbour:N1"}, "the kind is one of home, carer, authority, police, professional"),
        ({**ABSENT, "from": "yesterday"}, "claims[0].from: write a time as 2026-03-01T19:00 or"),
        ({**ABSENT, "from": 7}, "claims[0].from: write a time as"),
        ({**ABSENT, "concern": "yes"}, "claims[0].concern: write true or false"),
        ({**ABSENT, "whereabouts": "maybe"}, "claims[0].whereabouts: write unknown or known"),
        ({**ABSENT, "end": "shut"}, "claims[0].end: write open or not recorded"),
        ({**ABSENT, "id": ""}, "claims[0].id: give a text that is not empty"),
        ({**ABSENT, "untill": "2026-03-02"}, "claims[0].untill: no such field of absent"),
        ({"id": "1", "kind": "found"}, "claims[0].at: is missing. Add it."),
        ({**ABSENT, "until": "2026-02-01"}, "claim 1, until: it ends before it starts"),
    ],
)
def test_a_claim_that_cannot_be_read_is_named_with_its_remedy(
    claim: Any, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree(tmp_path, story(claim)) == 2
    printed = capsys.readouterr()
    assert told in printed.err and printed.err.startswith(str(tmp_path / "story.json")) and printed.out == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1, column 2: is not JSON"),
        ("[1]", "give one object"),
        ('{"now": "2026-03-10T12:00"}', "claims: give a list of claims"),
        (story(now=None), "now: write a time as"),
        (story(born="the fourth"), "born: write a birth date as 2010-05-04"),
        (story(ABSENT, ABSENT), "claim 1: the id is used twice"),
        ("[" * 100_000, "is nested too deeply"),
        ("\ud800", None),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_remedy(
    text: str, told: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_bytes(text.encode("utf-16") if told else b"\xff\xfe\x00")
    if told:
        file.write_text(text, "utf-8")
    assert main(["agree", str(file)]) == 2
    assert (told or "is not UTF-8. Save it as UTF-8.") in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", str(tmp_path / "none.json")]) == 2
    assert "cannot be opened" in capsys.readouterr().err


def test_every_fault_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agree(tmp_path, story({**ABSENT, "from": "x"}, {**ABSENT, "id": "2", "by": "y"})) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
