"""What does a card mean by its status word, and which official code is that?

The status words are those of ISO/IEC 7816-4, 5.6, but for one of ours. Which code one becomes hangs
on the operation: 6985 is "not activated" for reading and "not blocked" for resetting.
"""

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import Operation

DONE = 0x9000
PIN_WRONG_NO_COUNTER = 0x6300
APPLICATION_DEACTIVATED = 0x6283
WRONG_LENGTH = 0x6700
SECURITY_NOT_SATISFIED = 0x6982
PIN_BLOCKED = 0x6983
PIN_UNUSABLE = 0x6984
CONDITIONS_NOT_SATISFIED = 0x6985
WRONG_DATA = 0x6A80
NOT_FOUND = 0x6A82
WRONG_P1_P2 = 0x6A86
REFERENCE_NOT_FOUND = 0x6A88
WRONG_OFFSET = 0x6B00
INS_UNKNOWN = 0x6D00
CLA_UNKNOWN = 0x6E00
NOT_WRITTEN = 0x6581
# Ours: the new PIN is the reset PIN 0000, which everybody knows.
NEW_PIN_IS_RESET_PIN = 0x9501

_TRIES = 0x63C0

# Whatever was asked.
_ALWAYS = {
    DONE: Code.OK,
    PIN_BLOCKED: Code.CARD_BLOCKED,
    PIN_UNUSABLE: Code.CARD_STATE_INVALID,
    APPLICATION_DEACTIVATED: Code.CARD_STATE_INVALID,
    NOT_WRITTEN: Code.CARD_WRITE_FAILED,
}
_BY_OPERATION = {
    Operation.READ: {
        SECURITY_NOT_SATISFIED: Code.AUTHENTICATION_FAILED,
        CONDITIONS_NOT_SATISFIED: Code.CARD_NOT_ACTIVATED,
    },
    Operation.AUTHENTICATE: {
        CONDITIONS_NOT_SATISFIED: Code.CARD_NOT_ACTIVATED,
        WRONG_DATA: Code.PIN_LENGTH_INVALID,
    },
    Operation.ACTIVATE: {
        PIN_WRONG_NO_COUNTER: Code.TRANSPORT_PIN_INVALID,
        SECURITY_NOT_SATISFIED: Code.ACTIVATION_FAILED,
        CONDITIONS_NOT_SATISFIED: Code.CARD_ALREADY_ACTIVATED,
        WRONG_DATA: Code.PIN_LENGTH_INVALID,
        NEW_PIN_IS_RESET_PIN: Code.ACTIVATION_FAILED,
    },
    Operation.CHANGE_PIN: {
        SECURITY_NOT_SATISFIED: Code.PIN_CHANGE_FAILED,
        CONDITIONS_NOT_SATISFIED: Code.CARD_NOT_ACTIVATED,
        WRONG_DATA: Code.PIN_LENGTH_INVALID,
        NEW_PIN_IS_RESET_PIN: Code.PIN_CHANGE_FAILED,
    },
    Operation.RESET_PIN: {
        SECURITY_NOT_SATISFIED: Code.PIN_RESET_NOT_CONFIRMED,
        CONDITIONS_NOT_SATISFIED: Code.PIN_RESET_CARD_NOT_BLOCKED,
        WRONG_DATA: Code.RESET_PIN_INVALID,
    },
    Operation.SIGN: {
        SECURITY_NOT_SATISFIED: Code.AUTHENTICATION_FAILED,
        CONDITIONS_NOT_SATISFIED: Code.CARD_NOT_ACTIVATED,
    },
}
# What a status word becomes that nobody expected there.
_OTHERWISE = {
    Operation.READ: Code.CARD_READ_FAILED,
    Operation.AUTHENTICATE: Code.AUTHENTICATION_FAILED,
    Operation.ACTIVATE: Code.ACTIVATION_FAILED,
    Operation.CHANGE_PIN: Code.PIN_CHANGE_FAILED,
    Operation.RESET_PIN: Code.PIN_RESET_FAILED,
    Operation.SIGN: Code.SIGNATURE_FAILED,
}


def tries_left(sw: int) -> int | None:
    """Return how many tries 63Cx and 6983 leave, or None where the word says nothing of tries."""
    if sw == PIN_BLOCKED:
        return 0
    return sw & 0x0F if sw & 0xFFF0 == _TRIES else None


def pin_wrong(tries: int) -> int:
    """Return the word for a wrong PIN after which so many tries are left."""
    return _TRIES | tries


def code(sw: int, operation: Operation) -> Code:
    """Return the official code for what a card answered to an operation."""
    if sw & 0xFFF0 == _TRIES:
        return Code.PIN_WRONG if sw & 0x0F else Code.CARD_BLOCKED
    known = _ALWAYS.get(sw) or _BY_OPERATION[operation].get(sw)
    return Code.OK if sw == DONE else known or _OTHERWISE[operation]
