"""Who answers an official operation, and what is the answerer told?

Modules name their handlers; the configuration binds them all in one table when the addresses are
read. An operation that nobody is bound to is refused as not built.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openpias.interop.operations import Operation
from openpias.interop.soap.parts import Parts
from openpias.interop.soap.values import Value, Values
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of

Result = Value | Values | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One call: its arguments by their wire names, who calls, when, and under which origin."""

    operation: Operation
    parts: Parts
    actor: Actor
    at: datetime
    origin: str

    def text(self, name: str) -> str:
        """Return an argument that is a string, without blanks around it; empty where it is null."""
        value = self.parts.get(name)
        return value.strip() if isinstance(value, str) else ""

    def whole(self, name: str) -> str:
        """Return an argument that is a string, exactly as it came; empty where it is null."""
        value = self.parts.get(name)
        return value if isinstance(value, str) else ""

    def moment(self, name: str) -> datetime:
        """Return an argument that is a moment; the reader of calls lets none be missing."""
        value = self.parts.get(name)
        if not isinstance(value, datetime):
            raise TypeError(name)
        return value

    def day(self, name: str) -> date:
        """Return the legal day of an argument that is a moment: its day on the clock in Romania."""
        return day_of(self.moment(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """The right that an operation asks for beside calling at all, and what answers it.

    `answer` returns the result, `None` for null, or raises Problem.
    """

    permission: str
    answer: Callable[[Asked], Result]


Table = Mapping[tuple[str, str], Handler]
_bound: dict[tuple[str, str], Handler] = {}


def bind(table: Table) -> None:
    """Bind handlers to operations, by service and name; the table replaces the one before."""
    _bound.clear()
    _bound.update(table)


def handler_of(operation: Operation) -> Handler | None:
    """Return who answers an operation, None where nobody does yet."""
    return _bound.get((operation.service.name, operation.name))
