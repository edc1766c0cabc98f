"""Which page of a list is asked for, and where are the others?"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest


def number_of(request: HttpRequest) -> int:
    """Return the page that is asked for; 1 for none and for nonsense."""
    text = request.GET.get("pagina", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


def addresses(path: str, query: Mapping[str, str], *, pages: int) -> list[str]:
    """Return the addresses of all pages of a list."""
    return [f"{path}?{urlencode({**query, 'pagina': number})}" for number in range(1, pages + 1)]
