"""Does the virus scanner of this installation find something? Without one, nothing is asked."""

import socket
import struct

from django.conf import settings

from openpias.server.helpdesk.enums import AttachmentRefusal

_SECONDS = 20
_CHUNK = 1 << 16


def found_in(content: bytes) -> str:
    """Return the reason for a refusal, empty where nothing is found or no scanner is set up.

    Speaks INSTREAM of clamd. Raises OSError where the scanner is set up and does not answer: the mail
    waits and is tried again.
    """
    address: str = settings.HELPDESK_CLAMD
    if not address or not content:
        return ""
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            scanner.sendall(struct.pack(">I", len(piece)) + piece)
        scanner.sendall(struct.pack(">I", 0))
        said = scanner.recv(4096)
    if b" FOUND" in said:
        return AttachmentRefusal.VIRUS.value
    if b": OK" not in said:
        raise OSError("clamd did not judge")
    return ""


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(_SECONDS)
        made.connect(address)
        return made
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
