"""Did the holder of this certificate sign exactly these bytes?

Signatures are detached CAdES (ETSI EN 319 122-1, level B-B): the signed bytes stay outside, and the
signer's certificate is bound by `signing-certificate-v2` (RFC 5035). Whether that certificate may be
believed is the question of `checking.check`, which the caller asks next with `Verified.signer`.
The library for signatures is loaded at the first use, since that takes 700 ms.
"""

import asyncio
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from openpias.core.pki import certificates

LARGEST = 64 * 1024
_DIGESTS = ("sha256", "sha384", "sha512")
_LONGEST_SALT = 512  # octets; some write the longest that fits, here RSA with 4,096 bits
_KEYS = {
    "rsassa_pkcs1v15": rsa.RSAPublicKey,
    "rsassa_pss": rsa.RSAPublicKey,
    "ecdsa": ec.EllipticCurvePublicKey,
}
_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
# What is signed: bytes, or a file of any size that is read from its beginning, piece by piece.
Content = bytes | io.BufferedIOBase


class State(StrEnum):
    """What was found; the value of all but the first is the code shown to users."""

    GOOD = "good"
    TAMPERED = "signature-tampered"
    TOO_LARGE = "signature-too-large"
    UNREADABLE = "signature-unreadable"
    ATTACHED = "signature-attached"
    SIGNER_COUNT = "signature-signer-count"
    CERTIFICATE_MISSING = "signature-certificate-missing"
    CERTIFICATE_REFUSED = "signature-certificate-refused"
    NOT_BOUND = "signature-not-bound"
    ALGORITHM = "signature-algorithm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The state; only when it is good, the signer's DER and the moment that the signer claims."""

    state: State
    signer: bytes = b""
    signing_time: datetime | None = None


class KeyMismatchError(Exception):
    """The key is not the one in the certificate, so nobody could verify what it signs."""


def sign_detached(data: Content, *, key: Key, certificate: x509.Certificate, at: datetime) -> bytes:
    """Sign bytes or a file as CAdES-B-B, the certificate included, and return DER.

    `key` may live in a token, as long as it has the methods of `cryptography`'s private keys.
    Call it outside a running event loop. Raises `KeyMismatchError`.
    """
    return sign_detached_by(signer_for(key, certificate=certificate), data, at=at)


def signer_for(key: Key, *, certificate: x509.Certificate) -> Any:
    """Return a signer of pyHanko's for a key, wherever it is; raises `KeyMismatchError`."""
    if key.public_key() != certificate.public_key():
        raise KeyMismatchError
    from asn1crypto import x509 as asn1  # noqa: PLC0415
    from pyhanko.sign.signers import pdf_cms  # noqa: PLC0415

    class Signer(pdf_cms.Signer):
        """Lets the key sign, wherever it is."""

        async def async_sign_raw(
            self,
            data: bytes,
            digest_algorithm: str,
            dry_run: bool = False,  # noqa: FBT001, FBT002, ARG002 - so the library calls it
        ) -> bytes:
            return _signed(data, key=key, digest=digest_algorithm)

    holder = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    return Signer(signing_cert=holder)


def sign_detached_by(signer: Any, data: Content, *, at: datetime) -> bytes:
    """Sign bytes or a file in the same form with one of pyHanko's signers, whose key is out of reach.

    The signer has its certificate; whether the key belongs to it, `verify` tells. What the signer
    raises passes through. Call it outside a running event loop.
    """
    from pyhanko.sign.signers import pdf_cms  # noqa: PLC0415

    if not isinstance(data, bytes):
        data.seek(0)
    work = signer.async_sign_general_data(
        data,
        pdf_cms.select_suitable_signing_md(signer.signing_cert.public_key),
        use_cades=True,
        signed_attr_settings=pdf_cms.PdfCMSSignedAttributes(signing_time=at),
    )
    return bytes(asyncio.run(work).dump())


def _signed(data: bytes, *, key: Key, digest: str) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), _HASHES[digest])
    return key.sign(data, ec.ECDSA(_HASHES[digest]))


def verify(signature: bytes, *, data: Content) -> Verified:
    """Verify a detached signature (DER or BER) over `data`; raises nothing, whatever the bytes.

    A file that cannot be read raises OSError.

    Refused besides what was changed: content inside the signature, more or fewer signers than one,
    digests other than SHA-2, keys that `certificates.read` refuses, a certificate that is not bound.
    """
    if len(signature) > LARGEST:
        return Verified(state=State.TOO_LARGE)
    try:
        return _verified(signature, data)
    except (ValueError, TypeError):  # what the libraries raise for bad structure
        return Verified(state=State.UNREADABLE)


