"""Does a house see what waits, how far it is, and only its own?"""

import re
from datetime import timedelta

import pytest
from tests.factories import house_reports as made
from tests.factories.reports import NOW

from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.queries.queue import STUCK_AFTER

pytestmark = pytest.mark.django_db
TODAY, QUEUE = "/raportare/casa", "/raportare/casa/rapoarte"


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def shown(answer):
    """Return the reports of a list in their order."""
    return re.findall(rf'href="{QUEUE}/([0-9a-f-]{{36}})"', text(answer))


def ids(*reports):
    return [str(each.public_id) for each in reports]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_number_of_queries(sits, number, django_assert_num_queries):
    for _ in range(number):
        made.report(ReportState.PROCESSING, records_read=40)
    browser = sits.operator()
    browser.get(QUEUE)

    with django_assert_num_queries(8):
        answer = browser.get(QUEUE)

    assert len(shown(answer)) == number
    assert text(answer).count("înregistrări citite: 40, de la 14:00; încercarea 1") == number


def test_what_waits_stands_oldest_first_and_what_is_done_newest_first(sits):
    waiting = [made.report(ReportState.QUEUED), made.report(ReportState.DEAD_LETTER)]
    done = [made.report(), made.report()]
    operator = sits.operator()

    assert shown(operator.get(QUEUE)) == ids(*waiting)
    assert shown(operator.get(f"{QUEUE}?stare=prelucrate")) == ids(*reversed(done))


def test_filters_part_the_queue(sits):
    family = made.report(ReportState.QUEUED, report_type="MF")
    other = made.report(ReportState.QUEUED, provider_code="90000009")
    october = made.report(
        ReportState.QUEUED, starts_on=NOW.date().replace(month=10, day=1), ends_on=None
    )
    late = made.report(late=2)
    made.report()
    stuck = made.report(ReportState.QUEUED, waited=STUCK_AFTER + timedelta(seconds=1))
    lost = made.report(ReportState.PROCESSING, claimed_until=NOW)
    operator = sits.operator()

    assert shown(operator.get(f"{QUEUE}?tip=MF")) == ids(family)
    assert shown(operator.get(f"{QUEUE}?furnizor=RO+90000009")) == ids(other)
    assert shown(operator.get(f"{QUEUE}?luna=2026-10")) == ids(october)
    assert shown(operator.get(f"{QUEUE}?stare=intarziate")) == ids(late)
    assert shown(operator.get(f"{QUEUE}?stare=blocate")) == ids(stuck, lost)
    for nonsense in ("?stare=x", "?luna=2026-13", "?luna=%00", "?pagina=0", "?furnizor=%00"):
        assert operator.get(QUEUE + nonsense).status_code == 200


def test_a_house_sees_its_own_and_cnas_every_one(sits):
    own = made.report(ReportState.QUEUED)
    other = made.report(ReportState.QUEUED, house_code="CAS-IS")

    assert shown(sits.operator().get(QUEUE)) == ids(own)
    assert shown(sits.operator("CAS-IS").get(QUEUE)) == ids(other)
    assert shown(sits.operator("CAS-IS").get(f"{QUEUE}?casa=CAS-SV")) == []
    administrator = sits.administrator()
    assert shown(administrator.get(QUEUE)) == ids(own, other)
    assert shown(administrator.get(f"{QUEUE}?casa=CAS-IS")) == ids(other)
    assert sits.clerk().get(QUEUE).status_code == 403


def test_no_patient_stands_in_the_queue(sits):
    made.record(made.report(ReportState.PROCESSING))

    answer = text(sits.operator().get(QUEUE))

    assert "Шевченко" not in answer
    assert "9000000000019" not in answer


@pytest.mark.parametrize("number", [1, 3])
def test_the_morning_takes_the_same_number_of_queries(sits, number, django_assert_num_queries):
    for _ in range(number):
        made.report(ReportState.QUEUED)
        made.report(ReportState.REFUSED)
    browser = sits.operator()
    browser.get(TODAY)

    with django_assert_num_queries(8):
        text(browser.get(TODAY))


@pytest.mark.parametrize("path", ["/raportare/casa/evidenta", "/raportare/liste", QUEUE, TODAY])
def test_a_house_has_its_tabs_on_every_page_that_it_shares(sits, path):
    answer = text(sits.operator().get(path))

    (tabs,) = re.findall(r'<ul class="op-tabs">(.*?)</ul>', answer, re.DOTALL)
    assert re.findall(r'href="([^"]+)" aria-current="page"', tabs) == [path]
    assert f'href="{QUEUE}"' in tabs
    assert 'href="/raportare/servicii"' not in tabs


def rows_of(answer):
    """Return the counts of the morning by their words."""
    pairs = re.findall(
        r"list__key\">\s*([^<]+?)\s*</dt>.*?list__value\">\s*([^<]+?)\s*</dd>", answer, re.DOTALL
    )
    return dict(pairs)


def test_the_morning_counts_what_waits_is_stuck_stopped_late_and_refused(sits):
    made.report(ReportState.QUEUED)
    made.report(ReportState.QUEUED, waited=timedelta(hours=2))
    made.report(ReportState.PROCESSING)
    made.report(ReportState.DEAD_LETTER)
    made.report(late=3)
    made.report(ReportState.REFUSED)
    made.report(ReportState.REFUSED, waited=timedelta(days=1))
    made.report(ReportState.DEAD_LETTER, house_code="CAS-IS")

    answer = text(sits.operator().get(TODAY))

    assert rows_of(answer) == {
        "Oprite": "1",
        "Așteaptă de prea mult": "1",
        "Așteaptă": "2 (cel mai vechi din 23-11-2026 12:00)",
        "În prelucrare": "1",
        "Prelucrate azi": "1",
        "Trimise cu întârziere luna aceasta": "servicii: 3, în rapoarte: 1",
        "Refuzate la primire azi": "1",
    }
    assert "Rapoarte oprite: 1. Deschideți-le întâi" in answer
    assert "report-period-closed" in answer


@pytest.mark.parametrize(
    ("state", "waited", "says"),
    [
        (None, 0, "Nu așteaptă niciun raport"),
        (ReportState.QUEUED, 5, "se prelucrează singure"),
        (ReportState.QUEUED, 45, "Rapoarte care așteaptă de prea mult: 1"),
    ],
)
def test_the_morning_says_what_comes_first(sits, state, waited, says):
    if state is not None:
        made.report(state, waited=timedelta(minutes=waited))

    assert says in text(sits.operator().get(TODAY))
