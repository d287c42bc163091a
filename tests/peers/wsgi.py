"""A WSGI application served in a process of its own; `serve` is the half that runs there.

The script prints its port once it listens, ends its output where it could not start, and ends with the process that
started it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

HERE = Path(__file__).resolve().parent


@contextmanager
def running(environment: str, script: str, folder: Path, *arguments: Path) -> Iterator[str]:
    """Run a script of this folder with a virtual environment's Python; yields the address, and ends the server after.

    `folder` is its first argument, into which its log goes too.
    """
    python, log_file = HERE.parents[1] / environment / "bin" / "python", folder / "server.log"
    with log_file.open("wb") as log:
        command = [python, "-W", "ignore", HERE / script, folder, *arguments]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    with server:
        try:
            port = server.stdout.readline().strip()
            assert port, log_file.read_text(encoding="utf-8", errors="replace")[-2000:]
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def serve(application_at: Callable[[str], Callable]) -> None:
    """Serve the application that is made for an address, on a free port, until this process is ended."""
    with make_server("127.0.0.1", 0, None, handler_class=_Quiet) as server:
        application = application_at(f"http://127.0.0.1:{server.server_port}")

        def quiet_application(environment, start_response):
            # What a server prints would be taken for its port.
            with contextlib.redirect_stdout(sys.stderr):
                return application(environment, start_response)

        server.set_app(quiet_application)
        print(server.server_port, flush=True)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        server.serve_forever()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)