def _verified(signature: bytes, data: Content) -> Verified:
    from asn1crypto import cms, core  # noqa: PLC0415

    message = cms.ContentInfo.load(signature, strict=True)
    if message["content_type"].native != "signed_data":
        return Verified(state=State.UNREADABLE)
    signed = message["content"]
    inside = signed["encap_content_info"]
    if not isinstance(inside["content"], core.Void):
        return Verified(state=State.ATTACHED)
    if inside["content_type"].native != "data":
        return Verified(state=State.UNREADABLE)
    return judged(signed, data)


def judged(signed: Any, data: Content, *, must_be_bound: bool = True) -> Verified:
    """Judge a parsed message over `data`; raises `ValueError` or `TypeError` for bad structure.

    Without `must_be_bound` plain CMS is enough: whoever got another certificate for the same key
    could put it in place of the signer's.
    """
    if len(signed["signer_infos"]) != 1:
        return Verified(state=State.SIGNER_COUNT)
    from pyhanko.sign import general  # noqa: PLC0415
    from pyhanko.sign.validation import generic_cms  # noqa: PLC0415

    (info,) = signed["signer_infos"]
    try:
        signer = general.extract_certificate_info(signed).signer_cert
    except general.CMSExtractionError:
        return Verified(state=State.CERTIFICATE_MISSING)
    refusal = _refusal(info, signer, must_be_bound=must_be_bound)
    if refusal:
        return Verified(state=refusal)
    digest = info["digest_algorithm"]["algorithm"].native
    intact, valid = generic_cms.validate_sig_integrity(
        info,
        signer,
        expected_content_type="data",
        actual_digest=_digest(data, digest),
    )
    if not (intact and valid):
        return Verified(state=State.TAMPERED)
    return Verified(state=State.GOOD, signer=signer.dump(), signing_time=_signing_time(info))


def _digest(data: Content, name: str) -> bytes:
    if isinstance(data, bytes):
        return hashlib.new(name, data).digest()
    data.seek(0)
    return hashlib.file_digest(data, name).digest()


def _refusal(info: Any, signer: Any, *, must_be_bound: bool) -> State | None:
    if isinstance(certificates.read(signer.dump()), certificates.Problem):
        return State.CERTIFICATE_REFUSED
    if must_be_bound and not _is_bound(info, signer):
        return State.NOT_BOUND
    return None if _is_allowed(info, signer) else State.ALGORITHM


def _is_bound(info: Any, signer: Any) -> bool:
    """Say whether the signed attributes name this certificate, by a SHA-2 digest."""
    from pyhanko.sign import general  # noqa: PLC0415

    try:
        found = general.find_unique_cms_attribute(info["signed_attrs"], "signing_certificate_v2")
    except general.NonexistentAttributeError:
        return False
    named = next(iter(found["certs"]), None)
    return (
        named is not None
        and named["hash_algorithm"]["algorithm"].native in _DIGESTS
        and general.check_ess_certid(signer, named)
    )


def _is_allowed(info: Any, signer: Any) -> bool:
    """Say whether digest and mechanism are of today, agree with each other and with the key."""
    digest = info["digest_algorithm"]["algorithm"].native
    mechanism = info["signature_algorithm"]
    if digest not in _DIGESTS or mechanism.signature_algo not in _KEYS:
        return False
    # rsaEncryption names no digest; it means that of the content (RFC 3370, 3.2).
    is_plain_rsa = mechanism["algorithm"].native == "rsassa_pkcs1v15"
    if not is_plain_rsa and mechanism.hash_algo != digest:
        return False
    if mechanism.signature_algo == "rsassa_pss" and not _has_usual_mask(mechanism, digest):
        return False
    key = x509.load_der_x509_certificate(signer.dump()).public_key()
    return isinstance(key, _KEYS[mechanism.signature_algo])


def _has_usual_mask(mechanism: Any, digest: str) -> bool:
    """Say whether PSS masks with the digest itself (RFC 4055, 3.1) and salts within reason."""
    parameters = mechanism["parameters"].native
    mask = parameters["mask_gen_algorithm"]
    if mask["algorithm"] != "mgf1" or mask["parameters"]["algorithm"] != digest:
        return False
    salt: int = parameters["salt_length"]
    return 0 <= salt <= _LONGEST_SALT


def _signing_time(info: Any) -> datetime | None:
    """Return what the signer claims; a moment without its zone says nothing."""
    from pyhanko.sign import general  # noqa: PLC0415

    try:
        claimed = general.find_unique_cms_attribute(info["signed_attrs"], "signing_time").native
    except general.NonexistentAttributeError:
        return None
    return claimed if isinstance(claimed, datetime) and claimed.tzinfo else None
