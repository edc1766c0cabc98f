"""The facts of a certificate, and what is refused before any path is built."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.pki import certificates
from openpias.core.pki.certificates import CertificateFacts, Problem

START = datetime(2026, 11, 1, tzinfo=UTC)
# SEQUENCE { SEQUENCE { OID 0.4.0.1862.1.1 } }, the statement "EU qualified certificate"
QC_COMPLIANCE = bytes.fromhex("300a3008060604008e460101")


def _name() -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "RO"),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, "VATRO-11343845"),
            x509.NameAttribute(NameOID.COMMON_NAME, "DEMO Țărnă Ștefania"),
        ]
    )


def _builder(key: object) -> x509.CertificateBuilder:
    ocsp = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ca.example/ocsp")
    )
    crl = x509.DistributionPoint(
        [x509.UniformResourceIdentifier("http://ca.example/1.crl")], None, None, None
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_name())
        .issuer_name(_name())
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=365))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.AuthorityInformationAccess([ocsp]), critical=False)
        .add_extension(x509.CRLDistributionPoints([crl]), critical=False)
        .add_extension(
            x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), QC_COMPLIANCE),
            critical=False,
        )
    )


def _certificate(key: object, *, encoding: Encoding = Encoding.PEM) -> bytes:
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return _builder(key).sign(key, algorithm).public_bytes(encoding)


def _read(data: bytes) -> CertificateFacts:
    facts = certificates.read(data)
    assert isinstance(facts, CertificateFacts)
    return facts


@pytest.fixture(scope="module")
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def test_holder_serial_and_validity_are_read_with_their_diacritics(key) -> None:
    facts = _read(_certificate(key))

    assert facts.subject.common_name == "DEMO Țărnă Ștefania"
    assert facts.subject.organization_identifier == "VATRO-11343845"
    assert facts.serial == "4711"
    assert (facts.valid_from, facts.valid_until) == (START, START + timedelta(days=365))


def test_purpose_statements_and_addresses_are_read(key) -> None:
    facts = _read(_certificate(key))

    assert facts.purposes == {"1.3.6.1.5.5.7.3.2"}
    assert facts.qc_statements == {"0.4.0.1862.1.1"}
    assert facts.ocsp_addresses == ("http://ca.example/ocsp",)
    assert facts.crl_addresses == ("http://ca.example/1.crl",)


def test_two_certificates_of_one_key_have_the_same_key_digest(key) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    digests = [_read(_certificate(each)).key_sha256 for each in (key, key, other)]

    assert digests[0] == digests[1] != digests[2]


def test_pem_and_der_say_the_same(key) -> None:
    der = _read(_certificate(key)).der

    assert _read(der).der == der


def test_two_certificates_in_one_file_are_refused(key) -> None:
    assert certificates.read(_certificate(key) * 2) == Problem.SEVERAL


def test_more_than_sixteen_kilobytes_are_refused_unread(key) -> None:
    assert certificates.read(_certificate(key) + b" " * (16 * 1024)) == Problem.TOO_LARGE


@pytest.mark.parametrize(
    ("weak", "problem"),
    [
        (lambda: rsa.generate_private_key(65537, 1024), Problem.WEAK_KEY),  # noqa: S505
        (lambda: ec.generate_private_key(ec.SECP256K1()), Problem.KEY_KIND),
        (ed25519.Ed25519PrivateKey.generate, Problem.KEY_KIND),
    ],
)
def test_weak_and_odd_keys_are_refused(weak, problem: Problem) -> None:
    assert certificates.read(_certificate(weak())) == problem


def test_a_certificate_truncated_anywhere_is_unreadable(key) -> None:
    whole = _certificate(key).rstrip()

    read = {certificates.read(whole[:length]) for length in range(len(whole))}

    assert read == {Problem.UNREADABLE}


def test_a_version_that_does_not_exist_is_unreadable(key) -> None:
    whole = _certificate(key, encoding=Encoding.DER)
    version = b"\xa0\x03\x02\x01"
    assert whole.count(version + b"\x02") == 1

    assert certificates.read(whole.replace(version + b"\x02", version + b"\x05")) == (
        Problem.UNREADABLE
    )


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_no_certificate(data: bytes) -> None:
    assert certificates.read(data) == Problem.UNREADABLE
