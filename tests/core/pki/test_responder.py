"""Does the responder of the tests behave like a real one, and misbehave as it is told?"""

import base64
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.factories import pki
from tests.factories.pki import NOW, Trait
from tests.fakes import revocation
from tests.fakes.revocation import Mood, Responder

from openpias.core.pki import certificates, checking, demo_revocation
from openpias.core.pki.checking import State, Unreachable


@pytest.fixture
def responder():
    with revocation.running() as running:
        yield running


class HttpSource:
    """Asks the addresses that stand in the certificate, for half a second."""

    def __init__(self, *, by_get: bool = False) -> None:
        self.by_get = by_get

    def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:
        address = certificates.read(certificate).ocsp_addresses[0]
        request = demo_revocation.request(
            x509.load_der_x509_certificate(certificate),
            issuer=x509.load_der_x509_certificate(issuer),
        ).public_bytes(Encoding.DER)
        if self.by_get:
            path = urllib.parse.quote(base64.b64encode(request), safe="")
            return _fetched(f"{address}/{path}", None)
        return _fetched(address, request)

    def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
        return _fetched(certificates.read(certificate).crl_addresses[0], None)


def _fetched(address: str, body: bytes | None) -> bytes:
    try:
        with urllib.request.urlopen(address, body, timeout=0.5) as answer:
            return answer.read()
    except OSError as silent:
        raise Unreachable from silent


def _state(responder: Responder, trait: Trait = Trait.VALID, **options) -> State:
    return checking.check(
        pki.certificate(trait, ca=responder.ca).der,
        anchors=[responder.ca.root.der],
        intermediates=[responder.ca.issuing.der],
        purpose=checking.LOGIN,
        source=HttpSource(**options),
        moment=NOW,
    ).state


@pytest.mark.parametrize("by_get", [False, True])
@pytest.mark.parametrize(("trait", "state"), [(Trait.VALID, "good"), (Trait.REVOKED, "revoked")])
def test_a_client_learns_by_get_and_post_what_is_revoked(responder, by_get, trait, state) -> None:
    assert _state(responder, trait, by_get=by_get) == state
    assert responder.asked == ["GET /root.crl", f"{'GET' if by_get else 'POST'} /ocsp"]


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood not in {Mood.HONEST, Mood.SLOW}])
def test_without_an_honest_answer_the_list_decides(responder, mood) -> None:
    responder.ocsp = mood

    assert _state(responder, Trait.REVOKED) == State.REVOKED
    assert responder.asked[-1] == "GET /issuing.crl"


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood not in {Mood.HONEST, Mood.SLOW}])
def test_without_answer_and_list_nothing_is_known(responder, mood) -> None:
    responder.ocsp = responder.crl = mood

    assert _state(responder) == State.REVOCATION_UNKNOWN


def test_a_slow_responder_answers_after_its_delay(responder) -> None:
    responder.ocsp, responder.delay = Mood.SLOW, 0.2
    began = time.monotonic()

    state = _state(responder)

    assert (state, time.monotonic() - began > 0.2) == (State.GOOD, True)


def test_the_authorities_certificates_stand_where_theirs_say(responder) -> None:
    with urllib.request.urlopen(responder.ca.addresses.issuer, timeout=2) as answer:
        assert answer.read() == responder.ca.issuing.der
    with pytest.raises(urllib.error.HTTPError, match="404") as missing:
        urllib.request.urlopen(f"{responder.url}/other", timeout=2)
    missing.value.close()


@pytest.mark.parametrize(
    ("trait", "state"),
    [
        (Trait.RSA, State.GOOD),
        (Trait.EXPIRED, State.EXPIRED),
        (Trait.NOT_YET_VALID, State.NOT_YET_VALID),
        (Trait.WRONG_PURPOSE, State.WRONG_PURPOSE),
        (Trait.UNKNOWN_ISSUER, State.UNKNOWN_ISSUER),
    ],
)
def test_each_trait_of_a_certificate_is_what_its_name_says(responder, trait, state) -> None:
    assert _state(responder, trait) == state


def test_a_weak_key_is_refused_at_reading() -> None:
    party = pki.certificate(Trait.WEAK_KEY, ca=pki.authority())

    assert certificates.read(party.der) == certificates.Problem.WEAK_KEY


@pytest.mark.skipif(not shutil.which("openssl"), reason="the openssl command is not installed")
def test_openssl_believes_the_responder(responder, tmp_path) -> None:
    responder.moment = datetime.now(UTC)  # openssl has no option for another day
    holder = pki.certificate(Trait.REVOKED, ca=responder.ca)
    parts = {"holder": holder, "issuing": responder.ca.issuing, "root": responder.ca.root}
    for name, party in parts.items():
        pem = party.certificate.public_bytes(Encoding.PEM)
        (tmp_path / f"{name}.pem").write_bytes(pem)
    options = "-issuer issuing.pem -cert holder.pem -CAfile root.pem -url"

    asked = subprocess.run(
        ["openssl", "ocsp", *options.split(), f"{responder.url}/ocsp"],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert "Response verify OK" in asked.stderr
    assert "holder.pem: revoked" in asked.stdout
