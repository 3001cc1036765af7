"""The examples of the contract, where they lie beside the code. Our own stories are in test_stories.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from waylight.ops.cli import main

EXAMPLES = Path(__file__).parents[3] / "shared" / "contract" / "agreed_episode.json"
STORIES = json.loads(EXAMPLES.read_text("utf-8")) if EXAMPLES.exists() else []


@pytest.mark.skipif(not STORIES, reason="the contract's examples are not here")
@pytest.mark.parametrize("story", STORIES, ids=[story["name"] for story in STORIES])
def test_the_command_answers_as_the_contract_expects(
    story: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_text(json.dumps(story), "utf-8")
    assert main(["agree", str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    for episode in answer["episodes"]:
        about = {difference["about"] for difference in episode.pop("differences")} - {"no record"}
        episode["differences_about"] = sorted(about)
    assert answer["episodes"] == story["expect"]["episodes"]
    assert [waiting["claim"] for waiting in answer["waiting"]] == story["expect"]["waiting"]
