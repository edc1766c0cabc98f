"""How is what may name a person written at rest, and read again?

AES-256-GCM of the `cryptography` library, with keys drawn from OPENPIAS_HELPDESK_KEY by HKDF, one a
purpose. What is sealed for one row opens for no other: its kind and its id are authenticated too.
"""

import functools
import hashlib
import hmac
import os
import uuid
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE = 12


class Purpose(StrEnum):
    """What a sealed or keyed value is; a part of what is authenticated."""

    MAIL = "mail"
    ENVELOPE = "envelope"
    REPORTER = "reporter"
    DOCUMENT = "document"
    RECORDING = "recording"
    CALLER = "caller"
    TEXT = "text"
    ADDRESS = "address"
    MESSAGE_ID = "message-id"
    THREAD = "thread"
    RATING = "rating"


class UnsealError(Exception):
    """What was sealed does not open: another key, another row, or damage."""


def seal(content: bytes, *, purpose: Purpose, ref: uuid.UUID) -> bytes:
    """Return the sealed content: a version, a random nonce, and the text with its tag."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(_key(purpose)).encrypt(nonce, content, _bound(purpose, ref))


def unseal(sealed: bytes | memoryview, *, purpose: Purpose, ref: uuid.UUID) -> bytes:
    """Return what was sealed for this row; raises UnsealError."""
    whole = bytes(sealed)
    if whole[:1] != _VERSION:
        raise UnsealError
    nonce, rest = whole[1 : 1 + _NONCE], whole[1 + _NONCE :]
    try:
        return AESGCM(_key(purpose)).decrypt(nonce, rest, _bound(purpose, ref))
    except (InvalidTag, ValueError):
        raise UnsealError from None


def keyed(text: str, *, purpose: Purpose) -> bytes:
    """Return a digest that finds the same text again, and tells nobody without the key what it was."""
    return hmac.digest(_key(purpose), text.encode("utf-8", "surrogatepass"), hashlib.sha256)


def _bound(purpose: Purpose, ref: uuid.UUID) -> bytes:
    return f"{purpose}:{ref}".encode("ascii")


def _key(purpose: Purpose) -> bytes:
    return _derived(purpose, settings.HELPDESK_KEY)


@functools.cache
def _derived(purpose: Purpose, master: bytes) -> bytes:
    info = f"openpias helpdesk {purpose}".encode("ascii")
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(master)
