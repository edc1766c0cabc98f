"""What can be done with a health card in a terminal, and what did it answer?

The protocol is OpenPIAS's own (`docs/interop/health-card.md`): the real card's is not public.
Acts on the PIN return an Outcome, everything else returns data; both raise a CardError where card,
terminal or unit fail. Activating, changing and resetting ask `unit` for a cryptogram in between.
A permission of the unit is for the next command alone: nobody else may speak to the card meanwhile.
Other programs may share the card between two operations, each of which is a transaction.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard import apdu, card_data, card_status, pin_entry, status_words
from openpias.core.smartcard.apdu import ApduMalformedError, Command, Response
from openpias.core.smartcard.card_data import CardData, Field, File
from openpias.core.smartcard.card_status import CardStatus, StatusUnreadableError
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import (
    CardError,
    CardExchangedError,
    Connection,
    exchanged,
)
from openpias.core.smartcard.cryptograms import CHALLENGE_LENGTH, CRYPTOGRAM_LENGTH, Purpose
from openpias.core.smartcard.outcomes import CardRefused, Outcome, Reason
from openpias.core.smartcard.pin_entry import PinCommand, PinEntry
from openpias.core.smartcard.states import Operation

AID = bytes.fromhex("F04F50454E5049415301")  # F0: proprietary; "OPENPIAS"; version 1
Unit = Callable[[Purpose, bytes], bytes]

_CHUNK = 256
_LONGEST_FILE = 0x7FFF
_SIGNATURE_LENGTH = 64


class ForeignCardError(CardError):
    """The card answers, and is no health card of this kind."""

    code = Code.CARD_INVALID


class CardAnswerError(CardError):
    """The card answered something that is no answer."""

    code = Code.APDU_FAILED


class StatusUnreadable(CardError):  # noqa: N818 - the card's, not the program's
    """The card answered something else than its status."""

    code = Code.ACTIVATION_STATE_UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusProof:
    """What a card said of itself about a nonce, exactly as it said it, for the unit."""

    status: bytes
    proof: bytes


class HealthCard:
    """A health card in a terminal, from when it was selected until it is pulled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number: CardNumber | None = None

    @classmethod
    def select(cls, connection: Connection) -> Self:
        """Return the card after its application was selected; raise ForeignCardError for others."""
        card = cls(connection)
        with connection.transaction():
            card._select()
        return card

    def status(self) -> CardStatus:
        """Return flags, tries left, counters and number; needs neither PIN nor unit."""
        with self._alone():
            return self._asked_status()

    def prove(self, nonce: bytes) -> StatusProof:
        """Return the status with the code that only this card can compute, for the unit's nonce."""
        with self._alone():
            answer = self._told(Command(cla=0x80, ins=0x10, data=nonce, le=256))
        if len(answer) != card_status.LENGTH + CRYPTOGRAM_LENGTH:
            raise StatusUnreadable
        status, proof = answer[: card_status.LENGTH], answer[card_status.LENGTH :]
        _status(status)
        return StatusProof(status=status, proof=proof)

    def read(self, fields: Iterable[Field]) -> CardData:
        """Return the fields that were asked for; personal ones raise CardRefused before the PIN."""
        data = CardData()
        with self._alone():
            for file in sorted({card_data.file_of(each) for each in fields}):
                data = card_data.decode(self._file(file), data)
        return data

    def verify(self, entry: PinEntry) -> Outcome:
        """Have the holder's PIN checked by the card; the fifth wrong one blocks it."""
        return self._act(pin_entry.VERIFY, entry, allow=self._alone)

    def activate(self, entry: PinEntry, unit: Unit) -> Outcome:
        """Have the transport PIN replaced by the holder's own."""
        return self._act(pin_entry.ACTIVATE, entry, allow=self._allowing(Purpose.ACTIVATE, unit))

    def change_pin(self, entry: PinEntry, unit: Unit) -> Outcome:
        """Have the PIN replaced; it ends the state after a reset in which nothing else works."""
        return self._act(pin_entry.CHANGE, entry, allow=self._allowing(Purpose.CHANGE, unit))

    def reset_pin(self, entry: PinEntry, unit: Unit) -> Outcome:
        """Have a blocked card's PIN set to 0000; afterwards nothing but changing it works."""
        return self._act(pin_entry.RESET, entry, allow=self._allowing(Purpose.RESET, unit))

    def sign(self, content: bytes) -> bytes:
        """Return the signature (ECDSA, SHA-256, DER) of the holder's key; the PIN was verified."""
        digest = hashlib.sha256(content).digest()
        command = Command(ins=0x2A, p1=0x9E, p2=0x9A, data=digest, le=256)
        with self._alone():
            answer = self._answer(command, Operation.SIGN)
        if len(answer) != _SIGNATURE_LENGTH:
            raise CardAnswerError
        half = _SIGNATURE_LENGTH // 2
        r, s = (int.from_bytes(part, "big") for part in (answer[:half], answer[half:]))
        return encode_dss_signature(r, s)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else speak to the card; one that was reset meanwhile is selected again."""
        with self._connection.transaction() as was_reset:
            if was_reset:
                self._select()
                known = self._number
                # Of a card that was exchanged, a later reset may be all that PC/SC tells.
                if known is not None and self._asked_status().card_number != known:
                    raise CardExchangedError
            yield

    def _select(self) -> None:
        response = self._exchange(Command(ins=0xA4, p1=0x04, data=AID, le=256))
        if response.sw == status_words.APPLICATION_DEACTIVATED:
            raise CardRefused(Outcome(code=Code.CARD_STATE_INVALID))
        if response.sw != status_words.DONE:
            raise ForeignCardError

    def _asked_status(self) -> CardStatus:
        status = _status(self._told(Command(ins=0xCA, p1=0x01, le=256)))
        self._number = self._number or status.card_number
        return status

    def _act(self, command: PinCommand, entry: PinEntry, *, allow: pin_entry.Allow) -> Outcome:
        try:
            response = entry.enter(command, self._connection, allow=allow)
        except ApduMalformedError:
            raise CardAnswerError from None
        except _PermissionRefusedError:
            reason = Reason.UNIT_CRYPTOGRAM_REFUSED
            return Outcome(code=Code.UNIT_AUTHENTICATION_FAILED, reason=reason)
        except pin_entry.NewPinRefusedError:
            return self._outcome(status_words.NEW_PIN_IS_RESET_PIN, command.operation)
        return self._outcome(response.sw, command.operation)

    def _allowing(self, purpose: Purpose, unit: Unit) -> pin_entry.Allow:
        @contextmanager
        def allow() -> Iterator[None]:
            with self._alone():
                self._permit(purpose, unit)
                yield

        return allow

    def _permit(self, purpose: Purpose, unit: Unit) -> None:
        drawn = self._exchange(Command(ins=0x84, le=CHALLENGE_LENGTH))
        if drawn.sw != status_words.DONE or len(drawn.data) != CHALLENGE_LENGTH:
            raise CardAnswerError
        cryptogram = unit(purpose, drawn.data)
        shown = self._exchange(Command(ins=0x82, p2=purpose, data=cryptogram))
        if shown.sw != status_words.DONE:
            raise _PermissionRefusedError

    def _file(self, file: File) -> bytes:
        """Return a whole file; the end is where less comes than was asked for."""
        content = b""
        while len(content) <= _LONGEST_FILE:
            p1, p2 = (0x80 | file, 0) if not content else divmod(len(content), 0x100)
            part = self._answer(Command(ins=0xB0, p1=p1, p2=p2, le=_CHUNK), Operation.READ)
            content += part
            if len(part) < _CHUNK:
                return content
        raise card_data.CardDataUnreadableError

    def _told(self, command: Command) -> bytes:
        """Return what the card says of itself; it is asked nothing more when it does not."""
        response = self._exchange(command)
        if response.sw != status_words.DONE:
            raise StatusUnreadable
        return response.data

    def _answer(self, command: Command, operation: Operation) -> bytes:
        response = self._exchange(command)
        if response.sw != status_words.DONE:
            raise CardRefused(self._outcome(response.sw, operation))
        return response.data

    def _exchange(self, command: Command) -> Response:
        try:
            answer = exchanged(self._connection, apdu.encode_command(command))
            return apdu.decode_response(answer)
        except ApduMalformedError:
            raise CardAnswerError from None

    def _outcome(self, sw: int, operation: Operation) -> Outcome:
        if sw == status_words.CONDITIONS_NOT_SATISFIED and operation in _ASK_THE_STATUS:
            return _refused_by(self.status(), sw, operation)
        return Outcome(
            code=status_words.code(sw, operation),
            tries_left=status_words.tries_left(sw),
            reason=_REASONS.get(sw) if operation in _ONLINE else None,
        )


class _PermissionRefusedError(Exception):
    """The card does not believe the cryptogram."""


_ONLINE = {Operation.ACTIVATE, Operation.CHANGE_PIN, Operation.RESET_PIN}
_ASK_THE_STATUS = {Operation.READ, Operation.AUTHENTICATE, Operation.RESET_PIN, Operation.SIGN}
_REASONS = {
    status_words.SECURITY_NOT_SATISFIED: Reason.NO_PERMISSION,
    status_words.NEW_PIN_IS_RESET_PIN: Reason.NEW_PIN_IS_RESET_PIN,
}


def _refused_by(status: CardStatus, sw: int, operation: Operation) -> Outcome:
    """Say why 6985: the card is not activated, its PIN must be changed, or it is not blocked."""
    if not status.activated:
        return Outcome(code=Code.CARD_NOT_ACTIVATED, tries_left=status.tries_left)
    if status.must_change and operation is not Operation.RESET_PIN:
        reason = Reason.PIN_MUST_BE_CHANGED
        code = Code.AUTHENTICATION_FAILED
        return Outcome(code=code, tries_left=status.tries_left, reason=reason)
    return Outcome(code=status_words.code(sw, operation), tries_left=status.tries_left)


def _status(content: bytes) -> CardStatus:
    try:
        return card_status.decode(content)
    except StatusUnreadableError:
        raise StatusUnreadable from None
