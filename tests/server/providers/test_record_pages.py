"""Does a house keep contracts, sites and physicians on screen, and a provider read its own?"""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import people, providers
from tests.factories.providers import CUI, OTHER_CUI, entered

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.clock import day_of
from openpias.server.providers.models import Contract, Physician, Provider, WorkSite

pytestmark = pytest.mark.django_db
OPERATOR = {"roles": (Role.HOUSE_OPERATOR,), "provider": "CAS-SV"}
SITE = {
    "name": "Cabinetul din centru",
    "address": "Suceava, str. Inventată 1",
    "valid_from": "01-01-2026",
}
PHYSICIAN = {"stamp_code": "A12345", "name": "Țărnă Ștefania", "valid_from": "01-01-2026"}
CONTRACT = {
    "house": "CAS-SV",
    "contract_number": "18/2027",
    "valid_from": "01-01-2027",
    "valid_to": "31-12-2027",
}


def text(answer):
    return answer.content.decode()


def hidden(answer):
    """Return the hidden fields that the form carries, without those of the frame."""
    found = re.findall(r'type="hidden" name="(record|seen)" value="([^"]*)"', text(answer))
    return dict(found)


def day(days):
    return f"{day_of(timezone.now()) + timedelta(days=days):%d-%m-%Y}"


def until(days):
    Contract.objects.update(valid_to=day_of(timezone.now()) + timedelta(days=days))


@pytest.mark.parametrize(
    ("part", "typed", "model", "shown"),
    [
        ("puncte-de-lucru", SITE, WorkSite, "deschis, de la 01-01-2026"),
        ("medici", PHYSICIAN, Physician, "lucrează, de la 01-01-2026"),
    ],
)
def test_a_row_is_added_once_corrected_and_ended_on_screen(signed_in, part, typed, model, shown):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)
    drawn = hidden(operator.get(f"{page}/{part}/nou"))

    for _press in range(2):
        assert operator.post(f"{page}/{part}/nou", {**typed, **drawn}).status_code == 302
    row = model.objects.get()
    assert shown in text(operator.get(page))

    address = f"{page}/{part}/{row.public_id}"
    form = operator.get(address)
    assert f'value="{row.name}"' in text(form)
    operator.post(address, {**typed, **hidden(form), "valid_to": "30-06-2026"})

    assert "încheiat, 01-01-2026 – 30-06-2026" in text(operator.get(page))


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("puncte-de-lucru", {**SITE, "valid_to": "31-12-2025"}, "valid_to"),
        ("medici", {**PHYSICIAN, "stamp_code": "12"}, "stamp_code"),
        ("contracte", {**CONTRACT, "valid_to": "x"}, "valid_to"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_field(signed_in, part, typed, field):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)
    drawn = hidden(operator.get(f"{page}/{part}/nou"))

    answer = operator.post(f"{page}/{part}/nou", {**typed, **drawn})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert f'value="{typed[field]}"' in text(answer)
    assert hidden(answer) == drawn


def test_errors_are_listed_in_the_order_of_the_fields(signed_in):
    page = f"/furnizori/{entered()}/medici/nou"
    operator = signed_in(**OPERATOR)
    drawn = hidden(operator.get(page))

    answer = operator.post(page, {**drawn, "valid_to": "x"})

    links = re.findall(r'href="#([a-z_]+)"', text(answer).split('id="main-content"')[1])
    assert links[:4] == ["stamp_code", "name", "valid_from", "valid_to"]


def test_a_change_of_somebody_else_in_between_is_not_overwritten(signed_in):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)
    operator.post(f"{page}/medici/nou", {**PHYSICIAN, **hidden(operator.get(f"{page}/medici/nou"))})
    address = f"{page}/medici/{Physician.objects.get().public_id}"
    form = hidden(operator.get(address))
    operator.post(address, {**PHYSICIAN, **form, "name": "Întâia"})

    answer = operator.post(address, {**PHYSICIAN, **form, "name": "A doua"})

    assert answer.status_code == 422
    assert "Altcineva a schimbat" in text(answer)
    assert 'value="A doua"' in text(answer)
    assert Physician.objects.get().name == "Întâia"


def test_a_contract_is_added_and_ended_early_with_a_reason_on_screen(signed_in):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)
    assert '<option value="CAS-SV" selected>' in text(operator.get(f"{page}/contracte/nou"))

    for _press in range(2):
        assert operator.post(f"{page}/contracte/nou", CONTRACT).status_code == 302
    address = f"{page}/contracte/{Contract.objects.get(number='17/2026').public_id}"
    seen = hidden(operator.get(address))
    refused = operator.post(address, {**seen, "valid_to": day(-1), "reason": ""})
    done = operator.post(address, {**seen, "valid_to": day(-1), "reason": "reziliat"})

    assert refused.status_code == 422
    assert "Scrieți motivul" in text(refused)
    assert f'value="{day(-1)}"' in text(refused)
    assert done.status_code == 302
    assert f"încheiat înainte de termen, 01-01-2026 – {day(-1)}: reziliat" in text(
        operator.get(page)
    )


