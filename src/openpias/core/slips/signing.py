"""Who signed a slip's code, and is it whole?

COSE_Sign1 with ES256 (RFC 9052), printed as decimal digits: a scanner that types like a keyboard
cannot mangle digits, whatever the layout.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeGuard

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from openpias.core.slips import payload as payloads
from openpias.core.slips.payload import NewerFormatError, PayloadError, SlipPayload

PREFIX = "10"
"""The digits before the number: 1 so that nothing is lost in front, 0 for this way of writing."""

_COSE_SIGN1 = 18
_ALGORITHM, _KEY_ID = 1, 4
_ES256 = -7
_COORDINATE_BYTES = 32
_LONGEST_DIGITS = 4000


class Refusal(StrEnum):
    """Why a code is not accepted."""

    NOT_A_SLIP = "not-a-slip"
    DAMAGED = "damaged"
    NEWER_FORMAT = "newer-format"
    UNKNOWN_KEY = "unknown-key"
    BAD_SIGNATURE = "bad-signature"
    WRONG_KEY_USE = "wrong-key-use"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A key that signatures are checked with; a retired one still checks old slips."""

    key_id: bytes
    public: ec.EllipticCurvePublicKey
    practice: bool
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that signs."""

    key_id: bytes
    private: ec.EllipticCurvePrivateKey
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A code that we signed, and the key that did."""

    payload: SlipPayload
    key_id: bytes


class KeyRing:
    """The keys whose signatures are accepted."""

    def __init__(self, keys: Iterable[PublicKey]) -> None:
        self._keys = {key.key_id: key for key in keys}

    def get(self, key_id: bytes) -> PublicKey | None:
        """Return the key with this id."""
        return self._keys.get(key_id)

    def published(self) -> str:
        """Return the ring as the JSON that readers fetch."""
        keys = [
            {
                "kid": key.key_id.hex(),
                "pem": public_pem(key.public).decode(),
                "practice": key.practice,
                "retired": key.retired,
            }
            for key in self._keys.values()
        ]
        return json.dumps({"keys": keys}, indent=1)

    @classmethod
    def from_published(cls, text: str) -> "KeyRing":
        """Read the published JSON; raises ValueError when it is none."""
        content = json.loads(text)
        if not isinstance(content, dict) or not isinstance(content.get("keys"), list):
            raise ValueError("no list of keys")  # noqa: TRY004 - the content is wrong, not a type of ours
        return cls([_published_key(item) for item in content["keys"]])


def _published_key(item: object) -> PublicKey:
    if not isinstance(item, dict) or not isinstance(item.get("pem"), str):
        raise ValueError("a key has no pem")  # noqa: TRY004 - as above
    return load_public(
        item["pem"].encode(),
        practice=item.get("practice") is True,
        retired=item.get("retired") is True,
    )


def _is_p256(public: object) -> TypeGuard[ec.EllipticCurvePublicKey]:
    """Tell whether ES256 checks with this key (RFC 9053, 2.1)."""
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return False
    return isinstance(public.curve, ec.SECP256R1)


def generate(*, practice: bool) -> SigningKey:
    """Return a new key on P-256."""
    return signing_key(ec.generate_private_key(ec.SECP256R1()), practice=practice)


def signing_key(private: ec.EllipticCurvePrivateKey, *, practice: bool) -> SigningKey:
    """Return a private key with its id."""
    return SigningKey(key_id=key_id_of(private.public_key()), private=private, practice=practice)


def load_private(pem: bytes, *, practice: bool) -> SigningKey:
    """Read a private key; raises ValueError when it is not one on P-256."""
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not _is_p256(private.public_key()):
        raise ValueError("the signing key is not on P-256")
    return signing_key(private, practice=practice)


def load_public(pem: bytes, *, retired: bool = False, practice: bool = False) -> PublicKey:
    """Read a public key; raises ValueError when it is not one on P-256."""
    public = serialization.load_pem_public_key(pem)
    if not _is_p256(public):
        raise ValueError("a key is not on P-256")
    return PublicKey(key_id=key_id_of(public), public=public, practice=practice, retired=retired)


def private_pem(key: SigningKey) -> bytes:
    """Write a private key as PKCS#8."""
    return key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(public: ec.EllipticCurvePublicKey) -> bytes:
    """Write a public key as SubjectPublicKeyInfo."""
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def public_of(key: SigningKey, *, retired: bool = False) -> PublicKey:
    """Return what checks this key's signatures."""
    return PublicKey(
        key_id=key.key_id,
        public=key.private.public_key(),
        practice=key.practice,
        retired=retired,
    )


