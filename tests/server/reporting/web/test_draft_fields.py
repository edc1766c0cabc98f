"""Does the form of every kind ask for all that its message requires, and find each field again?"""

from dataclasses import replace

import pytest
from django.http import QueryDict
from tests.factories.typed_services import sent

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain.draft_places import element_of
from openpias.server.reporting.web import draft_forms, draft_labels
from openpias.server.reporting.web.draft_fields import FORMS, KEPT, SHAPES, field_id, names_of

# The platform itself knows these: the draft's number, and what follows from the patient's kind.
FILLED = {"app_id", "patient.person_type", "patient.cnp-or-zeros"}


def query(**fields):
    made = QueryDict(mutable=True)
    made.update(sent(**fields))
    return made


@pytest.mark.parametrize("kind", ReportKind)
def test_every_form_asks_for_what_its_message_requires(kind):
    required = [
        each
        for each in element_of(kind, FORMS[kind].list.value).attributes.values()
        if each.required and each.field not in FILLED
    ]

    missing = {each.name for each in required if not draft_forms.field_of(f"/@{each.name}", kind)}

    assert missing == set()


@pytest.mark.parametrize("kind", ReportKind)
def test_every_field_has_a_label_and_a_name_of_its_own(kind):
    names = names_of(kind)

    assert len(set(names)) == len(names)
    assert set(names) <= set(draft_labels.labels(kind))


def test_shapes_and_kept_fields_are_those_of_some_form():
    every = {name for kind in ReportKind for name in names_of(kind)}

    assert set(SHAPES) - every == set()
    assert set(KEPT) - every == {"kind", "list"}


@pytest.mark.parametrize("kind", ReportKind)
def test_what_was_typed_comes_back_as_it_was(kind):
    typed = {field_id(name): f"x{place}" for place, name in enumerate(names_of(kind))}

    shown = draft_forms.shown(draft_forms.read(query(**typed), kind))

    assert {name: shown[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("kind", "name", "written"),
    [
        (ReportKind.HOME_CARE, "decisionDate", "2026-11-19T00:00:00"),
        (ReportKind.SICK_LEAVE, "internValidFrom", "2026-11-19"),
    ],
)
def test_a_day_of_the_message_is_typed_as_every_day(kind, name, written):
    typed = draft_forms.read(query(**{f"details-{name}": "19-11-2026"}), kind)

    assert typed.details[name] == written
    assert draft_forms.shown(typed)[f"details-{name}"] == "19-11-2026"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/patient/identifier", "identifier"),
        ("/patient/cnp", "identifier"),
        ("/patient/house", "patient_house"),
        ("/referral/number", "referral_number"),
        ("/referral/speciality", "referral_number"),
        ("/given_at", "given_on"),
        ("/value", "unit_value"),
        ("/report/clinicServices/clinicService[1]/@stencilNo", "stamp_code"),
        ("/report/clinicServices/clinicService[1]/foreignPerson/@personIdentifier", "identifier"),
        ("/@presentationMode", "presentation"),
        ("/card/signature", "presence"),
        ("/report/x[1]/@cardNo", "card_number"),
        ("/report/x[1]/@exceptedFromCard", "presence"),
        ("/certificateDate", ""),
    ],
)
def test_a_finding_leads_to_the_field_that_it_is_about(path, field):
    assert draft_forms.field_of(path, ReportKind.CLINIC) == field


def test_what_no_field_is_about_stands_first_in_the_summary():
    found = [Finding(code="field-required", path="/diagnosis")]
    found.append(replace(found[0], path="/app_id"))

    errors = draft_forms.errors_of(found, ReportKind.CLINIC)

    summary = draft_forms.summary_of(errors, ReportKind.CLINIC, draft_labels.labels())
    assert [field for field, _text in summary] == ["", "diagnosis"]
