"""Does the station fetch a report of the portal and give it back, and say what went wrong?"""

import io

import httpx
import pytest

from openpias.core.smartcard.codes import Code
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import (
    UnitAnswerUnreadable,
    UnitRefused,
    UnitTimeout,
    UnitUnavailable,
)
from openpias.station.unit.reports import PortalReports

XML = b"<report/>" * 300_000
NAME = "CLIN_11343845_20261125_0809.xml"


class Portal:
    """The two addresses of the portal, as this side expects them."""

    def __init__(self):
        self.heard = []
        self.problem = None

    def __call__(self, request):
        self.heard.append((request.method, request.url.path, request.headers, request.read()))
        if isinstance(self.problem, Exception):
            raise self.problem
        if self.problem is not None:
            return self.problem
        if request.method == "POST":
            return httpx.Response(202, json={})
        disposition = f'attachment; filename="{NAME}"'
        return httpx.Response(200, content=XML, headers={"Content-Disposition": disposition})


@pytest.fixture
def portal():
    return Portal()


@pytest.fixture
def reports(portal):
    unit = UnitClient(
        "http://127.0.0.1",
        username="12345678_CAS-SV",
        password="serie",
        token=lambda: "jeton",
        transport=httpx.MockTransport(portal),
    )
    yield PortalReports(unit, largest=len(XML))
    unit.close()


def test_a_report_comes_whole_with_its_name(portal, reports):
    into = io.BytesIO()

    name = reports.unsigned("R 17/../x", into)

    assert (name, into.getvalue()) == (NAME, XML)
    ((method, path, headers, _),) = portal.heard
    assert (method, path) == ("GET", "/api/v1/reports/R 17/../x/unsigned")
    assert headers["OSCP_RESPONSE"] == "jeton"
    assert headers["authorization"].startswith("Basic ")


def test_a_sealed_text_goes_back_in_pieces(portal, reports):
    reports.hand_in("R-17", iter([b"UEsD", b"BBQA"]))

    ((method, path, headers, body),) = portal.heard
    assert (method, path, body) == ("POST", "/api/v1/reports/R-17/signed", b"UEsDBBQA")
    assert headers["content-type"].startswith("text/plain")
    assert headers["idempotency-key"]


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (httpx.Response(503), UnitUnavailable),
        (httpx.ConnectError("no"), UnitUnavailable),
        (httpx.ReadTimeout("late"), UnitTimeout),
        (httpx.Response(404, json={"practice": "Raportarea nu există."}), UnitRefused),
    ],
)
def test_what_the_portal_says_or_does_not_say_is_told(portal, reports, problem, expected):
    portal.problem = problem

    for act in (
        lambda: reports.unsigned("R-17", io.BytesIO()),
        lambda: reports.hand_in("R-17", iter([b"U"])),
    ):
        with pytest.raises(expected) as told:
            act()
        if expected is UnitRefused:
            assert told.value.said.practice == "Raportarea nu există."
            assert told.value.code is Code.TOKEN_INVALID


def test_a_report_larger_than_the_limit_is_not_written_on(portal, reports):
    portal.problem = httpx.Response(200, content=XML + b" ")

    with pytest.raises(UnitAnswerUnreadable):
        reports.unsigned("R-17", io.BytesIO())
