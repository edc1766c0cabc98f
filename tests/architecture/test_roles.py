"""Does every role get what the table says at every address, and nobody a thing of another county?

Everybody of the cast calls every address with GET and POST; what a call writes is taken back.
"""

from dataclasses import dataclass, replace
from functools import cache, partial

import pytest
from django.test import Client
from tests.architecture import role_table, things, things_of_desk, walking
from tests.architecture.judging import KEPT_BY_A_REFUSAL, Met, complaint
from tests.architecture.role_table import SENT, TABLE
from tests.architecture.table_of_desk import DESK
from tests.architecture.test_routes import ROUTES
from tests.architecture.things import Things
from tests.architecture.things_of_houses import FORMS
from tests.architecture.walking import Answer, visit

from openpias.server.helpdesk.operations import reading
from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.outages import kept
from openpias.server.providers.operations import houses

ROWS = [*role_table.rows(TABLE), *role_table.rows(DESK)]
# Seen by everybody who may use the page, whatever their county.
SHARED = {"-", "outage", "house", "list", "code", "plot", *things_of_desk.SHARED}


@dataclass(frozen=True, kw_only=True)
class Way:
    """What is met: things of the own county, of another, and the names of things that are not there."""

    own: Things
    foreign: Things
    unknown: Things


@pytest.fixture
def way(db, settings, monkeypatch):
    """Make one of everything in two counties."""
    settings.LOOKUPS_PER_HOUR_ACCOUNT = settings.LOOKUPS_PER_HOUR_PROVIDER = 10**6
    monkeypatch.setattr(credentials, "_memory", credentials.CredentialMemory(seconds=300))
    houses.load()
    shared = things.of_everybody()
    yield Way(
        own={**shared, **things.of_county("SV", place=0)},
        foreign={**shared, **things.of_county("IS", place=3)},
        unknown={**shared, **things.unknown()},
    )
    kept.forget()
    # A held mail was read again on the way.
    reading.end_all()


def met(way, name, who):
    """Yield what one of the cast meets at every address, with every method."""
    for row in [*ROWS, *role_table.rows(SENT)]:
        if row.is_api and who.practising:
            continue
        for method in row.methods:
            nothing = cache(partial(visit, who, row, method, way.unknown[row.thing]))
            for elsewhere, here in ((False, way.own), (True, way.foreign)):
                if elsewhere and row.thing in SHARED:
                    continue
                yield Met(
                    visitor=name,
                    who=who,
                    row=row,
                    method=method,
                    elsewhere=elsewhere,
                    thing=here[row.thing],
                    answer=visit(who, row, method, here[row.thing]),
                    unknown=way.unknown[row.thing],
                    ask_about_nothing=nothing,
                )


def test_every_route_has_one_row():
    assert sorted(row.route for row in ROWS) == [route for route, _view in ROUTES]


@pytest.mark.slow
def test_everybody_gets_what_the_table_says(way):
    complaints = {}
    for name, who in walking.cast():
        if who.role in walking.OPENS_WITH_REASON and not who.practising:
            walking.open_with_reason(who, {"SV": way.own, "IS": way.foreign})
        complaints[name] = [text for each in met(way, name, who) if (text := complaint(each))]

    assert len(complaints) == 17

    assert {name: texts for name, texts in complaints.items() if texts} == {}


@pytest.mark.slow
def test_a_filled_form_does_its_work_so_that_a_refusal_holds_something_back(way):
    who = walking.visitor(Role.ADMINISTRATOR)
    walking.open_with_reason(who, {"SV": way.own})
    filled = [row for row in ROWS if row.route in FORMS]

    written = {
        row.route: set(visit(who, row, "POST", way.own[row.thing]).written) for row in filled
    }

    assert written.keys() == FORMS.keys()
    assert {route for route, tables in written.items() if tables <= KEPT_BY_A_REFUSAL} == set()


@pytest.mark.slow
def test_an_address_takes_no_other_method_than_the_table_says_and_says_so(way):
    who = walking.visitor(Role.ADMINISTRATOR)
    taken = {(row.route, method) for row in role_table.rows(SENT) for method in row.methods}

    found = {
        (row.route, method): visit(who, row, method, way.own[row.thing])
        for row in ROWS
        for method in {"GET", "POST"} - set(row.methods)
        if (row.route, method) not in taken
    }

    assert len(found) > 30
    assert {key for key, answer in found.items() if answer.status != 405} == set()
    assert {key for key, answer in found.items() if "antetul Allow" not in answer.text} == set()


@pytest.mark.slow
def test_no_form_is_taken_without_its_token(way):
    who = walking.visitor(Role.ADMINISTRATOR)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = who.browser.cookies
    forms = [row for row in ROWS if "POST" in row.methods and not row.is_api]

    answers = {
        row.route: visit(replace(who, browser=strict), row, "POST", way.own[row.thing])
        for row in forms
    }

    assert len(answers) > 25
    assert {route for route, answer in answers.items() if answer.status != 403} == set()
    assert {table for answer in answers.values() for table in answer.written} <= {
        "accounts_session"
    }


@pytest.mark.parametrize(
    ("letter", "status", "text", "said"),
    [
        ("+", 403, "", "not open"),
        ("+", 200, "nothing", "as if the thing did not exist"),
        ("-", 200, "the page", "not refused"),
        ("-", 403, "", "does not say"),
        ("h", 200, "the page", "differs from unknown"),
        ("h", 404, "about one of another county", "differs from unknown"),
        ("token", 200, "", "no certificate was asked for"),
        ("+", 500, "", "fault 500"),
    ],
)
def test_a_wrong_answer_would_be_noticed(letter, status, text, said):
    who = walking.Visitor(role="clerk", account=Account(), browser=Client())
    row = replace(ROWS[0], thing="person", cells={"clerk": letter}, access="")
    wrong = Met(
        visitor="clerk",
        who=who,
        row=row if letter != "token" else replace(row, access="token"),
        method="GET",
        elsewhere=False,
        thing={"public_id": "one"},
        answer=Answer(status=status, headers={}, text=text),
        unknown={"public_id": "other"},
        ask_about_nothing=lambda: Answer(
            status=404 if letter == "h" else 200, headers={}, text="nothing"
        ),
    )

    assert said in complaint(wrong)
