"""The demonstration authority: its chain, its lists and answers, and that it says DEMO."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.pki import certificates, demo_ca
from openpias.core.pki.certificates import CertificateFacts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AUTHORITY = demo_ca.establish(moment=NOW)


@pytest.fixture
def ca() -> demo_ca.DemoCa:
    return demo_ca.establish(moment=NOW)


def test_each_certificate_is_signed_by_the_one_above_it(ca) -> None:
    holder = ca.issue("Țărnă Ștefania", since=NOW)

    holder.certificate.verify_directly_issued_by(ca.issuing.certificate)
    ca.ocsp_signer.certificate.verify_directly_issued_by(ca.issuing.certificate)
    ca.issuing.certificate.verify_directly_issued_by(ca.root.certificate)


def test_every_subject_says_demo(ca) -> None:
    parties = [ca.root, ca.issuing, ca.ocsp_signer, ca.issue("Țărnă Ștefania", since=NOW)]
    facts = [certificates.read(party.der) for party in parties]

    assert all(isinstance(each, CertificateFacts) for each in facts)
    assert all(each.subject.common_name.startswith("DEMO ") for each in facts)


def test_a_revoked_certificate_is_revoked_in_list_and_answer(ca) -> None:
    holder, other = ca.issue("A", since=NOW), ca.issue("B", since=NOW)
    serial = holder.certificate.serial_number
    ca.revoked[serial] = NOW - timedelta(hours=1)

    crl = x509.load_der_x509_crl(ca.crl(ca.issuing, moment=NOW))
    answers = [
        ocsp.load_der_ocsp_response(ca.ocsp_answer(party.certificate, moment=NOW))
        for party in (holder, other)
    ]

    assert [entry.serial_number for entry in crl] == [serial]
    assert crl.is_signature_valid(ca.issuing.certificate.public_key())
    assert [answer.certificate_status.name for answer in answers] == ["REVOKED", "GOOD"]


def _asked(ca, *, nonce: bytes | None = None, algorithm=None) -> bytes:
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        ca.issue("A", since=NOW).certificate, ca.issuing.certificate, algorithm or hashes.SHA256()
    )
    if nonce:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.build().public_bytes(Encoding.DER)


def test_the_answer_repeats_the_nonce_of_its_request(ca) -> None:
    reply = ca.ocsp_reply(_asked(ca, nonce=b"0123456789abcdef"), moment=NOW)
    extensions = ocsp.load_der_ocsp_response(reply).extensions

    assert extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"0123456789abcdef"


def test_the_answer_names_the_issuer_by_the_digest_of_its_request(ca) -> None:
    reply = ca.ocsp_reply(_asked(ca, algorithm=hashes.SHA1()), moment=NOW)  # noqa: S303

    assert ocsp.load_der_ocsp_response(reply).hash_algorithm.name == "sha1"


def test_a_request_about_another_issuer_gets_no_answer(ca) -> None:
    reply = ca.ocsp_reply(_asked(demo_ca.establish(moment=NOW)), moment=NOW)

    assert ocsp.load_der_ocsp_response(reply).response_status.name == "UNAUTHORIZED"


@given(st.binary(max_size=200))
def test_bytes_that_are_no_request_are_called_malformed(data: bytes) -> None:
    reply = AUTHORITY.ocsp_reply(data, moment=NOW)

    assert ocsp.load_der_ocsp_response(reply).response_status.name == "MALFORMED_REQUEST"
