"""Can a provider without software type, verify, correct, repeat and take back a service?"""

import re
import uuid

import pytest
from tests.factories import reporting
from tests.factories.providers import OTHER_CUI
from tests.factories.typed_services import sent

from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import DraftRecord, ReportedRecord

pytestmark = pytest.mark.django_db
LIST, NEW = "/raportare/servicii", "/raportare/servicii/nou"


def text(answer):
    return answer.content.decode()


def saved(clerk, **fields):
    typed = sent(fields.pop("identifier", None) or reporting.displaced(), **fields)
    answer = clerk.post(NEW, typed)
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def test_a_service_of_a_displaced_person_is_saved_and_good_at_once(clerk):
    address = saved(clerk)

    shown = text(clerk.get(address))
    assert "Serviciul a fost salvat și este bun pentru raport" in shown
    assert "Pacientul următor" in shown
    draft = DraftRecord.objects.get()
    assert (draft.state, draft.typed["presentation"]) == (DraftState.VALIDATED, "5")


def test_the_form_names_the_flow_of_displaced_persons_and_chooses_it(clerk):
    shown = text(clerk.get(NEW))

    assert "Cetățeni străini → Beneficiar OUG15 → ALTE4" in shown
    assert re.search(r'value="OUGMGR"\s+checked', shown)
    assert "de trimis până joi, 26 noiembrie, ora 23:59" in shown


def test_verifying_finds_what_saving_would_and_keeps_nothing(clerk):
    typed = sent("", action="verify", presentation="", given_on="31-02-2026")

    answer = clerk.post(NEW, typed)

    assert answer.status_code == 422
    assert 'href="#identifier"' in text(answer)
    assert 'href="#given_on"' in text(answer)
    assert 'href="#presentation"' in text(answer)
    assert 'value="Șevcenco"' in text(answer)
    assert (DraftRecord.objects.count(), ReportedRecord.objects.count()) == (0, 0)


def test_a_good_service_that_was_verified_says_that_it_is_not_saved_yet(clerk):
    answer = clerk.post(NEW, sent(reporting.displaced(), action="verify"))

    assert (answer.status_code, DraftRecord.objects.count()) == (200, 0)
    assert "Nu este încă salvat" in text(answer)


def test_everything_that_is_missing_is_said_at_once_beside_its_field(clerk):
    typed = sent(reporting.displaced(), presentation="", diagnosis="", stamp_code="")

    shown = text(clerk.post(NEW, {**typed, "action": "verify"}))

    for field in ("presentation", "diagnosis", "stamp_code"):
        assert f'href="#{field}"' in shown


def test_what_is_wrong_is_kept_and_corrected_under_the_same_number(clerk):
    address = saved(clerk, presentation="")
    draft = DraftRecord.objects.get()
    assert draft.state == DraftState.TYPED
    assert "nu intră în raport până nu corectați" in text(clerk.get(address))

    again = sent(draft.typed["identifier"], record=str(draft.public_id), version=str(draft.version))
    answer = clerk.post(address, again)

    assert answer.status_code == 302
    assert [each.state for each in DraftRecord.objects.all()] == [DraftState.VALIDATED]


def test_a_button_pressed_twice_writes_one_service(clerk):
    typed = sent(reporting.displaced())

    for _press in range(2):
        clerk.post(NEW, typed)

    assert DraftRecord.objects.count() == 1


def test_a_service_that_was_changed_meanwhile_is_not_written_over(clerk):
    address = saved(clerk)
    draft = DraftRecord.objects.get()

    old = sent(draft.typed["identifier"], version="7", diagnosis="I11")
    answer = clerk.post(address, old)

    assert answer.status_code == 422
    assert DraftRecord.objects.get().typed["diagnosis"] == "I10"


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("", "Scrieți sau citiți numărul"),
        ("9123456789012", "Cifra de control nu se potrivește"),
        ("9" * 60, "Codul nu este al unei fișe"),
    ],
)
def test_a_number_is_asked_about_at_once_and_nothing_is_kept(clerk, digits, said):
    answer = clerk.post(NEW, sent(digits, action="number"))

    assert said in text(answer)
    assert DraftRecord.objects.count() == 0


