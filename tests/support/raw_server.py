"""A server that sends the bytes that a test gives it, whatever HTTP says of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def serving_raw(*pieces: bytes, pause: float = 0.0, stays_open: bool = False, again: bool = False) -> Iterator[str]:
    """Send the pieces to each client, `pause` seconds apart, then hang up, and yield the address.

    With `stays_open` the connection is left open after the last, with `again` the last is sent until the client goes.
    """
    closed = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    clients: list[socket.socket] = []

    def send(client: socket.socket) -> None:
        with suppress(OSError), client:
            client.recv(65536)
            for piece in pieces:
                client.sendall(piece)
                if closed.wait(pause):
                    return
            while again and not closed.wait(pause):
                client.sendall(pieces[-1])
            if stays_open:
                closed.wait()
            client.shutdown(socket.SHUT_WR)
            # Whoever closes with unread bytes resets the connection.
            client.settimeout(1)
            client.recv(65536)

    def listen() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                clients.append(client)
                threading.Thread(target=send, args=(client,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        closed.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for client in clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
