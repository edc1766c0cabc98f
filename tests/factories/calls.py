"""How do tests call the JSON interface? Through the WSGI callable that the web server runs."""

import base64
import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import responses
from urllib.parse import quote, unquote, urlencode

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from openpias.server.config.wsgi import application
from tests.factories.people import PASSWORD

NUMBERS = "/api/v1/temporary-numbers"
PERMITS = "/api/v1/permits"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self):
        return json.loads(self.content)


def login(username, password=PASSWORD):
    pair = base64.b64encode(f"{username}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def call(
    method,
    path,
    *,
    account=None,
    body=None,
    raw=None,
    query=None,
    headers=None,
    content_type="application/json",
):
    """Send one call; `body` becomes JSON, `raw` goes as it is."""
    content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    sent = {**(login(account.username) if account else {}), **(headers or {})}
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote(quote(path, safe="/%"), "latin-1"),
        "QUERY_STRING": urlencode(query or {}),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SCRIPT_NAME": "",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()},
    }
    told = {}

    def start_response(status, pairs, _error=None):
        told.update(status=int(status.split()[0]), headers=dict(pairs))
        assert status.split(" ", 1)[1] == responses[told["status"]]

    with connections_kept():
        response = application(environ, start_response)
        try:
            return Reply(content=b"".join(response), **told)
        finally:
            response.close()


@contextmanager
def connections_kept():
    """Keep the test's transaction open when a request begins and ends, as Django's client does."""
    ends = (request_started, request_finished)
    known = [end.disconnect(close_old_connections) for end in ends]
    try:
        yield
    finally:
        for end, was_known in zip(ends, known, strict=True):
            if was_known:
                end.connect(close_old_connections)


def registration(**fields):
    """Return the JSON of an invented person; a field given as `...` is left out."""
    passport = {"type": "PASSPORT", "number": "FA123456", "date": "2019-05-02", "issuer": "8001"}
    body = {
        "surname": "Шевченко",
        "given_name": "Олена",
        "birth_date": "1982-07-20",
        "sex": "F",
        "category": "A",
        "citizenship": "UA",
        "entry_point": "SIRET",
        "entry_date": "2022-03-01",
        "visa_type": "NONE",
        "documents": [passport],
        **fields,
    }
    return {name: value for name, value in body.items() if value is not ...}


def permit(**fields):
    """Return the JSON of the same person's residence permit."""
    body = {
        "cnp": "8820720700019",
        "surname": "Shevchenko",
        "given_name": "Olena",
        "birth_date": "1982-07-20",
        "sex": "F",
        "permit_number": "RO1234567",
        "issued_on": "2024-01-10",
        "valid_from": "2024-01-10",
        "expires_on": "2027-01-09",
        **fields,
    }
    return {name: value for name, value in body.items() if value is not ...}
