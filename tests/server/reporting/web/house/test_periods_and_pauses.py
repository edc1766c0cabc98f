"""Does a house open and close its months, and CNAS declare pauses that it has seen the effect of?"""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories import house_reports as made
from tests.factories import reporting
from tests.factories.reports import NOW

from openpias.server.platform.accounts import door
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outages.models import Outage
from openpias.server.reporting.enums import PeriodState, ReportState
from openpias.server.reporting.models import DeclaredPause, ReportedRecord, ReportingPeriod
from openpias.server.reporting.operations import deadlines
from openpias.server.reporting.queries import deadline_effects

pytestmark = pytest.mark.django_db
PERIODS, PAUSES = "/raportare/casa/perioade", "/raportare/casa/pauze"
NEW = f"{PAUSES}/noua"


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def months():
    return sorted(
        ReportingPeriod.objects.values_list("house_code", "kind", "starts_on", "ends_on", "state")
    )


def test_a_month_is_opened_for_the_kinds_that_are_ticked(sits):
    operator = sits.operator()
    form = text(operator.get(f"{PERIODS}/luna"))
    assert form.count("checked") == 10

    for _press in range(2):
        sent = {"month": "2026-12", "kinds": ["CLIN", "MF"], "house": "CAS-IS"}
        answer = operator.post(f"{PERIODS}/luna", sent)

    assert answer["Location"] == f"{PERIODS}?an=2026"
    december = (date(2026, 12, 1), date(2026, 12, 31), "open")
    # The house of whoever opens it, whatever was sent.
    assert months() == [("CAS-SV", "CLIN", *december), ("CAS-SV", "MF", *december)]
    assert AuditEntry.objects.filter(event="period-opened").count() == 2


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, ["month", "kinds"]),
        ({"month": "2026-13", "kinds": ["CLIN"]}, ["month"]),
        ({"month": "9999-12", "kinds": ["CLIN"]}, ["month"]),
        ({"month": "2026-12", "kinds": ["XX"]}, ["kinds"]),
    ],
)
def test_a_month_that_is_half_chosen_opens_nothing_and_stays_typed(sits, sent, fields):
    answer = text(sits.operator().post(f"{PERIODS}/luna", sent), 422)

    assert re.findall(r'href="#(\w+)"', answer)[-len(fields) :] == fields
    assert months() == []


def test_cnas_chooses_the_house_of_a_month(sits):
    administrator = sits.administrator()
    sent = {"month": "2026-12", "kinds": ["CLIN"]}

    assert 'href="#house"' in text(administrator.post(f"{PERIODS}/luna", sent), 422)
    administrator.post(f"{PERIODS}/luna", {**sent, "house": "CAS-IS"})

    assert [row[:2] for row in months()] == [("CAS-IS", "CLIN")]


def test_a_kind_whose_days_are_taken_is_named_and_the_others_are_opened(sits, clinic):
    reporting.opened(clinic.operator, kind="MF", starts="15-12-2026", ends="15-01-2027")

    answer = text(
        sits.operator().post(f"{PERIODS}/luna", {"month": "2026-12", "kinds": ["CLIN", "MF"]}), 422
    )

    assert "Medicină de familie – Casa are deja o perioadă" in answer
    assert ("CAS-SV", "CLIN", date(2026, 12, 1), date(2026, 12, 31), "open") in months()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_periods_takes_the_same_number_of_queries(
    sits, clinic, number, django_assert_num_queries
):
    for month in range(1, number):
        reporting.opened(clinic.operator, starts=f"01-0{month}-2026", ends=f"28-0{month}-2026")
    browser = sits.operator()
    browser.get(PERIODS)

    with django_assert_num_queries(7):
        answer = text(browser.get(PERIODS))

    assert answer.count("/inchidere") == number


def test_periods_are_filtered_and_belong_to_their_house(sits, clinic):
    reporting.opened(clinic.operator, kind="MF", starts="01-01-2025", ends="31-01-2025")

    def found(browser, query=""):
        return text(browser.get(PERIODS + query)).count("/inchidere")

    operator = sits.operator()
    assert [found(operator, each) for each in ("", "?an=2025", "?tip=CLIN", "?an=x")] == [
        2,
        1,
        1,
        2,
    ]
    assert [found(operator, each) for each in ("?an=99999", "?an=0000")] == [2, 2]
    assert found(operator, "?casa=%00&tip=%00&an=²") == 2
    assert found(sits.operator("CAS-IS")) == 0
    assert found(sits.administrator(), "?casa=CAS-SV") == 2
    assert found(sits.settlement()) == 0
    assert "noiembrie 2026" in text(sits.settlement().get(PERIODS))


