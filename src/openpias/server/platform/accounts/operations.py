"""How are accounts changed? Every change that weakens a credential raises its version."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from openpias.server.platform.accounts.models import Account


def set_password(*, username: str, password: str) -> None:
    """Give the account a new password; older verified credentials end with the next call.

    Raises Account.DoesNotExist.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().get(username=username)
        account.set_password(password)
        account.credential_version += 1
        account.save(update_fields=["password", "credential_version"])


def deactivate(*, username: str) -> None:
    """Close the account now, in every process. Harmless to repeat."""
    Account.objects.filter(username=username).update(
        is_active=False, credential_version=F("credential_version") + 1
    )


def set_roles(*, username: str, roles: Sequence[str]) -> None:
    """Replace the roles of the account; acts with its next call."""
    Account.objects.filter(username=username).update(
        roles=list(roles), credential_version=F("credential_version") + 1
    )
