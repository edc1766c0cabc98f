"""Signed files: what others sign is read, and everything else is refused by its name."""

import shutil
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import pki
from tests.factories.pki import NOW, Trait

from openpias.core.pki import checking, signatures
from openpias.core.pki.demo_certificates import Party
from openpias.core.pki.signatures import KeyMismatchError, State
from openpias.core.pki.signed_files import FileProblem, SignedFile, read, sign

CONTENT = '<?xml version="1.0"?><report name="Țărnă"/>\r\n'.encode()
CA = pki.authority()
HOLDER = pki.certificate(ca=CA)
RSA = pki.certificate(Trait.RSA, ca=CA)


def signed(party: Party = HOLDER, content: bytes = CONTENT) -> bytes:
    return sign(content, key=party.key, certificate=party.certificate, at=NOW)


SIGNED = signed()


def by_openssl(tmp_path: Any, *options: str, party: Party = RSA, content: bytes = CONTENT) -> bytes:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate, file = (tmp_path / name for name in ("key.pem", "one.pem", "report.xml"))
    plain = party.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key.write_bytes(plain)
    certificate.write_bytes(party.certificate.public_bytes(Encoding.PEM))
    file.write_bytes(content)
    command = ["openssl", "cms", "-sign", "-binary", "-nodetach", "-md", "sha256"]
    command += ["-signer", certificate, "-inkey", key, "-in", file, "-outform", "DER", *options]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.mark.parametrize("party", [HOLDER, RSA], ids=["P-256", "RSA"])
def test_what_we_sign_is_read_with_who_signed_and_what(party):
    assert read(signed(party)) == SignedFile(content=CONTENT, signer=party.der, signing_time=NOW)


def test_a_key_that_is_not_in_the_certificate_does_not_sign():
    with pytest.raises(KeyMismatchError):
        sign(
            CONTENT,
            key=ec.generate_private_key(ec.SECP256R1()),
            certificate=HOLDER.certificate,
            at=NOW,
        )


@pytest.mark.parametrize(
    "options",
    [(), ("-noattr",), ("-cades",), ("-stream",), ("-outform", "PEM"), ("-keyid",)],
    ids=["plain", "without attributes", "bound", "in pieces", "PEM", "named by key"],
)
def test_another_program_signs_in_each_of_its_ways(tmp_path, options):
    found = read(by_openssl(tmp_path, *options))

    assert isinstance(found, SignedFile), found
    assert (found.content, found.signer) == (CONTENT, RSA.der)
    assert (found.signing_time is None) == ("-noattr" in options)


def test_openssl_verifies_what_we_sign(tmp_path):
    by_openssl(tmp_path)
    (tmp_path / "ours").write_bytes(SIGNED)
    command = ["openssl", "cms", "-verify", "-binary", "-noverify", "-inform", "DER"]
    run = subprocess.run([*command, "-in", tmp_path / "ours"], check=True, capture_output=True)

    assert run.stdout == CONTENT


def test_a_large_file_in_many_pieces_is_whole(tmp_path):
    content = CONTENT * 20_000
    found = read(by_openssl(tmp_path, "-stream", content=content))

    assert isinstance(found, SignedFile)
    assert found.content == content


def test_the_signer_serves_for_the_check_of_the_path():
    class Answers:
        """Asks the authority itself."""

        def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
            return CA.ocsp_answer(HOLDER.certificate, moment=NOW)

        def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
            return CA.crl(CA.root, moment=NOW)

    found = read(SIGNED)
    assert isinstance(found, SignedFile)
    checked = checking.check(
        found.signer,
        anchors=[CA.root.der],
        intermediates=[CA.issuing.der],
        purpose=checking.SIGNATURE,
        source=Answers(),
        moment=NOW + timedelta(minutes=1),
    )

    assert checked.state == checking.State.GOOD


def changed(change: Any, message: bytes = SIGNED) -> bytes:
    found = cms.ContentInfo.load(message)
    change(found["content"])
    return bytes(found.dump(force=True))


def _other_content(content: Any) -> None:
    content["encap_content_info"]["content"] = core.OctetString(CONTENT + b" ")


def _other_signature(content: Any) -> None:
    other = cms.ContentInfo.load(signed(content=b"<other/>"))["content"]["signer_infos"][0]
    content["signer_infos"][0]["signature"] = other["signature"]