@pytest.mark.parametrize("part", ["puncte-de-lucru/nou", "medici/nou", "contracte/nou"])
def test_another_county_and_an_unknown_address_are_answered_alike(signed_in, part):
    page = f"/furnizori/{entered()}"
    other = signed_in(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    for base in (page, f"/furnizori/{uuid.uuid4()}", "/furnizori/x"):
        assert other.get(f"{base}/{part}").status_code == 404
        sent = {**SITE, **PHYSICIAN, **CONTRACT, "record": str(uuid.uuid4())}
        assert other.post(f"{base}/{part}", sent).status_code == 404
    assert not WorkSite.objects.exists()
    assert not Physician.objects.exists()
    assert Contract.objects.count() == 1


@pytest.mark.parametrize("part", ["puncte-de-lucru", "medici", "contracte"])
def test_a_row_of_another_provider_or_none_is_not_found(signed_in, part):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)

    for method in (operator.get, operator.post):
        assert method(f"{page}/{part}/{uuid.uuid4()}").status_code == 404


@pytest.mark.parametrize("record", ["", "x", "0" * 400])
def test_a_broken_hidden_field_is_a_refusal_and_no_fault(signed_in, record):
    page = f"/furnizori/{entered()}/medici/nou"

    assert signed_in(**OPERATOR).post(page, {**PHYSICIAN, "record": record}).status_code == 400
    assert not Physician.objects.exists()


def test_a_reader_of_every_house_sees_the_tables_and_no_form(signed_in):
    page = f"/furnizori/{entered()}"
    auditor = signed_in(roles=(Role.AUDITOR,), provider="CNAS", house_code="")

    shown = text(auditor.get(page))
    answer = auditor.post(f"{page}/medici/nou", {**PHYSICIAN, "record": str(uuid.uuid4())})

    assert "Încă nu este scris niciun medic" in shown
    assert "/nou" not in shown
    assert "/contracte/" not in shown
    assert answer.status_code == 403


def test_an_administrator_of_cnas_chooses_among_all_houses(signed_in):
    page = f"/furnizori/{entered()}/contracte/nou"
    cnas = signed_in(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="")

    shown = text(cnas.get(page))

    assert '<option value="CAS-SV" selected>' in shown
    assert '<option value="CAS-IS">' in shown


def test_what_was_typed_when_the_session_ended_comes_back_filled_and_not_carried_out(signed_in):
    page = f"/furnizori/{entered()}/medici/nou"
    record = str(uuid.uuid4())

    answer = signed_in(**OPERATOR).post(page, {**PHYSICIAN, "record": record, "_kept": "1"})

    assert answer.status_code == 200
    assert 'value="Țărnă Ștefania"' in text(answer)
    assert hidden(answer)["record"] == record
    assert not Physician.objects.exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.PROVIDER_ADMINISTRATOR])
def test_a_provider_reads_its_own_record_and_whom_to_ask(signed_in, role):
    page = f"/furnizori/{entered()}"
    entered(fiscal_code=OTHER_CUI, name="Spitalul Țara", contract_number="19")
    operator = signed_in(**OPERATOR)
    operator.post(f"{page}/medici/nou", {**PHYSICIAN, "record": str(uuid.uuid4())})
    operator.post("/iesire")
    house = {"house_contact": "0230 111 222"}
    clerk = signed_in(roles=(role,), provider=CUI, **house)

    shown = text(clerk.get("/datele-furnizorului"))

    assert "Țărnă Ștefania" in shown
    assert "17/2026" in shown
    assert "întrebați: Casa de probă, 0230 111 222" in shown
    assert "Spitalul Țara" not in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert 'href="/datele-furnizorului"' in text(clerk.get("/numar-unic-temporar"))


@pytest.mark.parametrize(("days", "is_told"), [(31, False), (30, True), (0, True)])
def test_a_provider_is_warned_thirty_days_before_its_contract_ends(signed_in, days, is_told):
    entered()
    until(days)
    clerk = signed_in(provider=CUI)

    shown = text(clerk.get("/datele-furnizorului"))

    assert (f"ultima zi este {day(days)}" in shown) == is_told


def test_a_provider_that_is_not_in_the_register_is_told_who_enters_it(signed_in):
    shown = text(signed_in(provider="90000001").get("/datele-furnizorului"))

    assert "nu este încă în registrul furnizorilor" in shown


@pytest.mark.parametrize("role", [Role.HOUSE_OPERATOR, Role.HELPDESK_OPERATOR, Role.AUDITOR])
def test_who_is_no_provider_has_no_such_page(signed_in, role):
    browser = signed_in(roles=(role,), provider="CAS-SV")

    assert browser.get("/datele-furnizorului").status_code == 403
    assert 'href="/datele-furnizorului"' not in text(browser.get("/case"))


def test_a_cancelled_series_without_a_reason_asks_for_the_reason_and_not_for_a_look_up(signed_in):
    provider = entered()
    providers.licensed(provider)

    answer = signed_in(**OPERATOR).post(f"/furnizori/{provider}/serie/CAS-SV/anulare", {})

    assert "Scrieți motivul, pe scurt" in text(answer)
    assert "deschideți datele acestei persoane" not in text(answer)


def test_hostile_names_are_escaped(signed_in):
    page = f"/furnizori/{entered()}"
    operator = signed_in(**OPERATOR)
    hostile = "<script>alert(1)</script>"
    operator.post(
        f"{page}/puncte-de-lucru/nou", {**SITE, "name": hostile, "record": str(uuid.uuid4())}
    )

    assert hostile not in text(operator.get(page))
    assert "&lt;script&gt;" in text(operator.get(page))
    assert Provider.objects.count() == 1
    assert AuditEntry.objects.filter(event="work-site-opened").count() == 1


def test_accounts_of_a_provider_at_two_houses_see_all_its_contracts(signed_in):
    entered()
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    entered(iasi, house="CAS-IS", contract_number="20/2026")

    shown = text(signed_in(provider=CUI).get("/datele-furnizorului"))

    assert "17/2026" in shown
    assert "20/2026" in shown
