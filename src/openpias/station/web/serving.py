"""How is the station served to the browser of this computer, and to nobody else?"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn

from openpias.station.web.guard import App

_LOOPBACK = "127.0.0.1"
_STARTS_WITHIN = 10.0


def loopback_socket(port: int = 0) -> socket.socket:
    """Return a socket on loopback; port 0 lets the system choose one that is free."""
    # Only where TCP is named does asyncio send at once, and not 40 ms later with Nagle's algorithm.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((_LOOPBACK, port))
    return bound


def server(app: App) -> uvicorn.Server:
    """Return a server for the station: no log of addresses, no name of the program."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32_768,
        ws="none",
    )
    return uvicorn.Server(config)


@contextlib.contextmanager
def serving(app: App, bound: socket.socket) -> Iterator[None]:
    """Serve in a thread of its own until the end."""
    running = server(app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, name="web")
    thread.start()
    try:
        end = time.monotonic() + _STARTS_WITHIN
        while not running.started and thread.is_alive() and time.monotonic() < end:
            time.sleep(0.01)
        yield
    finally:
        running.should_exit = True
        thread.join(_STARTS_WITHIN)
