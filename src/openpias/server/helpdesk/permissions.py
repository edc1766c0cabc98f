"""What may be done at the helpdesk, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    READ_DESK = "helpdesk.read-desk"
    HANDLE = "helpdesk.handle"
    READ_PERSONAL = "helpdesk.read-personal"
    OPEN_FROM_CALL = "helpdesk.open-from-call"
    CALL_BACK = "helpdesk.call-back"
    ERASE_HELD = "helpdesk.erase-held"
    RELEASE_HELD = "helpdesk.release-held"
    READ_UNREADABLE = "helpdesk.read-unreadable"
    EDIT_TEXTS = "helpdesk.edit-texts"
    READ_FIGURES = "helpdesk.read-figures"
    READ_OWN = "helpdesk.read-own"
    OPEN_OWN = "helpdesk.open-own"


_DESK = frozenset({Permission.READ_DESK, Permission.HANDLE})
_OPERATOR = _DESK | {
    Permission.READ_PERSONAL,
    Permission.OPEN_FROM_CALL,
    Permission.CALL_BACK,
    Permission.ERASE_HELD,
    Permission.READ_UNREADABLE,
}
_PROVIDER = frozenset({Permission.READ_OWN, Permission.OPEN_OWN})

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _PROVIDER,
    Role.PROVIDER_ADMINISTRATOR: _PROVIDER,
    Role.HELPDESK_OPERATOR: _OPERATOR,
    # The seed's rule on where data may be: no sender, caller, recording, picture or raw mail.
    Role.HELPDESK_CONTRACTOR: _DESK,
    Role.HELPDESK_LEAD: _OPERATOR
    | {Permission.RELEASE_HELD, Permission.EDIT_TEXTS, Permission.READ_FIGURES},
    # CNAS sees how the desk does, and no sender.
    Role.ADMINISTRATOR: frozenset({Permission.READ_DESK, Permission.READ_FIGURES}),
    Role.AUDITOR: frozenset({Permission.READ_DESK, Permission.READ_FIGURES}),
}
