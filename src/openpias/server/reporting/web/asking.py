"""What does an address ask for, after its question mark?"""

from collections.abc import Iterable

from django.http import HttpRequest


def asked(request: HttpRequest, name: str, *, most: int = 60) -> str:
    """Return what is asked for on one line, without what a database cannot hold."""
    typed = " ".join(request.GET.get(name, "").split())
    return "".join(each for each in typed if each.isprintable())[:most]


def every(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """Return all that is asked for by these names; empty where nothing is."""
    return {name: asked(request, name) for name in names}