def test_closing_says_what_follows_and_what_still_waits_and_can_be_taken_back(sits, clinic):
    made.report(ReportState.QUEUED)
    operator = sits.operator()
    address = f"{PERIODS}/{clinic.period}"

    question = text(operator.get(f"{address}/inchidere"))
    assert "sunt refuzate de acum" in question
    assert "Încă se prelucrează rapoarte ale perioadei" in question
    assert ReportingPeriod.objects.get().state == PeriodState.OPEN
    for _press in range(2):
        operator.post(f"{address}/inchidere")
    assert ReportingPeriod.objects.get().state == PeriodState.CLOSED
    assert AuditEntry.objects.filter(event="period-closed").count() == 1

    assert "Redeschide perioada" in text(operator.get(f"{address}/deschidere"))
    operator.post(f"{address}/deschidere")
    assert ReportingPeriod.objects.get().state == PeriodState.OPEN


def test_only_the_own_house_closes_and_with_the_certificate(sits, clinic, monkeypatch):
    address = f"{PERIODS}/{clinic.period}/inchidere"

    assert sits.operator("CAS-IS").post(address).status_code == 404
    assert sits.settlement().post(address).status_code == 403
    operator = sits.operator()
    monkeypatch.setattr(door, "_confirmed_lately", lambda _request: False)
    assert operator.post(address)["Location"].startswith("/confirmare?")
    assert ReportingPeriod.objects.get().state == PeriodState.OPEN


def typed(**fields):
    defaults = {
        "record": str(uuid.uuid4()),
        "kind": "outage",
        "begins_on": "19-11-2026",
        "begins_hour": "08:00",
        "ends_on": "20-11-2026",
        "ends_hour": "16:30",
        "act": "Ordinul 12/2026",
        "outage": "",
    }
    return {**defaults, **fields}


@pytest.fixture
def open_records():
    """Write down two services of the 18th, one late, and one that no pause of then reaches."""
    report = made.report()
    for day, late in ((18, True), (18, False), (23, False)):
        made.record(report, given_on=date(2026, 11, day), is_late=late)
    deadlines.move(at=NOW)
    ReportedRecord.objects.filter(given_on=date(2026, 11, 18)).update(is_late=True)


def test_a_pause_shows_what_it_moves_before_it_is_declared(sits, open_records):
    administrator, sent = sits.administrator(), typed()

    shown = text(administrator.post(NEW, sent))

    rows = re.findall(r'list__value">\s*([^<]*?)\s*</dd>', shown)
    # From the 18th three working days count on: 23, 24 and 25 November.
    assert rows[-5:] == ["2", "2", "0", "18-11-2026", "25-11-2026 23:59"]
    assert DeclaredPause.objects.count() == 0
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown))
    assert {name: hidden[name] for name in sent} == sent


def test_a_pause_is_declared_once_and_its_recomputing_is_shown(sits, open_records):
    administrator, sent = sits.administrator(), typed()

    for _press in range(2):
        answer = administrator.post(NEW, {**sent, "confirmed": "1"})

    assert answer["Location"] == f"{PAUSES}/recalculare"
    row = DeclaredPause.objects.get()
    assert (row.begins_at, row.ends_at) == (
        datetime(2026, 11, 19, 6, tzinfo=UTC),
        datetime(2026, 11, 20, 14, 30, tzinfo=UTC),
    )
    assert "încă nemutat: 2" in text(administrator.get(answer["Location"]))
    deadlines.move(at=NOW)
    assert "Toate termenele urmează" in text(administrator.get(answer["Location"]))
    assert deadline_effects.unmoved().records == 0


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"kind": "x"}, ["kind"]),
        ({"begins_on": "31-02-2026"}, ["begins_on"]),
        ({"ends_hour": "25:00"}, ["ends_hour"]),
        ({"ends_on": "18-11-2026"}, ["ends_hour"]),
        ({"act": " "}, ["act"]),
        ({"outage": "x"}, ["outage"]),
        ({"act": "x" * 301}, ["act"]),
    ],
)
def test_a_pause_that_is_typed_wrong_leads_to_its_field_and_stays(sits, wrong, fields):
    sent = typed(**wrong)

    answer = text(sits.administrator().post(NEW, {**sent, "confirmed": "1"}), 422)

    assert [each for each in re.findall(r'href="#(\w+)"', answer) if each in sent] == fields
    assert f'value="{sent["act"].strip()}"' in answer
    assert DeclaredPause.objects.count() == 0


def test_going_back_from_the_effect_keeps_what_was_typed(sits):
    sent = typed()

    answer = text(sits.administrator().post(NEW, {**sent, "edit": "1"}))

    for value in (sent["begins_on"], sent["ends_hour"], sent["act"], sent["record"]):
        assert f'value="{value}"' in answer
    assert sits.administrator().post(NEW, typed(record="x")).status_code == 400


