"""Detached signatures: what is signed verifies, and everything else is refused by its name."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import cms, core, keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.sign import attributes, general
from pyhanko.sign.signers import pdf_cms
from tests.factories import pki
from tests.factories.pki import NOW, Trait

from openpias.core.pki import checking, signatures
from openpias.core.pki.demo_certificates import Party
from openpias.core.pki.signatures import KeyMismatchError, State, Verified, sign_detached, verify

NONCE = b"openpias 5f1c0e2b"
Change = Callable[[Any], None]


def _sign(party: Party) -> bytes:
    return sign_detached(NONCE, key=party.key, certificate=party.certificate, at=NOW)


CA = pki.authority()
HOLDER = pki.certificate(ca=CA)
SIGNED = _sign(HOLDER)


def _state(signature: bytes, *, data: bytes = NONCE) -> State:
    return verify(signature, data=data).state


def _changed(change: Change) -> bytes:
    """Return the signed message after `change` in its outer parts."""
    message = cms.ContentInfo.load(SIGNED)
    change(message["content"])
    return message.dump(force=True)


def _attribute(content: Any, name: str) -> Any:
    """Return a signed attribute; what is changed in it makes the signature bad, and is seen first."""
    found = content["signer_infos"][0]["signed_attrs"]
    return next(each for each in found if each["type"].native == name)


def _by_another_program(
    trait: Trait = Trait.VALID, *, pss: bool = False, attributes_of: Any = None, **terms: Any
) -> bytes:
    party = HOLDER if trait == Trait.VALID else pki.certificate(trait, ca=CA)
    plain = party.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate, key = asn1.Certificate.load(party.der), keys.PrivateKeyInfo.load(plain)
    signer = pdf_cms.SimpleSigner(certificate, key, None, prefer_pss=pss)
    signer.signed_attr_prov_spec = attributes_of
    wanted = {"digest_algorithm": "sha256", "use_cades": True, "detached": True, **terms}
    return asyncio.run(signer.async_sign_general_data(NONCE, **wanted)).dump()


@pytest.mark.parametrize("trait", [Trait.VALID, Trait.RSA])
def test_what_a_key_signed_verifies_and_names_certificate_and_moment(trait: Trait) -> None:
    party = pki.certificate(trait, ca=CA)

    found = verify(_sign(party), data=NONCE)

    assert found == Verified(state=State.GOOD, signer=party.der, signing_time=NOW)


def test_a_key_on_p384_signs_with_the_digest_as_strong_as_itself() -> None:
    signature = _sign(CA.root)  # the one party with such a key

    (info,) = cms.ContentInfo.load(signature)["content"]["signer_infos"]
    assert info["digest_algorithm"]["algorithm"].native == "sha384"
    assert _state(signature) == State.GOOD


def test_the_signer_that_is_returned_serves_for_the_check_of_the_path() -> None:
    class Answers:
        """Asks the authority itself."""

        def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
            return CA.ocsp_answer(HOLDER.certificate, moment=NOW)

        def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
            return CA.crl(CA.root, moment=NOW)

    checked = checking.check(
        verify(SIGNED, data=NONCE).signer,
        anchors=[CA.root.der],
        intermediates=[CA.issuing.der],
        purpose=checking.LOGIN,
        source=Answers(),
        moment=NOW + timedelta(minutes=1),
    )

    assert checked.state == checking.State.GOOD


def test_a_key_that_is_not_in_the_certificate_does_not_sign() -> None:
    key = ec.generate_private_key(ec.SECP256R1())

    with pytest.raises(KeyMismatchError):
        sign_detached(NONCE, key=key, certificate=HOLDER.certificate, at=NOW)


@pytest.mark.parametrize("data", [NONCE + b"!", NONCE[:-1], b""])
def test_other_content_is_tampered(data: bytes) -> None:
    assert _state(SIGNED, data=data) == State.TAMPERED


def test_a_refused_signature_names_nobody() -> None:
    assert verify(SIGNED, data=b"other") == Verified(state=State.TAMPERED)


def _another_signature(content: Any) -> None:
    info = content["signer_infos"][0]
    other = cms.ContentInfo.load(_sign(HOLDER))["content"]["signer_infos"][0]
    info["signature"] = other["signature"].native[:-1] + b"\x00"


def _another_moment(content: Any) -> None:
    moment = cms.Time({"utc_time": NOW + timedelta(minutes=1)})
    _attribute(content, "signing_time")["values"] = [moment]


@pytest.mark.parametrize("change", [_another_signature, _another_moment])
def test_a_changed_signature_or_signed_attribute_is_tampered(change: Change) -> None:
    assert _state(_changed(change)) == State.TAMPERED


def _two_signers(content: Any) -> None:
    content["signer_infos"].append(content["signer_infos"][0].copy())


def _no_signer(content: Any) -> None:
    content["signer_infos"] = []


@pytest.mark.parametrize("change", [_two_signers, _no_signer])
def test_there_is_exactly_one_signer(change: Change) -> None:
    assert _state(_changed(change)) == State.SIGNER_COUNT


def test_content_inside_the_signature_is_refused_although_it_is_the_right_one() -> None:
    assert _state(_by_another_program(detached=False)) == State.ATTACHED


def _empty_content(content: Any) -> None:
    content["encap_content_info"]["content"] = core.OctetString(b"")


def test_empty_content_inside_the_signature_is_content() -> None:
    assert _state(_changed(_empty_content)) == State.ATTACHED


def _no_certificates(content: Any) -> None:
    content["certificates"] = []


def _only_the_issuer(content: Any) -> None:
    content["certificates"] = [
        cms.CertificateChoices({"certificate": asn1.Certificate.load(CA.issuing.der)})
    ]


@pytest.mark.parametrize("change", [_no_certificates, _only_the_issuer])
def test_the_certificate_of_the_signer_must_be_inside(change: Change) -> None:
    assert _state(_changed(change)) == State.CERTIFICATE_MISSING


def test_a_weak_key_in_the_certificate_is_refused() -> None:
    assert _state(_by_another_program(Trait.WEAK_KEY)) == State.CERTIFICATE_REFUSED


def test_a_whole_signature_that_does_not_bind_its_certificate_is_refused() -> None:
    unbound = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(NONCE)
        .add_signer(HOLDER.certificate, HOLDER.key, hashes.SHA256())
        .sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
    )

    assert _state(unbound) == State.NOT_BOUND


def _another_certificate_of_the_same_key(content: Any) -> None:
    """Put a certificate of the same key, issuer and serial there, which the signer did not mean."""
    other = content["certificates"][0].chosen.copy()
    other["signature_value"] = core.OctetBitString(b"\x30\x00")
    content["certificates"] = [cms.CertificateChoices({"certificate": other})]


def _no_attributes(content: Any) -> None:
    del content["signer_infos"][0]["signed_attrs"]


def _digest_of_the_certificate_of_yesterday(content: Any) -> None:
    named = general.as_signing_certificate_v2(asn1.Certificate.load(HOLDER.der), "sha1")
    _attribute(content, "signing_certificate_v2")["values"] = [named]


def _nothing_named(content: Any) -> None:
    _attribute(content, "signing_certificate_v2")["values"] = [{"certs": []}]


@pytest.mark.parametrize(
    "change",
    [
        _another_certificate_of_the_same_key,
        _no_attributes,
        _digest_of_the_certificate_of_yesterday,
        _nothing_named,
    ],
)
def test_the_signed_attributes_must_name_the_certificate(change: Change) -> None:
    assert _state(_changed(change)) == State.NOT_BOUND


def test_a_digest_of_yesterday_is_refused() -> None:
    assert _state(_by_another_program(digest_algorithm="sha1")) == State.ALGORITHM


def _digests_that_differ(content: Any) -> None:
    content["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha512_ecdsa"}


def _mechanism_of_another_key(content: Any) -> None:
    content["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha256_rsa"}


@pytest.mark.parametrize("change", [_digests_that_differ, _mechanism_of_another_key])
def test_digest_mechanism_and_key_must_agree(change: Change) -> None:
    assert _state(_changed(change)) == State.ALGORITHM


def test_rsa_with_pss_verifies_as_other_programs_write_it() -> None:
    assert _state(_by_another_program(Trait.RSA, pss=True)) == State.GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha1"}}},
        {"salt_length": 2**80},
        {"salt_length": -1},
    ],
)
def test_strange_parameters_of_pss_are_refused(change: dict[str, Any]) -> None:
    message = cms.ContentInfo.load(_by_another_program(Trait.RSA, pss=True))
    mechanism = message["content"]["signer_infos"][0]["signature_algorithm"]
    for name, value in change.items():
        mechanism["parameters"][name] = value

    assert _state(message.dump(force=True)) == State.ALGORITHM


class Moment(attributes.CMSAttributeProvider):
    """Says a moment in these very characters."""

    attribute_type = "signing_time"

    def __init__(self, characters: bytes) -> None:
        self.characters = characters

    async def build_attr_value(self, dry_run: bool = False) -> Any:  # noqa: FBT001, FBT002, ARG002
        return cms.Time({"generalized_time": core.GeneralizedTime(contents=self.characters)})


class Said(attributes.SignedAttributeProviderSpec):
    """Binds the certificate and says what it is given."""

    def __init__(self, *said: attributes.CMSAttributeProvider) -> None:
        self.said = said

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Any:  # noqa: ARG002
        certificate = asn1.Certificate.load(HOLDER.der)
        return [attributes.SigningCertificateV2Provider(certificate), *self.said]


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (Said(), None),
        (Said(Moment(b"20261123120000Z")), NOW),
        (Said(Moment(b"20261123140000+0200")), NOW),
        (Said(Moment(b"20261123120000")), None),  # of which zone?
        (Said(Moment(b"00001123120000Z")), None),  # before the first year of the calendar
    ],
    ids=["nothing", "a moment", "another zone", "no zone", "the year zero"],
)
def test_the_moment_is_what_the_signer_claims_with_its_zone(said, claimed) -> None:
    found = verify(_by_another_program(attributes_of=said), data=NONCE)

    assert found == Verified(state=State.GOOD, signer=HOLDER.der, signing_time=claimed)


@pytest.mark.parametrize(
    "garbage",
    [b"\x30\x80" * 30_000, b"\x24\x80" * 30_000, b"\x30" * 60_000, b"\x30\x80\x00\x00", b""],
    ids=["nested sequences", "nested strings", "lengths", "empty sequence", "nothing"],
)
def test_garbage_in_ber_is_unreadable(garbage: bytes) -> None:
    assert _state(garbage) == State.UNREADABLE


def test_something_after_the_signature_is_unreadable() -> None:
    assert _state(SIGNED + b"\x00") == State.UNREADABLE


NAME = cms.ContentType("signed_data").dump()


@pytest.mark.parametrize(
    "message",
    [
        SIGNED.replace(NAME, cms.ContentType("digested_data").dump(), 1),
        core.Sequence(contents=NAME).dump(),
    ],
    ids=["of another kind", "of nothing"],
)
def test_a_message_that_holds_no_signed_data_is_unreadable(message: bytes) -> None:
    assert _state(message) == State.UNREADABLE


def _content_of_another_kind(content: Any) -> None:
    content["encap_content_info"] = {"content_type": "tst_info"}


def test_only_plain_data_is_signed() -> None:
    assert _state(_changed(_content_of_another_kind)) == State.UNREADABLE


def test_a_large_signature_is_refused_unread() -> None:
    assert _state(SIGNED + bytes(signatures.LARGEST)) == State.TOO_LARGE


def test_a_signature_truncated_anywhere_is_unreadable() -> None:
    states = {_state(SIGNED[:length]) for length in range(len(SIGNED))}

    assert states == {State.UNREADABLE}


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_signature(garbage: bytes) -> None:
    assert _state(garbage) == State.UNREADABLE


@given(st.integers(0, len(SIGNED) - 1), st.binary(max_size=4), st.integers(0, 4))
def test_bytes_put_over_others_never_make_another_signature(
    at: int, put: bytes, taken: int
) -> None:
    found = verify(SIGNED[:at] + put + SIGNED[at + taken :], data=NONCE)

    assert found.state != State.GOOD or (found.signer, found.signing_time) == (HOLDER.der, NOW)


@pytest.mark.skipif(not shutil.which("openssl"), reason="the openssl command is not installed")
@pytest.mark.parametrize("trait", [Trait.VALID, Trait.RSA])
def test_openssl_believes_our_signature_and_we_believe_its(trait: Trait, tmp_path) -> None:
    party = pki.certificate(trait, ca=CA)
    key = party.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    above = [each.certificate.public_bytes(Encoding.PEM) for each in (CA.root, CA.issuing)]
    (tmp_path / "data").write_bytes(NONCE)
    (tmp_path / "ours").write_bytes(_sign(party))
    (tmp_path / "above").write_bytes(b"".join(above))
    (tmp_path / "holder").write_bytes(party.certificate.public_bytes(Encoding.PEM) + key)

    _openssl("-verify -in ours -inform DER -content data -CAfile above -purpose any", tmp_path)
    _openssl("-sign -in data -signer holder -outform DER -out theirs", tmp_path)

    assert verify((tmp_path / "theirs").read_bytes(), data=NONCE).signer == party.der


def _openssl(options: str, folder: Any) -> None:
    options += " -no_check_time" if "-verify" in options else ""
    subprocess.run(
        ["openssl", "cms", "-cades", "-binary", *options.split()],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=20,
    )
