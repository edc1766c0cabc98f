"""Does the provider's token open the session that the platform asks for, and renew it when it ends?"""

from functools import partial

import pytest
from django.utils import timezone
from tests.factories import door, station_pictures, tokens
from tests.factories.practice import CONTRACT, Unreachable
from tests.server.certificates.conftest import (  # noqa: F401 - fixtures
    responder,
    trusting,
)

from openpias.core.contracts.management_unit import TerminalEnrolment
from openpias.core.smartcard.codes import Code
from openpias.server.certificates.models import AccessToken
from openpias.server.providers.operations import houses
from openpias.station.cards.workplace import Workplace
from openpias.station.devices import token_signing
from openpias.station.devices.tokens import PinWrong
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitRefused
from openpias.station.unit.signing_in import Access, ChallengeForeignError, SignIn

pytestmark = pytest.mark.slow
TERMINAL = TerminalEnrolment(serial="A1", name="Cititor", contract=CONTRACT)


@pytest.fixture
def clinic(db, trusting, tmp_path):  # noqa: F811 - the fixture
    """Give a clinic's client, its sign-in, and its token in SoftHSM."""
    if tokens.soft_missing():
        pytest.skip(tokens.soft_missing())
    houses.load()
    _public_id, given = door.provider()
    party = door.certificate(trusting)
    door.enrolled(party)
    folder = tmp_path / "soft"
    folder.mkdir()
    with tokens.soft_token(folder, party) as module:
        sign_in = SignIn(partial(token_signing.sign, module))
        unit = UnitClient(
            "http://127.0.0.1",
            username=given.username,
            password=given.key,
            token=sign_in.token,
            transport=Unreachable(keeps_connections=True),
        )
        yield unit, sign_in


def test_the_token_opens_a_session_that_serves_until_it_ends_and_again(clinic):
    unit, sign_in = clinic
    with pytest.raises(UnitRefused) as closed:
        unit.enrol(TERMINAL)
    assert closed.value.code is Code.UNIT_AUTHENTICATION_FAILED

    sign_in.open(unit, tokens.PIN)
    assert sign_in.holder
    assert unit.enrol(TERMINAL).terminal_id

    AccessToken.objects.update(expires_at=timezone.now())
    with pytest.raises(UnitRefused):
        unit.enrol(TERMINAL)
    sign_in.open(unit, tokens.PIN)
    assert unit.enrol(TERMINAL).terminal_id


def test_a_wrong_pin_opens_nothing_and_is_shown_nowhere(clinic):
    unit, sign_in = clinic
    workplace = Workplace(unit=unit, contract=CONTRACT, sign_in=sign_in)
    with pytest.raises(PinWrong) as wrong:
        workplace.open_session("271828")

    assert "271828" not in repr(wrong.value)
    assert sign_in.token() == ""


class Foreign:
    """A platform that passes on the challenge of another."""

    server = "pias.example"

    def challenge(self):
        return "OpenPIAS session challenge, version 1\nserver: bank.example\nnonce: x\n"

    def open_access(self, _challenge, _signature):
        return Access(token="x", holder="x")


def test_a_challenge_of_another_server_is_not_signed():
    signed = []

    with pytest.raises(ChallengeForeignError):
        SignIn(lambda data, _pin: signed.append(data)).open(Foreign(), "1")

    assert signed == []


def test_the_page_tells_each_refusal_and_keeps_no_pin():
    from openpias.station.web.session import _REFUSALS

    for kind in _REFUSALS:

        def refuse(_data, _pin, kind=kind):
            raise _made(kind)

        place = Workplace(unit=Local(), contract=CONTRACT, sign_in=SignIn(refuse))
        with station_pictures.served(place) as pages, pages.browser() as browser:
            answer = browser.post("/sesiune", data={"pin": "271828"})
            empty = browser.post("/sesiune", data={"pin": ""})
        place.stop()

        assert answer.status_code == 422
        assert _REFUSALS[kind] in answer.text
        assert "271828" not in answer.text
        assert "Scrieți PIN-ul tokenului." in empty.text


def test_without_a_token_the_page_says_what_to_do():
    with station_pictures.served() as pages, pages.browser() as browser:
        assert "fără token" in browser.get("/sesiune").text
        assert browser.post("/sesiune", data={"pin": "1"}).status_code == 303


class Local:
    """A platform that only makes challenges."""

    server = "pias.example"

    def challenge(self):
        return "OpenPIAS session challenge, version 1\nserver: pias.example\nnonce: x\n"

    def open_access(self, _challenge, _signature):
        raise AssertionError("nothing was signed")

    def close(self):
        """Hang up."""


def _made(kind):
    if kind.__name__ == "PinWrong":
        return kind(tries_left=3)
    if kind.__name__ == "CertificateUnusable":
        from openpias.core.pki.certificates import Problem

        return kind(next(iter(Problem)))
    return kind()
