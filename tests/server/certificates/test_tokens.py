"""Does a token open a session with a signed challenge: a card that locks, and SoftHSM's keys?"""

import base64
from contextlib import contextmanager

import pytest
from django.utils import timezone
from tests.factories import calls, door, pki, tokens

from openpias.core.pki.certificates import read
from openpias.core.pki.checking import LOGIN
from openpias.server.certificates.models import AccessToken
from openpias.station.devices import tokens as devices

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEXES = "/api/v1/nomenclatures/sexes"


@pytest.fixture
def clinic(trusting):
    """A clinic with its licence series."""
    _public_id, given = door.provider()
    return given


@contextmanager
def on_card(trusting, readers):
    """Plug in a card of the authority that the portal believes."""
    with readers.inserted(tokens.applet(ca=trusting.ca, moment=trusting.moment)):
        yield tokens.OPENSC


def for_doors(module):
    """Return the certificate on the token that may open doors."""
    (token,) = devices.tokens(module)
    return next(
        each for each in devices.certificates(token) if LOGIN.key_usage <= read(each.der).key_usage
    )


def enrolled(certificate):
    """Let the certificate of a token in, as its house does."""
    door.enrolled(certificate)  # of a holder, only the certificate is shown


def opened(given, certificate, *, signed_by=None):
    """Ask for a challenge, let the token sign it, and send it."""
    text = calls.call("POST", "/api/v1/challenges").json()["challenge"]
    signature = devices.sign_detached(
        text.encode(), certificate=signed_by or certificate, pin=tokens.PIN, at=timezone.now()
    )
    return calls.call(
        "POST",
        "/api/v1/sessions",
        headers=calls.login(given.username, given.key),
        body={"challenge": text, "signature": base64.b64encode(signature).decode()},
    )


def works(given, answer):
    """Say whether the interface is open with the token of the session."""
    headers = {**calls.login(given.username, given.key), "OSCP-RESPONSE": answer.json()["token"]}
    return calls.call("GET", SEXES, headers=headers).status == 200


def test_a_card_whose_key_never_leaves_it_opens_a_session(clinic, trusting, readers):
    with on_card(trusting, readers) as module:
        certificate = for_doors(module)
        enrolled(certificate)

        answer = opened(clinic, certificate)

    assert answer.status == 201
    assert works(clinic, answer)
    assert AccessToken.objects.count() == 1


def test_the_key_for_signatures_opens_no_door(clinic, trusting, readers):
    with on_card(trusting, readers) as module:
        for_door, for_documents = devices.certificates(devices.tokens(module)[0])
        enrolled(for_door)

        answer = opened(clinic, for_door, signed_by=for_documents)

    assert answer.status == 401
    assert answer.json()["type"].endswith(":certificate-wrong-purpose")


@pytest.mark.skipif(bool(tokens.soft_missing()), reason=tokens.soft_missing())
@pytest.mark.parametrize("trait", [pki.Trait.VALID, pki.Trait.RSA])
def test_a_token_of_softhsm_opens_a_session(clinic, trusting, tmp_path, trait):
    party = door.certificate(trusting, trait)
    (tmp_path / "soft").mkdir()
    with tokens.soft_token(tmp_path / "soft", party) as module:
        certificate = for_doors(module)
        enrolled(certificate)

        answer = opened(clinic, certificate)

    assert answer.status == 201
    assert works(clinic, answer)
