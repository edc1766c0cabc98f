"""Is the state of the platform readable while the database is stopped, also by who is signed in?"""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest
from tests.journeys.servers import PASSWORD, Platform

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def platform():
    running = Platform("status")
    try:
        running.prepare(head=["administrator"])
        running.start_web()
        yield running
    finally:
        running.stop()


@pytest.fixture
def browser():
    """Open addresses and keep cookies; an error's page is an answer too."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Accept-Language", "ro")]

    def browse(address, **form):
        content = urllib.parse.urlencode(form).encode() if form else None
        try:
            answer = opener.open(address, content, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.read().decode(), answer.headers

    return browse


def token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def test_the_state_is_told_while_the_database_is_stopped_and_the_session_lives_on(
    platform, browser
):
    base = f"http://127.0.0.1:{platform.port}"
    page = browser(f"{base}/autentificare")[1]
    sent = {"username": "head", "password": PASSWORD, "csrfmiddlewaretoken": token(page)}
    browser(f"{base}/autentificare", **sent)
    assert "/stare/intrerupere-noua" in browser(f"{base}/stare")[1]

    platform.cluster.stop()
    status, page, headers = browser(f"{base}/stare")
    program = browser(f"{base}/stare.json")
    platform.cluster.start()

    assert status == 503
    assert headers["Retry-After"] == "30"
    assert "Sistemul nu este disponibil acum." in page
    assert "Nu răspunde. Nimic nu se poate înregistra acum" in page
    assert program[0] == 503
    body = json.loads(program[1])
    assert body["status"] == "down"
    assert {name: part["status"] for name, part in body["parts"].items()} == {
        "database": "down",
        "worker": "unknown",
        "sealer": "unknown",
        "mail": "unknown",
        "helpdesk": "unknown",
        "slip-keys": "ok",
    }
    platform.wait_for_health()
    assert "/stare/intrerupere-noua" in browser(f"{base}/stare")[1]
