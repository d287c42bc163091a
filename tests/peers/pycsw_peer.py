"""The CSW server of the tests: pycsw, with the records of `records/`, in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE.parents[1] / ".peers" / "bin" / "python"
"""Made by `tools/setup.sh test`: pycsw 2 needs an older SQLAlchemy than anything else here may."""
RECORDS = HERE / "records"


@contextmanager
def running_pycsw(folder: Path, records: Path = RECORDS) -> Iterator[str]:
    """Serve the records of a folder from a database in another; yields the address, and ends the server after."""
    command = [PYTHON, "-W", "ignore", HERE / "serve_pycsw.py", folder, records]
    with (folder / "pycsw.log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    with server:
        try:
            # The server tells its port when it listens, and ends its output where it could not start.
            port = server.stdout.readline().strip()
            assert port, (folder / "pycsw.log").read_text(encoding="utf-8", errors="replace")[-2000:]
            yield f"http://127.0.0.1:{port}/csw"
        finally:
            server.kill()
