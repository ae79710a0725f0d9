"""A real PostgreSQL server for the tests: made in a folder of its own, reached by a socket, gone afterwards.

The server refuses to run as root, so it runs as user postgres then. Where its programs are not installed
the tests that need it are skipped and say so.
"""

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from crs_intake.storage.server import address, doors
from crs_intake.storage.server.address import Address
from tests.storage.desk import CLOCK, NAME, PASSWORD

MISSING = "PostgreSQL's server programs are not installed here (Debian: postgresql)"
OWNER, OWNER_PASSWORD = "crs_owner", "nobody signs in as the owner"
TEMPLATE = "crs_template"


def programs() -> Path | None:
    """The folder of initdb and postgres, of the newest version that is there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: float(each.parts[4]))
    known = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(known).resolve().parent if known else None


def _die_with_us() -> None:
    """A test run that is killed leaves no server behind (Linux: the parent's death is a signal)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


class Server:
    """One cluster; `stop` and `start` it at will, `end` throws it away."""

    def __init__(self, settings: Sequence[str] = ("fsync=off",), port: int = address.PORT) -> None:
        bin_ = programs()
        assert bin_ is not None, MISSING
        self._bin = bin_
        self.folder = Path(tempfile.mkdtemp(prefix="crs-pg-"))
        self.data = self.folder / "data"
        self.settings = [f"port={port}", *settings]
        self.port = port
        self._as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        self.secret = secrets.token_hex(8)
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._make()
        self.start()
        self._prepare()

    def _make(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(self.secret)
        if self._as:
            shutil.chown(secret, "postgres", "postgres")
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "scram-sha-256", "--no-sync",
                  "-E", "UTF8", "--locale=C", f"--pwfile={secret}")  # fmt: skip

    def run(self, program: str, *words: str) -> None:
        """Run one of the server's programs as the server's user, with its administrator's password."""
        done = subprocess.run([self._bin / program, *words], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True,
                              env={**os.environ, "PGPASSWORD": self.secret}, **self._as)  # fmt: skip
        assert done.returncode == 0, done.stdout

    def start(self) -> None:
        """Start the server and wait until it answers."""
        words = [f"unix_socket_directories={self.folder}", "max_connections=200", "shared_buffers=64MB",
                 "log_error_verbosity=terse",
                 "log_parameter_max_length_on_error=0", *self.settings]  # fmt: skip
        if not any(each.startswith("listen_addresses") for each in words):
            words.append("listen_addresses=")
        given = [word for each in words for word in ("-c", each)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data, *given], cwd=self.folder, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_die_with_us, **self._as,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while True:
            try:
                with self.connect():
                    return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: SIGQUIT at once, as a crash; SIGINT in order."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def end(self) -> None:
        """Stop it and throw it away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def connect(self, database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """A line of the server's own administrator."""
        line = psycopg.connect(
            host=str(self.folder), port=self.port, dbname=database, user="postgres", password=self.secret,
            autocommit=True, connect_timeout=5,
        )  # fmt: skip
        with line:
            yield line

    def address(self, database: str) -> Address:
        """The address of a database through the socket."""
        return Address(str(self.folder), self.port, database)

    def new_database(self, name: str = "", template: str = "template0") -> str:
        """A database for a desk, as docs/sites.md says."""
        self._made += 1
        name = name or f"crs_{self._made}"
        words = "CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8' LOCALE 'C'"
        with self.connect() as line:
            given = map(sql.Identifier, (name, OWNER, template))
            line.execute(sql.SQL(words).format(*given))
        return name

    def _prepare(self) -> None:
        with self.connect() as line:
            line.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD '{OWNER_PASSWORD}'")
            line.execute(f"GRANT pg_signal_backend TO {OWNER}")
        self.new_database(TEMPLATE)
        doors.set_up(self.address(TEMPLATE), OWNER, OWNER_PASSWORD, NAME, PASSWORD, CLOCK, "PHX")
        self._known = self._roles()

    def new_desk(self, site: str = "PHX") -> Address:
        """A desk of its own with the first person, made in milliseconds."""
        name = self.new_database(template=TEMPLATE)
        if site != "PHX":
            with self.connect(name) as line:
                line.execute("UPDATE staff SET site = %s", (site,))
        return self.address(name)

    def forget(self, desk: Address) -> None:
        """Throw a desk's database away, and the roles that were made with it."""
        with self.connect() as line:
            line.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(desk.database))
            )
            for role in self._roles() - self._known:
                line.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
            self._reset(line)

    def _reset(self, line: psycopg.Connection[Any]) -> None:
        """The first person's password as it was."""
        verifier = line.pgconn.encrypt_password(PASSWORD.encode(), NAME.lower().encode(), b"scram-sha-256")
        words = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        line.execute(words.format(sql.Identifier(NAME.lower()), sql.Literal(verifier.decode())))

    def _roles(self) -> set[str]:
        with self.connect() as line:
            return {row[0] for row in line.execute("SELECT rolname FROM pg_roles")}


def running() -> Iterator[Server]:
    """A server while tests run; where its programs are missing the test is skipped and says so."""
    if programs() is None:
        pytest.skip(MISSING)
    made = Server()
    yield made
    made.end()
