"""Invented days that CNAS declares free or worked."""

import uuid

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.working_days import operations
from openpias.server.platform.working_days.inputs import DayInput
from tests.factories import people
from tests.factories.people import NOW

ACT = "HG 1234/2026"


def administrator(**fields):
    """Return somebody of CNAS."""
    return people.actor(roles=[Role.ADMINISTRATOR], **fields)


def typed(**fields):
    """Return a bridge day as it is typed."""
    defaults = {
        "day": "27-11-2026",
        "kind": "free",
        "scopes": ("reporting", "helpdesk"),
        "act": ACT,
    }
    return DayInput(**{**defaults, **fields})


def declare(*, actor=None, at=NOW, **fields):
    """Declare a day, and return its id."""
    public_id = uuid.uuid4()
    answer = operations.declare(
        typed(**fields), public_id=public_id, actor=actor or administrator(), at=at
    )
    assert isinstance(answer, operations.DaySaved), answer
    return public_id
