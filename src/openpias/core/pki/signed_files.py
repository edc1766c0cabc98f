"""Which file did the holder of this certificate sign, when the file is inside the signature?

Reports to PIAS are attached CMS (RFC 5652), as .NET and other libraries write it: in DER, BER or
PEM, with or without signed attributes, and without the binding that `signatures.verify` asks for.
Whether the certificate may be believed is the question of `checking.check`, which the caller asks
next with `SignedFile.signer`.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509

from openpias.core.pki import signatures
from openpias.core.pki.signatures import Key, State

_SET_OF = b"\x31"
_SEQUENCE, _OCTETS, _EXPLICIT = 0x30, 0x04, 0xA0


class FileProblem(StrEnum):
    """What may be wrong beside the signature; the value is the code shown to users."""

    CONTENT_MISSING = "signature-content-missing"
    AMBIGUOUS = "signature-ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """What was signed, by whom (DER), and the moment that the signer claims.

    Read `content` and nothing else: what stands around it was not signed.
    """

    content: bytes
    signer: bytes
    signing_time: datetime | None


def sign(content: bytes, *, key: Key, certificate: x509.Certificate, at: datetime) -> bytes:
    """Sign a file as attached CAdES-B-B and return DER; call it outside a running event loop.

    Raises `KeyMismatchError`.
    """
    from asn1crypto import cms  # noqa: PLC0415
    from pyhanko.sign.signers import pdf_cms  # noqa: PLC0415

    signer = signatures.signer_for(key, certificate=certificate)
    work = signer.async_sign_general_data(
        cms.ContentInfo({"content_type": "data", "content": content}),
        pdf_cms.select_suitable_signing_md(signer.signing_cert.public_key),
        detached=False,
        use_cades=True,
        signed_attr_settings=pdf_cms.PdfCMSSignedAttributes(signing_time=at),
    )
    return bytes(asyncio.run(work).dump())


def around(signature: bytes, *, size: int) -> tuple[bytes, bytes]:
    """Return what stands before and after a file of `size` octets in its attached signature.

    `signature` is the detached one over that file, in DER as `signatures.sign_detached` makes it:
    RFC 5652, 5.4, digests the file's octets alone, so that it holds in either form. A large file is
    written between the two and never held in memory. Raises ValueError for what is no such signature.
    """
    from asn1crypto import cms, core  # noqa: PLC0415

    message = cms.ContentInfo.load(signature, strict=True)
    if message["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    signed = message["content"]
    inside = signed["encap_content_info"]
    if not isinstance(inside["content"], core.Void):
        raise ValueError("a file is inside already")  # noqa: TRY004 - of the message, not a type
    before = signed["version"].dump() + signed["digest_algorithms"].dump()
    after = b"".join(signed[name].dump() for name in ("certificates", "crls", "signer_infos"))
    # From the file outwards: each layer's length counts what it holds on both sides.
    head = _header(_OCTETS, size)
    head = _header(_EXPLICIT, len(head) + size) + head
    head = inside["content_type"].dump() + head
    head = before + _header(_SEQUENCE, len(head) + size) + head
    head = _header(_SEQUENCE, len(head) + size + len(after)) + head
    head = _header(_EXPLICIT, len(head) + size + len(after)) + head
    head = message["content_type"].dump() + head
    return _header(_SEQUENCE, len(head) + size + len(after)) + head, after


def _header(tag: int, length: int) -> bytes:
    """Write a tag and a length in DER (X.690, 8.1.3)."""
    if length < 0x80:
        return bytes([tag, length])
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(octets)]) + octets


def read(message: bytes) -> SignedFile | State | FileProblem:
    """Read a signed file and verify its signature; raises nothing, whatever the bytes.

    Takes about six times the size of the message in memory, so that the caller bounds it.
    """
    try:
        return _read(message)
    except (ValueError, TypeError, KeyError):  # what the libraries raise for bad structure
        return State.UNREADABLE


def _read(message: bytes) -> SignedFile | State | FileProblem:
    from asn1crypto import cms, pem  # noqa: PLC0415

    if message.startswith(b"-----BEGIN"):
        message = pem.unarmor(message)[2]
    outer = cms.ContentInfo.load(message, strict=True)
    if outer["content_type"].native != "signed_data":
        return State.UNREADABLE
    signed = outer["content"]
    content = _content(signed["encap_content_info"])
    if not isinstance(content, bytes):
        return content
    if _is_ambiguous(signed, content):
        return FileProblem.AMBIGUOUS
    found = signatures.judged(signed, content, must_be_bound=False)
    if found.state is not State.GOOD:
        return found.state
    return SignedFile(content=content, signer=found.signer, signing_time=found.signing_time)


def _content(inside: Any) -> bytes | State | FileProblem:
    from asn1crypto import core  # noqa: PLC0415

    if inside["content_type"].native != "data":
        return State.UNREADABLE
    if isinstance(inside["content"], core.Void):
        return FileProblem.CONTENT_MISSING
    return bytes(inside["content"])


def _is_ambiguous(signed: Any, content: bytes) -> bool:
    """Tell what could be the signed attributes of another signature, shown as if it were a file.

    RFC 5652, section 5.4, signs either the content or the attributes, and both look alike.
    """
    has_attributes = any(len(info["signed_attrs"]) for info in signed["signer_infos"])
    return not has_attributes and content.startswith(_SET_OF)
