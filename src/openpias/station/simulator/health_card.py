"""What does a virtual health card answer to each command?

The protocol is OpenPIAS's own, as `docs/interop/health-card.md` writes it down; the real card's is
not public. A developer's and trainer's tool: it answers with its whole memory saved, or not at all.
"""

import hashlib
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard import card_status, cryptograms, pins, status_words, tlv
from openpias.core.smartcard.apdu import (
    ApduMalformedError,
    Command,
    Response,
    decode_command,
    encode_response,
)
from openpias.core.smartcard.card_data import Field, File, tag
from openpias.core.smartcard.card_status import MOST_TRIES, CardStatus
from openpias.core.smartcard.cryptograms import CHALLENGE_LENGTH, Purpose
from openpias.core.smartcard.health_card import AID
from openpias.core.smartcard.pins import BLOCK_LENGTH, Pin, PinLengthError, read_block
from openpias.station.simulator.card_file import CardFileError, CardMemory, digest

_SELECT, _PROVE = (0x00, 0xA4), (0x80, 0x10)
_PIN, _TRANSPORT_PIN = 0x01, 0x02
_FCI, _DF_NAME = 0x6F, 0x84
_HISTORICAL = b"OPENPIAS"
_NO_SUCH_PIN = Response(sw=status_words.REFERENCE_NOT_FOUND)


def _atr() -> bytes:
    """Return an answer to reset that offers T=1 and says who is speaking (ISO/IEC 7816-3, 8.2)."""
    body = bytes([0x80 | len(_HISTORICAL), 0x01]) + _HISTORICAL
    check = 0
    for byte in body:
        check ^= byte
    return b"\x3b" + body + bytes([check])


ATR = _atr()


