"""What may stand in a file of this project, looked at in every file that is tracked."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Made by others, or pinned names that are words of their own.
THEIRS = re.compile(r"^(LICENSE|requirements/.*\.txt|waylight/web/static/.*\.(js|css)|.*package-lock\.json)$")
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".scss", ".json", ".sh", ".csv", ".svg", ""}


def tracked() -> list[Path]:
    """Every file that git tracks; the checkout's own files where git is not there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def ours() -> list[tuple[str, str]]:
    """Name and text of each tracked text file that is written here."""
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in TEXT and not THEIRS.match(name):
            found.append((name, path.read_text("utf-8")))
    return found


def lines_with(pattern: str) -> list[str]:
    """`file:line` of each line that the pattern is found in, this file left out."""
    search = re.compile(pattern, re.IGNORECASE)
    here = Path(__file__).relative_to(ROOT).as_posix()
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in ours()
        if name != here
        for number, line in enumerate(text.splitlines(), 1)
        if search.search(line)
    ]


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    assert lines_with(r"/home/\w|/root/|/w[o]rk/|/Users/\w|/tmp/\w") == []


def test_no_file_names_a_package_index() -> None:
    assert lines_with(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/simple/") == []


def test_no_pin_names_an_address() -> None:
    pins = (ROOT / "requirements").glob("*.txt")
    assert [path.name for path in pins if "://" in path.read_text("utf-8")] == []


def test_no_file_holds_a_key_or_a_password() -> None:
    assert lines_with(r"BEGIN [A-Z ]*PRIVATE KEY|(password|secret_key)\s*=\s*['\"][^'\" {}]{6,}['\"]") == []


CONDEMNED = (
    r"\babscond|\brunaway\b|\bstreetwise\b|\bnuisance\b|\btroublesome\b|lifestyle choice|promiscu"
    r"|drain on resources|child prostitut"
)
# Where such a word must stand: to say that it is not used here, or to recognise it in what others wrote.
MAY_QUOTE = {"GLOSSARY.md"}


def test_no_file_uses_the_words_that_the_inquiry_condemned() -> None:
    found = [line for line in lines_with(CONDEMNED) if line.split(":")[0] not in MAY_QUOTE]
    assert found == []


def test_the_search_for_condemned_words_finds_one() -> None:
    assert re.search(CONDEMNED, "the girl absconded again")


def test_no_tracked_file_is_larger_than_a_picture_needs() -> None:
    large = [p.relative_to(ROOT).as_posix() for p in tracked() if p.stat().st_size > 400_000]
    assert large == []
