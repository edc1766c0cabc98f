"""Two providers report one service while neither sees the other: is the second one told?"""

import threading

import pytest
from django.db import connection, connections
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.models import RecordFinding, Report, ReportedRecord
from openpias.server.reporting.operations import feedback, processing, receiving, settling

CODE = "service-other-provider"


def sent(clinic, signing, *records, minute=0):
    text = signing.seal(*records, minute=minute)
    return receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW).report


def process(report):
    return processing.process(report, now=lambda: NOW)


def of_another(report):
    """Let a report, or what stands of it, be of another provider."""
    Report.objects.filter(public_id=report).update(provider_code="90000999")
    records = ReportedRecord.objects.filter(report__public_id=report)
    records.update(provider_code="90000999")
    return records


@pytest.fixture(params=["tell", "has_any"])
def meanwhile(request, clinic, signing, in_process, monkeypatch):
    """Return a report during whose judging another provider's report of the same is not seen yet.

    It ends before the feedback is written, or while this one waits to end.
    """
    number = reporting.displaced()
    first = sent(clinic, signing, reports.record(reports.patient(number)))
    assert process(first)
    standing = of_another(first)
    standing.update(withdrawn_at=NOW)
    came = []

    def looking(name):
        real = getattr(settling.latecomers, name)

        def look(*args, **options):
            came.extend([name] if name == request.param else [])
            if came:  # Said at each look: ours is undone with what this report undoes.
                standing.update(withdrawn_at=None)
            return real(*args, **options)

        return look

    for name in ("tell", "has_any"):
        monkeypatch.setattr(settling.latecomers, name, looking(name))
    return sent(clinic, signing, reports.record(reports.patient(number)), minute=1)


def told(clinic, report):
    """Return state, counts, sum and findings of a report, and whether its feedback has the code."""
    row = Report.objects.get(public_id=report)
    found = RecordFinding.objects.filter(report=row).values_list("record__state", "code", "path")
    offer = feedback.offer_of(report, actor=clinic.actor, at=NOW)
    taken = b"".join(feedback.take(offer.token, actor=clinic.actor, at=NOW).pieces)
    return (row.valid, row.partial, row.invalid, row.totals["accepted"]), list(found), taken


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("switched", "counts", "state"),
    [
        ("", (0, 1, 0, "95.50"), 2),
        (f"{CODE}=error", (0, 0, 1, "0.00"), 0),
        (f"{CODE}=off", (1, 0, 0, "95.50"), None),
    ],
)
def test_a_service_that_came_meanwhile_is_told_in_record_counts_and_feedback(
    clinic, meanwhile, settings, switched, counts, state
):
    import io
    import zipfile

    settings.REPORTING_RULES = switched
    assert process(meanwhile)

    found_counts, findings, taken = told(clinic, meanwhile)
    path = "/report/clinicServices/clinicService[1]/service_code"
    assert found_counts == counts
    assert findings == ([] if state is None else [(state, CODE, path)])
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        written = archive.read(archive.namelist()[0])
    assert (b"DUPLICATE_PROVIDER" in written) is (state is not None)


@pytest.mark.django_db
def test_what_was_known_while_judging_is_told_once(clinic, meanwhile):
    ReportedRecord.objects.update(withdrawn_at=None)
    assert process(meanwhile)

    assert [each[1] for each in told(clinic, meanwhile)[1]] == [CODE]


@pytest.fixture
def steps(monkeypatch):
    """Return what a settling does in its order: feedback, foreign keys, and locks by their names."""
    found = []
    write, hold = feedback.write, settling.locks.hold

    def written(*args, **options):
        found.append("feedback")
        return write(*args, **options)

    def held(*names):
        found.append(names[0])
        hold(*names)

    monkeypatch.setattr(feedback, "write", written)
    monkeypatch.setattr(settling.locks, "hold", held)
    monkeypatch.setattr(connection, "check_constraints", lambda: found.append("keys"))
    return found


@pytest.mark.django_db
def test_nobody_waits_while_feedback_is_written(clinic, signing, in_process, steps):
    report = sent(clinic, signing, reports.record(reports.patient(reporting.displaced())))
    assert process(report)

    assert steps == ["feedback", "provider", "keys", "settling"]


@pytest.mark.django_db
@pytest.mark.parametrize("meanwhile", ["has_any"], indirect=True)
@pytest.mark.parametrize(("switched", "is_again"), [("", True), (f"{CODE}=off", False)])
def test_feedback_is_written_again_where_it_has_to_say_more(
    meanwhile, steps, settings, switched, is_again
):
    settings.REPORTING_RULES = switched
    assert process(meanwhile)

    assert steps == ["feedback", "provider", "keys", "settling"] * (1 + is_again)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_reports_that_end_at_once_one_waits_and_knows(
    clinic, signing, in_process, monkeypatch, settings
):
    # The other provider is one by its code alone.
    settings.REPORTING_RULES = "contract-unknown=off stamp-unknown=off"
    number = reporting.displaced()
    both = [
        sent(clinic, signing, reports.record(reports.patient(number)), minute=minute)
        for minute in range(2)
    ]
    of_another(both[1])
    together = threading.Barrier(2)
    real = settling.settle

    def settle(*args, **options):
        together.wait(30)  # both are judged
        real(*args, **options)

    monkeypatch.setattr(settling, "settle", settle)

    def work(report):
        try:
            process(report)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work, args=(each,)) for each in both]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert ReportedRecord.objects.count() == 2
    assert RecordFinding.objects.filter(code=CODE).count() == 1
    assert sorted(Report.objects.values_list("valid", "partial")) == [(0, 1), (1, 0)]
