"""Which parts are looked at, and what does each say of itself?

A module registers its parts when it starts. What a part says is public: states and ages, no names,
counts, addresses or keys.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from openpias.server.platform.status.enums import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a part says of itself; `seconds` is how old the oldest thing is that waits in it."""

    condition: Condition
    words: str | Promise
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that can be asked; `name` is that of the JSON answer."""

    name: str
    title: str | Promise
    ask: Callable[[datetime], Answer]
    needs_database: bool = True


_parts: list[Part] = []


def register(*parts: Part) -> None:
    """Add a module's parts; a name that is there already changes nothing."""
    known = {part.name for part in _parts}
    _parts.extend(part for part in parts if part.name not in known)


def registered() -> tuple[Part, ...]:
    """Return every part in the order in which modules start."""
    return tuple(_parts)
