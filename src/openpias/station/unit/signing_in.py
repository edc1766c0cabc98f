"""How does the provider's token open a session with the platform, and until when does it serve?

ADR 0020: a challenge that names this server is signed, and the answer's token goes with each call.
The platform alone says when a session has ended (401): nothing hangs on the station's clock.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

Sign = Callable[[bytes, str], bytes]


class ChallengeForeignError(Exception):
    """The challenge names another server: somebody may pass it on, so that it is not signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The token of a session, and whose it is."""

    token: str = field(repr=False)
    holder: str


class Platform(Protocol):
    """What is asked of the platform (`unit.client.UnitClient`)."""

    @property
    def server(self) -> str:
        """The name of the server that is spoken to, with its port where it is none of the usual."""
        ...

    def challenge(self) -> str:
        """Return a new challenge."""
        ...

    def open_access(self, challenge: str, signature: bytes) -> Access:
        """Hand a signed challenge over."""
        ...


class SignIn:
    """Keeps the session that was opened last; `sign` lets the token sign bytes with its PIN."""

    def __init__(self, sign: Sign) -> None:
        self._sign = sign
        self._access: Access | None = None

    @property
    def holder(self) -> str:
        """Whose session is open, "" where none is."""
        return "" if self._access is None else self._access.holder

    def token(self) -> str:
        """Return what goes with each call, "" before a session was opened."""
        return "" if self._access is None else self._access.token

    def open(self, platform: Platform, pin: str) -> None:
        """Open a session; raises what the token and the platform raise, and keeps the one before."""
        challenge = platform.challenge()
        if f"\nserver: {platform.server}\n" not in challenge:
            raise ChallengeForeignError
        self._access = platform.open_access(challenge, self._sign(challenge.encode(), pin))