def _two_signers(content: Any) -> None:
    content["signer_infos"].append(content["signer_infos"][0].copy())


def _no_certificate(content: Any) -> None:
    content["certificates"] = []


def _other_kind(content: Any) -> None:
    content["encap_content_info"]["content_type"] = "signed_data"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_other_content, State.TAMPERED),
        (_other_signature, State.TAMPERED),
        (_two_signers, State.SIGNER_COUNT),
        (_no_certificate, State.CERTIFICATE_MISSING),
        (_other_kind, State.UNREADABLE),
    ],
)
def test_a_changed_message_is_refused(change, expected):
    assert read(changed(change)) == expected


def test_a_detached_signature_has_no_file():
    detached = signatures.sign_detached(
        CONTENT, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW
    )

    assert read(detached) == FileProblem.CONTENT_MISSING


def test_a_weak_digest_is_refused(tmp_path):
    assert read(by_openssl(tmp_path, "-md", "sha1")) == State.ALGORITHM


def test_a_weak_key_is_refused(tmp_path):
    weak = pki.certificate(Trait.WEAK_KEY, ca=CA)

    assert read(by_openssl(tmp_path, party=weak)) == State.CERTIFICATE_REFUSED


def _attributes_as_content(content: Any) -> None:
    (info,) = content["signer_infos"]
    content["encap_content_info"]["content"] = core.OctetString(info["signed_attrs"].untag().dump())
    info["signed_attrs"] = None


def test_signed_attributes_are_not_taken_for_a_file():
    assert read(changed(_attributes_as_content)) == FileProblem.AMBIGUOUS


def test_another_certificate_for_the_key_is_refused_where_the_signature_is_bound():
    other = CA.certify(
        HOLDER.key.public_key(), holder=pki.holder(), terms=pki._terms(Trait.VALID, CA, NOW)
    )

    def swap(content: Any) -> None:
        from asn1crypto import x509

        mine = x509.Certificate.load(other.public_bytes(Encoding.DER))
        content["certificates"] = [cms.CertificateChoices({"certificate": mine})]
        content["signer_infos"][0]["sid"] = cms.SignerIdentifier(
            {
                "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                    {"issuer": mine.issuer, "serial_number": mine.serial_number}
                )
            }
        )

    assert read(changed(swap)) == State.UNREADABLE


@pytest.mark.parametrize(
    "message",
    [
        b"",
        CONTENT,
        SIGNED[:-1],
        SIGNED + b"\0",
        b"-----BEGIN CMS-----",
        b"-----BEGIN CMS-----\nQUJD\n-----END CMS-----\n",
        b"\x30\x80" * 10_000,
        b"\x24\x80" * 10_000,
    ],
    ids=["nothing", "XML", "cut", "more", "PEM", "other PEM", "nested", "nested pieces"],
)
def test_what_is_no_signed_file_is_unreadable(message):
    assert read(message) == State.UNREADABLE


def _wrapped(octets: bytes, *, depth: int) -> bytes:
    return b"\x24\x80" * depth + octets + b"\0\0" * depth


@pytest.mark.parametrize(("depth", "expected"), [(1, State.SIGNER_COUNT), (5000, State.UNREADABLE)])
def test_pieces_nested_in_pieces_are_read_to_a_depth(depth, expected):
    content = b"\xa0\x80" + _wrapped(b"\x04\x01A", depth=depth) + b"\0\0"
    inside = b"\x30\x80" + cms.ContentType("data").dump() + content + b"\0\0"
    parts = b"\x30\x80\x02\x01\x01\x31\x00" + inside + b"\x31\x00\0\0"
    kind = cms.ContentType("signed_data").dump()

    assert read(b"\x30\x80" + kind + b"\xa0\x80" + parts + b"\0\0\0\0") == expected


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_message_never_raises_and_never_changes_the_file(data):
    octets = bytearray(SIGNED)
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))

    found = read(bytes(octets))

    assert isinstance(found, State | FileProblem) or found.content == CONTENT


def test_cryptography_signs_what_is_read():
    message = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(CONTENT)
        .add_signer(RSA.certificate, RSA.key, hashes.SHA256())
        .sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )

    assert read(message).content == CONTENT
