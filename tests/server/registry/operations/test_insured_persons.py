"""Are insured persons taken in once, kept by their house alone, and put right with their history?"""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from tests.factories import insured as factory
from tests.factories import people
from tests.factories.insured import IASI, SUCEAVA, doctor, enrolled, operator, period, person
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.providers.operations.houses import load
from openpias.server.registry import api
from openpias.server.registry.domain.changes import Changed, ChangeRefused, NotChanged
from openpias.server.registry.domain.insured_inputs import InsuredQuery
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.models import InsuredPerson, InsuredVersion
from openpias.server.registry.operations import (
    insured_look_ups,
    insured_periods,
    insured_persons,
    permits,
)
from openpias.server.registry.operations.insured_persons import Enrolled, NotEnrolled
from openpias.server.registry.operations.lookups import ReasonRequired, TooManyLookups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def houses(db):
    load()


def enrol(typed, *, house=SUCEAVA, actor=None):
    return insured_persons.enrol(typed, house=house, actor=actor or operator(house), at=NOW)


def codes(answer):
    return [(each.code, each.path) for each in answer.findings]


def view(public_id):
    found = api.insured(public_id)
    assert found is not None
    return found


def test_an_enrolment_draws_a_cid_that_has_nothing_of_the_cnp():
    first, second = (view(enrolled(cnp=cnp)) for cnp in (factory.cnp(), factory.cnp()))

    assert len({first.cid, second.cid}) == 2
    assert all(len(each.cid) == 20 and each.cid.isdigit() for each in (first, second))
    assert first.cnp[:12] not in first.cid
    assert (first.surname, first.given_name) == ("Țurcanu", "Ștefania Măriuca")
    assert first.house_code == SUCEAVA


def test_an_enrolment_leaves_a_trail_and_an_event_without_personal_data():
    answer = enrol(person())

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject_kind, entry.subject_ref) == (
        *("insured-enrolled", "insured"),
        answer.insured,
    )
    assert OutboxEvent.objects.get().payload == {"insured": answer.insured}
    row = InsuredPerson.objects.get()
    written = str(list(AuditEntry.objects.values())) + str(list(OutboxEvent.objects.values()))
    for secret in (row.cnp, row.cid, "Țurcanu", "1985"):
        assert secret not in written


def test_the_same_person_typed_again_is_the_same_enrolment():
    typed, actor = person(), operator()
    first = enrol(typed, actor=actor)

    again = enrol(replace(typed, surname="Ţurcanu ", birth_date="1985-11-24"), actor=actor)

    assert again == replace(first, is_new=False)
    assert InsuredPerson.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_known_cnp_with_other_data_is_told_and_not_overwritten():
    typed = person()
    first = enrol(typed)

    answer = enrol(replace(typed, surname="Altcineva"))

    assert isinstance(answer, NotEnrolled)
    assert (codes(answer), answer.known) == ([("cnp-enrolled", "/cnp")], first.insured)
    assert InsuredPerson.objects.get().surname == "Țurcanu"


def test_a_cnp_of_another_house_is_refused_counted_and_names_nobody(settings):
    typed = person()
    enrol(typed)
    iasi = operator(IASI)

    answer = enrol(typed, house=IASI, actor=iasi)

    assert (codes(answer), answer.known) == ([("cnp-elsewhere", "/cnp")], "")
    entry = AuditEntry.objects.get(event="insured-enrolment-refused")
    assert (entry.subject_kind, entry.subject_ref) == ("nobody", "")
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 1
    with pytest.raises(TooManyLookups):
        enrol(typed, house=IASI, actor=iasi)


@pytest.mark.parametrize(
    ("role", "house"),
    [
        (Role.CARD_SPECIALIST, SUCEAVA),
        (Role.SETTLEMENT_OFFICER, SUCEAVA),
        (Role.AUDITOR, SUCEAVA),
        (Role.CLERK, SUCEAVA),
        (Role.HOUSE_OPERATOR, IASI),
    ],
)
def test_only_operators_of_the_house_take_somebody_in(role, house):
    answer = enrol(person(), actor=operator(house, role=role))

    assert codes(answer) == [("not-your-insured", "/house")]
    assert not InsuredPerson.objects.exists()


