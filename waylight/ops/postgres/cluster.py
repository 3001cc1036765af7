"""Makes, starts, stops and describes one PostgreSQL cluster that listens on a socket in a closed folder."""

from __future__ import annotations

import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from waylight.ops.postgres import binaries
from waylight.ops.postgres.account import Account, account_of, caller_or_number
from waylight.ops.postgres.configuration import INCLUDED, configuration, host_rules
from waylight.ops.postgres.connection import ADMIN, ROLES, Address, Kind, PostgresError
from waylight.ops.postgres.place import (
    FALLBACK,
    Papers,
    only_one,
    read_papers,
    server_folder,
    socket_folder_again,
    write_papers,
    write_private,
)
from waylight.ops.postgres.roles import connect, make_database, make_roles

START_SECONDS = 60
# The version of PostgreSQL that first brought locales of its own.
BUILT_IN_LOCALES = 17


@dataclass(frozen=True)
class Status:
    """`running` is true where the server answers; the other two say what is on disk."""

    made: bool
    running: bool
    version: str | None


class Cluster:
    """One cluster under `folder`. Every method may be called from several processes at once."""

    def __init__(self, folder: Path, kind: Kind = "demo") -> None:
        self.folder = folder.resolve()
        self.kind = kind
        self._papers_path = self.folder / "postgres.json"

    def start(self) -> None:
        """Make the cluster where there is none, and start it where it does not run."""
        with self._alone():
            papers = read_papers(self._papers_path)
            if papers is None:
                papers = self._make()
            self._check(papers)
            if not self._answers(papers):
                papers = self._launch(papers)
            self._complete(papers)

    def stop(self) -> None:
        """Stop the server, if it runs, after it has written everything down."""
        with self._alone():
            papers = read_papers(self._papers_path)
            if papers is None:
                return
            server = Path(papers.server)
            account = account_of(server)
            stopped = account.run(
                [self._programs(account) / "pg_ctl", "-D", server / "data", "-m", "fast", "-w", "stop"]
            )
            if stopped.returncode and self._answers(papers):
                raise PostgresError(f"PostgreSQL did not stop: {stopped.stderr.strip()}")
            shutil.rmtree(papers.socket, ignore_errors=True)

    def destroy(self) -> None:
        """Stop the server and delete everything it held: invented records, whichever kind it is."""
        self.stop()
        papers = read_papers(self._papers_path)
        if papers is not None:
            shutil.rmtree(papers.server, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def status(self) -> Status:
        """What is there now."""
        papers = read_papers(self._papers_path)
        if papers is None:
            return Status(made=False, running=False, version=None)
        return Status(made=True, running=self._answers(papers), version=papers.version)

    def address(self, role: str) -> Address:
        """The way in for one of the roles."""
        papers = read_papers(self._papers_path)
        if papers is None:
            raise PostgresError(f"No database has been made in {self.folder}. Run `waylight demo`.")
        return Address(papers.socket, role, papers.passwords[role])

    def _alone(self) -> AbstractContextManager[bool]:
        self.folder.mkdir(parents=True, exist_ok=True)
        return only_one(self.folder / "postgres.lock")

    def _programs(self, account: Account) -> Path:
        return binaries.programs(account.number, FALLBACK)

    def _make(self) -> Papers:
        account = caller_or_number()
        programs = self._programs(account)
        server = server_folder(self.folder, account)
        if server.exists():
            # Without papers: left by a start that did not finish, so nothing was ever stored in it.
            left = account_of(server)
            left.run([programs / "pg_ctl", "-D", server / "data", "-m", "immediate", "-w", "stop"])
            shutil.rmtree(server)
        server.mkdir(parents=True, mode=0o700)
        passwords = {role: secrets.token_urlsafe(32) for role in (ADMIN, *ROLES)}
        self._initialise(account, programs, server, passwords[ADMIN])
        papers = Papers(self.kind, binaries.version(), str(server), "", passwords)
        papers = self._launch(papers, keep=False)
        make_database(papers.socket, passwords, self.kind)
        write_papers(self._papers_path, papers)
        return papers

    def _initialise(self, account: Account, programs: Path, server: Path, password: str) -> None:
        secret = server / "password"
        write_private(secret, password)
        account.give(server, initial=True)
        made = account.run(
            [
                programs / "initdb", "-D", server / "data", "-U", ADMIN, "--pwfile", secret,
                "--auth=scram-sha-256", "--encoding=UTF8", *_locale(), "--data-checksums", "--no-instructions",
                *(["--no-sync"] if self.kind == "test" else []),
            ],
            initial=True,
        )  # fmt: skip
        secret.unlink()
        if made.returncode:
            raise PostgresError(f"PostgreSQL's initdb failed: {made.stderr.strip()}")
        (server / "data" / "pg_hba.conf").write_text(host_rules(), "utf-8")
        with (server / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\ninclude = '{INCLUDED}'\n")
        account.give(server)

    def _launch(self, papers: Papers, *, keep: bool = True) -> Papers:
        server = Path(papers.server)
        account = account_of(server)
        if not papers.socket or not Path(papers.socket).is_dir():
            papers = replace(papers, socket=str(socket_folder_again(papers.socket, account)))
            if keep:
                write_papers(self._papers_path, papers)
        settings = server / "data" / INCLUDED
        write_private(settings, configuration(papers.socket, papers.kind))
        account.give(settings)
        started = account.run(
            [
                self._programs(account) / "pg_ctl", "-D", server / "data", "-l", server / "server.log",
                "-w", "-t", str(START_SECONDS), "start",
            ]
        )  # fmt: skip
        if started.returncode:
            raise PostgresError(
                f"PostgreSQL did not start ({started.stderr.strip()}). See {server / 'server.log'}."
            )
        return papers

    def _check(self, papers: Papers) -> None:
        if papers.kind != self.kind:
            raise PostgresError(f"{self.folder} holds a {papers.kind} database, not a {self.kind} one.")
        made, installed = (text.split(".")[0] for text in (papers.version, binaries.version()))
        if made != installed:
            raise PostgresError(
                f"{self.folder} was made by PostgreSQL {made} and version {installed} is installed. "
                "Its records are invented: make new ones with `waylight demo --fresh`."
            )

    def _complete(self, papers: Papers) -> None:
        """A cluster that an earlier version made lacks the roles that came since."""
        lacking = [role for role in ROLES if role not in papers.passwords]
        if lacking:
            passwords = papers.passwords | {role: secrets.token_urlsafe(32) for role in lacking}
            make_roles(papers.socket, passwords, lacking, papers.kind)
            write_papers(self._papers_path, replace(papers, passwords=passwords))

    def _answers(self, papers: Papers) -> bool:
        if not papers.socket:
            return False
        try:
            with connect(Address(papers.socket, ADMIN, papers.passwords[ADMIN], "postgres")):
                return True
        except psycopg.OperationalError:
            return False


def _locale() -> tuple[str, ...]:
    """Names sort alike on every machine; before version 17 as the machine's own library sorts them by code point."""
    if int(binaries.version().split(".")[0]) < BUILT_IN_LOCALES:
        return ("--locale=C.UTF-8",)
    return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
