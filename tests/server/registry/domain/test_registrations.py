"""Is a registration kept only when it can be true, with every wrong field named?"""

from dataclasses import replace
from datetime import date

import pytest

from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.codes import Code
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.domain.policy import Policy, Switches, policy_on
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.domain.rules import DocumentsAtLeast, MedicalProof

TODAY = date(2026, 11, 23)
PASSPORT = DocumentInput(type="PASSPORT", series="FG", number="123456", issuer="Kyiv")
MEDICAL = DocumentInput(type="MEDICAL", number="77", date="01-03-2022")
GOOD = RegistrationInput(
    surname="Шевченко",
    given_name="Олена",
    birth_date="05-07-1984",
    sex="F",
    category="A",
    citizenship="UA",
    entry_point="SIRET",
    entry_date="01-03-2022",
    visa_type="NONE",
    documents=(PASSPORT,),
)


def codes(*rows: tuple[str, str], until: date | None = None) -> dict[str, Code]:
    return {
        code: Code(code=code, kind=kind, names={"ro": code}, valid_from=None, valid_to=until)
        for code, kind in rows
    }


VOCABULARY = {
    "sexes": codes(("F", ""), ("M", "")),
    "categories": codes(("A", ""), ("D_CHILD", "")),
    "citizenships": codes(("UA", "")),
    "entry-points": {
        **codes(("SIRET", ""), ("BORN_RO", "")),
        **codes(("CLOSED", ""), until=date(2022, 12, 31)),
    },
    "visa-types": codes(("NONE", "")),
    "document-types": codes(("PASSPORT", "travel"), ("MEDICAL", "medical"), ("BIRTH", "civil")),
}


def check(
    policy: Policy | None = None, **changes: object
) -> CheckedRegistration | list[tuple[str, str]]:
    answer = registrations.check(
        replace(GOOD, **changes),
        today=TODAY,
        policy=policy or policy_on(TODAY, Switches()),
        vocabulary=VOCABULARY,
    )
    if isinstance(answer, CheckedRegistration):
        return answer
    return [(finding.path, finding.code) for finding in answer if finding.severity == "error"]


def test_a_good_registration_is_kept_with_latin_names():
    kept = check()

    assert isinstance(kept, CheckedRegistration)
    assert (kept.surname_latin, kept.given_name_latin) == ("Shevchenko", "Olena")
    assert kept.entry_date == date(2022, 3, 1)
    assert kept.documents[0].full_number == "FG 123456"
    assert kept.warnings == ()


def test_an_empty_form_names_every_field():
    found = registrations.check(
        RegistrationInput(), today=TODAY, policy=policy_on(TODAY), vocabulary=VOCABULARY
    )

    assert {(finding.path, finding.code) for finding in found} == {
        ("/surname", "required"),
        ("/given_name", "required"),
        ("/birth_date", "required"),
        ("/entry_date", "required"),
        ("/sex", "required"),
        ("/category", "required"),
        ("/citizenship", "required"),
        ("/entry_point", "required"),
        ("/visa_type", "required"),
        ("/documents", "document-required"),
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"surname": "123456"}, [("/surname", "not-a-name")]),
        ({"surname": "--"}, [("/surname", "not-a-name")]),
        ({"surname": "a" * 101}, [("/surname", "too-long")]),
        ({"surname": "<script>"}, [("/surname", "bad-characters")]),
        ({"surname": "a\x00b"}, [("/surname", "bad-characters")]),
        ({"birth_date": "31-02-1984"}, [("/birth_date", "date-not-real")]),
        ({"birth_date": "24-11-2026"}, [("/birth_date", "date-in-future")]),
        ({"birth_date": "31-12-1899"}, [("/birth_date", "date-too-early")]),
        ({"entry_date": "24-02-2022"}, [("/entry_date", "entry-too-early")]),
        ({"entry_date": "03-2022"}, [("/entry_date", "date-incomplete")]),
        ({"birth_date": "02-03-2022"}, [("/entry_date", "entry-before-birth")]),
        ({"citizenship": "ZZ"}, [("/citizenship", "unknown-code")]),
        (
            {"entry_point": "CLOSED", "entry_date": "01-02-2023"},
            [("/entry_point", "code-not-valid")],
        ),
        ({"given_name_missing": True}, [("/given_name", "given-name-present")]),
        ({"documents": (PASSPORT,) * 21}, [("/documents", "too-many-documents")]),
        ({"documents": (MEDICAL,)}, [("/no_identity_reason", "no-identity-reason-required")]),
        (
            {"documents": (DocumentInput(type="MEDICAL"),), "no_identity_reason": "lost"},
            [("/documents/0/number", "required"), ("/documents/0/date", "required")],
        ),
        (
            {"documents": (DocumentInput(), DocumentInput(type="ZZ", number="1"))},
            [("/documents/1/type", "unknown-code")],
        ),
    ],
)
def test_each_wrong_field_is_named(changes, found):
    assert check(**changes) == found


