"""Does a letter leave only to a server that proves who it is, and a password only encrypted?"""

import ssl
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.factories import pki
from tests.fakes.mail import MailHouse

from openpias.core.pki.demo_files import certificates_pem, key_pem
from openpias.server.platform.mail import operations, texts
from openpias.server.platform.mail.enums import LetterState
from openpias.server.platform.mail.models import Letter

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LOGIN = ("openpias@cas.example", "a-mail-password")
pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return pki.authority(moment=datetime.now(tz=UTC))


@pytest.fixture(params=["starttls", "smtps"])
def house(request, authority, tmp_path, settings):
    """A mail server with a certificate and a password, by either way."""
    party = authority.issue_server(since=datetime.now(tz=UTC))
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(certificates_pem(party.certificate, authority.issuing.certificate))
    key.write_bytes(key_pem(party))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    house = MailHouse(login=LOGIN, **{request.param: context})
    house.open()
    settings.MAIL_SERVER = house.server()
    yield house
    house.close()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """Let this process know the authority."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(certificates_pem(authority.root.certificate))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))


def delivered():
    letter = operations.send(
        kind=texts.TRIAL, to="a@clinica.example", language="ro", data={}, at=AT
    )
    operations.deliver(letter, at=AT)
    return Letter.objects.get(pk=letter)


def test_a_known_server_gets_password_and_letter(house, trusted):
    assert delivered().state == LetterState.DELIVERED
    assert len(house.received) == 1


def test_a_server_of_an_unknown_authority_gets_nothing(house):
    letter = delivered()

    assert (letter.state, letter.failure) == (LetterState.WAITING, "tls")
    assert house.received == []


def test_a_server_of_another_name_gets_nothing(house, trusted, settings):
    settings.MAIL_SERVER = replace(settings.MAIL_SERVER, host="127.0.0.2")
    house.close()
    house.host = "127.0.0.2"
    house.open()

    assert delivered().failure == "tls"
    assert house.received == []


def test_a_wrong_password_makes_letters_wait(house, trusted, settings):
    settings.MAIL_SERVER = replace(settings.MAIL_SERVER, password="another-password")

    letter = delivered()

    assert (letter.state, letter.failure) == (LetterState.WAITING, "smtp-535")
    assert house.received == []
