"""The fields of a demonstration certificate, the server's, and the files in which they leave."""

import ssl
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from openpias.core.pki import certificates, checking, demo_ca, demo_files
from openpias.core.pki.demo_certificates import Addresses, Holder, Terms

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DOCTOR = Holder(
    common_name="Țărnă Ștefania",
    given_name="Ștefania",
    surname="Țărnă",
    serial_number="TS123",
    organization="Cabinet de probă",
    fiscal_code="11343845",
    email="cabinet@example.org",
)


@pytest.fixture(scope="module")
def ca() -> demo_ca.DemoCa:
    return demo_ca.establish(moment=NOW, base_url="http://ca.example")


def test_a_holder_is_named_with_practice_and_fiscal_code(ca) -> None:
    subject = certificates.read(ca.issue(DOCTOR, since=NOW).der).subject

    assert subject == certificates.Subject(
        common_name="DEMO Țărnă Ștefania",
        given_name="Ștefania",
        surname="Țărnă",
        serial_number="TS123",
        organization="Cabinet de probă",
        organization_identifier="VATRO-11343845",
        country="RO",
    )


def test_the_e_mail_stands_in_the_alternative_name(ca) -> None:
    certificate = ca.issue(DOCTOR, since=NOW).certificate
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.RFC822Name) == ["cabinet@example.org"]


def test_a_qualified_certificate_says_so_and_a_plain_one_does_not(ca) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    read = [
        certificates.read(
            demo_files.certificates_pem(
                ca.certify(key, holder=DOCTOR, terms=Terms(since=NOW, qualified=qualified))
            )
        )
        for qualified in (True, False)
    ]

    assert read[0].qc_statements == {"0.4.0.1862.1.1", "0.4.0.1862.1.4", "0.4.0.1862.1.6"}
    assert read[0].policies == {"0.4.0.194112.1.2"}
    assert (read[1].qc_statements, read[1].policies) == (frozenset(), frozenset())


def test_addresses_come_from_the_authority_unless_the_terms_say_others(ca) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    terms = Terms(since=NOW, addresses=Addresses(crl="http://other.example/1.crl"))
    own = certificates.read(ca.issue(DOCTOR, since=NOW).der)
    other = certificates.read(
        demo_files.certificates_pem(ca.certify(key, holder=DOCTOR, terms=terms))
    )

    assert own.ocsp_addresses == ("http://ca.example/ocsp",)
    assert own.crl_addresses == ("http://ca.example/issuing.crl",)
    assert other.ocsp_addresses == ()
    assert other.crl_addresses == ("http://other.example/1.crl",)


def test_the_root_is_on_p384_and_those_below_on_p256(ca) -> None:
    curves = [party.key.curve.name for party in (ca.root, ca.issuing, ca.issue("A", since=NOW))]

    assert curves == ["secp384r1", "secp256r1", "secp256r1"]


def test_a_holder_may_bring_a_key_in_rsa(ca) -> None:
    key = rsa.generate_private_key(65537, 2048)

    party = ca.issue("A", since=NOW, key=key)

    assert party.certificate.public_key() == key.public_key()
    assert party.key is key


def test_the_servers_certificate_serves_a_name_and_an_address_of_loopback(ca) -> None:
    certificate = ca.issue_server(since=NOW).certificate
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(each) for each in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert certificates.read(demo_files.certificates_pem(certificate)).purposes == {
        "1.3.6.1.5.5.7.3.1"
    }


def test_the_servers_certificate_and_key_load_into_a_tls_context(ca, tmp_path) -> None:
    server = ca.issue_server(since=NOW)
    chain, key = tmp_path / "server.pem", tmp_path / "server.key"
    chain.write_bytes(demo_files.certificates_pem(server.certificate, ca.issuing.certificate))
    key.write_bytes(demo_files.key_pem(server))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    context.load_cert_chain(chain, key)
    context.load_verify_locations(cadata=ca.root.der)

    assert context.cert_store_stats() == {"x509": 1, "crl": 0, "x509_ca": 1}


def test_the_browser_file_holds_key_certificate_and_authorities_under_its_password(ca) -> None:
    holder = ca.issue(DOCTOR, since=NOW)
    data = demo_files.browser_file(
        holder, password="probă", authorities=[ca.issuing.certificate, ca.root.certificate]
    )

    key, certificate, above = pkcs12.load_key_and_certificates(data, "probă".encode())

    assert key.private_numbers() == holder.key.private_numbers()
    assert certificate == holder.certificate
    assert set(above) == {ca.issuing.certificate, ca.root.certificate}
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_key_and_certificates(data, b"other")


def test_a_party_comes_back_from_its_files_and_with_anothers_key_it_does_not(ca) -> None:
    holder, other = ca.issue("A", since=NOW), ca.issue("B", since=NOW)
    pem = demo_files.certificates_pem(holder.certificate)

    back = demo_files.party(pem, key_pem=demo_files.key_pem(holder))

    assert back.der == holder.der
    with pytest.raises(ValueError, match="does not belong"):
        demo_files.party(pem, key_pem=demo_files.key_pem(other))


def test_an_authority_below_the_issuing_one_is_not_believed(ca) -> None:
    false_ca = ca.issue("Falsă", since=NOW)
    forged = demo_ca.DemoCa(
        addresses=ca.addresses, root=ca.root, issuing=false_ca, ocsp_signer=ca.ocsp_signer
    )

    found = checking.check(
        forged.issue("A", since=NOW).der,
        anchors=[ca.root.der],
        intermediates=[ca.issuing.der, false_ca.der],
        purpose=checking.LOGIN,
        source=None,
        moment=NOW,
    )

    assert found.state not in {checking.State.GOOD, checking.State.REVOCATION_UNKNOWN}
