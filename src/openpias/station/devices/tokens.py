"""Which signature tokens are plugged in, whose certificates are on them, and do they sign?

A token is reached through the PKCS#11 module of its vendor, or OpenSC's. The PIN is passed on to it
and neither kept nor logged here. A module serves one caller at a time in a process, since whoever
logs in logs everybody in.
A token with keys of its own (CKF_PROTECTED_AUTHENTICATION_PATH) is asked without a PIN, and asks there.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pkcs11
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11.exceptions import PKCS11Error

from openpias.core.pki import signatures
from openpias.core.pki.certificates import Problem, read

_ONE_AT_A_TIME: Final = threading.Lock()
_WRONG_PIN = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)
_ABANDONED = (pkcs11.FunctionCancelled, pkcs11.FunctionRejected)


class PinState(StrEnum):
    """How a token's PIN stands, as far as the token says it."""

    USABLE = "usable"
    LOW = "low"
    FINAL_TRY = "final-try"
    LOCKED = "locked"

    @property
    def tries_left(self) -> int | None:
        """How many wrong PINs it takes to lock the token; only the last steps are told."""
        return {PinState.FINAL_TRY: 1, PinState.LOCKED: 0}.get(self)


class ModuleUnavailable(Exception):  # noqa: N818 - the house's ending for what may be tried again
    """The PKCS#11 module cannot be loaded; the text names the file and why."""


class TokenAbsent(Exception):  # noqa: N818 - a fact, not a fault
    """The token is not plugged in, or not the one that was plugged in before."""


class TokenRemoved(Exception):  # noqa: N818 - a fact, not a fault
    """The token was pulled while it was working; nothing was signed."""


class KeyAbsent(Exception):  # noqa: N818 - a fact, not a fault
    """The token has the certificate and not its key."""


class CertificateUnusable(Exception):  # noqa: N818 - a fact, not a fault
    """The certificate is none that anybody would accept; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class PinLocked(Exception):  # noqa: N818 - a fact, not a fault
    """Too many wrong PINs: only whoever issued the token can unlock it."""


class PinWrong(Exception):  # noqa: N818 - a fact, not a fault
    """The PIN is not the token's; `tries_left` is None where the token does not say it."""

    def __init__(self, *, tries_left: int | None) -> None:
        super().__init__()
        self.tries_left = tries_left


class PinAbandoned(Exception):  # noqa: N818 - a fact, not a fault
    """Nobody typed the PIN on the reader's keys, or somebody cancelled there."""


class TokenFaultError(Exception):
    """The token or its module failed; the text is PKCS#11's name for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token that is plugged in; module, serial and label find it again."""

    module: Path
    label: str
    serial: str
    manufacturer: str
    model: str
    pin: PinState
    has_keys: bool = False  # the PIN is typed on the token's own reader


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCertificate:
    """A certificate on a token, in DER; its key has the same id."""

    token: Token
    key_id: bytes
    label: str
    der: bytes


def tokens(module: Path) -> tuple[Token, ...]:
    """Return the tokens that a module sees; raises `ModuleUnavailable`, `TokenFaultError`."""
    with _library(module) as library, _told(library, None):
        return tuple(_token(module, each) for each in _plugged_in(library))


def certificates(token: Token) -> tuple[TokenCertificate, ...]:
    """Return the certificates that a token shows without its PIN.

    Raises `TokenAbsent`, `TokenRemoved`, `ModuleUnavailable`, `TokenFaultError`.
    """
    with _library(token.module) as library, _told(library, token):
        wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE}
        with _found(library, token).open() as session:
            return tuple(
                TokenCertificate(
                    token=token,
                    key_id=each[Attribute.ID],
                    label=each[Attribute.LABEL],
                    der=each[Attribute.VALUE],
                )
                for each in list(session.get_objects(wanted))
            )


def sign_detached(
    data: signatures.Content, *, certificate: TokenCertificate, pin: str, at: datetime
) -> bytes:
    """Let the token sign as `signatures.sign_detached` does, and verify it before it is returned.

    A key of qualified signatures asks the PIN again for each signature; it is given the same one.
    Writes nothing; signing again makes another signature that is as good. Each wrong PIN brings the
    token nearer to its lock, and none is tried twice. Call it outside a running event loop.
    Where the token has keys, `pin` is not looked at, and its holder types there, for each signature
    again where the key asks it.
    Raises `PinWrong`, `PinLocked`, `PinAbandoned`, `TokenAbsent`, `TokenRemoved`, `KeyAbsent`,
    `ModuleUnavailable`, `TokenFaultError`, and `CertificateUnusable` before the PIN is passed on.
    """
    facts = read(certificate.der)
    if isinstance(facts, Problem):
        raise CertificateUnusable(facts)
    token = certificate.token
    with (
        _library(token.module) as library,
        _told(library, token),
        _opened(_found(library, token), pin) as session,
    ):
        made = signatures.sign_detached_by(_signer(session, certificate, pin), data, at=at)
    if signatures.verify(made, data=data).signer != certificate.der:
        raise TokenFaultError("the key on the token is not that of the certificate")
    return made


