"""Do periods of insurance and family doctors of a person follow one another without a gap in truth?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.insured import doctor, enrolled, operator, period
from tests.factories.people import NOW

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations.houses import load
from openpias.server.registry import api
from openpias.server.registry.domain import insured_periods as domain
from openpias.server.registry.domain.changes import Changed, ChangeRefused, NotChanged
from openpias.server.registry.domain.insured_periods import CheckedInsurance
from openpias.server.registry.models import InsuredVersion
from openpias.server.registry.operations import insured_periods as operations


@pytest.fixture
def actor(db):
    load()
    return operator()


@pytest.fixture
def public_id(actor):
    return enrolled(actor=actor)


@pytest.fixture
def insure(public_id, actor):
    def write(*, version, **fields):
        return operations.insure(public_id, period(**fields), version=version, actor=actor, at=NOW)

    return write


def spans(public_id, name="insurances"):
    view = api.insured(public_id)
    assert view is not None
    return [(each.valid_from, each.valid_to) for each in getattr(view, name)]


def codes(answer):
    return [(each.code, each.path) for each in answer.findings]


def test_a_period_is_a_change_of_the_person(public_id, insure):
    answer = insure(version=1, valid_to="30-06-2026")

    assert answer == Changed(person=public_id, version=2, fields=("insurances",))
    assert spans(public_id) == [(date(2026, 1, 1), date(2026, 6, 30))]
    assert InsuredVersion.objects.get().snapshot["insurances"] == []
    assert AuditEntry.objects.get(event="insurance-added").facts["fields"] == ["insurances"]


def test_the_same_period_again_changes_nothing_even_from_an_old_page(public_id, insure):
    insure(version=1)

    again = insure(version=1)

    assert again == Changed(person=public_id, version=2, fields=())
    assert InsuredVersion.objects.count() == 1


def test_a_period_that_shares_a_day_is_refused_and_says_which(public_id, insure):
    insure(version=1, valid_to="30-06-2026")

    answer = insure(version=2, valid_from="30-06-2026", category="PENSIONER")

    assert codes(answer) == [("periods-overlap", "/valid_from")]
    assert answer.findings[0].facts == {"first": "01-01-2026", "last": "30-06-2026"}
    assert len(spans(public_id)) == 1


def test_a_new_period_ends_the_open_one_on_the_day_before_when_asked(public_id, insure):
    insure(version=1)
    refused = insure(version=2, valid_from="01-09-2026", category="PENSIONER")

    insure(version=2, valid_from="01-09-2026", category="PENSIONER", ends_previous=True)

    assert codes(refused) == [("periods-overlap", "/valid_from")]
    assert spans(public_id) == [
        (date(2026, 9, 1), None),
        (date(2026, 1, 1), date(2026, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"category": "NOBODY"}, [("unknown-code", "/category")]),
        ({"state": ""}, [("required", "/state")]),
        ({"valid_from": "31-02-2026"}, [("date-not-real", "/valid_from")]),
        ({"valid_from": ""}, [("required", "/valid_from")]),
        ({"valid_from": "01-01-2999"}, [("period-out-of-range", "/valid_from")]),
        ({"valid_to": "31-12-2025"}, [("ends-before-it-starts", "/valid_to")]),
        ({"valid_from": "23-11-1985"}, [("period-before-birth", "/valid_from")]),
        (
            {"category": "426", "state": "ALTE4", "valid_from": "01-01-2022"},
            [("code-not-valid", "/category"), ("code-not-valid", "/state")],
        ),
    ],
)
def test_what_is_wrong_with_a_period_is_named(insure, fields, expected):
    assert codes(insure(version=1, **fields)) == expected


def test_an_old_version_is_refused_and_writes_nothing(public_id, insure):
    insure(version=1, valid_to="30-06-2026")

    answer = insure(version=1, valid_from="01-07-2026", category="STUDENT")

    assert answer == ChangeRefused(reason=NotChanged.CHANGED_MEANWHILE)
    assert len(spans(public_id)) == 1


def test_a_period_ends_later_or_earlier_but_not_into_another(public_id, insure, actor):
    insure(version=1, valid_to="30-06-2026")
    insure(version=2, valid_from="01-08-2026", category="STUDENT")
    first = api.insured(public_id).insurances[1].public_id

    def end(last, version):
        return operations.end_insurance(
            public_id, first, last=last, version=version, actor=actor, at=NOW
        )

    assert codes(end("01-08-2026", 3)) == [("periods-overlap", "/valid_to")]
    assert codes(end("31-12-2025", 3)) == [("ends-before-it-starts", "/valid_to")]
    assert end("31-07-2026", 3).version == 4
    assert end("31-07-2026", 3) == Changed(person=public_id, version=4, fields=())
    assert spans(public_id)[1] == (date(2026, 1, 1), date(2026, 7, 31))


def test_a_period_that_never_was_goes_with_a_reason_and_stays_in_the_history(
    public_id, insure, actor
):
    insure(version=1)
    wrong = api.insured(public_id).insurances[0].public_id

    def remove(reason, version):
        return operations.remove_insurance(
            public_id, wrong, reason=reason, version=version, actor=actor, at=NOW
        )

    assert remove("", 2) == ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    assert remove("persoană greșită", 2).version == 3
    assert remove("persoană greșită", 2) == Changed(person=public_id, version=3, fields=())
    assert spans(public_id) == []
    kept = InsuredVersion.objects.order_by("-version").first()
    assert (len(kept.snapshot["insurances"]), kept.reason) == (1, "persoană greșită")


def test_a_new_family_doctor_ends_the_one_before(public_id, actor):
    def choose(version, **fields):
        return operations.choose_family_doctor(
            public_id, doctor(**fields), version=version, actor=actor, at=NOW
        )

    choose(1)
    repeated = choose(1)
    choose(2, stamp_code="B9876", surname="Munteanu", valid_from="01-10-2026")

    assert repeated == Changed(person=public_id, version=2, fields=())
    view = api.insured(public_id)
    assert [each.stamp_code for each in view.family_doctors] == ["B9876", "A12345"]
    assert view.family_doctors[1].valid_to == date(2026, 9, 30)
    ended = operations.end_family_doctor(
        *(public_id, view.family_doctors[0].public_id),
        last="31-10-2026",
        version=3,
        actor=actor,
        at=NOW,
    )
    assert ended.fields == ("family_doctors",)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stamp_code": "A1"}, [("stamp-code-length", "/stamp_code")]),
        ({"stamp_code": "A-1234"}, [("stamp-code-not-alphanumeric", "/stamp_code")]),
        ({"stamp_code": ""}, [("required", "/stamp_code")]),
        ({"provider_code": "12345678901"}, [("fiscal-code-length", "/provider_code")]),
        ({"provider_code": ""}, [("required", "/provider_code")]),
        ({"phone": "sună mâine"}, [("phone-shape", "/phone")]),
        ({"surname": ""}, [("required", "/surname")]),
        ({"valid_from": "01-01-1980"}, [("period-before-birth", "/valid_from")]),
    ],
)
def test_what_is_wrong_with_a_family_doctor_is_named(public_id, actor, fields, expected):
    answer = operations.choose_family_doctor(
        public_id, doctor(**fields), version=1, actor=actor, at=NOW
    )

    assert codes(answer) == expected


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2020, 3, 1))


def some_period(first, last):
    ends = {"valid_from": min(first, last or first), "valid_to": last and max(first, last)}
    return CheckedInsurance(category="EMPLOYEE", state="ASIGURAT", **ends)


@given(
    one=st.builds(some_period, DAYS, st.none() | DAYS),
    other=st.builds(some_period, DAYS, st.none() | DAYS),
)
def test_two_periods_overlap_exactly_when_they_share_a_day(one, other):
    def days(each):
        last = each.valid_to or date(2020, 12, 31)
        return set(range(each.valid_from.toordinal(), last.toordinal() + 1))

    assert bool(domain.overlapping(one, [other])) == bool(days(one) & days(other))
