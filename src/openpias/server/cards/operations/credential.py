"""Is the account that calls still the one whose password was verified?

Asked in the statement that the unit makes anyway; everywhere else the door asks it beforehand.
"""

from datetime import date, datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of

IS_CURRENT = """ EXISTS (SELECT 1 FROM accounts_account a WHERE a.id = %s AND a.credential_version = %s
    AND a.is_active AND (a.contract_end IS NULL OR a.contract_end >= %s))"""


class CredentialRevoked(Exception):  # noqa: N818 - a refusal, not a fault
    """The account was closed or changed since its password was verified."""


def parameters(actor: Actor, *, at: datetime) -> tuple[int, int, date]:
    """Return what IS_CURRENT asks for."""
    return actor.account_id, actor.credential_version, day_of(at)