def test_practice_and_unknown_houses_change_nothing():
    in_practice = enrol(person(), actor=operator(practice=True))
    nowhere = enrol(person(), house="CAS-XX", actor=operator("CNAS", role=Role.ADMINISTRATOR))

    assert codes(in_practice) == [("insured-not-in-practice", "")]
    assert codes(nowhere) == [("unknown-code", "/house")]
    assert not InsuredPerson.objects.exists()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cnp": "2851124700013"}, [("insured-cnp-control-digit", "/cnp")]),
        ({"cnp": "9851124700013"}, [("insured-cnp-not-resident", "/cnp")]),
        ({"cnp": "285112470001"}, [("insured-cnp-length", "/cnp")]),
        ({"cnp": "28511247٠٠٠12"}, [("insured-cnp-not-digits", "/cnp")]),
        ({"cnp": ""}, [("required", "/cnp")]),
        ({"birth_date": "25-11-1985"}, [("insured-cnp-birth-date", "/birth_date")]),
        ({"birth_date": "24-11-1885"}, [("date-too-early", "/birth_date")]),
        ({"sex": "M"}, [("insured-cnp-sex", "/sex")]),
        ({"given_name": ""}, [("required", "/given_name")]),
        ({"surname": "12345"}, [("not-a-name", "/surname")]),
        ({"died_on": "23-11-1985"}, [("death-before-birth", "/died_on")]),
        ({"died_on": "21-11-2026"}, [("date-in-future", "/died_on")]),
    ],
)
def test_what_is_wrong_with_a_person_is_named(fields, expected):
    typed = person(cnp=factory.cnp(number=1)) if "cnp" not in fields else person()

    assert codes(enrol(replace(typed, **fields))) == expected


def test_a_cnp_that_disagrees_is_kept_with_a_reason_only():
    typed = person(sex="M", cnp_disagreement_reason="așa este pe carte")

    kept = enrol(typed)

    assert isinstance(kept, Enrolled)
    assert [each.code for each in kept.warnings] == ["insured-cnp-sex"]
    assert view(kept.insured).cnp_reason == "așa este pe carte"
    agreeing = enrol(person(cnp_disagreement_reason="fără rost"))
    assert view(agreeing.insured).cnp_reason == ""


@pytest.mark.parametrize(
    ("cnp", "birth"), [("5050229700011", "28-02-2005"), ("1050228700015", "28-02-2005")]
)
def test_the_century_of_a_cnp_is_compared_too(cnp, birth):
    body = cnp[:12]
    typed = person(cnp=body + factory.control_digit(body), birth_date=birth, sex="M")

    assert codes(enrol(typed)) == [("insured-cnp-birth-date", "/birth_date")]


def test_a_foreign_resident_may_have_one_name():
    body = "785112470001"
    typed = person(cnp=body + factory.control_digit(body), given_name="", sex="M")

    assert isinstance(enrol(typed), Enrolled)


def test_somebody_displaced_with_the_same_cnp_is_linked():
    clerk = people.actor()
    permit = permits.record(people.permit(), actor=clerk, at=NOW)
    typed = person(cnp="8820720700019", birth_date="20-07-1982")

    linked = enrol(typed)

    assert view(linked.insured).person == permit.person


def test_a_correction_keeps_the_state_before_with_its_reason():
    public_id = enrolled()
    typed = replace(person(), cnp=view(public_id).cnp, surname="Țurcan")

    answer = insured_persons.correct(
        public_id, typed, version=1, reason="literă în plus", actor=operator(), at=NOW
    )

    assert answer == Changed(person=public_id, version=2, fields=("surname", "surname_folded"))
    kept = InsuredVersion.objects.get()
    assert (kept.version, kept.reason, kept.snapshot["surname"]) == (
        *(1, "literă în plus"),
        "Țurcanu",
    )


def test_a_correction_repeated_changes_nothing_and_an_old_one_is_refused():
    public_id = enrolled()
    typed = replace(person(), cnp=view(public_id).cnp, surname="Țurcan")

    def correct(data, version, reason="literă"):
        return insured_persons.correct(
            public_id, data, version=version, reason=reason, actor=operator(), at=NOW
        )

    without = correct(typed, 1, reason=" ")
    correct(typed, 1)
    again = correct(typed, 1)
    old = correct(replace(typed, given_name="Ana"), 1)

    assert without == ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    assert again == Changed(person=public_id, version=2, fields=())
    assert old == ChangeRefused(reason=NotChanged.CHANGED_MEANWHILE)
    assert InsuredVersion.objects.count() == 1


def test_a_correction_takes_nobody_elses_cnp():
    other = view(enrolled(house=IASI)).cnp
    public_id = enrolled()

    answer = insured_persons.correct(
        public_id, person(cnp=other), version=1, reason="greșit", actor=operator(), at=NOW
    )

    assert codes(answer) == [("cnp-of-another-insured", "/cnp")]


def test_who_is_moved_belongs_to_the_other_house_alone():
    public_id, suceava, iasi = enrolled(), operator(), operator(IASI)

    moved = insured_persons.move(
        public_id, house=IASI, version=1, reason="s-a mutat", actor=suceava, at=NOW
    )

    assert isinstance(moved, Changed)
    assert api.insured(public_id, house=SUCEAVA) is None
    assert view(public_id).house_code == IASI
    again = insured_persons.move(
        public_id, house=IASI, version=1, reason="s-a mutat", actor=suceava, at=NOW
    )
    assert again == ChangeRefused(reason=NotChanged.UNKNOWN)
    wrong = insured_persons.move(
        public_id, house="CAS-XX", version=2, reason="x", actor=iasi, at=NOW
    )
    assert codes(wrong) == [("unknown-code", "/house")]


