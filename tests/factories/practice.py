"""Which practice works with a station, real readers, a virtual card, and the platform in this process?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from django.conf import settings
from django.db import connections

from openpias.core.contracts.management_unit import ContractReference
from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard.card_data import CardData
from openpias.core.smartcard.pins import Pin
from openpias.server.cards.models import Card
from openpias.server.config.wsgi import application
from openpias.station.cards.board import Picture
from openpias.station.cards.hands import Work
from openpias.station.cards.workplace import Workplace
from openpias.station.simulator import card_file
from openpias.station.simulator.card_file import CardMemory, digest
from openpias.station.simulator.health_card import VirtualHealthCard
from openpias.station.simulator.personalisation import Making, personalise
from openpias.station.unit.client import UnitClient
from tests.factories import people
from tests.factories.calls import connections_kept
from tests.factories.providers import CUI

CONTRACT = ContractReference(house="CAS-SV", number="17/2026")
PIN = "4821"


class Unreachable(httpx.BaseTransport):
    """The way to the platform, which can be cut, before the nth call or after it was heard.

    A thread of its own may end before anybody looks at its connection again, so that connections
    are closed after each call, unless the caller's own thread asks.
    """

    def __init__(self, *, keeps_connections=False):
        self._there = httpx.WSGITransport(app=application)
        self._keeps_connections = keeps_connections
        self.is_cut = False
        self.cut_at: int | None = None
        self.hears = False
        self.calls = 0

    def handle_request(self, request):
        self.calls += 1
        due = self.cut_at is not None and self.calls >= self.cut_at
        if self.is_cut or (due and not self.hears):
            raise httpx.ConnectError("cut", request=request)
        if self._keeps_connections:
            with connections_kept():
                answer = self._heard(request)
        else:
            try:
                answer = self._heard(request)
            finally:
                connections.close_all()
        if due:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer

    def _heard(self, request):
        answer = self._there.handle_request(request)
        answer.read()
        answer.close()
        return answer


@dataclass
class Practice:
    """A practice at work: what it sees, and the way to the platform."""

    workplace: Workplace
    way: Unreachable

    @property
    def picture(self) -> Picture:
        return self.workplace.picture

    def until(self, condition, *, within=10.0) -> Picture:
        """Wait until the picture is so."""
        picture = self.picture
        end = datetime.now(UTC).timestamp() + within
        while not condition(picture):
            left = end - datetime.now(UTC).timestamp()
            assert left > 0, (picture.code, picture.status, picture.link, picture.procedure)
            picture = self.workplace.wait(picture.number, within=min(left, 0.2))
        return picture

    def until_ready(self) -> Picture:
        """Wait until a card is in and the unit has said what it knows."""
        return self.until(lambda p: p.status is not None and (p.link.is_online or self.way.is_cut))

    def does(self, operation, *pins, **work) -> Picture:
        """Run an operation to its end, typing these PINs one after another."""
        before = len(self._typed)
        self.workplace.begin(Work(operation=operation, **work))
        for text in pins:
            asked = self.until(lambda p: p.procedure.asked is not None or not p.is_busy)
            if not asked.is_busy:
                break
            prompt = asked.procedure.asked
            self._typed.append(prompt)
            self.workplace.give_pin(prompt, Pin(text, length=3 if text == "000" else 4))
            self.until(lambda p, given=prompt: p.procedure.asked is not given or not p.is_busy)
        del self._typed[:before]
        return self.until(lambda p: not p.is_busy)

    def does_type(self, pin) -> Picture:
        """Type the PIN that is asked for, and wait for the end."""
        self.workplace.give_pin(self.picture.procedure.asked, Pin(pin))
        return self.until(lambda p: not p.is_busy)

    def __post_init__(self):
        self._typed = []

    @property
    def typed(self):
        """What was asked for in the last operation."""
        return self._typed


@contextmanager
def practice(*, terminal: str = "", patience: float = 5.0, **options) -> Iterator[Practice]:
    """Open a practice in contract with the house of Suceava, with its station."""
    account = people.account(provider=CUI)
    way = Unreachable()
    unit = UnitClient(
        "http://127.0.0.1", username=account.username, password=people.PASSWORD, transport=way
    )
    workplace = Workplace(
        unit=unit, contract=CONTRACT, terminal=terminal, patience=patience, **options
    )
    workplace.start()
    try:
        yield Practice(workplace=workplace, way=way)
    finally:
        workplace.stop()


def virtual(row: Card, *, pin: str | None = PIN, **changes) -> CardMemory:
    """Return the virtual card of a card in the register."""
    owner = row.insured
    data = CardData(
        surname=owner.surname,
        given_name=owner.given_name,
        birth_date=owner.birth_date,
        cnp=owner.cnp,
        cid=owner.cid,
    )
    making = Making(card_number=CardNumber(row.number), master=settings.CARD_MASTER_KEY)
    made = personalise(data, making, now=datetime.now(UTC))
    if pin is not None:
        with Pin(pin) as typed:
            changes = {"activated": True, "pin": digest(typed), **changes}
    kept = {name: getattr(made, name) for name in made.__struct_fields__}
    return CardMemory(**{**kept, **changes})


class FileCard:
    """A virtual card whose memory is a file, as the command line holds it."""

    def __init__(self, memory: CardMemory, file: Path):
        card_file.save(memory, file)
        self._card = VirtualHealthCard(memory, lambda changed: card_file.save(changed, file))
        self.commands = 0

    @property
    def atr(self):
        return self._card.atr

    def answer(self, apdu):
        self.commands += 1
        return self._card.answer(apdu)

    def reset(self):
        self._card.reset()
