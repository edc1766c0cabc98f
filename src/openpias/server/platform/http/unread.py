"""What of a request that was answered early is still on its way? It is read, and dropped.

Whoever is not known is answered before the body is read. If the connection ended there, nginx would
fail to send the rest, lose the answer, and tell the program 503 where the portal said 401.
"""

from collections.abc import Mapping
from typing import Any

# As much as nginx.conf lets through, which has the body whole before the portal sees a call.
MOST = 128 * 1024 * 1024
_STEP = 64 * 1024
_NO_BODY = frozenset({None, "", "0"})


def drop(environ: Mapping[str, Any], *, most: int = MOST) -> None:
    """Read what is left of a body whose length is declared, at most so many octets; keep nothing.

    nginx always declares it. A client that waits to be told to send (`Expect`) sends nothing.
    """
    if "HTTP_EXPECT" in environ or environ.get("CONTENT_LENGTH") in _NO_BODY:
        return
    read = environ["wsgi.input"].read
    left = most
    while left > 0 and (piece := read(min(left, _STEP))):
        left -= len(piece)
