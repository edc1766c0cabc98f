"""With which key are heads signed, and which public keys verify them?"""

import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from openpias.server.config.env import Profile
from openpias.server.platform.audit.heads import Head, signed_content

FILE = "audit_head_key.pem"
RETIRED = "audit_head_retired"


class HeadKeyError(Exception):
    """The signing key is missing or unreadable; the message says what to supply."""


def ensure_head_key() -> None:
    """Make the signing key where a demo or test server has none; harmless to repeat.

    Raises HeadKeyError in production, where the operator supplies the key.
    """
    path = _path()
    if path.exists():
        return
    if settings.PROFILE is Profile.PRODUCTION:
        raise HeadKeyError(f"Supply an Ed25519 private key (PKCS#8, PEM) in {path}.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _create(path, pem)


def _create(path: Path, pem: bytes) -> None:
    """Write the key whole or not at all; a process that was faster wins."""
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        output.write(pem)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


class HeadSigner:
    """Signs heads with one key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.key_id = key_id(key.public_key())

    @classmethod
    def load(cls) -> "HeadSigner":
        """Return the signer with the key of this server; raises HeadKeyError."""
        return cls(_private_key(_path()))

    def sign(self, *, position: int, chain: bytes, at_text: str) -> Head:
        """Return a signed head; `at_text` is a moment as `heads.as_text` writes it."""
        content = signed_content(position=position, chain=chain.hex(), at=at_text, key=self.key_id)
        return Head(
            position=position,
            chain=chain.hex(),
            at=at_text,
            key=self.key_id,
            signature=self._key.sign(content).hex(),
        )


def public_keys() -> Mapping[str, Ed25519PublicKey]:
    """Return the keys that verify heads: the present one, and `audit_head_retired/*.pem`.

    Retired files hold public keys. Raises HeadKeyError.
    """
    keys = [_private_key(_path()).public_key()]
    for file in sorted((settings.SECRETS_DIR / RETIRED).glob("*.pem")):
        try:
            retired = serialization.load_pem_public_key(file.read_bytes())
        except ValueError as error:
            raise HeadKeyError(f"{file} holds no public key.") from error
        if isinstance(retired, Ed25519PublicKey):
            keys.append(retired)
    return {key_id(key): key for key in keys}


def is_genuine(head: Head, *, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    """Tell whether a known key signed this head."""
    key = keys.get(head.key)
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(head.signature), head.content())
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(key: Ed25519PublicKey) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the raw public key."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key.public_bytes_raw())
    return digest.finalize().hex()[:16]


def _path() -> Path:
    return Path(settings.SECRETS_DIR) / FILE


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise HeadKeyError(
            f"No Ed25519 private key (PKCS#8, PEM) can be read from {path}."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise HeadKeyError(f"The key in {path} is not an Ed25519 one.")
    return key
