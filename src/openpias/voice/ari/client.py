"""What is asked of an Asterisk? Source: the ARI of Asterisk 18 and later.

Two families of errors: the Asterisk is not there (try again), or it refuses (do not).
"""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final, Self

import aiohttp

from openpias.voice.settings import AriSettings

_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)
_FILE_TIMEOUT: Final = aiohttp.ClientTimeout(total=60)
_PIECE = 1 << 16
_LONGEST_EVENT = 1 << 20


class AsteriskUnavailableError(Exception):
    """The Asterisk did not answer; it may later."""


class AsteriskRefusedError(Exception):
    """The Asterisk refused: the channel is gone, or a name is wrong."""


class AriClient:
    """The requests, with a time limit each; none is led on elsewhere. `async with` it."""

    def __init__(self, settings: AriSettings) -> None:
        """Take where the Asterisk is and as whom we come."""
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections."""
        proof = aiohttp.encode_basic_auth(self._settings.user, self._settings.password)
        self._session = aiohttp.ClientSession(headers={"Authorization": proof}, timeout=_TIMEOUT)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close them."""
        if self._session is not None:
            await self._session.close()

    async def events(self) -> AsyncIterator[Mapping[str, Any]]:
        """Yield what happens, until the connection ends; raises AsteriskUnavailableError."""
        address = f"{self._settings.url}/events"
        asked = {"app": self._settings.application, "subscribeAll": "false"}
        try:
            async with self._open().ws_connect(
                address, params=asked, heartbeat=20, max_msg_size=_LONGEST_EVENT
            ) as socket:
                async for message in socket:
                    if message.type is not aiohttp.WSMsgType.TEXT:
                        break
                    event = message.json()
                    if isinstance(event, dict):
                        yield event
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise AsteriskUnavailableError(type(error).__name__) from None

    async def ask(self, method: str, path: str, **parameters: str) -> Any:
        """Ask and return the answer, None where there is none in it."""
        try:
            async with self._open().request(
                method, f"{self._settings.url}{path}", params=parameters, allow_redirects=False
            ) as response:
                _judge(response.status)
                text = await response.text()
                return await response.json(content_type=None) if text else None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise AsteriskUnavailableError(type(error).__name__) from None

    async def fetch(self, path: str, into: Path, *, most_bytes: int) -> None:
        """Write the body of an answer into a file, no more than so much of it."""
        try:
            async with self._open().get(
                f"{self._settings.url}{path}", timeout=_FILE_TIMEOUT, allow_redirects=False
            ) as response:
                _judge(response.status)
                written = 0
                with into.open("wb") as file:
                    async for piece in response.content.iter_chunked(_PIECE):
                        file.write(piece[: most_bytes - written])
                        written += len(piece)
                        if written >= most_bytes:
                            break
        except (aiohttp.ClientError, TimeoutError) as error:
            raise AsteriskUnavailableError(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise AsteriskUnavailableError("closed")
        return self._session


def _judge(status: int) -> None:
    if status >= 500:
        raise AsteriskUnavailableError(str(status))
    if status >= 300:
        raise AsteriskRefusedError(str(status))
