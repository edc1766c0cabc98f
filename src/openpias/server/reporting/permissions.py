"""What may be done in reporting, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    SEND = "reporting.send"
    VALIDATE = "reporting.validate"
    RECORD = "reporting.record"
    READ_OWN = "reporting.read-own"
    READ_QUEUE = "reporting.read-queue"
    OPEN_RECORDS = "reporting.open-records"
    EDIT_PERIODS = "reporting.edit-periods"
    READ_DEAD_LETTERS = "reporting.read-dead-letters"
    RETRY = "reporting.retry"
    DECLARE_PAUSES = "reporting.declare-pauses"
    READ_LISTS = "reporting.read-lists"
    EDIT_LISTS = "reporting.edit-lists"


_EVERYBODY = frozenset({Permission.READ_LISTS})
_PROVIDER = _EVERYBODY | {
    Permission.SEND,
    Permission.VALIDATE,
    Permission.RECORD,
    Permission.READ_OWN,
}
_HOUSE = _EVERYBODY | {
    Permission.READ_QUEUE,
    Permission.OPEN_RECORDS,
    Permission.EDIT_PERIODS,
    Permission.READ_DEAD_LETTERS,
    Permission.RETRY,
}

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _PROVIDER,
    Role.PROVIDER_ADMINISTRATOR: _PROVIDER,
    Role.HOUSE_OPERATOR: _HOUSE,
    Role.SETTLEMENT_OFFICER: _EVERYBODY
    | {Permission.READ_QUEUE, Permission.OPEN_RECORDS, Permission.READ_DEAD_LETTERS},
    Role.CARD_SPECIALIST: _EVERYBODY,
    Role.HELPDESK_OPERATOR: _EVERYBODY,
    Role.HELPDESK_CONTRACTOR: _EVERYBODY,
    Role.HELPDESK_LEAD: _EVERYBODY,
    # Every house; pauses and lists are national.
    Role.ADMINISTRATOR: _HOUSE | {Permission.DECLARE_PAUSES, Permission.EDIT_LISTS},
    # Who audits sees counts, states and findings, and no patient.
    Role.AUDITOR: _EVERYBODY | {Permission.READ_QUEUE, Permission.READ_DEAD_LETTERS},
    Role.DATA_PROTECTION: _EVERYBODY,
}
