"""Whom does somebody mean who types a user name and a password the way practices do?

The module that knows providers says so through `register`: it lies above this one.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The user name and password of an account, as they are compared.

    `is_mistyped` says that the password cannot be one that was given, by its control character; it
    tells nothing about the account.
    """

    username: str
    password: str
    is_mistyped: bool = False


Reader = Callable[[str, str], Login | None]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Add somebody who knows what a user name means; None from it means that it does not."""
    if reader not in _readers:
        _readers.append(reader)


def meant(username: str, password: str) -> Login:
    """Return what was meant; what nobody knows stays as it was typed."""
    for reader in _readers:
        if login := reader(username, password):
            return login
    return Login(username=username, password=password)
