"""Can a message be read at all, and within which limits? One pass over the octets, in flat memory.

No tree is built: the parser tells of each tag. Document types are refused before the parser sees
one, so there are no entities.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, cast

from lxml import etree

from openpias.interop.messages.checking import Checker, Sink
from openpias.interop.messages.problems import Problem
from openpias.interop.messages.shape import Element

LARGEST = 256 * 1024 * 1024
LONGEST_TAG = 1024 * 1024
_CHUNK = 64 * 1024
# What may stand before the root: byte order mark, declaration, comments, instructions. A document
# type may stand nowhere else, so that none is ever parsed.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>)*+(?:<(.)|(.))", re.DOTALL)
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_INVALID_ENCODING = etree.ErrorTypes.ERR_INVALID_ENCODING


def read(content: IO[bytes], root: Element, sink: Sink) -> Iterator[None]:
    """Read a message and pause after each part of it, so that the caller empties the sink.

    Raises nothing for any octets: the sink gets what is wrong, each with its path.
    """
    checker = Checker(root, sink)
    # Without `huge_tree` the parser itself stops at tags of 10 MB, 256 elements inside one another
    # and texts that grow from entities. The declared encoding is not believed: programs write
    # "utf-16" into texts that travel as UTF-8.
    parser = etree.XMLParser(
        target=cast("Any", checker),  # the stubs ask for more than the library
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    octets = quiet = 0
    while chunk := content.read(_CHUNK):
        if not octets and (refused := _prolog(chunk)):
            checker.stop(refused)
            break
        octets += len(chunk)
        before = checker.events
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            checker.stop(_syntax(error))
        quiet = 0 if checker.events != before else quiet + len(chunk)
        if quiet > LONGEST_TAG or octets > LARGEST:
            checker.stop(Problem.TOO_LARGE)
        if checker.over:
            break
        yield
    else:
        _close(parser, checker, octets)
    yield


def _close(parser: "etree.XMLParser", checker: Checker, octets: int) -> None:
    if not octets:
        checker.stop(Problem.MALFORMED)
        return
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        checker.stop(_syntax(error))


def _prolog(chunk: bytes) -> Problem | None:
    if chunk.startswith(_OTHER_MARKS):
        return Problem.ENCODING
    found = _PROLOG.match(chunk)
    if found is None or found[2]:
        return Problem.MALFORMED
    return Problem.DOCUMENT_TYPE if found[1] == b"!" else None


def _syntax(error: etree.XMLSyntaxError) -> Problem:
    code = getattr(error, "code", 0)
    return Problem.ENCODING if code == _INVALID_ENCODING else Problem.MALFORMED
