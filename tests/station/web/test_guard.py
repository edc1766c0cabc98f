"""Is the station deaf to everybody but the browser of whoever started it?"""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from tests.factories.station_pictures import NO_AUTHORITIES

from openpias.station.web.guard import ENTRANCE, Guard, Keys


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(clock):
    return Keys(clock=clock)


@pytest.fixture
def home(keys, stage):
    """Return where a guarded page is served."""

    def refused(_request: Request, status: int) -> Response:
        return PlainTextResponse("nu", status_code=status)

    page = Route("/pacienti", lambda _r: PlainTextResponse("pacienți"), methods=["GET", "POST"])
    stage.plays = Guard(Starlette(routes=[page]), port=stage.port, keys=keys, refused=refused)
    return f"http://127.0.0.1:{stage.port}"


@pytest.fixture
def browser(home):
    with httpx.Client(base_url=home, verify=NO_AUTHORITIES) as client:
        yield client


@pytest.fixture
def inside(browser, keys):
    browser.get(ENTRANCE, params={"cheie": keys.entrance()})
    return browser


def test_a_link_opens_once_and_sets_a_strict_cookie(home, browser, keys):
    key = keys.entrance()

    first = browser.get(ENTRANCE, params={"cheie": key})
    again = httpx.get(f"{home}{ENTRANCE}", params={"cheie": key})

    assert (first.status_code, first.headers["location"]) == (303, "/pacienti")
    cookie = first.headers["set-cookie"]
    assert f"openpias-station-{port_of(home)}=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert again.status_code == 401
    assert "set-cookie" not in again.headers


def test_a_link_that_nobody_used_ends(browser, keys, clock):
    key = keys.entrance()
    clock.now = 121.0

    assert browser.get(ENTRANCE, params={"cheie": key}).status_code == 401


def test_an_empty_key_opens_nothing(browser):
    assert browser.get(ENTRANCE, params={"cheie": ""}).status_code == 401


def test_nothing_is_shown_without_the_cookie(home, browser):
    browser.cookies.set(f"openpias-station-{port_of(home)}", "guessed")

    assert browser.get("/pacienti").status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:{port}"]
)
def test_another_name_gets_nothing_even_with_the_cookie(home, inside, host):
    name = host.format(port=port_of(home))

    assert inside.get("/pacienti", headers={"Host": name}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_write_from_elsewhere_is_refused(home, inside, headers):
    sent = {name: value.format(port=port_of(home)) for name, value in headers.items()}

    assert inside.post("/pacienti", headers=sent).status_code == 403


def test_a_write_from_its_own_page_passes_with_every_header(home, inside):
    answer = inside.post("/pacienti", headers={"Origin": home, "Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer.text) == (200, "pacienți")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def port_of(home):
    return home.rpartition(":")[2]
