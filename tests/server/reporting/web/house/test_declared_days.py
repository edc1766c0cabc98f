"""Does CNAS declare a day after it saw what the day moves, and do the deadlines follow?"""

import re
import uuid
from datetime import UTC, date, datetime

import pytest
from tests.factories import days
from tests.factories import house_reports as made
from tests.factories.reports import NOW

from openpias.server.platform.working_days.inputs import check
from openpias.server.platform.working_days.models import DeclaredDay
from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import deadlines
from openpias.server.reporting.queries import deadline_effects

pytestmark = pytest.mark.django_db
DAYS = "/raportare/casa/zile"
NEW = f"{DAYS}/noua"


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def typed(**fields):
    """Return the form of the Monday after the invented reports, which is made a bridge."""
    defaults = {
        "record": str(uuid.uuid4()),
        "day": "23-11-2026",
        "kind": "free",
        "scopes": ["reporting", "helpdesk"],
        "act": days.ACT,
    }
    return {**defaults, **fields}


@pytest.fixture
def open_records():
    """Write down a service of the 18th, a stay that ended then, and one that the day does not reach."""
    report = made.report(records_read=3)
    made.record(report, given_on=date(2026, 11, 18))
    made.record(report, given_on=date(2026, 11, 10), ends_on=date(2026, 11, 18))
    made.record(report, given_on=date(2026, 11, 23))
    deadlines.move(at=NOW)


def test_a_day_shows_what_it_moves_before_it_is_declared(sits, open_records):
    sent = typed()

    shown = text(sits.administrator().post(NEW, sent))

    rows = re.findall(r'list__value">\s*([^<]*?)\s*</dd>', shown)
    assert rows == [
        "luni, 23-11-2026",
        "liberă",
        "termenul de transmitere a serviciilor, programul și termenele asistenței",
        days.ACT,
        # From the 18th: 19, 20 and, because the 23rd is free, the 24th.
        *("2", "0", "0", "18-11-2026", "24-11-2026 23:59"),
    ]
    assert DeclaredDay.objects.count() == 0
    hidden = re.findall(r'name="(\w+)" value="([^"]*)"', shown)
    assert {name for name, _value in hidden} >= set(sent)
    assert [value for name, value in hidden if name == "scopes"] == sent["scopes"]


def test_a_day_is_declared_once_deadlines_follow_and_its_withdrawal_moves_them_back(
    sits, open_records
):
    administrator, sent = sits.administrator(), typed(confirmed="1")
    before = list(ReportedRecord.objects.order_by("pk").values_list("deadline", flat=True))

    for _press in range(2):
        answer = administrator.post(NEW, sent)

    assert answer["Location"] == "/raportare/casa/pauze/recalculare"
    assert "încă nemutat: 2" in text(administrator.get(answer["Location"]))
    assert deadlines.move(at=NOW).records == 2
    assert ReportedRecord.objects.order_by("pk").first().deadline == datetime(
        2026, 11, 24, 21, 59, 59, tzinfo=UTC
    )
    address = f"{DAYS}/{DeclaredDay.objects.get().public_id}/retragere"
    assert ">2<" in re.sub(r"\s+", "", text(administrator.get(address)))
    administrator.post(address)
    deadlines.move(at=NOW)
    assert list(ReportedRecord.objects.order_by("pk").values_list("deadline", flat=True)) == before
    assert administrator.get(address).status_code == 404
    assert "retrasă" in text(administrator.get(DAYS))


def test_a_worked_saturday_brings_deadlines_nearer(open_records):
    tuesday = datetime(2026, 11, 24, 8, tzinfo=UTC)
    said = {"given_on": date(2026, 11, 19), "ends_on": None, "arrived_at": tuesday}
    ReportedRecord.objects.update(**said)
    deadlines.move(at=NOW)
    typed_day = days.typed(day="21-11-2026", kind="worked")
    effect = deadline_effects.of_day(check(typed_day))
    days.declare(day="21-11-2026", kind="worked")

    deadlines.move(at=NOW)

    assert effect.late_then == 3
    assert ReportedRecord.objects.filter(is_late=True).count() == 3
    # Thursday the 19th: Friday, the worked Saturday, Monday.
    last = {each.deadline for each in ReportedRecord.objects.all()}
    assert last == {datetime(2026, 11, 23, 21, 59, 59, tzinfo=UTC)}


def test_a_day_for_the_helpdesk_alone_moves_no_deadline(sits, open_records):
    administrator, sent = sits.administrator(), typed(scopes=["helpdesk"])

    assert "Niciun termen de transmitere nu se mută" in text(administrator.post(NEW, sent))
    answer = administrator.post(NEW, {**sent, "confirmed": "1"})

    assert answer["Location"] == DAYS
    assert deadline_effects.unmoved().records == 0
    assert f"2026-11-23=free {days.ACT}" in text(administrator.get(DAYS))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "31-02-2026"}, "day"),
        ({"day": "28-11-2026"}, "day"),
        ({"day": "23-11-2126"}, "day"),
        ({"kind": "x"}, "kind"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["x"]}, "scopes"),
        ({"act": " "}, "act"),
    ],
)
def test_a_day_that_is_typed_wrong_leads_to_its_field_and_stays(sits, wrong, field):
    sent = typed(**wrong)

    answer = text(sits.administrator().post(NEW, {**sent, "confirmed": "1"}), 422)

    assert [each for each in re.findall(r'href="#(\w+)"', answer) if each in sent] == [field]
    assert f'value="{sent["day"]}"' in answer
    assert DeclaredDay.objects.count() == 0


def test_a_day_that_is_declared_already_says_so(sits):
    days.declare(day="23-11-2026")

    answer = text(sits.administrator().post(NEW, typed(confirmed="1")), 422)

    assert "Ziua este deja declarată" in answer


def test_a_form_that_comes_back_or_goes_back_is_filled_and_does_nothing(sits):
    administrator = sits.administrator()

    for back in ({"_kept": "1"}, {"edit": "1"}):
        form = text(administrator.post(NEW, {**typed(), "confirmed": "1", **back}))
        assert form.count("checked") == 3
        assert f'value="{days.ACT}"' in form
    assert administrator.post(NEW, typed(record="x")).status_code == 400
    assert DeclaredDay.objects.count() == 0


def test_houses_read_the_days_and_declare_none(sits):
    days.declare()
    operator = sits.operator()

    shown = text(operator.get(DAYS))

    assert days.ACT in shown
    assert "/retragere" not in shown
    assert operator.get(NEW).status_code == 403
    address = f"{DAYS}/{DeclaredDay.objects.get().public_id}/retragere"
    assert operator.post(address).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(sits, number, django_assert_num_queries):
    for place in range(number):
        days.declare(day=f"{23 + place}-11-2026")
    operator = sits.operator()
    operator.get(DAYS)

    with django_assert_num_queries(6):
        shown = text(operator.get(DAYS))

    assert shown.count(days.ACT) == number