@pytest.mark.parametrize("day", ["01-01-0001", "31-12-9999", "01-01-1900", "31-12-2099"])
def test_a_pause_at_the_edge_of_time_is_no_fault(sits, open_records, day):
    sent = typed(begins_on=day, ends_on=day)

    assert sits.administrator().post(NEW, sent).status_code in {200, 422}


def test_forms_that_come_back_after_a_session_are_filled_and_do_nothing(sits, clinic):
    administrator, operator = sits.administrator(), sits.operator()
    back = {"_kept": "1"}

    form = text(administrator.post(NEW, {**typed(), "confirmed": "1", **back}))
    assert 'value="Ordinul 12/2026"' in form
    form = text(operator.post(f"{PERIODS}/luna", {"month": "2026-12", "kinds": ["MF"], **back}))
    assert form.count("checked") == 1
    form = text(operator.post(f"{PERIODS}/{clinic.period}/inchidere", back))
    assert "Închide perioada" in form

    assert DeclaredPause.objects.count() == 0
    assert [row[1:2] + row[4:] for row in months()] == [("CLIN", "open")]


def declared(administrator, **fields):
    administrator.post(NEW, {**typed(**fields), "confirmed": "1"})
    return f"{PAUSES}/{DeclaredPause.objects.get().public_id}"


def test_a_pause_is_changed_at_the_version_that_was_seen(sits):
    administrator = sits.administrator()
    address = declared(administrator)
    form = text(administrator.get(address))
    assert 'value="16:30"' in form
    sent = {**typed(ends_hour="18:00"), "seen": "1"}
    assert "Schimbă pauza" in text(administrator.post(address, sent))

    answer = administrator.post(address, {**sent, "confirmed": "1"})
    assert answer["Location"] == f"{PAUSES}/recalculare"
    stale = text(
        administrator.post(address, {**typed(ends_hour="19:00"), "seen": "1", "confirmed": "1"}),
        422,
    )

    assert 'href="#begins_on"' in stale
    assert DeclaredPause.objects.get().ends_at == datetime(2026, 11, 20, 16, tzinfo=UTC)


def test_a_pause_is_withdrawn_after_its_effect_was_shown_and_stays_listed(sits, open_records):
    administrator = sits.administrator()
    address = declared(administrator)
    deadlines.move(at=NOW)

    question = text(administrator.get(f"{address}/retragere"))
    assert re.findall(r'list__value">\s*([^<]*?)\s*</dd>', question)[4] == "2"
    administrator.post(f"{address}/retragere")

    assert DeclaredPause.objects.get().withdrawn_at == NOW
    assert "retrasă" in text(administrator.get(PAUSES))
    assert administrator.get(address).status_code == 404
    assert administrator.get(f"{address}/retragere").status_code == 404


def test_records_of_closed_periods_move_with_no_pause(sits, clinic, open_records):
    sits.operator().post(f"{PERIODS}/{clinic.period}/inchidere")

    shown = text(sits.administrator().post(NEW, typed()))

    assert re.findall(r'list__value">\s*([^<]*?)\s*</dd>', shown)[-1] == "0"


def test_houses_read_pauses_and_declare_none(sits):
    address = declared(sits.administrator())
    operator = sits.operator()

    listed = text(operator.get(PAUSES))
    assert "Ordinul 12/2026" in listed
    assert address not in listed
    for browser in (operator, sits.auditor(), sits.clerk()):
        for place in (NEW, address, f"{address}/retragere"):
            assert browser.post(place, typed()).status_code == 403
    assert operator.get(f"{PAUSES}/recalculare").status_code == 403


def test_a_pause_may_name_the_notice_that_people_saw(sits):
    outage = Outage.objects.create(
        public_id=uuid.uuid4(),
        starts_at=NOW - timedelta(days=4),
        ends_at=NOW - timedelta(days=3),
        affects=["everything"],
        text_ro="Mutăm serverele.",
        text_uk="Переносимо сервери.",
        text_en="We move the servers.",
        announced_at=NOW,
    )
    administrator = sits.administrator()

    assert str(outage.public_id) in text(administrator.get(NEW))
    declared(administrator, outage=str(outage.public_id))

    assert DeclaredPause.objects.get().outage == outage.public_id


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_pauses_takes_the_same_number_of_queries(
    sits, number, django_assert_num_queries
):
    browser = sits.administrator()
    for _ in range(number):
        browser.post(NEW, {**typed(), "confirmed": "1"})

    with django_assert_num_queries(6):
        assert text(browser.get(PAUSES)).count("Ordinul 12/2026") == number
