"""Which insurance houses are there? The module that keeps them says so: it lies above this one."""

from collections.abc import Callable

Reader = Callable[[], list[tuple[str, str]]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Add who knows the codes and names of the houses in being. Repeating it is harmless."""
    if reader not in _readers:
        _readers.append(reader)


def houses() -> list[tuple[str, str]]:
    """Return codes and names of the houses, in the order in which people look for them."""
    return [each for reader in _readers for each in reader()]


def is_house(code: str) -> bool:
    """Tell whether this is the code of a house in being."""
    return any(code == known for known, _ in houses())
