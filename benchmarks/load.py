"""How many calls a second, and how long does each take? Keep-alive clients in one cheap loop.

Not a library: those on the package index either compile, or spend more time a call than the server
under test does on two shared cores. This one writes ready bytes and reads a status and a length.

    python load.py PORT PATH CLIENTS BODIES_FILE [HEADER ...]

Each line of the file is one call: idempotency key, a tab, the body. Prints one line of JSON.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(slots=True)
class Client:
    """One keep-alive connection with at most one call under way."""

    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    began: float = 0.0

    def send(self, call: bytes) -> None:
        """Start a call."""
        self.received.clear()
        self.began = time.perf_counter()
        self.connection.sendall(call)

    def receive(self) -> int | None:
        """Return the status when the answer is complete; raises ConnectionError when it ends."""
        part = self.connection.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.received += part
        head, end, body = bytes(self.received).partition(_END)
        if not end:
            return None
        length = head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0]
        return int(head[9:12]) if len(body) >= int(length) else None


def run(port: int, calls: Iterator[bytes], *, clients: int) -> tuple[Counter[str], list[float]]:
    """Send every call over that many connections; return statuses and milliseconds."""
    statuses: Counter[str] = Counter()
    times: list[float] = []
    selector = selectors.DefaultSelector()
    for _, call in zip(range(clients), calls, strict=False):
        client = Client(connection=socket.create_connection(("127.0.0.1", port)))
        client.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(client.connection, selectors.EVENT_READ, client)
        client.send(call)
    while selector.get_map():
        for key, _mask in selector.select():
            client = key.data
            status = client.receive()
            if status is None:
                continue
            times.append((time.perf_counter() - client.began) * 1000)
            statuses[str(status)] += 1
            following = next(calls, None)
            if following is None:
                selector.unregister(client.connection)
                client.connection.close()
            else:
                client.send(following)
    return statuses, times


def calls_of(file: Path, path: str, headers: list[str]) -> list[bytes]:
    """Return ready bytes for every line of the file."""
    head = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers]
    ready = []
    for line in file.read_bytes().splitlines():
        key, _, body = line.partition(b"\t")
        lines = [*head, f"Idempotency-Key: {key.decode()}", f"Content-Length: {len(body)}"]
        ready.append("\r\n".join(lines).encode() + _END + body)
    return ready


def main() -> None:
    """Run what the command line asks for."""
    port, path, clients, file, *headers = sys.argv[1:]
    ready = calls_of(Path(file), path, headers)
    began = time.perf_counter()
    statuses, times = run(int(port), iter(ready), clients=int(clients))
    seconds = time.perf_counter() - began
    times.sort()
    result = {
        "statuses": statuses,
        "seconds": seconds,
        "p50": times[len(times) // 2],
        "p99": times[len(times) * 99 // 100],
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
