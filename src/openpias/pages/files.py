"""Under which address is a built file served? Its name carries the digest of its content."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

STATIC_ROOT = Path(__file__).parent / "static"
_BUILT = STATIC_ROOT / "openpias"


@cache
def _manifest() -> dict[str, str]:
    manifest: dict[str, str] = json.loads((_BUILT / "manifest.json").read_text("utf-8"))
    return manifest


def assets_under(static_url: str) -> Callable[[str], str]:
    """Give the function that templates call as `asset("openpias.css")`.

    The address may be kept by browsers for ever, because other content has another name.
    An unknown name raises KeyError: a page never points at a file that is not there.
    """

    def asset(name: str) -> str:
        return f"{static_url}openpias/{_manifest()[name]}"

    return asset
