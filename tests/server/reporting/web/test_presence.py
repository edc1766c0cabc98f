"""Can a clerk say how an insured patient proved to be there, and is what is missing told at its field?"""

from datetime import date

import pytest
from tests.factories import insured, reporting
from tests.factories.typed_services import sent

from openpias.core.identifiers.card_number import check_digit
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import DraftRecord

pytestmark = pytest.mark.django_db
NEW = "/raportare/servicii/nou"
CARD = "123456789012345" + check_digit("123456789012345")
SIGNED = {"presence": "card", "card_number": CARD, "card_signature": "c2lnbmF0dXJl"}


def text(answer):
    return answer.content.decode()


def of_insured(**fields):
    return sent(insured.cnp(), person_type="ASIGURAT", referral_number="1234567", **fields)


@pytest.mark.parametrize(
    "proof",
    [
        SIGNED,
        {"presence": "certificate", "card_certificate_on": "02-11-2026"},
        {"presence": "1"},
        {"presence": "2", "card_representative_cid": "1" * 20},
    ],
)
def test_each_way_makes_the_service_of_an_insured_person_good(clerk, proof):
    clerk.post(NEW, of_insured(**proof))

    draft = DraftRecord.objects.get()
    assert draft.state == DraftState.VALIDATED, draft.findings
    assert {name: draft.typed[name] for name in proof} == proof


def test_an_insured_person_without_a_proof_is_told_at_the_choice(clerk):
    answer = clerk.post(NEW, {**of_insured(presence="without"), "action": "verify"})

    assert answer.status_code == 422
    assert 'href="#presence"' in text(answer)
    assert "Serviciul nu a fost semnat cu cardul" in text(answer)


def test_a_child_needs_no_card(clerk):
    child = insured.cnp(birth=date(2015, 3, 1))
    clerk.post(NEW, {**of_insured(presence="without"), "identifier": child})

    assert DraftRecord.objects.get().state == DraftState.VALIDATED


def test_a_displaced_person_needs_none_and_the_form_says_so(clerk):
    assert "beneficiar OUG15, alt cetățean străin, copil sub 18 ani" in text(clerk.get(NEW))

    clerk.post(NEW, sent(reporting.displaced(), presence="without"))

    assert DraftRecord.objects.get().state == DraftState.VALIDATED


@pytest.mark.parametrize(
    ("proof", "field"),
    [
        ({"presence": "card"}, "card_number"),
        ({**SIGNED, "card_number": "1" * 16}, "card_number"),
        ({**SIGNED, "card_signature": ""}, "card_signature"),
        ({**SIGNED, "card_signature": "nu e semnătură"}, "card_signature"),
        ({**SIGNED, "card_representative_cid": "1"}, "card_representative_cid"),
        ({"presence": "certificate"}, "card_certificate_on"),
        ({"presence": "certificate", "card_certificate_on": "31-02-2026"}, "card_certificate_on"),
        ({"presence": "altfel"}, "presence"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field_and_kept(clerk, proof, field):
    answer = clerk.post(NEW, {**of_insured(**proof), "action": "verify"})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert all(said in text(answer) for said in proof.values() if proof["presence"] != "altfel")


def test_a_long_signature_is_kept_whole_and_blanks_in_it_mean_nothing(clerk):
    signature = "QUJD" * 300

    clerk.post(
        NEW, of_insured(**{**SIGNED, "card_signature": f" {signature[:600]}\n{signature[600:]}"})
    )

    draft = DraftRecord.objects.get()
    assert draft.state == DraftState.VALIDATED, draft.findings
    assert draft.typed["card_signature"].replace(" ", "") == signature


def test_the_next_patient_keeps_the_way_and_no_card(clerk):
    clerk.post(NEW, of_insured(**SIGNED))

    shown = text(clerk.get(f"{NEW}?ca={DraftRecord.objects.get().public_id}"))

    assert CARD not in shown
    assert "c2lnbmF0dXJl" not in shown


def test_a_draft_of_before_is_still_read(clerk):
    clerk.post(NEW, sent(reporting.displaced()))
    draft = DraftRecord.objects.get()
    draft.typed = {name: said for name, said in draft.typed.items() if not name.startswith("card")}
    draft.typed.pop("presence")
    draft.save()

    assert clerk.get(f"/raportare/servicii/{draft.public_id}").status_code == 200
