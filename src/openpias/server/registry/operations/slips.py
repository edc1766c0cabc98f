"""How is a slip printed?"""

from collections.abc import Sequence
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.queries.persons import PersonView


def print_slips(persons: Sequence[PersonView], *, actor: Actor, at: datetime) -> bytes:
    """Return the slips of these persons in one PDF; writes an audit row for each."""
    raise NotImplementedError(persons, actor, at)