def _opened(found: pkcs11.Token, pin: str) -> pkcs11.Session:
    return found.open(user_pin=pkcs11.PROTECTED_AUTH if _has_keys(found) else pin)


def _signer(session: pkcs11.Session, certificate: TokenCertificate, pin: str) -> Any:
    from asn1crypto import x509  # noqa: PLC0415 - loaded with the first signature, since it is slow
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: certificate.key_id}
    key = next(iter(list(session.get_objects(wanted))), None)
    if key is None:
        raise KeyAbsent
    return PKCS11Signer(
        session,
        signing_cert=x509.Certificate.load(certificate.der),
        key_id=certificate.key_id,
        # Not every token hashes; SoftHSM has no mechanism that does it for ECDSA.
        use_raw_mechanism=True,
        # A key that does not ask each time refuses a PIN that comes unasked.
        # Without a PIN a reader with keys asks for it; the library knows no other word for that.
        base_sign_kwargs={"pin": "" if certificate.token.has_keys else pin}
        if _asks_each_time(key)
        else {},
    )


def _asks_each_time(key: pkcs11.Object) -> bool:
    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except pkcs11.AttributeTypeInvalid:  # modules older than PKCS#11 2.20
        return False


@contextmanager
def _library(module: Path) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            library = pkcs11.lib(str(module))
        except PKCS11Error as error:
            raise ModuleUnavailable(str(error)) from None
        yield library


@contextmanager
def _told(library: Any, token: Token | None) -> Iterator[None]:
    """Say in our words what PKCS#11 raises; the module begins anew, so that no session is left."""
    try:
        yield
    except _WRONG_PIN:
        found = _afresh(library, token)
        raise PinWrong(tries_left=_pin_state(found).tries_left if found else None) from None
    except pkcs11.PinLocked:
        _afresh(library, token)
        raise PinLocked from None
    except _ABANDONED:
        _afresh(library, token)
        raise PinAbandoned from None
    except PKCS11Error as error:
        if _afresh(library, token) is None and token is not None:
            raise TokenRemoved from None
        raise TokenFaultError(type(error).__name__) from None


def _afresh(library: Any, token: Token | None) -> pkcs11.Token | None:
    """Close every session, and find the token again where it still is."""
    with suppress(PKCS11Error):
        library.reinitialize()
        return _again(library, token) if token else None
    return None


def _found(library: Any, token: Token | None) -> pkcs11.Token:
    found = _again(library, token) if token else None
    if found is None:
        raise TokenAbsent
    return found


def _again(library: Any, token: Token) -> pkcs11.Token | None:
    known = (token.serial, token.label)
    return next((each for each in _plugged_in(library) if _name(each) == known), None)


def _plugged_in(library: Any) -> Iterator[pkcs11.Token]:
    """Return initialised tokens; what is pulled meanwhile, or is of no known kind, is none."""
    for slot in library.get_slots(token_present=True):
        with suppress(PKCS11Error):
            found = slot.get_token()
            if found.flags & TokenFlag.TOKEN_INITIALIZED:
                yield found


def _name(found: pkcs11.Token) -> tuple[str, str]:
    return found.serial.decode(errors="replace").strip(), found.label.strip()


def _token(module: Path, found: pkcs11.Token) -> Token:
    serial, label = _name(found)
    return Token(
        module=module,
        label=label,
        serial=serial,
        manufacturer=found.manufacturer_id.strip(),
        model=found.model.strip(),
        pin=_pin_state(found),
        has_keys=_has_keys(found),
    )


def _has_keys(found: pkcs11.Token) -> bool:
    return bool(found.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH)


def _pin_state(found: pkcs11.Token) -> PinState:
    for flag, state in (
        (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_FINAL_TRY, PinState.FINAL_TRY),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.LOW),
    ):
        if found.flags & flag:
            return state
    return PinState.USABLE
