"""Whom does somebody mean who types a user name and a password the way practices do?

The module that knows providers says so through `register`: it lies above this one.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The user name and password of an account, as they are compared.

    `is_mistyped` says that the password cannot be one that was given, by its control character; it
    tells nothing about the account. `asks_house` says that the house was left out and has to be
    chosen; it is so for every provider, known or not.
    `typed` is the user name in its one spelling, before anything was looked up: wrong passwords are
    counted by it, so that the count tells nothing about accounts.
    """

    username: str
    password: str
    typed: str
    is_mistyped: bool = False
    asks_house: bool = False


Reader = Callable[[str, str], Login | None]
Houses = Callable[[], list[tuple[str, str]]]
Contact = Callable[[str], str]
_readers: list[Reader] = []
_houses: list[Houses] = []
_contacts: list[Contact] = []


def register(reader: Reader, *, houses: Houses, contact: Contact) -> None:
    """Add somebody who knows what a user name means; None from it means that it does not.

    `houses` gives the codes and names that a provider with several chooses from; `contact` says
    whom to ask at the house that a user name names, and nothing for a name without a house.
    """
    if reader not in _readers:
        _readers.append(reader)
        _houses.append(houses)
        _contacts.append(contact)


def contact(username: str) -> str:
    """Return whom to ask at the house named in a user name, whether or not the account exists."""
    return next((found for each in _contacts if (found := each(username))), "")


def spellings(username: str) -> tuple[str, ...]:
    """Return the names under which wrong passwords for this account are counted."""
    short = username.partition("_")[0]
    return (username, short) if is_provider(username) and short != username else (username,)


def houses() -> list[tuple[str, str]]:
    """Return the houses to choose from."""
    return [each for reader in _houses for each in reader()]


def meant(username: str, password: str) -> Login:
    """Return what was meant; what nobody knows stays as it was typed."""
    for reader in _readers:
        if login := reader(username, password):
            return login
    return Login(username=username, password=password, typed=username)


def is_provider(username: str) -> bool:
    """Tell whether this is the user name of a provider, whose password is a licence series."""
    return any(reader(username, "") is not None for reader in _readers)
