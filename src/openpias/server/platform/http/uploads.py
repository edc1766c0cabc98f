"""How large a file may a form send, and where does it wait?

Up to FILE_UPLOAD_MAX_MEMORY_SIZE a file waits in memory, on every route. More is taken only by a view
that says so with `takes_file`, and waits on disk. Everything else is read over and left out.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

# What a form sends beside its file: boundaries, token, a few fields.
AROUND = 64 * 1024
_MOST = "file_octets"

_View = Callable[..., HttpResponse]


def takes_file(most: Callable[[], int]) -> Callable[[_View], _View]:
    """Let a view take a file of as many octets as `most` returns when it is asked.

    It stands below the decorator that says who may: nobody else's file is written to disk.
    """

    def mark(view: _View) -> _View:
        setattr(view, _MOST, most)
        return view

    return mark


def is_too_large(request: HttpRequest, *, most: int) -> bool:
    """Tell whether what a form sent was more than a file of so many octets."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > most + AROUND


class DeclaredFileHandler(TemporaryFileUploadHandler):
    """Writes a file to disk where the view takes one of its size; stands behind the one of memory."""

    _takes = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - the name that Django gives it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look at the view and the length, before anything is read."""
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
        most = _most(self.request)
        self._takes = most is not None and content_length <= most + AROUND

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the file on disk."""
        if self._takes:
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, or let it pass."""
        if not self._takes:
            return raw_data
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:
        """Return the file, or nothing."""
        return super().file_complete(file_size) if self._takes else None


def _most(request: HttpRequest | None) -> int | None:
    """Return how large a file the view takes of whoever is signed in; None where it takes none."""
    if request is None or request.resolver_match is None:
        return None
    most = getattr(request.resolver_match.func, _MOST, None)
    return most() if most is not None and getattr(request, "actor", None) is not None else None
