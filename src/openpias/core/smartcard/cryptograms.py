"""How does the management unit show a card that it allows an act, and a card what became of it?

Ours (the real card's scheme is not public), with primitives of `cryptography`:

- card key: 16 bytes of HKDF-SHA256(master secret, info = "openpias card key v1|" + card number)
- cryptogram of the unit: AES-CMAC(card key, "unit|" + purpose byte + challenge of the card)
- proof of the card: AES-CMAC(card key, "card|" + nonce of the unit + status of the card)

Key of one card, purpose, and a number used once are under each, so that nothing serves another card,
another act, or a second time.
"""

from enum import IntEnum
from secrets import token_bytes

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openpias.core.identifiers.card_number import CardNumber

KEY_LENGTH = CHALLENGE_LENGTH = CRYPTOGRAM_LENGTH = 16
SHORTEST_MASTER = 32
_KEY_INFO, _UNIT, _CARD = b"openpias card key v1|", b"unit|", b"card|"


class Purpose(IntEnum):
    """What a cryptogram of the unit allows; the value is the byte in P2 and under the code."""

    ACTIVATE = 1
    CHANGE = 2
    RESET = 3


def draw_challenge() -> bytes:
    """Return sixteen random bytes: a card's challenge, or a nonce of the unit."""
    return token_bytes(CHALLENGE_LENGTH)


def card_key(master: bytes, card_number: CardNumber) -> bytes:
    """Return the key of one card; the unit derives it, the card is personalised with it."""
    if len(master) < SHORTEST_MASTER:
        raise ValueError("a master secret has 32 bytes or more")
    info = _KEY_INFO + card_number.encode("ascii")
    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=None, info=info).derive(master)


def cryptogram(key: bytes, purpose: Purpose, challenge: bytes) -> bytes:
    """Return what opens one act on the card that drew `challenge`."""
    code = CMAC(AES128(key))
    code.update(_permission(purpose, challenge))
    return code.finalize()


def is_cryptogram(given: bytes, *, key: bytes, purpose: Purpose, challenge: bytes) -> bool:
    """Tell, in constant time, whether `given` opens `purpose` for this challenge."""
    return _is_code(given, key, _permission(purpose, challenge))


def proof(key: bytes, *, nonce: bytes, status: bytes) -> bytes:
    """Return with what a card proves its status to the unit that drew `nonce`."""
    code = CMAC(AES128(key))
    code.update(_statement(nonce, status))
    return code.finalize()


def is_proof(given: bytes, *, key: bytes, nonce: bytes, status: bytes) -> bool:
    """Tell, in constant time, whether the card with this key said `status` about `nonce`."""
    return _is_code(given, key, _statement(nonce, status))


def _permission(purpose: Purpose, challenge: bytes) -> bytes:
    return _UNIT + bytes([purpose]) + _sixteen(challenge)


def _statement(nonce: bytes, status: bytes) -> bytes:
    return _CARD + _sixteen(nonce) + status


def _sixteen(content: bytes) -> bytes:
    if len(content) != CHALLENGE_LENGTH:
        raise ValueError("a challenge and a nonce have 16 bytes")
    return content


def _is_code(given: bytes, key: bytes, message: bytes) -> bool:
    code = CMAC(AES128(key))
    code.update(message)
    try:
        code.verify(given)
    except InvalidSignature:
        return False
    return True