@pytest.mark.parametrize("act", ["correct", "move", "insure", "doctor"])
def test_another_county_gets_the_answer_of_somebody_unknown(act):
    public_id, iasi = enrolled(), operator(IASI)
    acts = {
        "correct": lambda ref: insured_persons.correct(
            ref, person(), version=1, reason="x", actor=iasi, at=NOW
        ),
        "move": lambda ref: insured_persons.move(
            ref, house=IASI, version=1, reason="x", actor=iasi, at=NOW
        ),
        "insure": lambda ref: insured_periods.insure(ref, period(), version=1, actor=iasi, at=NOW),
        "doctor": lambda ref: insured_periods.choose_family_doctor(
            ref, doctor(), version=1, actor=iasi, at=NOW
        ),
    }
    nobody = "00000000-0000-0000-0000-000000000000"

    assert acts[act](public_id) == acts[act](nobody) == ChangeRefused(reason=NotChanged.UNKNOWN)
    assert acts[act]("no id") == ChangeRefused(reason=NotChanged.UNKNOWN)
    assert view(public_id).version == 1


def find(actor, reason="", **query):
    return insured_look_ups.find(InsuredQuery(**query), reason=reason, actor=actor, at=NOW)


def test_somebody_is_found_by_number_or_by_name_with_the_birth_date():
    known = view(enrolled())
    actor = operator(role=Role.CARD_SPECIALIST)

    ways = [
        {"cnp": f" {known.cnp[:7]} {known.cnp[7:]}"},
        {"cid": known.cid},
        {"surname": "turcanu", "birth_date": "24-11-1985"},
        {"surname": "TURCANU", "given_name": "stefania", "birth_date": "1985-11-24"},
    ]

    assert [[each.public_id for each in find(actor, **way)] for way in ways] == [
        [known.public_id]
    ] * 4
    assert find(actor, surname="Turcanu", given_name="Ana", birth_date="24-11-1985") == []
    trail = AuditEntry.objects.filter(event="insured-searched")
    assert [each.facts["by"] for each in trail.order_by("id")] == [
        *("cnp", "cid", "name", "name", "name")
    ]
    assert known.cnp not in str(list(trail.values()))


def test_a_search_without_enough_is_told_what_is_missing():
    actor = operator()

    def found(**query):
        return [(each.code, each.path) for each in find(actor, **query)]

    assert found() == [("insured-query-empty", "/cnp")]
    assert found(surname="Țurcanu") == [("required", "/birth_date")]
    assert found(birth_date="24-11-1985") == [("required", "/surname")]
    assert found(cid="123") == [("cid-length", "/cid")]
    assert found(cnp="123") == [("insured-cnp-length", "/cnp")]


def test_another_county_finds_and_opens_nobody_and_is_counted(settings):
    known = view(enrolled())
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 2
    iasi = operator(IASI)

    assert find(iasi, cnp=known.cnp) == find(iasi, cnp=factory.cnp()) == []
    with pytest.raises(TooManyLookups):
        insured_look_ups.open_insured(known.public_id, reason="", actor=iasi, at=NOW)


def test_every_house_opens_with_a_reason_only():
    public_id = enrolled()
    cnas = operator("CNAS", role=Role.ADMINISTRATOR)

    with pytest.raises(ReasonRequired):
        insured_look_ups.open_insured(public_id, reason="", actor=cnas, at=NOW)
    with pytest.raises(ReasonRequired):
        find(cnas, cnp=view(public_id).cnp)
    opened = insured_look_ups.open_insured(
        public_id, reason=LookupReason.PERSON_ASKS, actor=cnas, at=NOW
    )
    assert opened is not None
    entry = AuditEntry.objects.get(event="insured-opened")
    assert (entry.subject_ref, entry.facts) == (
        public_id,
        {"own": False, "reason": "person-asks"},
    )


def test_practice_and_clerks_see_nobody():
    public_id = enrolled()

    for actor in (operator(practice=True), people.actor(house_code=SUCEAVA)):
        assert insured_look_ups.open_insured(public_id, reason="", actor=actor, at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_enrol_one_person_at_once_write_one_row():
    typed, actors = person(), [operator(), operator()]
    barrier, answers = threading.Barrier(2), []

    def run(actor):
        barrier.wait()
        answers.append(enrol(typed, actor=actor))
        connection.close()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.is_new for each in answers) == [False, True]
    assert len({each.insured for each in answers}) == 1
    assert InsuredPerson.objects.count() == 1
    assert AuditEntry.objects.filter(event="insured-enrolled").count() == 1


def test_a_death_that_is_recorded_answers_the_check():
    public_id = enrolled()
    known = view(public_id)
    insured_periods.insure(public_id, period(), version=1, actor=operator(), at=NOW)

    insured_persons.correct(
        public_id,
        replace(person(), cnp=known.cnp, died_on="10-11-2026"),
        version=2,
        reason="certificat de deces",
        actor=operator(),
        at=NOW,
    )

    assert api.insurance_on(date(2026, 11, 11), cnp=known.cnp).state is api.InsuredState.DECEASED
