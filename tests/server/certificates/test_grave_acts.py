"""Is what somebody sent kept while a grave act asks for the certificate again, and then done once?"""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone
from tests.architecture import (
    role_table,
    table_of_desk,
    things,
    things_at_house,
    things_of_desk,
)
from tests.architecture.test_routes import ROUTES
from tests.architecture.things_of_houses import FORMS
from tests.architecture.walking import REASON, open_with_reason
from tests.factories import card_register as cards
from tests.factories import desk, door, insured, people
from tests.factories.people import PASSWORD

from openpias.core.contracts.management_unit import CaseKind
from openpias.core.pki.demo_certificates import Party
from openpias.core.smartcard.states import CardState
from openpias.server.certificates.enums import OwnerKind
from openpias.server.helpdesk.enums import MessageState
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.interrupted import KEPT_FIELD
from openpias.server.platform.accounts.models import Account, OpenSession
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.reporting.enums import PeriodState
from openpias.server.reporting.models import ReportingPeriod

pytestmark = pytest.mark.django_db
GRAVE = {route for route, view in ROUTES if view.grave}
HOUSE, PERIOD = "raportare/casa", "raportare/casa/perioade/<uuid:public_id>"
CASE, CARD = "carduri/cazuri/<uuid:public_id>", "carduri/registru/<uuid:public_id>"
# At each address: what is met there, who acts, and what the trail says of the act.
ACTS = {
    "asistenta/neprelucrabile/<uuid:public_id>/descarcare": (
        "message",
        Role.HELPDESK_OPERATOR,
        "mail-opened",
    ),
    "asistenta/neprelucrabile/<uuid:public_id>/stergere": (
        "message",
        Role.HELPDESK_OPERATOR,
        "mail-erased",
    ),
    "asigurati/<str:public_id>/stergere": ("insured", Role.DATA_PROTECTION, "insured-erased"),
    f"{CASE}/deblocare": ("blocked-case", Role.CARD_SPECIALIST, "authorisation-given"),
    f"{CASE}/repunere": ("invalid-case", Role.CARD_SPECIALIST, "card-reinstate"),
    f"{CARD}/deces": ("card", Role.CARD_SPECIALIST, "card-die"),
    f"{CARD}/repunere": ("suspended", Role.CARD_SPECIALIST, "card-reinstate"),
    f"{CARD}/repunere-inactiv": ("suspended", Role.CARD_SPECIALIST, "card-reinstate-inactive"),
    "certificate/<uuid:public_id>/parola": ("staff", Role.ADMINISTRATOR, "first-password-given"),
    "inrolari/<uuid:public_id>/aprobare": ("request", Role.ADMINISTRATOR, "enrolment-approved"),
    "persoane/<str:public_id>/stergere": ("person", Role.DATA_PROTECTION, "person-erased"),
    f"{HOUSE}/pauze/noua": ("pause-typed", Role.ADMINISTRATOR, "pause-declared"),
    f"{HOUSE}/pauze/<uuid:public_id>": ("pause", Role.ADMINISTRATOR, "pause-changed"),
    f"{HOUSE}/pauze/<uuid:public_id>/retragere": ("pause", Role.ADMINISTRATOR, "pause-withdrawn"),
    f"{HOUSE}/zile/noua": ("day-typed", Role.ADMINISTRATOR, "day-declared"),
    f"{HOUSE}/zile/<uuid:public_id>/retragere": (
        "declared-day",
        Role.ADMINISTRATOR,
        "day-withdrawn",
    ),
    f"{PERIOD}/inchidere": ("period", Role.ADMINISTRATOR, "period-closed"),
    f"{PERIOD}/deschidere": ("closed-period", Role.ADMINISTRATOR, "period-opened"),
    f"{HOUSE}/rapoarte/<uuid:public_id>/fisier": (
        "dead-letter",
        Role.ADMINISTRATOR,
        "report-file-taken",
    ),
    "sesiuni/inchidere": ("session", Role.ADMINISTRATOR, "sessions-ended"),
    "unire": ("sent-pair", Role.ADMINISTRATOR, "persons-merged"),
    "unire/<str:public_id>/anulare": ("merge", Role.ADMINISTRATOR, "merge-undone"),
}
# The act is a button alone.
NOTHING_TYPED = {
    "certificate/<uuid:public_id>/parola",
    "inrolari/<uuid:public_id>/aprobare",
    f"{CASE}/deblocare",
    f"{HOUSE}/pauze/<uuid:public_id>/retragere",
    f"{HOUSE}/rapoarte/<uuid:public_id>/fisier",
    f"{HOUSE}/zile/<uuid:public_id>/retragere",
    f"{PERIOD}/inchidere",
    f"{PERIOD}/deschidere",
    "sesiuni/inchidere",
}


# The act asks for a reason from a list.
CHOSEN = {
    "asistenta/neprelucrabile/<uuid:public_id>/descarcare": "check",
    "asistenta/neprelucrabile/<uuid:public_id>/stergere": "unwanted",
}


@dataclass(frozen=True, kw_only=True)
class Inside:
    """Somebody of CNAS or of the house, signed in at the door, and the certificate."""

    browser: Client
    party: Party


