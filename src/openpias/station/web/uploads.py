"""Which file was given to a page of the station? Written to disk while it comes, within a limit."""

from collections.abc import AsyncGenerator
from typing import Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

_KIND: Final = "multipart/form-data"
_AROUND: Final = 64 * 1024  # headers and boundaries beside the file


class FileTooLargeError(Exception):
    """The file is larger than the page takes."""


async def read(request: Request, name: str, *, largest: int) -> UploadFile | None:
    """Return the file of a field, None where none was chosen; the caller closes it.

    `largest` is in octets. Raises FileTooLargeError once the rest has been heard and forgotten, since
    browsers show nothing of an answer that comes before they have sent everything; HTTPException
    where the body is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _KIND:
        return None
    parser = MultiPartParser(
        request.headers, _within(request, largest + _AROUND), max_files=1, max_fields=4
    )
    try:
        form = await parser.parse()
    except MultiPartException:
        raise HTTPException(400) from None
    found = form.get(name)
    if isinstance(found, UploadFile) and found.filename:
        return found
    await form.close()
    return None


async def _within(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    heard = 0
    async for chunk in request.stream():
        heard += len(chunk)
        if heard <= largest:
            yield chunk
    if heard > largest:
        raise FileTooLargeError
