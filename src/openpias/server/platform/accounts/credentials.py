"""Who is it that shows this user name and password, without hashing it at every call?

A verified pair is remembered for minutes, in this process, under a keyed digest; the key lives only
in memory. The account's credential version goes along and is checked again where something is
written, so that a revocation acts on the next call in every process.
"""

import hmac
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from openpias.server.platform.accounts import guesses, login_names
from openpias.server.platform.accounts.actors import Actor, Provider
from openpias.server.platform.accounts.login_names import Login
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.permissions import granted
from openpias.server.platform.accounts.second_factor import Factor
from openpias.server.platform.clock import day_of

_REMEMBERED_AT_MOST = 10_000


class TooManyFailuresError(Exception):
    """A user name was tried with wrong passwords too often, in whichever process."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class ContractEndedError(Exception):
    """The password was right, and the contract of the provider has ended."""


class FirstPasswordError(Exception):
    """The password was right and only a first one: too old, or shown by a program that cannot replace it.

    `code` is that of the texts.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembered:
    actor: Actor
    until: float
    last_day: date | None


class CredentialMemory:
    """Remembers verified credentials for a while; safe to use from several threads."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._key = secrets.token_bytes(32)
        self._entries: dict[bytes, _Remembered] = {}
        self._lock = threading.Lock()

    def recall(self, username: str, password: str, *, now: float, today: date) -> Actor | None:
        """Return the actor if this pair was verified lately, and its contract has not ended since."""
        entry = self._entries.get(self._digest(username, password))
        if entry is None or now >= entry.until:
            return None
        return entry.actor if entry.last_day is None or today <= entry.last_day else None

    def remember(
        self,
        username: str,
        password: str,
        *,
        actor: Actor,
        now: float,
        last_day: date | None = None,
    ) -> None:
        """Keep a verified pair, up to the last day of its contract."""
        with self._lock:
            if len(self._entries) >= _REMEMBERED_AT_MOST:
                self._entries.clear()
            entry = _Remembered(actor=actor, until=now + self._seconds, last_day=last_day)
            self._entries[self._digest(username, password)] = entry

    def forget(self, actor: Actor) -> None:
        """Drop what was remembered of an actor whose credential version is no longer current."""
        with self._lock:
            for digest, entry in list(self._entries.items()):
                if entry.actor.account_id == actor.account_id:
                    del self._entries[digest]

    def _digest(self, username: str, password: str) -> bytes:
        return hmac.digest(self._key, f"{username}\0{password}".encode(), "sha256")


_memory = CredentialMemory(seconds=settings.CREDENTIAL_SECONDS)
# Hashed once, so that an unknown user costs as much time as a wrong password.
_nobody: list[str] = []


def actor_of(account: Account, *, factor: Factor | None = None, practice: bool = False) -> Actor:
    """Return the account as plain data, with what its roles may do.

    A practice shares its user name: the person and the role are those of the certificate.
    """
    roles = (factor.role,) if factor is not None and factor.role else account.roles
    return Actor(
        account_id=account.pk,
        username=account.username,
        display_name=factor.holder if factor is not None else account.display_name,
        provider=Provider(
            code=account.provider_code,
            name=account.provider_name,
            house_code=account.house_code,
            house_name=account.house_name,
            house_contact=account.house_contact,
        ),
        credential_version=account.credential_version,
        permissions=granted(roles),
        practice=practice,
        certificate=factor.certificate if factor is not None else "",
    )


def verify(username: str, password: str, *, at: datetime) -> Actor | None:
    """Return which program this is, or None; a first password is for people alone.

    Raises TooManyFailuresError, ContractEndedError and FirstPasswordError. An inactive account is nobody. What was verified lately is recalled without a look at the
    database, also while somebody else guesses at the same name.
    """
    now = time.monotonic()
    if actor := _memory.recall(username, password, now=now, today=day_of(at)):
        return actor
    account = check(username, password, at=at)
    if account is None:
        return None
    if account.must_change_password:
        raise FirstPasswordError("first-password-unchanged")
    actor = actor_of(account)
    last_day = account.contract_end
    _memory.remember(username, password, actor=actor, now=now, last_day=last_day)
    return actor


def check(username: str, password: str, *, at: datetime) -> Account | None:
    """Hash and compare, in the same time whether or not the user exists.

    A wrong password is counted for every process, and a right one starts the count anew. Repeated
    calls are refused without a hash once ten were wrong within five minutes.
    Raises TooManyFailuresError, ContractEndedError and FirstPasswordError.
    """
    login = login_names.meant(username, password)
    guessed = guesses.of(login.typed, at=at)
    if guessed.locked_until is not None:
        raise TooManyFailuresError(guessed.locked_until)
    account = _compared(login)
    if account is None:
        guesses.count(login.typed, at=at)
        return None
    if not is_open(account, today=day_of(at)):
        raise ContractEndedError
    if account.first_password_ends is not None and account.first_password_ends <= at:
        raise FirstPasswordError("first-password-ended")
    if guessed.any_kept:
        guesses.forget([login.typed])
    return account


def shows(account: Account, password: str, *, at: datetime) -> bool:
    """Tell whether somebody who is signed in knows the own password too.

    Whoever found an open session may not guess it there: wrong ones count as at signing in.
    Raises TooManyFailuresError.
    """
    guessed = guesses.of(account.username, at=at)
    if guessed.locked_until is not None:
        raise TooManyFailuresError(guessed.locked_until)
    if check_password(password, account.password):
        return True
    guesses.count(account.username, at=at)
    return False


def _compared(login: Login) -> Account | None:
    nobody = _password_of_nobody()
    account = Account.objects.filter(username=login.username).first()
    same = check_password(login.password, account.password if account is not None else nobody)
    return account if same and account is not None and account.is_active else None


def is_open(account: Account, *, today: date) -> bool:
    """Tell whether this account may work today."""
    ended = account.contract_end is not None and account.contract_end < today
    return account.is_active and not ended


def is_current(actor: Actor) -> bool:
    """Tell whether the credential version that was verified is still the account's."""
    current = (
        Account.objects.filter(
            pk=actor.account_id, credential_version=actor.credential_version, is_active=True
        )
        .exclude(contract_end__lt=day_of(timezone.now()))
        .exists()
    )
    if not current:
        _memory.forget(actor)
    return current


def forget(actor: Actor) -> None:
    """Forget a credential that the database refused."""
    _memory.forget(actor)


def _password_of_nobody() -> str:
    if not _nobody:
        _nobody.append(make_password(secrets.token_hex(16)))
    return _nobody[0]
