"""Who may speak to the station: only the browser of whoever started it, and only from its own pages?

The station listens on loopback, where every program and every web page of the computer could knock.
It answers to its own name and port alone (against rebinding of names), takes writes only from its
own pages (`Origin`), and shows nothing without the cookie that a link for one use has set. The
cookie is strict, and its name carries the port, since cookies of one host are shared by all ports.
"""

import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ENTRANCE: Final = "/intrare"
_ENTRANCE_SECONDS: Final = 120.0
_READS: Final = frozenset({"GET", "HEAD"})
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # With "no-referrer" browsers send `Origin: null` with a form, and no write would be ours.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Keys:
    """The secrets of one launch: a link for one use, and the cookie that it sets."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._cookie = secrets.token_urlsafe(32)
        self._entrance = ""
        self._ends = 0.0

    def entrance(self) -> str:
        """Return a new key for one entrance within two minutes; one before it ends."""
        self._entrance = secrets.token_urlsafe(32)
        self._ends = self._clock() + _ENTRANCE_SECONDS
        return self._entrance

    def enter(self, key: str) -> str | None:
        """Use the key up and return the cookie's value, or None where it is none."""
        expected, self._entrance = self._entrance, ""
        known = bool(expected) and hmac.compare_digest(key.encode(), expected.encode())
        return self._cookie if known and self._clock() < self._ends else None

    def is_known(self, cookie: str) -> bool:
        """Tell, in constant time, whether a cookie is this launch's."""
        return hmac.compare_digest(cookie.encode(), self._cookie.encode())


class Guard:
    """Stands before everything; `refused` renders why somebody did not come in."""

    def __init__(
        self, app: App, *, port: int, keys: Keys, refused: Callable[[Request, int], Response]
    ) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"openpias-station-{port}"
        self._keys = keys
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call pass, or answer it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_static = scope["path"].startswith("/static/")
                for name, value in _HEADERS.items():
                    if not (is_static and name == "Cache-Control"):
                        headers[name] = value
            await send(message)

        answer = self._answer(Request(scope, receive))
        await (answer or self._app)(scope, receive, with_headers)

    def _answer(self, request: Request) -> Response | None:
        """Return what to say instead of the page, or None where it may be seen."""
        headers = request.headers
        if headers.get("host") not in self._hosts:
            return Response("Host?", status_code=421, media_type="text/plain")
        if request.method not in _READS and not self._is_own(headers):
            return self._refused(request, 403)
        if request.url.path.startswith("/static/"):
            return None
        if request.url.path == ENTRANCE and request.method == "GET":
            return self._enter(request)
        if not self._keys.is_known(request.cookies.get(self._cookie, "")):
            return self._refused(request, 401)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Tell whether a write comes from a page of this host and port."""
        same = headers.get("origin") == f"http://{headers.get('host')}"
        return same and headers.get("sec-fetch-site", "same-origin") == "same-origin"

    def _enter(self, request: Request) -> Response:
        cookie = self._keys.enter(request.query_params.get("cheie", ""))
        if cookie is None:
            return self._refused(request, 401)
        response = RedirectResponse("/pacienti", status_code=303)
        response.set_cookie(self._cookie, cookie, httponly=True, samesite="strict", path="/")
        return response