def test_a_known_number_is_said_to_be_valid_or_not_to_be_this_persons(clerk):
    number = reporting.displaced()

    good = text(clerk.post(NEW, sent(number, action="number", surname="Шевченко")))
    other = text(clerk.post(NEW, sent(number, action="number", surname="Bondarenko")))

    assert "este valabil" in good
    assert "nu se potrivesc cu el" in other


def test_the_code_of_a_slip_fills_number_and_name(clerk, monkeypatch):
    from openpias.core.calendar.dates import parse_full
    from openpias.server.registry import api
    from openpias.server.registry.api import SlipNumber

    number = reporting.displaced()
    slip = SlipNumber(
        number=number, surname="Шевченко", given_name="Олена", birth_date=parse_full("20-07-1982")
    )
    monkeypatch.setattr(api, "slip_number", lambda _code: slip)
    typed = sent("1" * 300, action="number", surname="", given_name="", birth_date="")

    shown = text(clerk.post(NEW, typed))

    assert f'value="{number}"' in shown
    assert 'value="Шевченко"' in shown
    assert 'value="20-07-1982"' in shown


def test_an_insured_person_is_named_by_cnp_or_cid_in_the_same_field(clerk):
    saved(clerk, identifier="1850101330016", person_type="ASIGURAT")
    saved(clerk, identifier="1" * 20, person_type="ASIGURAT")

    first, second = DraftRecord.objects.order_by("pk")
    assert (first.typed["cnp"], first.typed["identifier"]) == ("1850101330016", "")
    assert second.typed["cid"] == "1" * 20


def test_the_next_patient_keeps_physician_day_and_service(clerk):
    address = saved(clerk)

    shown = text(clerk.get(f"{NEW}?ca={address.rpartition('/')[2]}"))

    for kept in ('value="19-11-2026"', 'value="A12345"', 'value="95,50"'):
        assert kept in shown
    assert "Șevcenco" not in shown


def test_the_tariff_of_the_list_is_filled_in(clerk):
    saved(clerk, unit_value="")

    assert DraftRecord.objects.get().typed["unit_value"] == "95,50"


def test_a_service_is_taken_back_after_one_question(clerk):
    address = saved(clerk)
    assert "Retrageți serviciul" in text(clerk.get(f"{address}/retragere"))

    answer = clerk.post(f"{address}/retragere")

    assert answer["Location"] == LIST
    assert "Serviciul a fost retras" in text(clerk.get(LIST))
    assert DraftRecord.objects.get().state == DraftState.DISCARDED


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(clerk, number, django_assert_num_queries):
    for _each in range(number):
        saved(clerk, identifier=reporting.displaced(surname=f"Шевченко{'о' * (_each + 1)}"))
    clerk.get(LIST)

    with django_assert_num_queries(8):
        shown = text(clerk.get(LIST))

    assert shown.count("op-tasks__row") == number


def test_the_list_is_parted_by_state_kind_and_month(clerk):
    saved(clerk, presentation="")

    assert "Șevcenco Olena" in text(clerk.get(f"{LIST}?stare=typed&fel=CLIN&luna=2026-11"))
    for query in ("stare=validated", "fel=PARA", "luna=2026-10"):
        assert "Niciun serviciu aici" in text(clerk.get(f"{LIST}?{query}"))


def test_another_provider_meets_nothing(clerk, signed_in):
    address = saved(clerk)
    stranger = signed_in(provider=OTHER_CUI)

    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{LIST}/{uuid.uuid4()}").status_code == 404
    assert "Șevcenco" not in text(stranger.get(LIST))


def test_a_form_that_comes_back_after_a_sign_in_is_shown_filled_and_not_carried_out(clerk):
    answer = clerk.post(NEW, sent(reporting.displaced(), _kept="1"))

    assert (answer.status_code, DraftRecord.objects.count()) == (200, 0)
    assert 'value="Șevcenco"' in text(answer)
