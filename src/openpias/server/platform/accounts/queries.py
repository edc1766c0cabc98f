"""What do other modules ask about accounts?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openpias.server.platform.accounts import guesses, login_names, permissions, second_factor
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account, OpenSession


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """An open session; `holder` is the person of its certificate, empty where none was asked for."""

    session_key: str
    opened_at: datetime
    browser: str
    holder: str


def open_sessions(account: Account, *, certificate: str = "", at: datetime) -> list[SessionView]:
    """Return the open sessions of an account, the newest first.

    A practice shares its user name: with a certificate, only those that it opened are one's own.
    """
    rows = OpenSession.objects.filter(account_id=account.pk, expire_date__gt=at)
    if certificate:
        rows = rows.filter(certificate=certificate)
    return [
        SessionView(
            session_key=row.session_key,
            opened_at=row.opened_at,
            browser=row.browser,
            holder=_holder(row.certificate, account, at=at),
        )
        for row in rows.order_by("-opened_at")
    ]


def has_series(account: Account) -> bool:
    """Tell whether the password of this account is a licence series, which is given and not chosen."""
    return login_names.is_provider(account.username)


def _holder(certificate: str, account: Account, *, at: datetime) -> str:
    factor = (
        second_factor.port().still(certificate, account=account, at=at) if certificate else None
    )
    return factor.holder if factor is not None else ""


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """Return how each of these accounts is called, for who did what; one query."""
    wanted = set(accounts)
    if not wanted:
        return {}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "display_name"))


def works_with(codes: Iterable[str], *, house: str) -> bool:
    """Tell whether one of these providers has, or had, an account at a house."""
    found = Account.objects.filter(provider_code__in=set(codes), house_code=house)
    return found.exclude(provider_code=house).exists()


def providers_of(house: str) -> set[str]:
    """Return the codes of the providers that have, or had, an account at a house."""
    found = Account.objects.filter(house_code=house).exclude(provider_code=house)
    return set(found.values_list("provider_code", flat=True))


def ended(*, today: date) -> list[str]:
    """Return the user names of the open accounts whose contract has ended."""
    found = Account.objects.filter(is_active=True, contract_end__lt=today)
    return list(found.values_list("username", flat=True))


def user_names(account_ids: Iterable[int]) -> dict[int, str]:
    """Return the user name of each account; unknown ones are left out."""
    rows = Account.objects.filter(pk__in=set(account_ids))
    return dict(rows.values_list("pk", "username"))


def provider_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each provider that has an account; others are left out."""
    rows = Account.objects.filter(provider_code__in=set(codes)).order_by("pk")
    return dict(rows.values_list("provider_code", "provider_name"))


def credential_version(username: str) -> int | None:
    """Return which credential of an open account is current; None for one that is closed."""
    found = Account.objects.filter(username=username, is_active=True)
    return found.values_list("credential_version", flat=True).first()


def locked_until(username: str, *, at: datetime) -> datetime | None:
    """Return until when an account has to wait after too many wrong passwords; None when it may."""
    found = guesses.locked(login_names.spellings(username), at=at)
    return max(found.values(), default=None)


def holders(permission: str) -> dict[int, str]:
    """Return the open accounts whose roles hold a permission, with how each is called; one query."""
    roles = [role.value for role in Role if permission in permissions.granted([role.value])]
    found = Account.objects.filter(is_active=True, roles__overlap=roles)
    return dict(found.values_list("pk", "display_name"))