def signed_in(trusting, role):
    chief = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    party, name = door.certificate(trusting), "ana.popa"
    at_house = role is Role.CARD_SPECIALIST
    kind = OwnerKind.HELPDESK if role is Role.HELPDESK_OPERATOR else OwnerKind.NATIONAL_HOUSE
    staff = {
        "owner_kind": (OwnerKind.HOUSE if at_house else kind).value,
        "house": "CAS-SV" if at_house else "",
        "role": role.value,
        "email": "ana@casa.example",
        "fiscal_code": "",
    }
    door.enrolled(party, actor=chief, username=name, **staff)
    account = Account.objects.get(username=name)
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    client = Client()
    client.cookies["openpias-language"] = "ro"
    shown = {"username": name, "password": PASSWORD}
    assert client.post("/autentificare", shown, **door.headers(party)).status_code == 302
    there = OpenSession.objects.get(account_id=account.pk)
    there.session_key = "another-browser"
    there.save(force_insert=True)
    return Inside(browser=client, party=party)


def met(trusting):
    """Return things of a county; the certificate of its request is believed, and nobody is insured."""
    cnp = insured.cnp()
    asked = door.asked(door.certificate(trusting), request_key="grave")
    return {
        **things.of_county("SV", place=0),
        "insured": {"public_id": insured.enrolled(cnp=cnp)},
        "sent-insured": {"cnp": cnp},
        "request": {"public_id": str(asked.public_id)},
        "session": {"session": "others"},
        **met_with_cards(),
        **met_at_house(),
        "message": met_at_desk(),
    }


def met_at_desk():
    """Return a message that could not be read, with what its forms send."""
    message = desk.stored(b"nothing that a mail has")
    message.state = MessageState.UNREADABLE
    message.save(update_fields=["state"])
    return things_of_desk.message(str(message.public_id))


def met_at_house():
    """Return a closed period and a pause, declared and only typed, each with what its form sends."""
    other = things_at_house.of_house("CAS-SV", provider=things.PROVIDERS["SV"], place=1, month=10)
    ReportingPeriod.objects.filter(public_id=other["period"]["public_id"]).update(
        state=PeriodState.CLOSED, closed_at=timezone.now(), closed_by=1
    )
    typed = {**things_at_house.PAGES[f"{HOUSE}/pauze/noua"], "act": REASON}
    everybody = things_at_house.of_everybody()
    return {
        "closed-period": other["period"],
        "day-typed": {**things_at_house.PAGES[f"{HOUSE}/zile/noua"], "act": REASON},
        "declared-day": everybody["declared-day"],
        "pause": {**everybody["pause"], **typed},
        "pause-typed": typed,
    }


def met_with_cards():
    """Return cards and cases that wait for a grave act, each with what its form sends."""
    clerk, now = cards.clerk(), timezone.now()
    form = {"record": str(uuid.uuid4()), "note": REASON}
    where = cards.terminal(clerk, at=now)
    blocked = cards.reported(cards.card(CardState.BLOCKED), clerk, where=where, at=now, key="one")
    wrong = cards.card(CardState.WRONG_DATA, was_active=True)
    invalid = cards.reported(wrong, clerk, where=where, kind=CaseKind.INVALID, at=now, key="two")
    return {
        "card": {"public_id": str(cards.card().public_id), **form},
        "suspended": {"public_id": str(cards.card(CardState.SUSPENDED).public_id), **form},
        "blocked-case": {"public_id": blocked.case},
        "invalid-case": {"public_id": invalid.case, "note": REASON},
    }


def filled(route, thing):
    """Return the address of an act, and the form that does it."""
    sent = dict(thing)
    address = "/" + re.sub(r"<\w+:(\w+)>", lambda found: sent.pop(found[1]), route)
    reasons = {f"reason-{value}": REASON for value in thing.values()}
    pair = {f"compared-{name}": value for name, value in sent.items()}
    form = {"reason": REASON, "confirmed": "1", "confirm": "1", "username": "ion.nou"}
    return address, {**form, **reasons, **pair, **sent, **FORMS.get(route, {})}


def test_every_grave_act_is_among_these():
    assert ACTS.keys() == GRAVE
    tables = (role_table.TABLE, table_of_desk.DESK)
    assert {row.route for table in tables for row in role_table.rows(table)} >= GRAVE


@pytest.mark.slow
@pytest.mark.parametrize("route", sorted(ACTS))
def test_what_was_sent_comes_back_after_the_certificate_and_is_done_then(route, trusting, settings):
    kind, role, event = ACTS[route]
    found = met(trusting)
    inside = signed_in(trusting, role)
    open_with_reason(inside, {"SV": found})
    address, form = filled(route, found[kind])
    told = AuditEntry.objects.filter(event=event)
    before = told.count()

    settings.CONFIRMED_SECONDS = -1
    asked = inside.browser.post(address, form)
    settings.CONFIRMED_SECONDS = 300
    confirmed = inside.browser.get(asked["Location"], **door.headers(inside.party))
    page = inside.browser.get(confirmed["Location"]).content.decode()
    shown = inside.browser.post(address, {**form, KEPT_FIELD: "1"})
    text = shown.content.decode()

    assert asked["Location"].startswith("/confirmare?")
    assert f'action="{address}"' in page
    assert shown.status_code == 200
    assert f'action="{address}"' in text
    assert f'value="{CHOSEN.get(route, "")}" selected' in text or route not in CHOSEN
    assert (
        route in {*NOTHING_TYPED, *CHOSEN} or f">{REASON}<" in text or f'value="{REASON}"' in text
    )
    assert told.count() == before

    assert inside.browser.post(address, form).status_code in {200, 302}
    assert told.count() > before