def test_a_wrong_birth_date_hides_no_other_wrong_date():
    assert check(birth_date="31-02-1984", entry_date="24-02-2022") == [
        ("/birth_date", "date-not-real"),
        ("/entry_date", "entry-too-early"),
    ]


def test_a_crossing_that_closed_later_was_open_on_the_day_of_entry():
    assert check(entry_point="CLOSED").entry_point == "CLOSED"


def test_a_missing_given_name_and_an_unknown_day_are_kept_and_marked():
    kept = check(given_name="", given_name_missing=True, birth_date="1984")

    assert kept.given_name_missing
    assert [finding.code for finding in kept.warnings] == [
        "given-name-missing",
        "birth-date-partial",
    ]


def test_birth_stands_for_entry_of_a_child_born_here():
    kept = check(entry_point="BORN_RO", entry_date="", birth_date="10-10-2023")

    assert kept.entry_date == date(2023, 10, 10)


def test_a_medical_document_with_a_reason_is_proof():
    kept = check(documents=(MEDICAL,), no_identity_reason="documente pierdute")

    assert kept.no_identity_reason == "documente pierdute"


def test_empty_rows_of_documents_are_left_out():
    assert len(check(documents=(DocumentInput(), PASSPORT)).documents) == 1


def test_a_document_without_number_is_kept_and_marked():
    kept = check(documents=(replace(PASSPORT, number=""),))

    assert ("/documents/0/number", "document-number-missing") in [
        (finding.path, finding.code) for finding in kept.warnings
    ]


def policy_with(rule_code: str, **asks: object) -> Policy:
    """Return today's rules with what one of them asks changed."""
    today = policy_on(TODAY)
    changed = (
        replace(rule, asks=replace(rule.asks, **asks)) if rule.code == rule_code else rule
        for rule in today.rules
    )
    return replace(today, rules=tuple(changed))


def policy_without(kind: type) -> Policy:
    today = policy_on(TODAY)
    kept = tuple(rule for rule in today.rules if not isinstance(rule.asks, kind))
    return replace(today, rules=kept)


def test_the_rule_says_how_many_documents_are_asked_for():
    two = policy_with("documents-at-least", number=2)

    assert check(two) == [("/documents", "documents-too-few")]
    assert check(two, documents=()) == [("/documents", "document-required")]
    assert isinstance(check(two, documents=(PASSPORT, PASSPORT)), CheckedRegistration)
    assert isinstance(check(policy_without(DocumentsAtLeast), documents=()), CheckedRegistration)


def test_a_medical_document_stands_alone_only_while_the_rule_holds():
    typed = {"documents": (MEDICAL,), "no_identity_reason": "lost at the border"}

    assert isinstance(check(**typed), CheckedRegistration)
    assert check(policy_without(MedicalProof), **typed) == [
        ("/documents", "medical-document-no-proof")
    ]
