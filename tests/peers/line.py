"""A connection to a server on this machine that is slow, falls silent after a word, or never responds."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Line:
    """A port that leads to a server; every piece takes `delay` seconds each way.

    Once a client has said `last_word`, which is still passed on, nothing is any more; `is_silent` is set then.
    """

    port: int = 0
    delay: float = 0.0
    last_word: bytes | None = None
    is_silent: threading.Event = field(default_factory=threading.Event)
    _ends: list[socket.socket] = field(default_factory=list, repr=False)
    _is_cut: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def cut(self) -> None:
        """End all connections and take no more."""
        with self._lock:
            self._is_cut = True
            _shut_down(*self._ends)

    def connect(self, near: socket.socket, far: socket.socket) -> None:
        """Carry what either end says to the other. One that comes while the line is cut ends at once."""
        with self._lock:
            self._ends += [near, far]
            if self._is_cut:
                _shut_down(near, far)
        for ends, is_asking in (((near, far), True), ((far, near), False)):
            threading.Thread(target=self._carry, args=(*ends, is_asking), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket, is_asking: bool) -> None:
        with suppress(OSError):
            while data := near.recv(65536):
                time.sleep(self.delay)
                if self.is_silent.is_set():
                    continue
                if is_asking and self.last_word is not None and self.last_word in data:
                    self.is_silent.set()
                far.sendall(data)
        _shut_down(near, far)


def _shut_down(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(port: int, delay: float = 0.0, last_word: bytes | None = None) -> Iterator[Line]:
    """Lead to a port of this machine for the time of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Line(listening.getsockname()[1], delay, last_word, _ends=[listening])

        def accept() -> None:
            with suppress(OSError):
                while True:
                    near, _ = listening.accept()
                    line.connect(near, socket.create_connection(("127.0.0.1", port)))

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield line
        finally:
            line.cut()


@contextmanager
def deaf_port() -> Iterator[int]:
    """Yield a port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]
