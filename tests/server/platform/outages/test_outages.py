"""Is an outage announced once, by whom it may be, on every page, from seven days before?"""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import calls, people

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outages import kept, operations, queries
from openpias.server.platform.outages.enums import Affected
from openpias.server.platform.outages.inputs import OutageInput, check
from openpias.server.platform.outages.models import Outage
from openpias.server.platform.outages.operations import (
    OutageSaved,
    OutagesNotEditable,
    OutageUnknown,
    Refused,
)
from openpias.server.platform.outages.times import day_typed, hour_typed

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORDS = "Mutăm serverele; numerele date rămân bune."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _looks_again():
    kept.forget()
    yield
    kept.forget()


@pytest.fixture
def administrator():
    return people.actor(roles=[Role.ADMINISTRATOR])


def typed(*, starts=NOW + timedelta(days=3), lasts=timedelta(hours=6), **fields):
    values = {
        "starts_on": day_typed(starts),
        "starts_hour": hour_typed(starts),
        "ends_on": day_typed(starts + lasts),
        "ends_hour": hour_typed(starts + lasts),
        "affects": (Affected.EVERYTHING,),
        "text_ro": WORDS,
        "text_uk": "Переносимо сервери.",
        "text_en": "We move the servers.",
    }
    return OutageInput(**{**values, **fields})


def announce(actor, *, public_id=None, at=NOW, **fields):
    public_id = public_id or uuid.uuid4()
    answer = operations.announce(typed(**fields), public_id=public_id, actor=actor, at=at)
    assert isinstance(answer, OutageSaved)
    return public_id


def codes(answer):
    assert isinstance(answer, Refused)
    return [finding.code for finding in answer.findings]


def audited():
    rows = AuditEntry.objects.filter(subject_kind="outage").order_by("at", "id")
    return [row.event for row in rows]


def test_hours_are_those_of_romania():
    checked = check(
        typed(starts_on="15-07-2027", starts_hour="22.30", ends_on="16-07-2027", ends_hour="4:00"),
        now=NOW,
    )

    assert checked.starts_at == datetime(2027, 7, 15, 19, 30, tzinfo=UTC)
    assert checked.ends_at == datetime(2027, 7, 16, 1, 0, tzinfo=UTC)


def test_everything_that_is_wrong_is_said_at_once():
    found = check(
        typed(starts_on="31-02-2027", ends_hour="25:00", affects=("moon",), text_uk=" "), now=NOW
    )

    assert [(each.code, each.path) for each in found] == [
        ("outage-day", "/starts_on"),
        ("outage-hour", "/ends_hour"),
        ("outage-affects", "/affects"),
        ("outage-text-missing", "/text_uk"),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"lasts": timedelta(0)}, "outage-ends-before-it-starts"),
        ({"starts": NOW - timedelta(hours=7)}, "outage-over"),
        ({"text_en": "x" * 501}, "outage-text-long"),
        ({"affects": ()}, "outage-affects"),
    ],
)
def test_what_cannot_be_announced_is_refused(fields, code):
    assert [each.code for each in check(typed(**fields), now=NOW)] == [code]


def test_a_form_sent_twice_announces_once(administrator):
    public_id = announce(administrator)
    announce(administrator, public_id=public_id)
    other = operations.announce(
        typed(text_ro="Altceva."), public_id=public_id, actor=administrator, at=NOW
    )

    assert Outage.objects.count() == 1
    assert codes(other) == ["outage-changed-meanwhile"]
    assert audited() == ["outage-announced"]


def test_a_change_is_of_what_was_seen_and_audited_once(administrator):
    public_id = announce(administrator)
    change = {"public_id": public_id, "actor": administrator, "at": NOW}

    first = operations.change(typed(text_ro="Mai târziu."), seen=1, **change)
    again = operations.change(typed(text_ro="Mai târziu."), seen=1, **change)
    late = operations.change(typed(text_ro="Altfel."), seen=1, **change)

    assert (first.fields, again.fields) == (("text_ro",), ())
    assert codes(late) == ["outage-changed-meanwhile"]
    assert queries.find(public_id).text("ro") == "Mai târziu."
    assert audited() == ["outage-announced", "outage-changed"]


