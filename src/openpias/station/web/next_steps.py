"""What can be pressed next, after this code? Every code has an answer, so that nobody is stuck."""

from dataclasses import dataclass
from typing import Final

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import Operation
from openpias.core.texts import N_
from openpias.station.web.texts import Translate

# Addresses of the window Pacienți, and its parts.
REPORT_PART: Final = "#report"
TERMINAL_PART: Final = "#terminal"
SESSION: Final = "/sesiune"
FORGOTTEN: Final = "/pin-uitat"
AGAIN: Final = "/pacienti/din-nou"
REFRESH: Final = "/pacienti/gata"
OPERATION_ADDRESSES: Final = {
    Operation.READ: "/pacienti/citire",
    Operation.AUTHENTICATE: "/pacienti/verificare-pin",
    Operation.ACTIVATE: "/pacienti/activare",
    Operation.RESET_PIN: "/pacienti/reset-pin",
    Operation.CHANGE_PIN: "/pacienti/schimba-pin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A button or a link; `is_write` tells a button that changes something from a link."""

    text: str
    href: str
    is_write: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a code appears: after which operation, and whether the card can be reported there."""

    operation: Operation | None = None
    can_report: bool = False
    has_choice: bool = False


_RETRIED = frozenset(
    {
        Code.PIN_WRONG,
        Code.PIN_LENGTH_INVALID,
        Code.PIN_NOT_CONFIRMED,
        Code.PIN_CHANGE_FAILED,
        Code.RESET_PIN_INVALID,
        Code.TRANSPORT_PIN_INVALID,
        Code.ACTIVATION_ABANDONED,
        Code.AUTHENTICATION_ABANDONED,
        Code.PIN_CHANGE_ABANDONED,
        Code.PIN_RESET_ABANDONED,
        Code.ACTIVATION_FAILED,
    }
)
_REPORTED = frozenset(
    {
        Code.CARD_BLOCKED,
        Code.PIN_RESET_NOT_CONFIRMED,
        Code.CARD_STATE_INVALID,
        Code.CARD_INVALID,
    }
)
_FORGETTABLE = frozenset({Code.PIN_WRONG, Code.CARD_BLOCKED, Code.PIN_RESET_CARD_NOT_BLOCKED})
_WITHOUT_LINK = frozenset(
    {
        Code.UNIT_UNAVAILABLE,
        Code.UNIT_TIMEOUT,
        Code.UNIT_AUTHORITY_UNREACHABLE,
        Code.UNIT_REGISTER_UNREACHABLE,
    }
)
_OPERATION_FOR = {
    Code.PIN_RESET_CARD_NOT_BLOCKED: (Operation.CHANGE_PIN, N_("Schimbă PIN eCard")),
    Code.CARD_NOT_ACTIVATED: (Operation.ACTIVATE, N_("Activează cardul")),
    Code.CARD_ALREADY_ACTIVATED: (Operation.AUTHENTICATE, N_("Verifică PIN-ul")),
    Code.AUTHENTICATION_FAILED: (Operation.AUTHENTICATE, N_("Verifică PIN-ul")),
}
_LOOK_AGAIN = {
    Code.TERMINAL_DISCONNECTED: N_("Caută terminalul din nou"),
    **dict.fromkeys(_WITHOUT_LINK, N_("Încearcă din nou legătura")),
}


def after(code: Code, place: Place, _: Translate) -> tuple[NextStep, ...]:
    """Return what leads on, the most helpful first; never nothing but after success."""
    if code is Code.OK:
        return ()
    steps = [*_here(code, place, _), *_elsewhere(code, _)]
    if not steps or code in _LOOK_AGAIN:
        name = _LOOK_AGAIN.get(code, N_("Citește cardul din nou"))
        steps.append(NextStep(text=_(name), href=AGAIN, is_write=True))
    return tuple(steps)


def _here(code: Code, place: Place, _: Translate) -> list[NextStep]:
    """Return what goes on in the window itself."""
    steps = []
    if code in _RETRIED and place.operation in OPERATION_ADDRESSES:
        href = OPERATION_ADDRESSES[place.operation]
        steps.append(NextStep(text=_("Încearcă din nou"), href=href, is_write=True))
    if code in _REPORTED:
        steps.append(_report(place, _))
    if code is Code.SEVERAL_TERMINALS and place.has_choice:
        steps.append(NextStep(text=_("Alege terminalul"), href=TERMINAL_PART))
    if code in _OPERATION_FOR:
        operation, name = _OPERATION_FOR[code]
        href = OPERATION_ADDRESSES[operation]
        steps.append(NextStep(text=_(name), href=href, is_write=True))
    return steps


def _elsewhere(code: Code, _: Translate) -> list[NextStep]:
    if code is Code.UNIT_AUTHENTICATION_FAILED:
        return [NextStep(text=_("Deschide sesiunea cu tokenul"), href=SESSION)]
    if code not in _FORGETTABLE:
        return []
    return [NextStep(text=_("Titularul și-a uitat PIN-ul"), href=FORGOTTEN)]


def _report(place: Place, _: Translate) -> NextStep:
    """Lead to the form, or ask the house again where it has the case already."""
    if place.can_report:
        return NextStep(text=_("Anunță casa"), href=REPORT_PART)
    return NextStep(text=_("Întreabă casa din nou"), href=REFRESH, is_write=True)
