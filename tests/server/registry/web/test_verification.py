"""Can anybody check a slip, and does the page keep quiet about everything else?"""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.models import Slip
from openpias.server.registry.operations import corrections, slips, temporary_numbers, withdrawals
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return people.actor(roles=(Role.HOUSE_OPERATOR,))


@pytest.fixture
def issued(house):
    answer = temporary_numbers.issue(registration(), actor=house, at=NOW)
    return person(answer.person)


def check(client, **sent):
    return client.post("/verificare", sent, HTTP_ACCEPT_LANGUAGE="ro")


def test_a_valid_code_says_what_the_slip_says_and_leaves_no_trace(client, issued):
    before = AuditEntry.objects.count()

    page = check(client, code=slips.code(issued)).content.decode()

    assert "Fișa este valabilă" in page
    assert issued.number in page
    assert "Шевченко" in page
    assert AuditEntry.objects.count() == before


def test_a_replaced_slip_and_a_withdrawn_one_say_so(client, house, issued):
    old = slips.code(issued)
    corrections.correct(
        issued.public_id, registration(sex="N"), version=1, reason="greșit", actor=house, at=NOW
    )
    new = slips.code(person(issued.public_id))
    assert "înlocuită de una mai nouă" in check(client, code=old).content.decode()

    withdrawals.withdraw(issued.public_id, reason="greșit", actor=house, at=NOW)

    assert "Fișa a fost retrasă" in check(client, code=new).content.decode()


def test_a_slip_that_a_restore_lost_is_called_genuine_and_missing_not_withdrawn(client, issued):
    code = slips.code(issued)
    Slip.objects.all().delete()

    page = check(client, code=code).content.decode()

    assert "lipsește din registru" in page
    assert "retrasă" not in page


def test_a_practice_slip_is_not_valid(client):
    actor = people.actor(practice=True)
    answer = temporary_numbers.issue(registration(), actor=actor, at=NOW)

    page = check(client, code=slips.code(person(answer.person, practice=True))).content.decode()

    assert "EXERCIȚIU: fișa nu este valabilă" in page


def test_the_printed_pdf_and_a_photo_are_read(client, house, issued):
    pdf = slips.print_slips([issued], actor=house, at=NOW)
    photo = io.BytesIO()
    segno.make(slips.code(issued), error="m").save(photo, kind="png", scale=4)

    for name, content in (("fisa.pdf", pdf), ("fisa.png", photo.getvalue())):
        page = check(client, file=SimpleUploadedFile(name, content)).content.decode()
        assert "Fișa este valabilă" in page


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "Citiți codul"),
        (b"\x00\xff not a picture", "nu este o fotografie"),
        (b"%PDF-1.7 broken", "nu este o fotografie"),
        (b"x" * (10 * 1024 * 1024 + 1), "prea mare"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(client, content, text):
    answer = check(client, file=SimpleUploadedFile("x.png", content))

    assert answer.status_code in {413, 422}
    assert text in answer.content.decode()


@pytest.mark.parametrize("code", ["abc", "9" * 400, "10" + "1" * 300, "<script>", "\x00"])
def test_a_code_of_nobody_is_refused_and_kept(client, code):
    answer = check(client, code=code)

    assert answer.status_code == 422
    assert 'href="#code"' in answer.content.decode()


def test_a_changed_digit_is_refused(client, issued):
    code = slips.code(issued)
    changed = code[:-9] + str((int(code[-9]) + 1) % 10) + code[-8:]

    assert check(client, code=changed).status_code == 422


def test_the_camera_reader_may_run_here_only(client):
    here = client.get("/verificare").headers["Content-Security-Policy"]
    elsewhere = client.get("/autentificare").headers["Content-Security-Policy"]

    assert "'wasm-unsafe-eval'" in here
    assert "wasm" not in elsewhere
