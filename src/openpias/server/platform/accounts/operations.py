"""How are accounts changed? Every change that weakens a credential raises its version."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.audit.operations import record


def set_password(*, username: str, password: str, actor: Actor | None, at: datetime) -> None:
    """Give the account a new password; older verified credentials end with the next call.

    `actor` is empty when an operator works on the machine itself. Raises Account.DoesNotExist.
    """
    with transaction.atomic():
        account = _locked(username)
        account.set_password(password)
        _save(account, fields=("password",), event="password-set", actor=actor, at=at)


def deactivate(*, username: str, actor: Actor | None, at: datetime) -> None:
    """Close the account now, in every process. Harmless to repeat; raises Account.DoesNotExist."""
    with transaction.atomic():
        account = _locked(username)
        if account.is_active:
            account.is_active = False
            _save(account, fields=("is_active",), event="account-closed", actor=actor, at=at)


def set_roles(*, username: str, roles: Sequence[str], actor: Actor | None, at: datetime) -> None:
    """Replace the roles of the account; acts with its next call. Raises Account.DoesNotExist."""
    with transaction.atomic():
        account = _locked(username)
        if list(account.roles) != list(roles):
            account.roles = list(roles)
            _save(account, fields=("roles",), event="roles-set", actor=actor, at=at)


def signed_in(account: Account, *, actor: Actor, at: datetime) -> None:
    """Write that somebody opened a session."""
    _tell(account, event="signed-in", actor=actor, at=at)


def sign_in_failed(*, username: str, at: datetime) -> None:
    """Write that a password did not fit an account; an unknown user name names nobody."""
    account = Account.objects.filter(username=username).first()
    if account is not None:
        _tell(account, event="sign-in-failed", actor=None, at=at)


def _locked(username: str) -> Account:
    return Account.objects.select_for_update().get(username=username)


def _save(
    account: Account, *, fields: Sequence[str], event: str, actor: Actor | None, at: datetime
) -> None:
    account.credential_version += 1
    account.save(update_fields=[*fields, "credential_version"])
    _tell(account, event=event, actor=actor, at=at)


def _tell(account: Account, *, event: str, actor: Actor | None, at: datetime) -> None:
    record(
        event=event,
        actor=actor,
        subject_kind="account",
        subject_ref=str(account.pk),
        facts={"version": account.credential_version},
        at=at,
    )
