"""How is a row written as a line of PostgreSQL's COPY text format?"""

from collections.abc import Sequence

Value = str | int | bool | None
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def fields(values: Sequence[Value]) -> str:
    """Return values separated by tabs, escaped, without the end of the line."""
    line = "\t".join([value if type(value) is str else _written(value) for value in values])
    # Most lines hold nothing to escape, which one look at the whole line tells.
    is_plain = line.count("\t") == len(values) - 1 and line.replace("\t", " ").isprintable()
    if is_plain and line.count("\\") == values.count(None):
        return line
    return "\t".join([_written(value) for value in values])


def _written(value: Value) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    text = str(value)
    return text.translate(_ESCAPES) if "\\" in text or not text.isprintable() else text
