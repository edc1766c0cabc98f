"""Can a provider without software type, validate, build and send its month?"""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import building, processing, receiving, recording
from openpias.server.reporting.operations.building import BuildInput
from openpias.server.reporting.queries import drafts

pytestmark = pytest.mark.django_db


def typed(identifier, **fields):
    defaults = {
        "kind": "CLIN",
        "contract_number": reports.CONTRACT,
        "identifier": identifier,
        "surname": "Șevcenco",
        "given_name": "Olena",
        "birth_date": "20-07-1982",
        "given_on": "19-11-2026",
        "service_code": reports.SERVICE,
        "package": "PB",
        "unit_value": "95,50",
        "patient_house": reports.HOUSE,
        "stamp_code": reports.STAMP,
        "speciality": "CARD",
        "diagnosis": "I10",
        "presentation": "1",
        "service_type": "1",
        "disease_type": "0",
    }
    return RecordInput(**{**defaults, **fields})


MONTH = BuildInput(
    kind=ReportKind.CLINIC,
    contract_number=reports.CONTRACT,
    starts_on=date(2026, 11, 1),
    ends_on=date(2026, 11, 30),
)


def test_a_draft_goes_from_typed_to_accepted(clinic, signing, in_process):
    number, actor = reporting.displaced(), clinic.actor
    draft = uuid.uuid4()
    first = recording.save(typed(number, presentation=""), public_id=draft, actor=actor, at=NOW)
    assert (first.state, [each.code for each in first.findings]) == (
        DraftState.TYPED,
        ["draft-incomplete"],
    )

    kept = recording.save(typed(number), public_id=draft, actor=actor, at=NOW, seen=first.version)
    assert kept.state is DraftState.VALIDATED
    assert ReportedRecord.objects.get(superseded_at=None).app_id == kept.app_id

    built = building.build(MONTH, public_id=uuid.uuid4(), actor=actor, at=NOW)
    assert (built.records, built.file_name) == (1, f"CLIN_{actor.provider.code}_20261123_1400.xml")
    assert drafts.one(str(draft), actor=actor).state is DraftState.IN_REPORT

    text = reports.sealed(built.content, signing.party, named=reports.name_of(built.file_name))
    report = receiving.receive(text, report_type="CLIN", actor=actor, at=NOW)
    assert drafts.one(str(draft), actor=actor).state is DraftState.SENT
    processing.process(report.report, now=lambda: NOW)
    assert drafts.one(str(draft), actor=actor).state is DraftState.ACCEPTED


def test_what_was_typed_is_kept_with_every_finding(clinic):
    wrong = typed("", given_on="31-02-2026", quantity="-1", surname="A\x00B")
    kept = recording.save(wrong, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)

    assert {each.path for each in kept.findings} == {"/identifier", "/given_on", "/quantity"}
    assert drafts.one(kept.public_id, actor=clinic.actor).typed["given_on"] == "31-02-2026"


def test_the_last_month_of_the_calendar_is_kept_with_its_finding(clinic):
    wrong = typed(reporting.displaced(), given_on="31-12-9999")
    kept = recording.save(wrong, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)

    assert kept.state is DraftState.TYPED


def test_what_cannot_be_judged_yet_counts_in_its_month_with_its_term(clinic):
    wrong = typed("", birth_date="31-02-1990")
    kept = recording.save(wrong, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)
    draft = drafts.one(kept.public_id, actor=clinic.actor)
    good = recording.save(
        typed(reporting.displaced()), public_id=uuid.uuid4(), actor=clinic.actor, at=NOW
    )

    same = drafts.one(good.public_id, actor=clinic.actor)
    assert same.deadline is not None
    assert (draft.given_on, draft.deadline) == (same.given_on, same.deadline)
    left = drafts.in_months(
        clinic.actor,
        kind=wrong.kind,
        contract_number=wrong.contract_number,
        first=draft.given_on,
        last=draft.given_on,
    )
    assert [each.public_id for each in left] == [kept.public_id, good.public_id]


def test_a_draft_in_a_report_is_changed_only_after_that_is_taken_apart(clinic):
    number, actor, draft = reporting.displaced(), clinic.actor, uuid.uuid4()
    kept = recording.save(typed(number), public_id=draft, actor=actor, at=NOW)
    built = building.build(MONTH, public_id=uuid.uuid4(), actor=actor, at=NOW)
    changed = replace(typed(number), diagnosis="I11")
    with pytest.raises(recording.ReportingRefused):
        recording.save(changed, public_id=draft, actor=actor, at=NOW, seen=kept.version)

    assert building.take_apart(uuid.UUID(built.public_id), actor=actor, at=NOW)
    seen = drafts.one(str(draft), actor=actor).version
    assert (
        recording.save(changed, public_id=draft, actor=actor, at=NOW, seen=seen).state
        is DraftState.VALIDATED
    )
    assert recording.discard(draft, actor=actor, at=NOW)
    assert ReportedRecord.objects.get(superseded_at=None).withdrawn_at == NOW


def test_no_kind_is_kept_with_its_finding(clinic):
    wrong = typed("1234567890123", kind="no kind at all\x00")
    kept = recording.save(wrong, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)

    assert [each.code for each in kept.findings] == ["period-kind"]


def test_verifying_a_guessed_number_is_counted_although_nothing_is_kept(clinic, settings):
    settings.REPORTED_NUMBERS_PER_HOUR = 1
    number, actor, draft = reporting.displaced(), clinic.actor, uuid.uuid4()
    guess = typed(number, surname="Коваль", given_name="Інна")

    first, second = (
        {each.code for each in recording.check(guess, public_id=draft, actor=actor, at=NOW)}
        for _ in range(2)
    )

    assert "displaced-name-differs" in first
    assert "displaced-name-differs" not in second
