"""Who sits at the browser, and which incidents are there?"""

from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest


def pytest_itemcollected(item):
    """Mark what looks at a whole desk: laying it takes a second."""
    if "scene" in item.fixturenames:
        item.add_marker("slow")


@pytest.fixture
def signed_in():
    """Return a function that signs an invented user in; each has a browser of its own."""
    from django.test import Client
    from tests.factories import people

    def sign_in(**fields):
        account = people.account(**fields)
        browser = Client(headers={"host": "localhost"})
        browser.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        browser.cookies["openpias-language"] = "ro"
        browser.account = account
        return browser

    return sign_in


@pytest.fixture
def seat(signed_in):
    """Return functions that open a browser for each role of the cast."""
    from tests.factories.providers import CUI

    from openpias.server.platform.accounts.enums import Role

    def at_desk(role, **fields):
        return signed_in(roles=(role,), provider="HELPDESK", house_code="CNAS", **fields)

    return SimpleNamespace(
        operator=lambda **fields: at_desk(Role.HELPDESK_OPERATOR, **fields),
        lead=lambda: at_desk(Role.HELPDESK_LEAD),
        contractor=lambda: at_desk(Role.HELPDESK_CONTRACTOR),
        auditor=lambda: signed_in(roles=(Role.AUDITOR,), provider="CNAS", house_code=""),
        clerk=lambda provider=CUI, **fields: signed_in(provider=provider, **fields),
    )


@pytest.fixture
def morning(monkeypatch):
    """Let it be half past eight on a Thursday: what is late depends on the hours of the desk."""
    from django.utils import timezone

    moment = datetime(2026, 11, 26, 8, 30, tzinfo=ZoneInfo("Europe/Bucharest")).astimezone(UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def scene(houses, morning):
    """Lay one of everything on the desk."""
    from tests.factories import card_register, desk_scene

    card_register.registered_provider()
    return desk_scene.laid(at=morning)
