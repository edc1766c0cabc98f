"""How does a trunk learn where we are? By REGISTER, again before it forgets.

Only for trunks that ask for it; one that is configured with our address needs none.
Source: RFC 3261, 10.2.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from openpias.voice.sip.agent import UserAgent
from openpias.voice.sip.answers import Peer
from openpias.voice.sip.digest import Challenge, Credentials, authorisation, parse_challenge
from openpias.voice.sip.messages import Response, write

_log = structlog.get_logger("openpias.voice")
_ASKED_SECONDS, _LONGEST_SECONDS = 600, 3600
_FIRST_RETRY, _LAST_RETRY = 15.0, 600.0
_FIELDS: Final = {401: ("www-authenticate", "Authorization")}
_PROXY_FIELDS: Final = {407: ("proxy-authenticate", "Proxy-Authorization")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrar:
    """With whom we register. `domain`: what stands in the address; `peer`: where it listens."""

    domain: str
    peer: Peer
    credentials: Credentials


class Registration:
    """Keeps us registered until it is stopped."""

    def __init__(
        self,
        agent: UserAgent,
        registrar: Registrar,
        *,
        retry: Callable[[float], float] = lambda wait: min(2 * wait, _LAST_RETRY),
    ) -> None:
        """Take the socket and the registrar; `run` does the rest."""
        self._agent, self._registrar, self._retry = agent, registrar, retry
        self._call_id = secrets.token_hex(16)
        self._tag = secrets.token_hex(8)
        self._cseq = 0
        self._challenge: Challenge | None = None
        self._field = ""
        self._count = 0
        self._seconds = _ASKED_SECONDS
        self.is_registered = asyncio.Event()

    async def run(self, *, first_retry: float = _FIRST_RETRY) -> None:
        """Register, and again at four fifths of each time; wait longer after each failure."""
        wait = first_retry
        while True:
            granted = await self._register(self._seconds)
            if granted:
                self.is_registered.set()
                wait = first_retry
                await asyncio.sleep(granted * 0.8)
                continue
            self.is_registered.clear()
            await asyncio.sleep(wait)
            wait = self._retry(wait)

    async def leave(self) -> None:
        """Tell the registrar that we are gone, where it knew us."""
        if self.is_registered.is_set():
            self.is_registered.clear()
            await self._register(0)

    async def _register(self, seconds: int) -> int:
        """Return for how many seconds we are registered; 0 where we are not."""
        status = 0
        for _ in range(3):
            response = await self._ask(seconds)
            if response is None:
                _log.warning("registrar-silent", do="check address and port of the registrar")
                return 0
            status = response.status
            if 200 <= status < 300:
                return self._granted(response, seconds)
            if not self._learned(response):
                break
            seconds = self._seconds if seconds else 0
        _log.error(
            "registration-refused",
            status=status,
            do="check user and password of the registrar with the operator of the trunk",
        )
        return 0

    def _learned(self, response: Response) -> bool:
        """Tell whether asking again differently may help: a challenge, or a longer time."""
        if response.status == 423:
            told = response.headers.first("min-expires")
            longer = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
            is_longer = self._seconds < longer <= 24 * 3600
            self._seconds = max(self._seconds, longer) if is_longer else self._seconds
            return is_longer
        found = {**_FIELDS, **_PROXY_FIELDS}.get(response.status)
        if found is None:
            return False
        given, field = found
        challenges = [value for name, value in response.headers if name == given]
        challenge = next(filter(None, map(parse_challenge, challenges)), None)
        answered_already = self._challenge is not None and self._count > 0
        if challenge is None or (
            answered_already and self._challenge == challenge and not challenge.is_stale
        ):
            return False
        self._challenge, self._field, self._count = challenge, field, 0
        return True

    def _granted(self, response: Response, asked: int) -> int:
        told = response.headers.first("expires")
        for contact in response.headers.every("contact"):
            _, found, rest = contact.lower().partition(";expires=")
            if found and contact.startswith(self._agent.contact):
                told = rest.partition(";")[0]
        seconds = int(told) if told.isascii() and told.isdigit() and len(told) < 8 else asked
        return min(seconds, _LONGEST_SECONDS)

    async def _ask(self, seconds: int) -> Response | None:
        answered: asyncio.Future[Response | None] = asyncio.get_running_loop().create_future()

        def done(response: Response | None) -> None:
            if not answered.done():
                answered.set_result(response)

        self._cseq += 1
        self._agent.ask(
            "REGISTER", lambda via: self._written(via, seconds), self._registrar.peer, done
        )
        return await answered

    def _written(self, via: str, seconds: int) -> bytes:
        uri = f"sip:{self._registrar.domain}"
        us = f"<sip:{self._registrar.credentials.user}@{self._registrar.domain}>"
        fields = [
            ("Via", via),
            ("Max-Forwards", "70"),
            ("From", f"{us};tag={self._tag}"),
            ("To", us),
            ("Call-ID", self._call_id),
            ("CSeq", f"{self._cseq} REGISTER"),
            ("Contact", self._agent.contact),
            ("Expires", str(seconds)),
        ]
        if self._challenge is not None:
            self._count += 1
            answer = authorisation(
                self._challenge,
                self._registrar.credentials,
                method="REGISTER",
                uri=uri,
                count=self._count,
                cnonce=secrets.token_hex(8),
            )
            fields.append((self._field, answer))
        return write(f"REGISTER {uri} SIP/2.0", fields)
