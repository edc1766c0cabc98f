"""How is a request answered?

Answers go to the machine that the request came from and to no other, whatever a header names: an
answer is never turned against a third. Source: RFC 3261, 8.2.6 and 18.2.2; RFC 3581.
"""

from collections.abc import Sequence
from typing import Final

from openpias.voice.sip.addresses import DEFAULT_PORT, Via, parse_via, received_from
from openpias.voice.sip.messages import Request, write

Peer = tuple[str, int]
METHODS: Final = ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE")
ALLOW: Final = ("Allow", ", ".join(METHODS))
SDP: Final = "application/sdp"
REASONS: Final = {
    100: "Trying",
    180: "Ringing",
    200: "OK",
    302: "Moved Temporarily",
    400: "Bad Request",
    405: "Method Not Allowed",
    415: "Unsupported Media Type",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    500: "Server Internal Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}


def answer(
    request: Request,
    status: int,
    *,
    source: Peer,
    tag: str,
    extra: Sequence[tuple[str, str]] = (),
    body: bytes = b"",
) -> bytes:
    """Return the octets of an answer; `tag` is added to a To that has none."""
    fields = _vias(request, source)
    if 100 < status < 300:
        fields += [("Record-Route", each) for each in request.headers.every("record-route")]
    to = request.headers.first("to")
    has_tag = ";tag=" in to.rpartition(">")[2].replace(" ", "").lower()
    fields += [
        ("From", request.headers.first("from")),
        ("To", to if has_tag or status == 100 else f"{to};tag={tag}"),
        ("Call-ID", request.call_id),
        ("CSeq", f"{request.cseq.number} {request.method}"),
        *extra,
    ]
    if body:
        fields.append(("Content-Type", SDP))
    return write(f"SIP/2.0 {status} {REASONS[status]}", fields, body)


def _vias(request: Request, source: Peer) -> list[tuple[str, str]]:
    first, *others = request.headers.every("via")
    via = parse_via(first)
    marked = received_from(first, via, source) if via else first
    return [("Via", each) for each in (marked, *others)]


def return_address(via: Via, source: Peer) -> Peer:
    """Return where answers go: the port that sent it where `rport` asks so, or the one it names."""
    if "rport" in via.parameters:
        return source
    return source[0], via.port or DEFAULT_PORT
