"""Does a physician stand at a provider once a day, by stamp code, and leave by a last day?"""

import uuid
from datetime import date

import pytest
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import OTHER_CUI, physician

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.models import Contract, Physician
from openpias.server.providers.operations import physicians

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return uuid.UUID(providers.entered())


def entered(provider, *, reference=None, actor=None, **fields):
    return physicians.enter(
        physician(**fields),
        provider=provider,
        physician=reference or uuid.uuid4(),
        actor=actor or providers.operator(),
        at=NOW,
    )


def corrected(provider, reference, *, seen=1, actor=None, **fields):
    return physicians.correct(
        physician(**fields),
        provider=provider,
        physician=reference,
        seen=seen,
        actor=actor or providers.operator(),
        at=NOW,
    )


def codes(answer):
    return [(each.code, each.path) for each in answer.findings]


def test_a_physician_is_entered_once_with_the_stamp_code_in_capitals(provider):
    reference = uuid.uuid4()

    first = entered(provider, reference=reference, stamp_code=" a12 345")
    again = entered(provider, reference=reference)

    assert isinstance(first, Saved)
    assert again == Saved(public_id=str(reference))
    assert Physician.objects.get().stamp_code == "A12345"
    assert AuditEntry.objects.filter(event="physician-entered").count() == 1


def test_one_stamp_code_may_stand_at_several_providers(provider):
    other = uuid.UUID(providers.entered(fiscal_code=OTHER_CUI, contract_number="18"))

    assert isinstance(entered(provider), Saved)
    assert isinstance(entered(other), Saved)


@pytest.mark.parametrize(
    ("first", "last", "is_free"),
    [
        ("01-03-2026", "", False),
        ("31-03-2026", "01-04-2026", False),
        ("01-01-2020", "", False),
        ("01-01-2020", "28-02-2026", True),
        ("01-04-2026", "", True),
    ],
)
def test_periods_of_one_stamp_code_at_one_provider_share_no_day(provider, first, last, is_free):
    entered(provider, valid_from="01-03-2026", valid_to="31-03-2026")

    answer = entered(provider, valid_from=first, valid_to=last)

    assert isinstance(answer, Saved) == is_free
    assert isinstance(answer, NotSaved) is False or codes(answer) == [
        ("physician-overlap", "/stamp_code")
    ]
    assert Physician.objects.count() == 1 + is_free


def test_correcting_into_the_days_of_another_row_is_refused(provider):
    reference = uuid.uuid4()
    entered(provider, reference=reference, valid_to="31-03-2026")
    entered(provider, valid_from="01-04-2026")

    answer = corrected(provider, reference, valid_to="01-04-2026")

    assert codes(answer) == [("physician-overlap", "/stamp_code")]
    assert isinstance(corrected(provider, reference, valid_to="30-03-2026"), Saved)


def test_every_wrong_field_is_told_at_once_with_the_overlap(provider):
    entered(provider)

    answer = entered(provider, name="", valid_from="02-01-2026", valid_to="01-01-2026")

    assert codes(answer) == [
        ("field-empty", "/name"),
        ("ends-before-it-starts", "/valid_to"),
        ("physician-overlap", "/stamp_code"),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "field-empty"),
        ("1234", "stamp-code-length"),
        ("1234567", "stamp-code-length"),
        ("12-45", "stamp-code-not-alphanumeric"),
        ("Ș12345", "stamp-code-not-alphanumeric"),
    ],
)
def test_a_stamp_code_has_five_or_six_letters_or_digits(provider, typed, code):
    assert codes(entered(provider, stamp_code=typed)) == [(code, "/stamp_code")]
    assert not Physician.objects.exists()


def test_specialities_are_codes_each_once_and_corrected_like_the_rest(provider):
    reference = uuid.uuid4()
    entered(provider, reference=reference, specialities=" d-int, D-CARD d-int ")
    again = entered(provider, reference=reference, specialities="D-CARD D-INT")
    assert again == Saved(public_id=str(reference))
    assert Physician.objects.get().specialities == ["D-CARD", "D-INT"]

    assert corrected(provider, reference).fields == ("specialities",)
    assert Physician.objects.get().specialities == []
    for typed in ("boli interne ș", "X" * 21, " ".join(f"S{each}" for each in range(11))):
        answer = corrected(provider, reference, seen=2, specialities=typed)
        assert codes(answer) == [("bad-characters", "/specialities")]


def test_a_physician_leaves_by_a_last_day_and_comes_back_in_another_row(provider):
    reference = uuid.uuid4()
    entered(provider, reference=reference)

    corrected(provider, reference, valid_to="30-06-2026")
    corrected(provider, reference, valid_to="30-06-2026")
    back = entered(provider, valid_from="01-09-2026")

    assert isinstance(back, Saved)
    assert Physician.objects.get(public_id=reference).valid_to == date(2026, 6, 30)
    assert AuditEntry.objects.filter(event="physician-left").count() == 1


def test_two_operators_do_not_overwrite_each_other(provider):
    reference = uuid.uuid4()
    entered(provider, reference=reference)
    corrected(provider, reference, stamp_code="B12345")

    answer = corrected(provider, reference, name="Altă Grafie")

    assert codes(answer) == [("record-changed-meanwhile", "/stamp_code")]
    assert Physician.objects.get().stamp_code == "B12345"


def test_another_county_finds_nothing_to_change(provider):
    reference = uuid.uuid4()
    entered(provider, reference=reference)
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    for place in (provider, uuid.uuid4()):
        with pytest.raises(RecordUnknown):
            entered(place, actor=iasi)
        with pytest.raises(RecordUnknown):
            corrected(place, reference, actor=iasi, name="Altul")


def test_an_id_of_another_provider_s_physician_is_unknown(provider):
    other = uuid.UUID(providers.entered(fiscal_code=OTHER_CUI, contract_number="18"))
    reference = uuid.uuid4()
    entered(other, reference=reference)

    with pytest.raises(RecordUnknown):
        entered(provider, reference=reference)
    with pytest.raises(RecordUnknown):
        corrected(provider, reference, name="Altul")


def test_a_house_whose_contract_has_ended_and_practice_change_nothing(provider):
    practising = entered(provider, actor=providers.operator(practice=True))
    Contract.objects.update(valid_to=date(2026, 11, 19))

    assert codes(practising) == [("providers-not-in-practice", "")]
    assert codes(entered(provider)) == [("no-contract-any-more", "")]
    assert not Physician.objects.exists()


def test_no_name_and_no_stamp_code_is_written_down(provider):
    entered(provider)

    facts = str([entry.facts for entry in AuditEntry.objects.all()])
    assert "A12345" not in facts
    assert "Țărnă" not in facts
