"""The database that the tests copy: made anew whenever anything changes that decides what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import template
from waylight.ops.postgres import Cluster, binaries
from waylight.ops.postgres.connection import OWNER
from waylight.ops.postgres.place import Papers, read_papers, write_papers
from waylight.ops.postgres.roles import connect

MIGRATION = "waylight/desk/migrations/0001_initial.py"
OTHER = "waylight/web/urls.py"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is read in migrating, and one file that is not, somewhere else."""
    root = tmp_path_factory.mktemp("files")
    for path in (*template.read_in_migrating(template.ROOT), template.ROOT / OTHER):
        there = root / path.relative_to(template.ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)
    return root


def test_the_same_files_have_the_same_key_wherever_they_stand(copied: Path) -> None:
    assert template.key(copied) == template.key()


def test_a_file_that_migrating_does_not_read_changes_nothing(copied: Path) -> None:
    (copied / OTHER).write_text("from waylight.web import views\n", "utf-8")
    assert template.key(copied) == template.key()


@pytest.mark.parametrize(
    "changed",
    [
        MIGRATION,
        "waylight/access/policies.py",  # imported by migrations
        "waylight/rulebook/access/police.py",  # imported by what they import
        "waylight/access/grid.py",  # imported within a function
        "waylight/ops/postgres/roles.py",
        "waylight/ops/settings.py",
    ],
)
def test_a_change_of_what_makes_the_tables_changes_the_key(copied: Path, changed: str) -> None:
    before, text = template.key(copied), (copied / changed).read_text("utf-8")
    (copied / changed).write_text(text + "\n# changed\n", "utf-8")
    after = template.key(copied)
    (copied / changed).write_text(text, "utf-8")
    assert after != before == template.key(copied)


def test_a_new_migration_changes_the_key(copied: Path) -> None:
    before, new = template.key(copied), (copied / MIGRATION).with_name("9999_new.py")
    new.write_text("from django.db import migrations\n", "utf-8")
    after = template.key(copied)
    new.unlink()
    assert after != before


def test_another_server_or_package_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = template.key()
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "version", lambda: "15.1")
        assert template.key() != before
    monkeypatch.setattr(template, "version", lambda package: f"{package} of next year")
    assert template.key() != before


def test_what_is_imported_is_found_however_it_is_written(tmp_path: Path) -> None:
    """Files are read as text, which is quicker than importing them: each way of writing must be understood."""
    (tmp_path / "waylight/ops").mkdir(parents=True)
    for name in ("one", "two", "three", "four", "five", "never"):
        (tmp_path / f"waylight/{name}.py").write_text("", "utf-8")
    (tmp_path / "waylight/ops/settings.py").write_text(
        "import waylight.one\nfrom waylight import two\n", "utf-8"
    )
    (tmp_path / "waylight/ops/migrate.py").write_text(
        "from waylight.three import (\n    a,\n    b,\n)\nfrom waylight import (\n    four,\n)\n"
        "def main():\n    from waylight.five import a\n",
        "utf-8",
    )
    found = {path.stem for path in template.read_in_migrating(tmp_path)}
    assert found == {"settings", "migrate", "one", "two", "three", "four", "five"}


def test_a_copy_holds_every_table_that_migrations_make(cluster: Cluster) -> None:
    with connect(cluster.address(OWNER)) as owner:
        applied = {f"{app}/{name}" for app, name in owner.execute("SELECT app, name FROM django_migrations")}
        (tables,) = owner.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() or (0,)
    ours = {path.stem for path in template.ROOT.glob("waylight/**/migrations/0*.py")}
    assert ours <= {name.split("/")[1] for name in applied} and tables > 50


def test_a_template_is_made_where_there_is_none_and_copied_where_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder.name)
        (folder / "server").mkdir(parents=True)
        write_papers(folder / "postgres.json", Papers("test", "18", str(folder / "server"), "gone", {}))

    monkeypatch.setattr(template, "_make", make)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        template.lay_out(tmp_path / name, tmp_path / "kept")
        papers = read_papers(tmp_path / name / "postgres.json")
        assert papers is not None and Path(papers.server).is_dir() and papers.socket == ""
        shutil.rmtree(papers.server)
    assert made == [template.key()]
