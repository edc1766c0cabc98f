"""Where do the official files lie, and what do tests do where they are absent?"""

from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "pias"
needed = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the official files are not beside the project"
)


def description(service: str) -> Path:
    """Return an official service description."""
    return REFERENCE / "wsdl" / f"{service}.wsdl"
