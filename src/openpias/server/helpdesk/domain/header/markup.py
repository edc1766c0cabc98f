"""How does an HTML mail read as lines, one row of a table a line and its cells parted by tabs?

What is struck out is not said; a ticked box is written as `[x]`.
"""

import re

from lxml import etree

_MOST = 2_000_000
_SILENT = frozenset({"script", "style", "head", "title", "s", "del", "strike", "template"})
_BLOCKS = frozenset(
    {
        *("p", "div", "tr", "li", "br", "table", "ul", "ol", "blockquote", "hr", "section", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "article", "dd", "dt", "center"),
    }
)
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \r\n\f\v]+")
_CELL_BLANKS = re.compile(r" ?\t ?")


def text_of(markup: str) -> str:
    """Return what a reader sees; at most two million signs are read, and broken markup is mended."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    content = markup[:_MOST].replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(b'<meta charset="utf-8">' + content, parser)
    except etree.ParseError:
        return ""
    if root is None:
        return ""
    return _tidy("".join(_pieces(root)))


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    silent = cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        begins = event == "start"
        silent += (1 if begins else -1) * (name in _SILENT)
        cells += (1 if begins else -1) * (name in _CELLS)
        pieces.append(_mark(name, element, begins=begins, in_cell=cells > 0))
        said = element.text if begins else element.tail
        if said and not silent:
            pieces.append(_BLANKS.sub(" ", said))
    return pieces


def _mark(name: str, element: etree._Element, *, begins: bool, in_cell: bool) -> str:
    if name == "input" and begins and element.get("checked") is not None:
        return "[x] "
    if name in _CELLS:
        return "" if begins else "\t"
    if name == "tr":
        return "\n"
    # A paragraph inside a cell would tear its row apart.
    return (" " if in_cell else "\n") if name in _BLOCKS else ""


def _tidy(text: str) -> str:
    lines = (
        _CELL_BLANKS.sub("\t", _BLANKS.sub(" ", line)).strip(" ").rstrip()
        for line in text.split("\n")
    )
    return "\n".join(line for line in lines if line.strip())
