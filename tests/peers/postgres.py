"""The database server of the tests: PostgreSQL with PostGIS, in a folder of its own that is removed with it."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ADMIN = "ctd_admin"
"""The superuser; anybody is trusted but those whose names begin with `locked`, who need their password."""
PASSWORD = "l'été à \\ Rennes"
"""Of the user `locked`, where a test makes one."""

_ACCESS = """
host all /^locked 127.0.0.1/32 scram-sha-256
host all all      127.0.0.1/32 trust
"""
_PATIENCE = 30


@dataclass
class Postgres:
    """A server on 127.0.0.1; `kill` ends it as a power cut would, and `start` starts it again on its port."""

    folder: Path
    port: int
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "lc_messages=C")
        settings = [
            word
            for option in (*options, "fsync=off", "max_connections=300", "log_statement=all")
            for word in ("-c", option)
        ]
        with (self.folder / "log").open("ab") as log:
            command = [*_as_server(), _program("postgres"), "-D", self.folder / "data", *settings]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + _PATIENCE
        while not self._is_ready():
            in_time = self._process.poll() is None and time.monotonic() < deadline
            assert in_time, self.log()[-2000:]
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End the server and all its connections at once."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_PATIENCE)
            self._process = None

    def sql(self, statements: str, database: str = "ctd", user: str = ADMIN) -> list[str]:
        """Run statements as a user who needs no password and return the rows that they give, columns parted by "|"."""
        options = "-c lock_timeout=20s -c client_min_messages=error -c default_transaction_read_only=off"
        address = f"host=127.0.0.1 port={self.port} dbname={database} user={user} options='{options}'"
        command = [_program("psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-f", "-", address]
        ran = subprocess.run(command, input=statements, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.splitlines()

    def dump(self, database: str = "ctd") -> str:
        """Return the statements that make again what a database holds."""
        command = [_program("pg_dump"), f"host=127.0.0.1 port={self.port} dbname={database} user={ADMIN}"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _is_ready(self) -> bool:
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return lines[0] == str(self._process.pid) and len(lines) > 7 and lines[7].strip() == "ready"


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server with an empty database `ctd`, without PostGIS yet; it and its folder are gone at the end."""
    # Not one of pytest's own folders: only the user of the tests may enter those, and root may run no server.
    folder = Path(tempfile.mkdtemp(prefix="ctd-postgres-"))
    server = Postgres(folder, _free_port())
    try:
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = folder / "data"
        how = ["--no-sync", "--auth=trust", f"--username={ADMIN}", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [*_as_server(), _program("initdb"), *how, "-D", data], check=True, capture_output=True, cwd=folder
        )
        (data / "pg_hba.conf").write_text(_ACCESS)
        server.start()
        server.sql("CREATE DATABASE ctd", database="postgres")
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder)


def _as_server() -> list[str]:
    """Return what runs a command as no root, and ends it with the tests, however they end."""
    run = ["setpriv", "--pdeathsig", "QUIT"]
    return run if os.getuid() else [*run, "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


def _program(name: str) -> str:
    """Return the path of a program of the newest server that has PostGIS; Debian leaves them off the PATH."""
    versions = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*")
        if Path(f"/usr/share/postgresql/{folder.name}/extension/postgis.control").exists()
    ]
    assert versions, "`tools/setup.sh test` installs PostgreSQL with PostGIS"
    return str(max(versions, key=lambda folder: int(folder.name)) / "bin" / name)


def _free_port() -> int:
    """Return a port below those that the system gives by chance: nobody takes it while the server is down."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