class VirtualHealthCard:
    """A card that speaks the protocol; what it must not forget goes through `save` first."""

    atr = ATR

    def __init__(self, memory: CardMemory, save: Callable[[CardMemory], None]) -> None:
        self._memory = memory
        self._save = save
        key = load_pem_private_key(memory.signing_key.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise CardFileError("The signing key of the card is of another kind.")
        self._key = key
        self.reset()

    @property
    def memory(self) -> CardMemory:
        """What the card remembers without power."""
        return self._memory

    def reset(self) -> None:
        """Forget what was selected, verified and allowed: the card was pulled, or lost power."""
        self._selected = self._verified = False
        self._challenge: bytes | None = None
        self._permission: Purpose | None = None
        self._file: File | None = None

    def answer(self, apdu: bytes) -> bytes:
        """Answer a command; a permission of the unit ends with it, whichever it was."""
        permission, self._permission = self._permission, None
        try:
            response = self._respond(decode_command(apdu), permission)
        except ApduMalformedError:
            response = Response(sw=status_words.WRONG_LENGTH)
        except CardFileError:
            response = Response(sw=status_words.NOT_WRITTEN)
        return encode_response(response)

    def _respond(self, command: Command, permission: Purpose | None) -> Response:
        known = (command.cla, command.ins)
        if known == _SELECT:
            return self._select(command)
        handler = _HANDLERS.get(known)
        if handler is None:
            foreign = command.cla not in (0x00, 0x80)
            word = status_words.CLA_UNKNOWN if foreign else status_words.INS_UNKNOWN
            return Response(sw=word)
        if not self._selected:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        return handler(self, command, permission)

    def _select(self, command: Command) -> Response:
        if (command.p1, command.p2) != (0x04, 0x00):
            return Response(sw=status_words.WRONG_P1_P2)
        if command.data != AID:
            return Response(sw=status_words.NOT_FOUND)
        self.reset()
        self._selected = True
        data = tlv.encode([(_FCI, tlv.encode([(_DF_NAME, AID)]))])
        return Response(data=data, sw=status_words.DONE)

    def _tell_status(self, command: Command, _permission: Purpose | None) -> Response:
        if (command.p1, command.p2) != (0x01, 0x00):
            return Response(sw=status_words.WRONG_P1_P2)
        return Response(data=self._status(), sw=status_words.DONE)

    def _prove_status(self, command: Command, _permission: Purpose | None) -> Response:
        if len(command.data) != CHALLENGE_LENGTH:
            return Response(sw=status_words.WRONG_LENGTH)
        status, nonce = self._status(), bytes(command.data)
        proof = cryptograms.proof(self._memory.card_key, nonce=nonce, status=status)
        return Response(data=status + proof, sw=status_words.DONE)

    def _read(self, command: Command, _permission: Purpose | None) -> Response:
        chosen = command.p1 & 0x1F if command.p1 & 0x80 else self._file
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        if chosen is None or chosen not in {*File}:
            return Response(sw=status_words.NOT_FOUND)
        file = self._file = File(chosen)
        if not self._is_in_use:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        if file is File.PERSONAL and not self._verified:
            return Response(sw=status_words.SECURITY_NOT_SATISFIED)
        content = self._content(file)
        if offset > len(content):
            return Response(sw=status_words.WRONG_OFFSET)
        return Response(data=content[offset : offset + command.le], sw=status_words.DONE)

    def _verify(self, command: Command, _permission: Purpose | None) -> Response:
        if (command.p1, command.p2) != (0x00, _PIN):
            return _NO_SUCH_PIN
        if not command.data:
            return Response(sw=self._verification())
        if not self._is_in_use:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        self._verified = False
        return Response(sw=self._compared(command.data))

    def _change(self, command: Command, permission: Purpose | None) -> Response:
        if command.p1 != 0x00 or command.p2 not in (_PIN, _TRANSPORT_PIN):
            return _NO_SUCH_PIN
        if len(command.data) != 2 * BLOCK_LENGTH:
            return Response(sw=status_words.WRONG_LENGTH)
        first, new = bytes(command.data[:BLOCK_LENGTH]), bytes(command.data[BLOCK_LENGTH:])
        if command.p2 == _TRANSPORT_PIN:
            return Response(sw=self._activated(first, new, permission))
        return Response(sw=self._changed(first, new, permission))

    def _reset_pin(self, command: Command, permission: Purpose | None) -> Response:
        if (command.p1, command.p2) != (0x02, _PIN):
            return _NO_SUCH_PIN
        if not self._memory.activated or self._memory.tries_left:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        if permission is not Purpose.RESET:
            return Response(sw=status_words.SECURITY_NOT_SATISFIED)
        if not _is_pin(command.data, pins.RESET_PIN):
            return Response(sw=status_words.WRONG_DATA)
        with Pin(pins.RESET_PIN) as pin:
            self._keep(
                pin=digest(pin),
                tries_left=MOST_TRIES,
                must_change=self._memory.forces_change,
                resets=_one_more(self._memory.resets),
            )
        return Response(sw=status_words.DONE)

    def _draw_challenge(self, command: Command, _permission: Purpose | None) -> Response:
        if command.le != CHALLENGE_LENGTH:
            return Response(sw=status_words.WRONG_LENGTH)
        self._challenge = cryptograms.draw_challenge()
        return Response(data=self._challenge, sw=status_words.DONE)

    def _permit(self, command: Command, _permission: Purpose | None) -> Response:
        challenge, self._challenge = self._challenge, None
        if command.p1 != 0x00 or command.p2 not in {*Purpose}:
            return Response(sw=status_words.WRONG_P1_P2)
        if challenge is None:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        purpose, key = Purpose(command.p2), self._memory.card_key
        if not cryptograms.is_cryptogram(
            bytes(command.data), key=key, purpose=purpose, challenge=challenge
        ):
            return Response(sw=status_words.PIN_WRONG_NO_COUNTER)
        self._permission = purpose
        return Response(sw=status_words.DONE)

    def _sign(self, command: Command, _permission: Purpose | None) -> Response:
        if (command.p1, command.p2) != (0x9E, 0x9A):
            return Response(sw=status_words.WRONG_P1_P2)
        if not self._is_in_use:
            return Response(sw=status_words.CONDITIONS_NOT_SATISFIED)
        if not self._verified:
            return Response(sw=status_words.SECURITY_NOT_SATISFIED)
        if len(command.data) != hashlib.sha256().digest_size:
            return Response(sw=status_words.WRONG_LENGTH)
        signature = self._key.sign(bytes(command.data), ec.ECDSA(Prehashed(SHA256())))
        r, s = decode_dss_signature(signature)
        return Response(data=r.to_bytes(32, "big") + s.to_bytes(32, "big"), sw=status_words.DONE)

    @property
    def _is_in_use(self) -> bool:
        """Whether more than the status may be had: activated, and no reset PIN to be changed."""
        return self._memory.activated and not self._memory.must_change

    def _status(self) -> bytes:
        return card_status.encode(
            CardStatus(
                card_number=CardNumber(self._memory.card_number),
                activated=self._memory.activated,
                blocked=not self._memory.tries_left,
                must_change=self._memory.must_change,
                pin_verified=self._verified,
                tries_left=self._memory.tries_left,
                pin_changes=self._memory.pin_changes,
                resets=self._memory.resets,
            )
        )

    def _content(self, file: File) -> bytes:
        if file is File.CERTIFICATE:
            return tlv.encode([(tag(Field.CERTIFICATE), self._memory.certificate)])
        return self._memory.public if file is File.PUBLIC else self._memory.personal

    def _verification(self) -> int:
        if self._verified:
            return status_words.DONE
        tries = self._memory.tries_left
        return status_words.pin_wrong(tries) if tries else status_words.PIN_BLOCKED

    def _compared(self, block: bytes | bytearray) -> int:
        """Compare a PIN, count a wrong one; what is no PIN costs no try."""
        if not self._memory.tries_left:
            return status_words.PIN_BLOCKED
        try:
            with read_block(block) as pin:
                right = self._memory.pin is not None and self._memory.pin.is_of(pin)
        except PinLengthError:
            return status_words.WRONG_DATA
        if not right:
            self._keep(tries_left=self._memory.tries_left - 1)
            return self._verification()
        if self._memory.tries_left != MOST_TRIES:
            self._keep(tries_left=MOST_TRIES)
        self._verified = True
        return status_words.DONE

    def _activated(self, first: bytes, new: bytes, permission: Purpose | None) -> int:
        if self._memory.activated:
            return status_words.CONDITIONS_NOT_SATISFIED
        if permission is not Purpose.ACTIVATE:
            return status_words.SECURITY_NOT_SATISFIED
        # Everybody knows the transport PIN: a wrong one is a slip, and costs no try.
        if not _is_pin(first, pins.TRANSPORT_PIN):
            return status_words.PIN_WRONG_NO_COUNTER
        word = _fitness(new)
        if word == status_words.DONE:
            with read_block(new) as pin:
                self._keep(activated=True, pin=digest(pin))
            self._verified = True
        return word

    def _changed(self, first: bytes, new: bytes, permission: Purpose | None) -> int:
        if not self._memory.activated:
            return status_words.CONDITIONS_NOT_SATISFIED
        if not self._memory.tries_left:
            return status_words.PIN_BLOCKED
        if permission is not Purpose.CHANGE:
            return status_words.SECURITY_NOT_SATISFIED
        word = _fitness(new)
        if word != status_words.DONE:
            return word
        self._verified = False
        word = self._compared(first)
        if word == status_words.DONE:
            self._verified = False
            with read_block(new) as pin:
                changes = _one_more(self._memory.pin_changes)
                self._keep(pin=digest(pin), pin_changes=changes, must_change=False)
            self._verified = True
        return word

    def _keep(self, **changes: object) -> None:
        """Write first, then remember: what could not be written did not happen."""
        memory = msgspec.structs.replace(self._memory, **changes)
        self._save(memory)
        self._memory = memory


Handler = Callable[[VirtualHealthCard, Command, Purpose | None], Response]
_HANDLERS: dict[tuple[int, int], Handler] = {
    (0x00, 0xCA): VirtualHealthCard._tell_status,  # noqa: SLF001 - the table of its own commands
    _PROVE: VirtualHealthCard._prove_status,  # noqa: SLF001
    (0x00, 0xB0): VirtualHealthCard._read,  # noqa: SLF001
    (0x00, 0x20): VirtualHealthCard._verify,  # noqa: SLF001
    (0x00, 0x24): VirtualHealthCard._change,  # noqa: SLF001
    (0x00, 0x2C): VirtualHealthCard._reset_pin,  # noqa: SLF001
    (0x00, 0x84): VirtualHealthCard._draw_challenge,  # noqa: SLF001
    (0x00, 0x82): VirtualHealthCard._permit,  # noqa: SLF001
    (0x00, 0x2A): VirtualHealthCard._sign,  # noqa: SLF001
}


def _fitness(new: bytes | bytearray) -> int:
    """Say whether a new PIN is one, and not the one that everybody knows."""
    try:
        with read_block(new) as pin:
            known = pins.is_reset_pin(pin)
    except PinLengthError:
        return status_words.WRONG_DATA
    return status_words.NEW_PIN_IS_RESET_PIN if known else status_words.DONE


def _is_pin(block: bytes | bytearray, digits: str) -> bool:
    try:
        typed = read_block(block, length=len(digits))
    except PinLengthError:
        return False
    with typed, Pin(digits, length=len(digits)) as known:
        return typed.is_same(known)


def _one_more(counter: int) -> int:
    """Count on; a counter at its end stays there, and the card goes on working."""
    return min(counter + 1, 0xFFFF)
