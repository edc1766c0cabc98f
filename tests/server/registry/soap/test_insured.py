"""What the official check says of insured and of displaced persons, and what it never says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from tests.factories import insured, people, soap
from tests.factories.people import NOW
from tests.interop import reference

from openpias.core.identifiers import temporary_number
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations import houses
from openpias.server.registry.models import InsuredPerson
from openpias.server.registry.operations import (
    insured_periods,
    merges,
    permits,
    temporary_numbers,
    withdrawals,
)
from openpias.server.registry.queries import policies

pytestmark = pytest.mark.django_db
NS = "{http://www.cnas.ro/siui/2.0}"
TODAY = datetime(2026, 11, 20, tzinfo=UTC)
SCHEMA = Path(reference.REFERENCE) / "xsd/validare/GetInsuredResponse.xsd"


@pytest.fixture
def clerk(db):
    houses.load()
    return people.account()


@pytest.fixture
def ask(clerk):
    def asked(operation="getInsured", day=TODAY, **given):
        name = "fromDate" if operation == "getPersonInfo" else "requestDate"
        reply, text = soap.call("SiuiInsuredWS", operation, account=clerk, **{name: day}, **given)
        assert reply.status == 200, text
        return Answer(text)

    return asked


class Answer:
    """What a client reads, after it held the text against the schema."""

    def __init__(self, text):
        self.text = text
        root = etree.fromstring(text)
        if SCHEMA.is_file():
            etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
        self.told = root.find(f"{NS}insured")

    @property
    def state(self):
        return int(self.told.get("state"))

    def held(self, name):
        return [dict(each.attrib) for each in self.told.iter(f"{NS}{name}")]

    @property
    def codes(self):
        return [each["code"] for name in ("category", "state") for each in self.held(name)]


def displaced(**fields):
    return temporary_numbers.issue(
        people.registration(**fields), actor=people.actor(provider="90000077"), at=NOW
    )


def with_periods(*periods, **fields):
    public_id = insured.enrolled(**fields)
    for version, period in enumerate(periods, 1):
        insured_periods.insure(
            public_id, insured.period(**period), version=version, actor=insured.operator(), at=NOW
        )
    return InsuredPerson.objects.get(public_id=public_id)


def test_an_insured_person_is_insured_with_category_state_and_cid(ask):
    person = with_periods({"valid_from": "01-01-2026"})

    found = ask(pid=person.cnp)

    assert (found.state, found.codes) == (1, ["EMPLOYEE", "ASIGURAT"])
    assert (found.told.get("pid"), found.told.get("cid")) == (person.cnp, person.cid)
    assert found.held("category") == [{"code": "EMPLOYEE", "validFrom": "2026-01-01"}]


def test_the_day_that_is_asked_about_decides(ask):
    person = with_periods({"valid_from": "01-01-2026"})

    before = ask(pid=person.cnp, day=datetime(2025, 12, 31, 21, 59, tzinfo=UTC))
    # Half past midnight on New Year's Day in Romania.
    first = ask(pid=person.cnp, day=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))

    assert (before.state, before.codes, first.state) == (2, [], 1)


def test_a_cid_answers_without_the_cnp_behind_it(ask):
    person = with_periods({"valid_from": "01-01-2026"})

    found = ask("getInsuredByCID", cid=person.cid)

    assert (found.state, found.told.get("cid"), found.told.get("pid")) == (1, person.cid, None)
    assert person.cnp not in found.text


def test_no_answer_tells_a_name_or_a_birth_date(ask):
    person, issued = with_periods({"valid_from": "01-01-2026"}), displaced()

    texts = [
        ask(pid=person.cnp).text,
        ask("getInsuredByCID", cid=person.cid).text,
        ask("getPersonInfo", pid=person.cnp).text,
        ask(pid=issued.number).text,
    ]

    secrets = [person.surname, person.given_name, "1985", "Шевченко", "Shevchenko", "1982"]
    assert [(secret, text) for text in texts for secret in secrets if secret in text] == []


def test_everything_since_a_day_is_told_by_person_info(ask):
    person = with_periods(
        {"category": "STUDENT", "valid_from": "01-01-2020", "valid_to": "31-12-2020"},
        {"category": "UNEMPLOYED", "valid_from": "01-01-2024", "valid_to": "31-12-2024"},
        {"valid_from": "01-01-2026"},
    )

    found = ask("getPersonInfo", pid=person.cnp, day=datetime(2024, 12, 31, tzinfo=UTC))

    assert found.state == 1
    assert [each["code"] for each in found.held("category")] == ["EMPLOYEE", "UNEMPLOYED"]


def test_a_temporary_number_has_the_rights_of_oug_15(ask):
    found = ask(pid=displaced().number)

    assert (found.state, found.codes) == (1, ["426", "ALTE4"])
    assert found.held("category")[0]["validFrom"] == "2022-03-01"
    assert found.told.get("cid") is None


def test_a_displaced_person_is_not_insured_before_the_entry(ask):
    found = ask(pid=displaced().number, day=datetime(2022, 2, 28, tzinfo=UTC))

    assert (found.state, found.codes) == (2, [])


def test_a_permit_answers_and_the_number_it_replaced_still_does(ask):
    number, permit = displaced().number, people.permit()
    typed = replace(permit, temporary_number=number)
    permits.record(typed, actor=people.actor(provider="90000077"), at=NOW)

    assert [ask(pid=each).codes for each in (number, permit.cnp)] == [["426", "ALTE4"]] * 2
    assert permit.cnp not in ask(pid=number).text


def test_a_merged_record_answers_for_the_one_that_stands_for_it(ask):
    kept, gone = (
        displaced(),
        displaced(
            surname="Бойко", birth_date="1990-01-02", documents=(people.document(number="ZZ1"),)
        ),
    )
    operator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")
    merges.merge(kept.person, gone.person, reason="aceeași", actor=operator, at=NOW)

    assert ask(pid=gone.number).state == 1


def test_a_withdrawn_number_answers_like_one_that_nobody_has(ask):
    issued = displaced()
    operator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")
    withdrawals.withdraw(issued.person, reason="dublă", actor=operator, at=NOW)

    gone, never = ask(pid=issued.number), ask(pid=temporary_number.draw())

    assert (gone.state, never.state) == (0, 0)
    assert gone.told.keys() == never.told.keys()


def test_practice_never_counts(ask):
    issued = temporary_numbers.issue(
        people.registration(), actor=people.actor(practice=True), at=NOW
    )

    assert ask(pid=issued.number).state == -1


def test_an_installation_may_leave_displaced_persons_out(ask, settings):
    number = displaced().number
    settings.DISPLACED_INSURED = False
    policies.policy.cache_clear()

    assert ask(pid=number).state == 0
    policies.policy.cache_clear()


def test_somebody_who_died_is_dead_and_no_longer_insured(ask):
    person = with_periods({"valid_from": "01-01-2026"})
    InsuredPerson.objects.filter(pk=person.pk).update(died_on=date(2026, 11, 10))

    found = ask(pid=person.cnp)

    assert (found.state, found.codes) == (3, [])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"pid": "123"}, "insured-number-shape"),
        ({"pid": None}, "insured-number-shape"),
        ({"pid": "١٢٣٤٥٦٧٨٩٠١٢٣"}, "insured-number-shape"),
        ({"pid": "1234567890123"}, "insured-number-check-digit"),
        ({"operation": "getInsuredByCID", "cid": "12"}, "insured-cid-shape"),
    ],
)
def test_a_wrong_number_is_an_error_that_says_what_to_check(ask, given, code):
    found = ask(**given)

    assert (found.state, dict(found.told.attrib)) == (-1, {"state": "-1"})
    assert f"[{code}]" in found.text


def test_every_check_is_in_the_trail_without_the_number(ask, clerk):
    person, issued = with_periods({"valid_from": "01-01-2026"}), displaced()
    unknown = insured.cnp(number=999)

    for number in (person.cnp, issued.number, unknown):
        ask(pid=number)

    rows = AuditEntry.objects.filter(event="insured-checked", account_id=clerk.pk).order_by("id")
    assert [(row.subject_kind, row.facts["state"]) for row in rows] == [
        ("insured", "insured"),
        ("person", "insured"),
        ("nobody", "unknown"),
    ]


def test_guessing_ends_while_checks_that_find_somebody_go_on(ask, clerk, settings):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 1
    person = with_periods({"valid_from": "01-01-2026"})
    ask(pid=insured.cnp(number=998))

    reply, fault = soap.call(
        *("SiuiInsuredWS", "getInsured"),
        account=clerk,
        pid=insured.cnp(number=997),
        requestDate=TODAY,
    )

    assert reply.status == 429
    assert int(reply.headers["Retry-After"]) > 0
    assert fault.text.startswith("[too-many-lookups]")
    assert ask(pid=person.cnp).state == 1


def test_checks_have_a_limit_of_their_own(ask, clerk, settings):
    settings.INSURED_CHECKS_PER_HOUR = 1
    person = with_periods({"valid_from": "01-01-2026"})
    ask(pid=person.cnp)

    reply, _fault = soap.call(
        "SiuiInsuredWS", "getInsured", account=clerk, pid=person.cnp, requestDate=TODAY
    )

    assert reply.status == 429
