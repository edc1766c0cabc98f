"""Is a report processed whole or not at all, once, and in its turn?"""

from datetime import timedelta

import msgspec
import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import Report, ReportedRecord, StagedRecord
from openpias.server.reporting.operations import (
    claiming,
    dead_letters,
    processing,
    receiving,
    staging,
    validating,
)
from openpias.server.reporting.queries import dead_letters as dead
from openpias.server.reporting.queries import queue
from openpias.server.reporting.queries import reports as queries

pytestmark = pytest.mark.django_db


def sent(clinic, text, at=NOW):
    return receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=at).report


def process(report, at=NOW):
    return processing.process(report, now=lambda: at)


class WorkerDied(BaseException):
    """Ends a worker as nothing inside it could."""


@pytest.fixture
def dying(monkeypatch):
    """Let a worker die after its first chunk was staged, without a word."""
    monkeypatch.setattr(processing, "CHUNK", 1)
    real = staging.add
    calls = []

    def add(*rows):
        real(*rows)
        calls.append(1)
        if len(calls) == 2:
            raise WorkerDied

    monkeypatch.setattr(staging, "add", add)


def test_a_worker_that_dies_leaves_nothing_half_stored_and_the_next_goes_on(
    clinic, signing, in_process, dying, monkeypatch
):
    number = reporting.displaced()
    report = sent(
        clinic,
        signing.seal(
            *(
                reports.record(reports.patient(number), given_on=reports.DAY - timedelta(days=day))
                for day in range(3)
            )
        ),
    )
    with monkeypatch.context() as patch:
        patch.setattr(claiming, "give_back", lambda *_args, **_options: None)
        with pytest.raises(WorkerDied):
            process(report)
    assert ReportedRecord.objects.count() == 0
    assert StagedRecord.objects.count() == 1
    assert process(report) is False  # its claim still holds

    later = NOW + claiming.LASTS
    assert claiming.waiting(at=later) == [report]
    assert process(report, at=later)
    assert ReportedRecord.objects.count() == 3
    assert StagedRecord.objects.count() == 0


def test_two_workers_do_not_take_one_report(clinic, signing, in_process):
    report = sent(clinic, signing.seal(reports.record()))
    first = claiming.take(report, at=NOW)

    assert first is not None
    assert claiming.take(report, at=NOW) is None
    second = claiming.take(report, at=NOW + claiming.LASTS)
    with pytest.raises(claiming.ClaimLost):
        claiming.hold(first, records_read=1, at=NOW)
    claiming.hold(second, records_read=1, at=NOW)


def test_a_report_that_breaks_its_worker_goes_to_the_dead_letters_and_the_next_is_processed(
    clinic, signing, in_process, monkeypatch
):
    broken = sent(clinic, signing.seal(reports.record()))
    following = sent(clinic, signing.seal(reports.record(), minute=1))
    assert process(following) is False  # in the order in which they came

    def fails(*_args, **_options):
        raise ZeroDivisionError

    at = NOW
    with monkeypatch.context() as patch:
        patch.setattr(processing, "judge", fails)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                process(broken, at=at)
            at += timedelta(hours=1)
    (row,) = dead.page(clinic.operator).rows
    assert (row.state, row.failure) == (ReportState.DEAD_LETTER, "error-ZeroDivisionError")
    assert process(following, at=at)

    assert dead_letters.retry(broken, actor=clinic.operator, at=at)
    assert dead_letters.retry(broken, actor=clinic.operator, at=at) is False
    assert process(broken, at=at)
    assert dead.page(clinic.operator).rows == ()
    assert queue.counts(clinic.operator, at=at)[ReportState.PROCESSED] == 2


def test_a_correction_changes_the_record_of_the_same_id(clinic, signing, in_process):
    number = reporting.displaced()
    record = reports.record(reports.patient(number), service_code="UNLISTED")
    process(sent(clinic, signing.seal(record)))
    assert Report.objects.get().invalid == 1

    right = msgspec.structs.replace(record, service_code=reports.SERVICE)
    second = sent(clinic, signing.seal(right, minute=1))
    process(second)

    assert Report.objects.get(public_id=second).valid == 1
    (standing,) = ReportedRecord.objects.filter(superseded_at=None)
    assert (standing.state, standing.report.public_id.hex) == (1, second.replace("-", ""))


def test_what_was_validated_in_time_is_in_time_in_the_report(clinic, signing, in_process):
    record = reports.record(reports.patient(reporting.displaced()))
    validating.validate(
        reports.request(record),
        report_type="CLIN",
        request_type="RQ_CLIN_SRV",
        actor=clinic.actor,
        at=NOW,
    )
    late = reports.record(
        reports.patient(
            reporting.displaced(
                surname="Коваль",
                given_name="Іван",
                birth_date="1990-01-01",
                documents=(reporting.people.document(number="XY1"),),
            ),
            surname="Коваль",
            given_name="Іван",
            birth_date=None,
        )
    )
    later = NOW + timedelta(days=4)
    report = sent(clinic, signing.seal(record, late), at=later)
    process(report, at=later)

    found = queries.findings(report, actor=clinic.actor)
    assert [(each.app_id, each.finding.code) for each in found.rows] == [(late.app_id, "sent-late")]


def test_a_file_that_ends_early_is_refused_whole(clinic, signing, in_process):
    content = reports.xml(reports.record(reports.patient(reporting.displaced())))
    report = sent(clinic, signing.seal(content=content[:-20]))
    process(report)

    view = queries.one(report, actor=clinic.actor)
    assert (view.row.state, view.row.code) == (ReportState.REFUSED, "message-malformed")
    assert ReportedRecord.objects.count() == StagedRecord.objects.count() == 0


def test_a_record_that_cannot_be_read_is_counted_and_the_rest_is_kept(clinic, signing, in_process):
    number = reporting.displaced()
    records = [
        reports.record(reports.patient(number), given_on=reports.DAY - timedelta(days=day))
        for day in (0, 1)
    ]
    content = reports.xml(*records).replace(b'presentationMode="1"', b'presentationMode="99"', 1)
    report = sent(clinic, signing.seal(content=content))
    process(report)

    counts = queries.one(report, actor=clinic.actor).row.counts
    assert (counts.records, counts.unreadable, counts.valid) == (1, 1, 1)
    codes = queries.findings(report, actor=clinic.actor).by_code
    assert codes == {"message-not-listed": 1}


def test_another_house_and_another_provider_see_nothing(clinic, signing, in_process):
    report = sent(clinic, signing.seal(reports.record()))
    elsewhere = reporting.people.actor(
        roles=(reporting.Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS"
    )
    other = reporting.people.actor(provider="90000999")

    for actor in (elsewhere, other):
        assert queries.one(report, actor=actor) is None
        assert queries.page(actor).rows == ()
        assert queue.progress(report, actor=actor, at=NOW) is None
    assert queries.page(reporting.administrator()).total == 1


def test_ids_that_feedback_cannot_carry_are_found_and_stop_nothing(clinic, signing, in_process):
    number = reporting.displaced()
    wrong = reports.record(reports.patient(number), app_id="A-1")
    right = reports.record(reports.patient(number), given_on=reports.DAY - timedelta(days=1))
    said = reports.header(app_id="X-77")
    report = sent(clinic, signing.seal(wrong, right, said=said))
    process(report)

    counts = queries.one(report, actor=clinic.actor).row.counts
    assert (counts.valid, counts.invalid) == (1, 1)