def key_id_of(public: ec.EllipticCurvePublicKey) -> bytes:
    """Return the first 8 bytes of SHA-256 over the SubjectPublicKeyInfo."""
    encoded = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return sha256(encoded).digest()[:8]


def sign(payload: SlipPayload, key: SigningKey) -> str:
    """Return the signed payload as decimal digits."""
    return digits_of(sign_bytes(payloads.encode(payload), key))


def sign_bytes(content: bytes, key: SigningKey) -> bytes:
    """Return `content` as COSE_Sign1."""
    protected = cbor2.dumps({_ALGORITHM: _ES256, _KEY_ID: key.key_id}, canonical=True)
    # RFC 6979: a slip printed again carries the same code, and no bad random number leaks the key.
    algorithm = ec.ECDSA(SHA256(), deterministic_signing=True)
    der = key.private.sign(_to_sign(protected, content), algorithm)
    r, s = utils.decode_dss_signature(der)
    signature = r.to_bytes(_COORDINATE_BYTES, "big") + s.to_bytes(_COORDINATE_BYTES, "big")
    return cbor2.dumps(cbor2.CBORTag(_COSE_SIGN1, [protected, {}, content, signature]))


def verify(digits: str, keys: KeyRing) -> Verified | Refusal:
    """Read and check a code; blanks between the digits do not matter. Never raises."""
    content = bytes_of("".join(digits.split()))
    if content is None:
        return Refusal.NOT_A_SLIP
    checked = verify_bytes(content, keys)
    if isinstance(checked, Refusal):
        return checked
    signed, key = checked
    try:
        payload = payloads.decode(signed)
    except NewerFormatError:
        return Refusal.NEWER_FORMAT
    except PayloadError:
        return Refusal.DAMAGED
    if payload.practice is not key.practice:
        return Refusal.WRONG_KEY_USE
    return Verified(payload=payload, key_id=key.key_id)


def verify_bytes(content: bytes, keys: KeyRing) -> tuple[bytes, PublicKey] | Refusal:
    """Check a COSE_Sign1; return what was signed and with which key. Never raises."""
    parts = _parts(content)
    if parts is None:
        return Refusal.DAMAGED
    protected, signed, signature = parts
    try:
        header: Mapping[int, Any] = payloads.decode_map(protected)
    except PayloadError:
        return Refusal.DAMAGED
    key_id = header.get(_KEY_ID)
    # A header that we do not write may ask for what this reader does not do (RFC 9052, 3.1, crit).
    known = header.keys() == {_ALGORITHM, _KEY_ID} and header[_ALGORITHM] == _ES256
    if not known or not isinstance(key_id, bytes):
        return Refusal.DAMAGED
    key = keys.get(key_id)
    if key is None:
        return Refusal.UNKNOWN_KEY
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    try:
        der = utils.encode_dss_signature(r, s)
        key.public.verify(der, _to_sign(protected, signed), ec.ECDSA(SHA256()))
    except InvalidSignature:
        return Refusal.BAD_SIGNATURE
    return signed, key


def _parts(content: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return protected header, content and signature of a COSE_Sign1."""
    try:
        tag = payloads.decode_whole(content)
    except PayloadError:
        return None
    if not isinstance(tag, cbor2.CBORTag) or tag.tag != _COSE_SIGN1:
        return None
    value = tag.value
    # The decoder makes what a tag holds immutable.
    if not isinstance(value, list | tuple) or len(value) != 4:
        return None
    protected, unprotected, signed, signature = value
    whole = all(isinstance(each, bytes) for each in (protected, signed, signature))
    bare = isinstance(unprotected, Mapping) and not unprotected
    if not whole or not bare or len(signature) != 2 * _COORDINATE_BYTES:
        return None
    return protected, signed, signature


def _to_sign(protected: bytes, content: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", content])


def digits_of(content: bytes) -> str:
    """Write bytes as decimal digits; a leading byte 1 keeps leading zeros."""
    return PREFIX + str(int.from_bytes(b"\x01" + content, "big"))


def bytes_of(digits: str) -> bytes | None:
    """Read what `digits_of` wrote, or None."""
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_DIGITS
    if not plain or not digits.startswith(PREFIX) or len(digits) < len(PREFIX) + 2:
        return None
    number = int(digits[len(PREFIX) :])
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return content[1:] if content[:1] == b"\x01" else None
