"""How does something large lie in the database without ever standing in memory as a whole?"""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.db.models import Model

PIECE = 1024 * 1024


def pieces_of(content: bytes) -> Iterator[bytes]:
    """Cut octets into pieces."""
    view = memoryview(content)
    for start in range(0, len(view), PIECE):
        yield bytes(view[start : start + PIECE])


def pieces_from(file: IO[bytes]) -> Iterator[bytes]:
    """Read a file in pieces, from where it stands."""
    while piece := file.read(PIECE):
        yield piece


def keep(model: type[Model], pieces: Iterable[bytes], **owner: Any) -> int:
    """Write pieces one after another and return how many octets they have."""
    size = 0
    for number, octets in enumerate(pieces):
        model._default_manager.create(number=number, octets=octets, **owner)  # noqa: SLF001 - Django's own name
        size += len(octets)
    return size


def kept(model: type[Model], **owner: Any) -> Iterator[bytes]:
    """Yield the pieces in their order, each read when it is asked for."""
    rows = model._default_manager.filter(**owner)  # noqa: SLF001 - Django's own name
    for number in range(rows.count()):
        yield bytes(rows.values_list("octets", flat=True).get(number=number))
