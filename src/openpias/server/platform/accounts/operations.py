"""How are accounts changed? Every change that weakens a credential raises its version."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from openpias.server.platform.accounts import guesses, login_names
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account, OpenSession
from openpias.server.platform.audit.operations import record

_FIRST_PASSWORD = ("must_change_password", "first_password_ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """Whose account it is, for whom it works and what it may do."""

    display_name: str
    provider_code: str
    provider_name: str
    house_code: str
    house_name: str
    house_contact: str
    roles: Sequence[str]
    contract_end: date | None


def open_account(
    *, username: str, password: str, facts: AccountFacts, actor: Actor | None, at: datetime
) -> None:
    """Create an account, or open it again with a new password; older credentials end at once.

    The caller may hold a transaction.
    """
    with transaction.atomic():
        account, is_new = Account.objects.select_for_update().get_or_create(
            username=username, defaults={**asdict(facts), "roles": list(facts.roles)}
        )
        for name, value in asdict(facts).items():
            setattr(account, name, list(value) if name == "roles" else value)
        account.set_password(password)
        account.is_active = True
        account.credential_version += 0 if is_new else 1
        account.save()
        guesses.forget(login_names.spellings(username))
        _tell(account, event="account-opened", actor=actor, at=at)


def set_house_contact(*, house_code: str, contact: str) -> None:
    """Let every account of a house show this contact; no credential changes.

    The caller audits the change of the house.
    """
    Account.objects.filter(house_code=house_code).update(house_contact=contact)


def set_contract_end(*, username: str, end: date, actor: Actor | None, at: datetime) -> None:
    """Let the account work until this day. Raises Account.DoesNotExist.

    A longer contract weakens nothing, so that it ends nobody's session.
    """
    with transaction.atomic():
        account = _locked(username)
        if account.contract_end == end:
            return
        is_longer = account.contract_end is not None and account.contract_end < end
        account.contract_end = end
        account.credential_version += 0 if is_longer else 1
        account.save(update_fields=["contract_end", "credential_version"])
        _tell(account, event="contract-end-set", actor=actor, at=at)


def set_password(*, username: str, password: str, actor: Actor | None, at: datetime) -> None:
    """Give the account a new password; older verified credentials end with the next call.

    `actor` is empty when an operator works on the machine itself. Raises Account.DoesNotExist.
    """
    with transaction.atomic():
        account = _locked(username)
        account.set_password(password)
        guesses.forget(login_names.spellings(username))
        _save(account, fields=("password",), event="password-set", actor=actor, at=at)


def unlock(*, username: str, actor: Actor | None, at: datetime) -> bool:
    """Let an account sign in that waits after too many wrong passwords; return whether it waited.

    Harmless to repeat: where nothing was counted, nothing is written. `actor` is empty when an
    operator works on the machine itself. Raises Account.DoesNotExist.
    """
    with transaction.atomic():
        account = _locked(username)
        names = login_names.spellings(username)
        waited = bool(guesses.locked(names, at=at))
        if guesses.forget(names):
            _tell(account, event="account-unlocked", actor=actor, at=at)
    return waited


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


def open_staff_account(
    *, username: str, password: str, facts: AccountFacts, actor: Actor | None, at: datetime
) -> None:
    """Create a personal account whose first password has to be replaced; the caller's transaction.

    One that is not replaced opens nothing after FIRST_PASSWORD_DAYS. Raises ValueError for a user name that is taken: somebody else's account is never opened anew.
    """
    with transaction.atomic():
        if Account.objects.filter(username=username).exists():
            raise ValueError("the user name is taken")
        account = Account.objects.create_account(
            username, password, **{**asdict(facts), "roles": list(facts.roles)}
        )
        _let_change(account, at=at)
        account.save(update_fields=list(_FIRST_PASSWORD))
        _tell(account, event="account-opened", actor=actor, at=at)


def give_first_password(
    *, username: str, version: int, actor: Actor | None, at: datetime
) -> str | None:
    """Return a new first password for somebody who lost theirs; it has to be replaced in time.

    The old one, open sessions and the wait after wrong passwords end at once. `version` is the
    credential that the giver saw: repeating the call gives nothing, as the first answer was shown.
    Raises Account.DoesNotExist.
    """
    with transaction.atomic():
        account = _locked(username)
        if account.credential_version != version or not account.is_active:
            return None
        password = secrets.token_urlsafe(16)
        account.set_password(password)
        _let_change(account, at=at)
        guesses.forget(login_names.spellings(username))
        fields = ("password", *_FIRST_PASSWORD)
        _save(account, fields=fields, event="first-password-given", actor=actor, at=at)
    return password


def first_password_ends(at: datetime) -> datetime:
    """Return until when a first password serves that is given at this moment."""
    return at + timedelta(days=settings.FIRST_PASSWORD_DAYS)


def change_own_password(account: Account, *, password: str, actor: Actor, at: datetime) -> None:
    """Replace the personal password; other sessions and remembered credentials end."""
    with transaction.atomic():
        locked = _locked(account.username)
        locked.set_password(password)
        locked.must_change_password, locked.first_password_ends = False, None
        fields = ("password", *_FIRST_PASSWORD)
        _save(locked, fields=fields, event="password-changed", actor=actor, at=at)


def end_sessions(account: Account, *, keys: Sequence[str], actor: Actor, at: datetime) -> None:
    """End these sessions of the account; those that have ended already are no error."""
    with transaction.atomic():
        ended, _rows = OpenSession.objects.filter(
            account_id=account.pk, session_key__in=keys
        ).delete()
        if ended:
            _tell(account, event="sessions-ended", actor=actor, at=at)


def end_sessions_of_certificate(certificate: str) -> None:
    """End every session that this certificate opened; the caller audits the withdrawal."""
    OpenSession.objects.filter(certificate=certificate).delete()


def drop_old_sessions(*, at: datetime) -> None:
    """Delete rows of sessions that ended: unknown visitors' after an hour, others' after twelve.

    The row of an ended session still says whose interrupted form came with its cookie.
    """
    old = OpenSession.objects.filter(expire_date__lt=at - timedelta(hours=12))
    unknown = OpenSession.objects.filter(account_id=None, expire_date__lt=at - timedelta(hours=1))
    (old | unknown).delete()


def signed_in(account: Account, *, actor: Actor, at: datetime) -> None:
    """Write that somebody opened a session."""
    _tell(account, event="signed-in", actor=actor, at=at)


def sign_in_failed(*, username: str, reason: str, at: datetime) -> None:
    """Write why an account was not opened; an unknown user name names nobody.

    It is written for an unknown name too, so that both take the same time.
    `reason` is a code: password, old-password, contract-ended, first-password-ended, or that of a refused certificate.
    """
    meant = login_names.meant(username, "").username
    account = Account.objects.filter(username=meant).first()
    if account is not None:
        _tell(account, event="sign-in-failed", actor=None, at=at, reason=reason)
        return
    record(
        event="sign-in-failed",
        actor=None,
        subject_kind="account",
        subject_ref="unknown",
        facts={"reason": reason},
        at=at,
    )


def drop_old_guesses(*, at: datetime) -> None:
    """Delete wrong passwords that are too old to count."""
    guesses.drop_old(at=at)


def access_refused(*, permission: str, actor: Actor, at: datetime) -> None:
    """Write that somebody asked for what their roles do not allow; each attempt is a row."""
    record(
        event="access-refused",
        actor=actor,
        subject_kind="account",
        subject_ref=str(actor.account_id),
        facts={"permission": permission},
        at=at,
    )


def _let_change(account: Account, *, at: datetime) -> None:
    """Let a drawn password serve to choose an own one, and not for long."""
    account.must_change_password = True
    account.first_password_ends = first_password_ends(at)


def _locked(username: str) -> Account:
    return Account.objects.select_for_update().get(username=username)


def _save(
    account: Account, *, fields: Sequence[str], event: str, actor: Actor | None, at: datetime
) -> None:
    account.credential_version += 1
    account.save(update_fields=[*fields, "credential_version"])
    _tell(account, event=event, actor=actor, at=at)


def _tell(
    account: Account, *, event: str, actor: Actor | None, at: datetime, reason: str = ""
) -> None:
    record(
        event=event,
        actor=actor,
        subject_kind="account",
        subject_ref=str(account.pk),
        facts={"version": account.credential_version, **({"reason": reason} if reason else {})},
        at=at,
    )
