"""Programs that write to a database and are killed in the midst of it: real processes, killed by the system."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path

COMMITTED, NEVER_COMMITTED = "committed by a program that was killed", "never committed"

_WRITER = """
import sqlite3, sys, time
path, kind, committed, never_committed = sys.argv[1:]
database = sqlite3.connect(path, isolation_level=None)
if kind == "journal":
    # Its few pages of memory are full at once: what is not committed yet is written to the file.
    database.execute("PRAGMA cache_size = 1")
    database.execute("UPDATE about SET edition = ?", (committed,))
else:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA wal_autocheckpoint = 0")
    database.execute("UPDATE about SET edition = ?", (committed,))
    database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE about SET edition = ?", (never_committed,))
database.execute("UPDATE facts SET quote = hex(randomblob(3000))")
database.execute("UPDATE survey SET contexte = hex(randomblob(3000))")
print("in the midst", flush=True)
time.sleep(600)
"""


class Leftover(StrEnum):
    """What the killed program leaves beside the database."""

    JOURNAL = "journal"
    WAL = "wal"


def start_writer(path: Path, left: Leftover) -> subprocess.Popen[str]:
    """Start a program that commits an edition's name to a ctd.gpkg, and is in the midst of another transaction."""
    arguments = [sys.executable, "-c", _WRITER, str(path), left.value, COMMITTED, NEVER_COMMITTED]
    writer = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    assert writer.stdout.readline() == "in the midst\n"
    return writer


def kill_writer(path: Path, left: Leftover) -> None:
    """Let such a program be killed, and see that it left what it should."""
    writer = start_writer(path, left)
    writer.kill()
    writer.communicate()
    assert path.with_name(f"{path.name}-{left.value}").stat().st_size > 10_000
