"""Can every kind of report be validated, reported and answered, with what a record here can say?"""

import io
import zipfile

import msgspec
import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.core.findings import Finding
from openpias.core.rules.records import RecordGroup, ReportKind
from openpias.interop import file_names
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.problems import IncompleteError
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import FeedbackPart, Report, ReportedRecord
from openpias.server.reporting.operations import parts, processing, receiving, validating

pytestmark = pytest.mark.django_db
# A certificate has more that must be said than the fields which all kinds share.
KINDS = [each for each in ReportKind if each is not ReportKind.SICK_LEAVE]


def writable(kind, number):
    """Return one record of each list of a monthly report that the shared fields can fill."""
    family = FAMILIES[kind]
    said = reports.header(kind)
    found = []
    for group in dict.fromkeys(row.group for row in family.monthly.report.rows()):
        record = reports.record(
            reports.patient(number), group=RecordGroup(group), speciality="D-INT"
        )
        try:
            family.monthly.write(said, [record], io.BytesIO())
        except IncompleteError:
            continue
        found.append(record)
    return found


def read_feedback(kind, report):
    """Return the feedback as a provider reads it."""
    octets = b"".join(parts.kept(FeedbackPart, feedback=report.feedback))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        told = FAMILIES[kind].monthly.read_feedback(archive.read(report.file_name))
    assert not isinstance(told, Finding), told
    return told


def ids(kind, report):
    """Return the ids of the records whose lists the feedback has."""
    lists = {row.group for row in FAMILIES[kind].monthly.feedback.rows()}
    every = ReportedRecord.objects.filter(report=report)
    return [each.app_id for each in every if RecordGroup(each.list) in lists]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_reported_and_answered(clinic, signing, in_process, kind):
    if kind is not ReportKind.CLINIC:
        reporting.opened(clinic.operator, kind=kind.value)
    said = reports.header(kind)
    content = reports.xml(*writable(kind, reporting.displaced()), said=said)
    name = reports.name(prefix=file_names.REPORTS[kind.value])
    text = reports.sealed(content, signing.party, named=name)
    answer = receiving.receive(text, report_type=kind.value, actor=clinic.actor, at=NOW)
    assert isinstance(answer, receiving.Received), answer

    processing.process(answer.report, now=lambda: NOW)

    report = Report.objects.get()
    assert report.state == ReportState.PROCESSED
    assert report.unreadable == 0
    told = read_feedback(kind, report)
    assert told.header.contract_number in {"", said.contract_number}
    assert {each.app_id for each in told.records} == set(ids(kind, report))


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_kind_is_validated_online(clinic, kind):
    number = reporting.displaced()
    for online in FAMILIES[kind].online:
        groups = dict.fromkeys(row.group for row in online.request.rows())
        for group in groups:
            record = reports.record(reports.patient(number), group=RecordGroup(group))
            try:
                content = online.write_request(reports.header(kind), [record])
            except IncompleteError:
                continue
            answer = validating.validate_as(online, content, actor=clinic.actor, at=NOW)
            assert record.app_id.encode() in answer
            withdrawn = msgspec.structs.replace(record, withdrawn=True)
            online.write_request(reports.header(kind), [withdrawn])
