"""Which elements stand in these bytes, if they are harmless XML?

The parser knows no document types, entities or network, and stops at its limits while it reads.
"""

import re
from dataclasses import dataclass

from lxml import etree

from openpias.interop.soap.problems import Problem, UnreadableError

# Less than 2,048 elements begin in so many octets: at that depth the parser gives up without a name.
_CHUNK = 4 * 1024
# Byte order mark, declaration, comments: what SOAP 1.1, section 3, lets stand before the envelope.
# A document type or an instruction may stand nowhere else, so that none is ever parsed.
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s[^>]{0,200}\?>)?(?:\s|<!--.*?-->)*+<(.)", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a message may be: octets, elements inside one another, elements in all."""

    octets: int = 64 * 1024 * 1024
    depth: int = 32
    elements: int = 1000


DEFAULT_LIMITS = Limits()


def parse(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Return the root of a document in UTF-8; raises `UnreadableError`, and nothing else."""
    if len(data) > limits.octets:
        raise UnreadableError(Problem.TOO_LARGE)
    _check_prolog(data)
    # Without `huge_tree` a text ends at 10 MB, which a signed report exceeds. The encoding is fixed:
    # what is declared otherwise would hide a document type from the look at the prolog.
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        huge_tree=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return _fed(parser, data, limits)
    except etree.XMLSyntaxError:
        raise UnreadableError(Problem.MALFORMED) from None


def _check_prolog(data: bytes) -> None:
    found = _PROLOG.match(data)
    if found is None:
        raise UnreadableError(Problem.MALFORMED)
    if found[1] in b"!?":
        raise UnreadableError(Problem.DOCUMENT_TYPE)


def _fed(parser: "etree.XMLPullParser", data: bytes, limits: Limits) -> etree._Element:
    depth = elements = 0
    for begin in range(0, len(data), _CHUNK):
        parser.feed(data[begin : begin + _CHUNK])
        for event, _ in parser.read_events():
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > limits.depth:
                raise UnreadableError(Problem.TOO_DEEP)
            if elements > limits.elements:
                raise UnreadableError(Problem.TOO_MANY_ELEMENTS)
    root = parser.close()
    if not isinstance(root, etree._Element):  # noqa: SLF001 - lxml's own name of the type
        raise UnreadableError(Problem.MALFORMED)
    return root