def test_a_withdrawn_outage_is_gone_and_stays_gone(administrator):
    public_id = announce(administrator)
    for _ in range(2):
        operations.withdraw(public_id=public_id, actor=administrator, at=NOW)

    assert queries.planned(now=NOW) == []
    assert audited() == ["outage-announced", "outage-withdrawn"]
    with pytest.raises(OutageUnknown):
        operations.change(typed(), public_id=public_id, seen=2, actor=administrator, at=NOW)


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ({"roles": [Role.CLERK]}, "not-allowed"),
        ({"roles": [Role.HOUSE_OPERATOR]}, "not-allowed"),
        ({"roles": [Role.ADMINISTRATOR], "practice": True}, "outages-not-in-practice"),
    ],
)
def test_others_announce_nothing(actor, code):
    with pytest.raises(OutagesNotEditable) as refused:
        operations.announce(typed(), public_id=uuid.uuid4(), actor=people.actor(**actor), at=NOW)

    assert refused.value.code == code
    assert Outage.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (timedelta(days=7, seconds=1), False),
        (timedelta(days=7), True),
        (timedelta(0), True),
        (timedelta(hours=-6, seconds=1), True),
        (timedelta(hours=-6), False),
    ],
)
def test_pages_announce_from_seven_days_before_until_the_end(administrator, before, shown):
    starts = NOW + timedelta(days=30)
    public_id = announce(administrator, starts=starts)

    assert queries.find(public_id).is_on_every_page(starts - before) is shown


def test_every_page_announces_in_the_readers_language(client, administrator):
    announce(administrator, starts=timezone.now() + timedelta(days=2), at=timezone.now())

    for address in ("/autentificare", "/ajutor", "/no-such-page"):
        page = client.get(address, HTTP_ACCEPT_LANGUAGE="ro").content.decode()
        assert WORDS in page
        assert "Întrerupere planificată" in page
    page = client.get("/autentificare", HTTP_ACCEPT_LANGUAGE="uk").content.decode()
    assert "Переносимо сервери." in page


def test_pages_look_once_a_minute_and_json_calls_never(client, administrator):
    clerk = people.account()
    announce(administrator, starts=timezone.now() + timedelta(days=2), at=timezone.now())

    with CaptureQueriesContext(
        connection,
    ) as pages:
        client.get("/ajutor")
        client.get("/ajutor")
    kept.forget()
    with CaptureQueriesContext(connection) as program:
        calls.call("POST", calls.NUMBERS, account=clerk, body=calls.registration())

    assert sum("outages_outage" in each["sql"] for each in pages) == 1
    assert sum("outages_outage" in each["sql"] for each in program) == 0
    assert len(program) > 0


def test_an_administrator_announces_changes_and_withdraws_on_screen(client):
    account = people.account(roles=[Role.ADMINISTRATOR])
    client.cookies["openpias-language"] = "ro"
    client.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
    form = client.get("/stare/intrerupere-noua").content.decode()
    public_id = form.partition('name="public_id" value="')[2].partition('"')[0]
    starts = timezone.now() + timedelta(days=20)
    sent = {
        **{name: getattr(typed(starts=starts), name) for name in OutageInput.__dataclass_fields__},
        "public_id": public_id,
    }

    refused = client.post("/stare/intrerupere-noua", {**sent, "text_ro": ""})
    saved = client.post("/stare/intrerupere-noua", sent, follow=True)
    assert refused.status_code == 422
    assert "Anunțul în română: Scrieți anunțul și în această limbă." in refused.content.decode()
    assert sent["text_uk"] in refused.content.decode()
    assert saved.redirect_chain == [("/stare", 302)]
    assert WORDS in saved.content.decode()
    assert "tot sistemul" in saved.content.decode()

    address = f"/stare/intreruperi/{public_id}"
    assert WORDS in client.get(address).content.decode()
    changed = client.post(address, {**sent, "seen": "1", "text_ro": "Mai pe urmă."}, follow=True)
    assert "Mai pe urmă." in changed.content.decode()
    withdrawn = client.post(f"{address}/retragere", follow=True)
    assert "Mai pe urmă." not in withdrawn.content.decode()
    assert client.get(address).status_code == 404


def test_a_clerk_sees_no_way_to_announce(client):
    account = people.account()
    client.post("/autentificare", {"username": account.username, "password": people.PASSWORD})

    assert "/stare/intrerupere-noua" not in client.get("/stare").content.decode()
    assert client.get("/stare/intrerupere-noua").status_code == 403
