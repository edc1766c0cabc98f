"""What is in the body of a call, if it is XML and not too large?

Nothing is kept before somebody is known, and never more than the limit, whatever the headers claim:
the length that was declared, the chunks that come, and what a compressed body unpacks to.
"""

import re
import zlib
from collections.abc import Callable

from django.http import HttpRequest

from openpias.server.platform.http.problems import Problem

_STEP = 64 * 1024
_DROPPED_STEPS = 32
Read = Callable[[int], bytes]
# SOAP 1.1 asks for the first; the second is what some clients send; the third is SOAP 1.2, whose
# envelope is then refused by its own name. Everything else a browser could send across sites.
_TYPES = frozenset({"text/xml", "application/xml", "application/soap+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.ASCII | re.IGNORECASE)
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_PLAIN = frozenset({"", "identity"})
_GZIP = frozenset({"gzip", "x-gzip"})


def read(request: HttpRequest, *, most: int) -> bytes:
    """Return the body, unpacked; raises Problem for one that is too large or in another form."""
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise Problem(status=400, code="soap-content-type")
    packing = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if packing not in _PLAIN | _GZIP:
        raise Problem(status=400, code="soap-content-encoding")
    data = _octets(request, most=most)
    if packing in _GZIP:
        data = _unpacked(data, most=most)
    _check_charset(request, data)
    return data


def _octets(request: HttpRequest, *, most: int) -> bytes:
    declared = request.META.get("CONTENT_LENGTH") or ""
    is_chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    # Django takes a body without a declared length for an empty one.
    read: Read = request.META["wsgi.input"].read if is_chunked else request.read
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(read)
    found = bytearray()
    while step := read(min(_STEP, most + 1 - len(found))):
        found += step
        if len(found) > most:
            raise _too_large(read)
    return bytes(found)


def _unpacked(data: bytes, *, most: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacker.decompress(data, most + 1)
    except zlib.error:
        raise Problem(status=400, code="soap-content-encoding") from None
    if len(found) > most:
        raise _too_large()
    if not unpacker.eof or unpacker.unused_data:
        raise Problem(status=400, code="soap-content-encoding")
    return found


def _check_charset(request: HttpRequest, data: bytes) -> None:
    """Refuse another charset than UTF-8 by its name, unless the letters are the same in both."""
    named = _CHARSET.search(request.META.get("CONTENT_TYPE", ""))
    if named and named[1].lower() not in _UTF_8 and not data.isascii():
        raise Problem(status=400, code="soap-charset")


def _too_large(read: Read | None = None) -> Problem:
    """Return the refusal; some more is read and dropped, or a client that still sends never sees it."""
    for _ in range(_DROPPED_STEPS if read else 0):
        if read and not read(_STEP):
            break
    return Problem(status=413, code="soap-too-large")
