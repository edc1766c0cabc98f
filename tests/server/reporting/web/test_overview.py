"""Does the month at a glance say what stands, until when, and what comes next?"""

import pytest
from tests.factories import reporting
from tests.factories.typed_services import sent

pytestmark = pytest.mark.django_db
HOME = "/raportare"


def text(answer):
    return answer.content.decode()


def typed(clerk, **fields):
    clerk.post("/raportare/servicii/nou", sent(reporting.displaced(), **fields))


def test_an_empty_month_leads_to_the_first_service(clerk):
    shown = text(clerk.get(HOME))

    assert "Raportare: noiembrie 2026" in shown
    assert "scrieți serviciile de azi" in shown


def test_what_is_wrong_comes_first(clerk):
    typed(clerk)
    typed(clerk, presentation="")

    shown = text(clerk.get(HOME))

    assert "corectați serviciile cu greșeli: 1." in shown
    assert 'href="/raportare/servicii?stare=typed"' in shown


def test_terms_say_until_when_and_what_is_late(clerk):
    typed(clerk)
    typed(clerk, given_on="10-11-2026")

    shown = text(clerk.get(HOME))

    assert "de trimis până marți, 24 noiembrie, ora 23:59 (au mai rămas: 33 ore)" in shown
    assert "termenul a trecut vineri, 13 noiembrie" in shown
    assert "servicii CLIN netrimise: 1" in shown


def test_another_month_is_shown_when_asked(clerk):
    typed(clerk)

    assert "Niciun serviciu în această lună" in text(clerk.get(f"{HOME}?luna=2026-10"))
    assert "Raportare: noiembrie 2026" in text(clerk.get(f"{HOME}?luna=nimic"))


def test_practice_mode_has_no_reports(clerk):
    clerk.post("/exersare", {"practice": "1"})

    assert clerk.get(HOME).status_code == 403
