"""Virtual health cards and what speaks to them: a master secret, a unit, PINs as they are typed."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from openpias.core.identifiers import card_number
from openpias.core.smartcard import apdu, cryptograms
from openpias.core.smartcard.card_data import CardData, Contact, Field
from openpias.core.smartcard.connections import CardAbsentError, CardRemovedError
from openpias.core.smartcard.health_card import HealthCard
from openpias.core.smartcard.pin_entry import KeyboardEntry
from openpias.core.smartcard.pins import Pin
from openpias.station.simulator.card_file import CardMemory, digest
from openpias.station.simulator.health_card import VirtualHealthCard
from openpias.station.simulator.personalisation import Making, personalise

MASTER = bytes(range(32))
NUMBER = card_number.draw(lambda _: 123456789012345)
OTHER_NUMBER = card_number.draw(lambda _: 123456789012346)
CID = "40123456789012345678"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
# The thirtieth of February: a CNP that nobody can have.
CNP = "2850230700011"
HOLDER = CardData(
    surname="Exemplu",
    given_name="Ștefania",
    birth_date=date(1985, 2, 28),
    cnp=CNP,
    cid=CID,
    doctor_surname="Model",
    doctor_given_name="Їжак",
    doctor_code="A12345",
    doctor_phone="0200000001",
    contacts=(Contact(name="Exemplu Țuca", phone="0200000002"),),
    blood_group="A",
    rhesus="+",
    organ_donor="0",
    diagnoses=("I10",),
    diseases=("E11", "J45"),
)
_BLANK = {
    number: personalise(HOLDER, Making(card_number=number, master=MASTER), now=NOW)
    for number in (NUMBER, OTHER_NUMBER)
}


def memory(*, number=NUMBER, pin=None, **changes) -> CardMemory:
    """Return a card as it left the factory, or activated with a PIN and changed."""
    base = _BLANK[number]
    if pin is not None:
        with Pin(pin) as typed:
            changes = {"activated": True, "pin": digest(typed), **changes}
    return CardMemory(
        **{**{name: getattr(base, name) for name in base.__struct_fields__}, **changes}
    )


class Alone:
    """A connection whose card no other program shares."""

    @contextmanager
    def transaction(self):
        yield False


@dataclass
class Terminal:
    """A reader in this process: a card in it, saved to `kept`; what was sent is counted."""

    kept: CardMemory
    commands: int = 0
    pulled: bool = False
    pull_before: int | None = None
    pull_after: int | None = None
    sent: list[bytes] = field(default_factory=list)
    was_reset: bool = False
    held: int = 0

    def __post_init__(self):
        self.insert()

    def insert(self):
        """Put the card in, as another process that has nothing but its file."""
        self.card = VirtualHealthCard(self.kept, self._save)
        self.pulled = False

    def pull(self):
        self.card.reset()
        self.pulled = True

    def reset_by_another(self):
        """Reset the card as another program does that shares it and lets go of it."""
        self.card.reset()
        self.was_reset = True

    @property
    def atr(self):
        return self.card.atr

    @contextmanager
    def transaction(self):
        was_reset, self.was_reset = self.was_reset, False
        self.held += 1
        try:
            yield was_reset
        finally:
            self.held -= 1

    def exchange(self, apdu):
        if self.pulled:
            raise CardAbsentError
        self.commands += 1
        if self.commands == self.pull_before:
            self.pull()
            raise CardRemovedError
        self.sent.append(bytes(apdu[:5]))
        answer = self.card.answer(bytes(apdu))
        if self.commands == self.pull_after:
            self.pull()
            raise CardRemovedError
        return answer

    def _save(self, changed):
        self.kept = changed

    def select(self):
        return HealthCard.select(self)


def unit(number=NUMBER, *, master=MASTER):
    """Return a unit that allows everything, on the card with this number."""
    key = cryptograms.card_key(master, number)
    return lambda purpose, challenge: cryptograms.cryptogram(key, purpose, challenge)


def typed(*texts):
    """Return an entry at which these are typed, one after another; None is the cancel key."""
    left = list(texts)

    def ask(_prompt):
        text = left.pop(0)
        return None if text is None else Pin(text, length=3 if text == "000" else 4)

    return KeyboardEntry(ask=ask)


PIN, NEW = "4821", "7305"
RESET_BLOCK = "240000ffffffffff"
KEY = cryptograms.card_key(MASTER, NUMBER)


def active(**changes):
    """Return a terminal with a card in use, whose PIN is PIN."""
    return Terminal(memory(pin=PIN, **changes))


def blocked(**changes):
    """Return a terminal with a blocked card."""
    return active(tries_left=0, **changes)


def after_reset():
    """Return a terminal with a card whose PIN was reset and has to be changed."""
    return Terminal(memory(pin="0000", must_change=True, resets=1))


def send(terminal, text):
    """Send a command in hexadecimal, return data and status word."""
    response = apdu.decode_response(terminal.exchange(bytes.fromhex(text.replace(" ", ""))))
    return response.data, f"{response.sw:04X}"


def permit(terminal, purpose, *, key=KEY):
    """Draw a challenge and show the cryptogram for it; return the card's word."""
    challenge, _ = send(terminal, "00840000 10")
    cryptogram = cryptograms.cryptogram(key, purpose, challenge)
    return send(terminal, f"008200{purpose:02X} 10 {cryptogram.hex()}")[1]


# What a card may be when it is put in, and what may be done with it.
STARTS = {
    "new": lambda: Terminal(memory()),
    "active": active,
    "blocked": blocked,
    "after reset": after_reset,
}
OPERATIONS = {
    "read": lambda card, _pin: card.read([Field.CID]),
    "verify": lambda card, current: card.verify(typed(current)),
    "activate": lambda card, _pin: card.activate(typed("000", NEW, NEW), unit()),
    "change": lambda card, current: card.change_pin(typed(current, NEW, NEW), unit()),
    "reset": lambda card, _pin: card.reset_pin(typed("0000"), unit()),
    "sign": lambda card, current: (card.verify(typed(current)), card.sign(b"x"))[1],
    "prove": lambda card, _pin: card.prove(bytes(16)),
}
