"""How is a candidate named to somebody who may not know who it is?

A reference is a sealed token, made for one answer to one provider and readable for 30 minutes.
"""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from openpias.server.platform.accounts.actors import Actor

SECONDS = 30 * 60


def seal(person: str, *, actor: Actor) -> str:
    """Return an opaque reference to a person's public id for this actor's provider."""
    return _fernet().encrypt(f"{actor.provider.code}\0{person}".encode()).decode()


def unseal(reference: str, *, actor: Actor) -> str | None:
    """Return the public id, or None when the reference is old, damaged or somebody else's."""
    try:
        provider, _, person = (
            _fernet().decrypt(reference.encode(), ttl=SECONDS).decode().partition("\0")
        )
    except (InvalidToken, UnicodeError):
        return None
    return person if provider == actor.provider.code else None


@cache
def _fernet() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"openpias candidate reference")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
