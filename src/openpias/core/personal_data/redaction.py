"""How is a text shown without what says who a person is?"""

from collections.abc import Callable, Iterable

from openpias.core.personal_data.signs import Find, Kind, settled


def redact(
    text: str, finds: Iterable[Find], *, label: Callable[[Kind], str] = lambda kind: f"[{kind}]"
) -> str:
    """Return the text with each find replaced by the label of its kind; all else stays as it is.

    A line end inside a find is kept after the label, so that lines stay lines.
    """
    pieces: list[str] = []
    place = 0
    for find in settled(finds):
        hidden = text[find.start : find.end]
        pieces += (text[place : find.start], label(find.kind), "\n" if "\n" in hidden else "")
        place = find.end
    pieces.append(text[place:])
    return "".join(pieces)
