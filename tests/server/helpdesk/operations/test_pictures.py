"""Are pictures in documents read for personal data, and hidden until they are?"""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests import prepare_machine
from tests.factories import desk, mails
from tests.factories.people import NOW
from tests.factories.word_files import docx

from openpias.server.helpdesk.domain.outcomes import DeskRefused
from openpias.server.helpdesk.enums import Pictures
from openpias.server.helpdesk.models import AttachedDocument, Incident, RawMessage
from openpias.server.helpdesk.operations import documents, pictures
from openpias.server.helpdesk.operations.pictures import PicturesRead

pytestmark = pytest.mark.django_db


def picture(*lines: str) -> bytes:
    """Return a picture of a screen with these lines."""
    image = Image.new("RGB", (900, 60 + 40 * len(lines)), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((20, 20 + 40 * number), line, fill="black", font=ImageFont.load_default(26))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def mailed_picture(*lines: str) -> AttachedDocument:
    """Return the document of a mail, with a picture in it."""
    file = docx(parts={"word/media/image1.png": picture(*lines)})
    desk.mailed(files=[("ecran.docx", file)])
    return AttachedDocument.objects.get()


def test_unread_pictures_keep_a_document_closed_and_the_incident_says_so(monkeypatch):
    document = mailed_picture("Eroare 17")
    monkeypatch.setattr(pictures.shutil, "which", lambda _name: None)

    assert pictures.read(str(document.public_id), at=NOW) is None
    assert Incident.objects.get().pictures == Pictures.UNVERIFIED
    with pytest.raises(DeskRefused) as refused:
        documents.take(str(document.public_id), actor=desk.operator(), at=NOW)
    assert refused.value.code == "document-not-verified"
    assert pictures.waiting() == [str(document.public_id)]


@pytest.mark.parametrize(
    ("texts", "is_sure", "state", "is_held"),
    [
        (("Eroare 17 la validare",), True, Pictures.VERIFIED, False),
        (("Eroare 17",), False, Pictures.UNVERIFIED, False),
        ((f"CNP {mails.CNP}",), True, Pictures.HIDDEN, True),
        ((f"CNP {mails.CNP}",), False, Pictures.HIDDEN, True),
    ],
)
def test_what_is_read_decides(monkeypatch, texts, is_sure, state, is_held):
    document = mailed_picture("x")
    monkeypatch.setattr(pictures.shutil, "which", lambda name: name)
    monkeypatch.setattr(pictures, "_asked", lambda _c: PicturesRead(texts=texts, is_sure=is_sure))
    pictures.read(str(document.public_id), at=NOW)

    document.refresh_from_db()
    incident = Incident.objects.get()
    assert (document.pictures, incident.pictures, incident.is_held) == (state, state, is_held)
    assert (document.sealed is None) == is_held
    assert (RawMessage.objects.get().state == "held") == is_held


@pytest.mark.slow
def test_tesseract_finds_a_cnp_on_a_screen_and_lets_another_screen_through():
    if absent := prepare_machine.missing("tesseract-ocr", "tesseract-ocr-ron"):
        pytest.skip(f"needs {', '.join(absent)}")
    document = mailed_picture("Fișa pacientului", f"CNP: {mails.CNP}", "Eroare la validare")
    assert pictures.read(str(document.public_id), at=NOW) is Pictures.HIDDEN

    other = docx(parts={"word/media/image1.png": picture("Eroare la validare", "Codul este 17")})
    desk.mailed(message_id="<2@x>", files=[("alt.docx", other)])
    second = AttachedDocument.objects.order_by("pk").last()
    assert pictures.read(str(second.public_id), at=NOW) is Pictures.VERIFIED
    assert documents.take(str(second.public_id), actor=desk.operator(), at=NOW).content == other
