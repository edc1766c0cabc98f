"""Does a person get all that is held about them, and does a clerk get the empty form?"""

import pypdfium2
import pytest
from tests.factories import people
from tests.factories.people import NOW, permit, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.operations import permits, temporary_numbers

pytestmark = pytest.mark.django_db
OFFICER = (Role.DATA_PROTECTION,)


def issue(**fields):
    actor = people.actor()
    return temporary_numbers.issue(registration(**fields), actor=actor, at=NOW)


def opened(browser, issued):
    """Open a record the way the officer does: number and birth date, with a reason."""
    browser.post(
        "/cautare",
        {
            "number": issued.number,
            "number_birth_date": "20-07-1982",
            "reason": "person-asks",
        },
    )
    return f"/persoane/{issued.person}"


def text_of(answer):
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_the_record_holds_the_data_the_numbers_and_every_look(signed_in):
    issued = issue()
    permits.record(permit(temporary_number=issued.number), actor=people.actor(), at=NOW)
    officer = signed_in(roles=OFFICER, provider="CNAS")
    address = opened(officer, issued)

    answer = officer.get(f"{address}/date.pdf")

    text = text_of(answer)
    assert answer.headers["Content-Type"] == "application/pdf"
    for part in ("Shevchenko", "20-07-1982", issued.number, "8820720700019", "FA123456"):
        assert part in text
    for part in ("a deschis datele", "a tipărit această copie", "Clinica 90000001"):
        assert part in text


def test_the_record_holds_the_spelling_of_the_passport(signed_in):
    issued = issue(given_name_latin="Yelena")
    officer = signed_in(roles=OFFICER, provider="CNAS")

    text = text_of(officer.get(f"{opened(officer, issued)}/date.pdf"))

    assert "Олена (Yelena)" in text
    assert "Шевченко Олена · Shevchenko Yelena" in text


def test_printing_a_record_is_itself_written_down(signed_in):
    issued = issue()
    officer = signed_in(roles=OFFICER, provider="CNAS")
    officer.get(f"{opened(officer, issued)}/date.pdf")

    assert AuditEntry.objects.filter(event="record-printed", subject_ref=issued.person).count() == 1


def test_a_clerk_prints_no_record(signed_in):
    issued = issue()

    assert signed_in().get(f"/persoane/{issued.person}/date.pdf").status_code == 403
    assert not AuditEntry.objects.filter(event="record-printed").exists()


def test_the_paper_form_asks_what_the_first_tab_asks(signed_in):
    text = text_of(signed_in().get("/formular-pe-hartie.pdf"))

    for label in ("Nume", "Prenume", "Data nașterii", "Cetățenia", "Data intrării"):
        assert label in text
