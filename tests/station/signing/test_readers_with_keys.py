"""Is a token whose reader has keys asked there, and told no PIN?"""

import pkcs11
import pytest
from pkcs11 import TokenFlag

from openpias.station.devices import tokens


class Found:
    """A token as the library shows it; no module of a reader with keys is at hand."""

    def __init__(self, flags):
        self.flags = flags
        self.opened = []

    def open(self, *, user_pin):
        self.opened.append(user_pin)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (TokenFlag.TOKEN_INITIALIZED, "123456"),
        (TokenFlag.PROTECTED_AUTHENTICATION_PATH, pkcs11.PROTECTED_AUTH),
    ],
)
def test_a_session_is_opened_with_the_pin_or_on_the_reader(flags, expected):
    found = Found(flags)

    tokens._opened(found, "123456")

    assert found.opened == [expected]


class Library:
    """A module that sees no token any more."""

    def reinitialize(self):
        """Begin anew."""


@pytest.mark.parametrize("error", [pkcs11.exceptions.FunctionCancelled, pkcs11.FunctionRejected])
def test_what_nobody_typed_is_told_as_that(error):
    with pytest.raises(tokens.PinAbandoned), tokens._told(Library(), None):
        raise error
