"""What was typed into a form, however hostile it is?

The forms of the station are short and hold no files, so that the standard library reads them: no
more than a few thousand bytes, one value a field, whatever cannot be read becomes a replacement
character.
"""

from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

_LARGEST: Final = 16_384
_MOST_FIELDS: Final = 50
_LONGEST: Final = 200
_KIND: Final = "application/x-www-form-urlencoded"

Form = dict[str, str]


async def read(request: Request) -> Form:
    """Return the fields of a form; raises HTTPException where it is none of ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        return {}
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(
            content.decode("ascii", errors="replace"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            errors="replace",
        )
    except ValueError:
        raise HTTPException(400) from None
    # The first one counts; a NUL would be refused by the platform's database.
    return {name: value.replace("\0", "\ufffd") for name, value in reversed(pairs)}


def text(form: Form, name: str) -> str:
    """Return what was typed into a field, without the blanks around it."""
    return form.get(name, "").strip()[:_LONGEST]
