"""What does a result of PC/SC mean, and where are its functions?

pyscard is an optional part of the installation, and is loaded when a terminal is asked for first.
"""

from types import ModuleType
from typing import Final

from openpias.core.smartcard.connections import (
    CardAbsentError,
    CardError,
    CardRemovedError,
    CardTimeoutError,
    CardUnresponsiveError,
    TerminalAbsentError,
)

_LONG: Final = 0xFFFFFFFF


class TerminalBusyError(CardError):
    """Another program holds the terminal."""


class PcscMissingError(TerminalAbsentError):
    """pyscard is not installed, so that no terminal can be reached from here."""


def functions() -> ModuleType:
    """Return the functions of PC/SC; raise PcscMissingError where pyscard is not installed."""
    try:
        from smartcard import scard  # noqa: PLC0415 - an optional part of the installation
    except ImportError:
        raise PcscMissingError from None
    module: ModuleType = scard
    return module


def is_(result: int, expected: int) -> bool:
    """Tell whether a result is this one; some systems return it with its sign, others without."""
    return result & _LONG == expected & _LONG


_ERRORS: Final[dict[str, type[CardError]]] = {
    "SCARD_E_NO_SMARTCARD": CardAbsentError,
    "SCARD_W_REMOVED_CARD": CardRemovedError,
    "SCARD_W_RESET_CARD": CardRemovedError,
    "SCARD_E_NO_SERVICE": TerminalAbsentError,
    "SCARD_E_SERVICE_STOPPED": TerminalAbsentError,
    "SCARD_E_NO_READERS_AVAILABLE": TerminalAbsentError,
    "SCARD_E_UNKNOWN_READER": TerminalAbsentError,
    "SCARD_E_READER_UNAVAILABLE": TerminalAbsentError,
    "SCARD_E_INVALID_HANDLE": TerminalAbsentError,
    "SCARD_E_TIMEOUT": CardTimeoutError,
    "SCARD_W_UNRESPONSIVE_CARD": CardUnresponsiveError,
    "SCARD_W_UNPOWERED_CARD": CardUnresponsiveError,
    "SCARD_W_UNSUPPORTED_CARD": CardUnresponsiveError,
    "SCARD_E_PROTO_MISMATCH": CardUnresponsiveError,
    "SCARD_E_NOT_TRANSACTED": CardRemovedError,
    "SCARD_E_SHARING_VIOLATION": TerminalBusyError,
}


def error(scard: ModuleType, result: int) -> CardError | None:
    """Return what a result means; None where the call succeeded."""
    if is_(result, scard.SCARD_S_SUCCESS):
        return None
    for name, kind in _ERRORS.items():
        if is_(result, getattr(scard, name, 0)):
            return kind()
    return CardUnresponsiveError()
