"""How does the station ask the management unit, and how does it repeat a call safely?

JSON over HTTPS (`core.contracts.management_unit`). A write carries an `Idempotency-Key` of its own
and is sent once more, under the same key, where the answer did not come.
"""

import ssl
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from openpias.core.contracts.management_unit import (
    CardProof,
    CaseOpened,
    CaseReport,
    CaseView,
    CryptogramGiven,
    CryptogramRequest,
    ProofTaken,
    SessionOpened,
    SessionOpening,
    SessionState,
    TerminalEnrolled,
    TerminalEnrolment,
)
from openpias.core.smartcard.codes import Code
from openpias.station.unit.errors import (
    Said,
    UnitAnswerUnreadable,
    UnitRefused,
    UnitTimeout,
    UnitUnavailable,
    known_code,
)
from openpias.station.unit.signing_in import Access

_Message = TypeVar("_Message")
_TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)
_TOKEN_HEADER: Final = "OSCP_RESPONSE"  # noqa: S105 - the name of a header
_LONGEST_ANSWER: Final = 1_000_000
_TRIES: Final = 2


class _Challenge(msgspec.Struct):
    challenge: str


class _Signed(msgspec.Struct):
    challenge: str
    signature: bytes  # Base64 in JSON


class _Opened(msgspec.Struct):
    token: str
    holder: str


class AddressRefusedError(ValueError):
    """Passwords travel there: only HTTPS will do, but on this computer itself."""


class UnitClient:
    """A unit, asked by one user of one provider.

    `token` is asked for before each call and gives that of the session which a token of the provider
    opened; "" where the user name and the password are enough (demonstration, on loopback).
    """

    def __init__(
        self,
        base_url: str,
        *,
        username: str,
        password: str,
        token: Callable[[], str] = lambda: "",
        verify: ssl.SSLContext | bool = True,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        _check_address(base_url)
        self._token = token
        self._server = urlsplit(base_url).netloc
        self._http = httpx.Client(
            base_url=f"{base_url.rstrip('/')}/api/v1/",
            auth=httpx.BasicAuth(username, password),
            timeout=_TIMEOUT,
            verify=verify,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    @property
    def server(self) -> str:
        """The name of the server, with its port where the address has one."""
        return self._server

    def challenge(self) -> str:
        """Return a challenge for the provider's token."""
        return self._ask("POST", "challenges", _Challenge).challenge

    def open_access(self, challenge: str, signature: bytes) -> Access:
        """Hand a signed challenge over; the answer's token serves the next calls."""
        sent = _Signed(challenge=challenge, signature=signature)
        opened = self._ask("POST", "sessions", _Opened, sent)
        return Access(token=opened.token, holder=opened.holder)

    def enrol(self, enrolment: TerminalEnrolment) -> TerminalEnrolled:
        """Make a terminal known; the same one again gets the same answer."""
        return self._ask("POST", "card-terminals", TerminalEnrolled, enrolment)

    def open(self, opening: SessionOpening) -> SessionOpened:
        """Open a session for the card that was put in."""
        return self._ask("POST", "card-sessions", SessionOpened, opening)

    def state(self, token: str) -> SessionState:
        """Return how a session stands."""
        return self._ask("GET", f"card-sessions/{quote(token, safe='')}", SessionState)

    def prove(self, token: str, proof: CardProof) -> ProofTaken:
        """Hand over what the card says of itself."""
        return self._ask("POST", f"card-sessions/{quote(token, safe='')}/proofs", ProofTaken, proof)

    def cryptogram(self, token: str, request: CryptogramRequest) -> CryptogramGiven:
        """Ask for the permission of one act."""
        path = f"card-sessions/{quote(token, safe='')}/cryptograms"
        return self._ask("POST", path, CryptogramGiven, request)

    def end(self, token: str) -> None:
        """End a session; one that ended already is no fault."""
        self._sent("DELETE", f"card-sessions/{quote(token, safe='')}", None)

    def report(self, report: CaseReport) -> CaseOpened:
        """Report a blocked or an invalid card."""
        return self._ask("POST", "card-cases", CaseOpened, report)

    def cases(self) -> list[CaseView]:
        """Return the provider's own cases, the latest first."""
        return self._ask("GET", "card-cases", list[CaseView])

    def case(self, case_id: str) -> CaseView:
        """Return one case."""
        return self._ask("GET", f"card-cases/{quote(case_id, safe='')}", CaseView)

    @contextmanager
    def downloading(self, path: str) -> Iterator[httpx.Response]:
        """Give an answer whose body is read piece by piece; raises UnitError, also while it is read."""
        with _faults(), self._http.stream("GET", path, headers=self._headers("*/*")) as response:
            if not response.is_success:
                response.read()
                _accepted(response)
            yield response

    def upload(self, path: str, content: Iterator[bytes], *, kind: str) -> None:
        """Send a body piece by piece, once, since it cannot be read again; raises UnitError."""
        headers = {**self._headers("application/json"), "Content-Type": kind}
        with _faults():
            _accepted(self._http.post(path, content=content, headers=headers))

    def _headers(self, accept: str) -> dict[str, str]:
        headers = {"Accept": accept, "Idempotency-Key": uuid.uuid4().hex}
        if token := self._token():
            headers[_TOKEN_HEADER] = token
        return headers

    def _ask(self, method: str, path: str, answer: type[_Message], message: Any = None) -> _Message:
        response = self._sent(method, path, message)
        try:
            return msgspec.json.decode(response.content, type=answer)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError):
            raise UnitAnswerUnreadable from None

    def _sent(self, method: str, path: str, message: Any) -> httpx.Response:
        content = None if message is None else msgspec.json.encode(message)
        headers = self._headers("application/json")
        if content is not None:
            headers["Content-Type"] = "application/json"
        for tries_left in reversed(range(_TRIES)):
            try:
                response = self._http.request(method, path, content=content, headers=headers)
            except httpx.ConnectError:
                raise UnitUnavailable from None
            except httpx.TransportError as error:
                if tries_left:
                    continue
                raise _lost(error) from None
            return _accepted(response)
        raise UnitUnavailable


def _check_address(base_url: str) -> None:
    parts = urlsplit(base_url)
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise AddressRefusedError(base_url)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        raise _lost(error) from None


def _lost(error: httpx.TransportError) -> UnitUnavailable:
    return UnitTimeout() if isinstance(error, httpx.TimeoutException) else UnitUnavailable()


def _accepted(response: httpx.Response) -> httpx.Response:
    if len(response.content) > _LONGEST_ANSWER:
        raise UnitAnswerUnreadable
    if response.is_success:
        return response
    if response.status_code >= 500 or response.status_code == 429:
        raise UnitUnavailable
    raise _refusal(response)


def _refusal(response: httpx.Response) -> UnitRefused:
    """Return what an answer of RFC 9457 says, with its official code where it names one."""
    try:
        body = msgspec.json.decode(response.content, type=dict[str, Any])
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError):
        body = {}
    said = Said(
        problem=str(body.get("type") or ""),
        practice=str(body.get("practice") or body.get("detail") or ""),
        supplier=str(body.get("supplier") or ""),
    )
    return UnitRefused(_code(body.get("code"), response.status_code), said)


def _code(number: Any, status: int) -> Code:
    if isinstance(number, int):
        return known_code(number)
    return _BY_STATUS.get(status, Code.UNIT_REQUEST_INVALID)


_BY_STATUS = {
    401: Code.UNIT_AUTHENTICATION_FAILED,
    403: Code.UNIT_AUTHENTICATION_FAILED,
    404: Code.TOKEN_INVALID,
    410: Code.TOKEN_RESET,
}
