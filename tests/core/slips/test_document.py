"""Is the printed slip whole, readable by people and by scanners, and one page a person?"""

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from tests.core.slips.make_vectors import ACTIVE, PRACTICE, SLIP

from openpias.core.slips import document, reading, signing
from openpias.core.slips.document import Row, Slip
from openpias.core.slips.reading import ReadRefusal

VERIFY_AT = "https://openpias.example/verificare"
CODE = signing.sign(SLIP, ACTIVE)
LONG = "Шевченко-Коваленко Țîrdea " * 4


def slip(*, surname="Țîrdea", given="Ștefan", latin="", practice=False, number=SLIP.number) -> Slip:
    values = {
        "Nume": (surname, latin),
        "Prenume": (given, latin),
        "Data nașterii": ("20-07-1984", ""),
        "Gen": ("Feminin", "Жіноча"),
        "Categoria": ("A. Cetățeni ucraineni", "Громадяни України"),
        "Cetățenia": ("Ucraina", "Україна"),
        "Intrarea în România": ("01-03-2022 · Siret (Suceava)", "Сірет"),
        "Document": ("Pașaport FG 123456", "Паспорт"),
        "Permis de ședere": ("RO1234567", "până la · до · until 01-01-2027"),
    }
    rows = [
        Row(ro=name, uk="Поле", en="Field", value=value, second=second)
        for name, (value, second) in values.items()
    ]
    return Slip(
        title="Număr unic temporar de identificare",
        title_uk="Тимчасовий унікальний ідентифікаційний номер",
        title_en="Temporary unique identification number",
        number=number,
        code=signing.sign(SLIP, PRACTICE) if practice else CODE,
        rows=rows,
        issued="Fișa, versiunea 1 · tipărită la 23-11-2026 08:00 · Cabinet",
        practice=practice,
    )


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def picture(pdf: bytes, *, dpi: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[0].render(scale=dpi / 72, grayscale=True).to_pil()


def png(image: Image.Image) -> bytes:
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize(
    ("surname", "given"),
    [
        ("Țîrdea-Șăineanu", "Ștefan Ână"),
        ("Шевченко", "Ґалаґан Їжакевич Єва"),
        ("გელაშვილი", "ნინო"),
        ("Հակոբյան", "Անի"),
        ("<b>#strong[x]", "$1 @ \\ * _ `"),
    ],
    ids=["Romanian", "Ukrainian", "Georgian", "Armenian", "markup"],
)
def test_names_stand_as_in_the_document(surname, given):
    (text,) = texts(document.render([slip(surname=surname, given=given)], verify_at=VERIFY_AT))

    assert surname in text
    assert given in text


def test_the_page_says_the_number_the_path_and_where_to_verify():
    (text,) = texts(document.render([slip()], verify_at=VERIFY_AT))

    assert "9123456789012" in "".join(text.split())
    assert "cetățeni străini → OUG15 → ALTE4" in text
    assert VERIFY_AT in text
    assert "Громадяни України" in text
    assert "EXERCIȚIU" not in text


def test_a_practice_slip_says_so_in_three_languages():
    (text,) = texts(document.render([slip(practice=True)], verify_at=VERIFY_AT))

    assert "EXERCIȚIU · ТРЕНУВАННЯ · PRACTICE" in text


def test_a_slip_of_a_demonstration_says_so_in_three_languages():
    real, demo = texts(document.render([slip(), replace(slip(), demo=True)], verify_at=VERIFY_AT))

    for words in ("date fictive", "вигадані дані", "invented data"):
        assert words in demo
        assert words not in real


def test_a_family_is_one_page_each():
    numbers = ["9123456789012", "9223456789012", "9323456789012"]

    pages = texts(document.render([slip(number=each) for each in numbers], verify_at=VERIFY_AT))

    shown = ["".join(page.split()) for page in pages]
    assert [number in page for page, number in zip(shown, numbers, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    ("surname", "given"),
    [(LONG[:100], LONG[:100]), ("W" * 100, "Щ" * 100)],
    ids=["words", "no place to break"],
)
@pytest.mark.parametrize("practice", [False, True])
def test_the_longest_names_stay_on_one_page_and_within_its_margins(surname, given, practice):
    page = slip(surname=surname, given=given, latin="SHCH" * 35, practice=practice)

    pdf = document.render([page], verify_at=VERIFY_AT)

    (text,) = texts(pdf)
    plain = "".join(text.replace("\ufffe", "").replace("\u200b", "").split())
    assert surname.replace(" ", "") in plain
    assert given.replace(" ", "") in plain
    image = picture(pdf)
    margin = image.crop((image.width - 60, 0, image.width, image.height))
    assert margin.getextrema()[0] == 255


def test_the_file_is_marked_as_pdf_a_2a_and_pdf_ua_1():
    pdf = document.render([slip()], verify_at=VERIFY_AT).decode("latin-1")

    assert "<pdfaid:part>2</pdfaid:part>" in pdf
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert "/Lang" in pdf


def test_the_page_gives_back_the_code():
    pdf = document.render([slip()], verify_at=VERIFY_AT)

    assert reading.read_codes(pdf) == [CODE]
    assert reading.read_codes(png(picture(pdf))) == [CODE]


def test_a_family_gives_back_every_code():
    pages = [slip(), slip(practice=True)]

    codes = reading.read_codes(document.render(pages, verify_at=VERIFY_AT))

    assert codes == [page.code for page in pages]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda image: image.rotate(7, fillcolor=255, expand=True),
        lambda image: image.rotate(90, expand=True),
        lambda image: image.rotate(180),
        lambda image: image.resize((image.width // 2, image.height // 2)),
        lambda image: image.point(lambda grey: 0 if grey < 128 else 255).convert("1"),
        lambda image: image.resize((image.width * 3, image.height * 3)),
    ],
    ids=["askew", "on its side", "upside down", "half size", "black and white", "large"],
)
def test_a_poor_picture_still_gives_the_code(spoil):
    image = picture(document.render([slip()], verify_at=VERIFY_AT), dpi=200)

    assert reading.read_codes(png(spoil(image))) == [CODE]


def test_the_bars_give_the_number():
    image = picture(document.render([slip()], verify_at=VERIFY_AT))

    found = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128])
    )

    assert [code.text for code in found] == [SLIP.number]


def test_the_code_is_at_most_35_millimetres_wide():
    image = picture(document.render([slip()], verify_at=VERIFY_AT), dpi=300)

    (found,) = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    )

    place = found.position
    assert 25 < (place.top_right.x - place.top_left.x) / 300 * 25.4 <= 35


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", ReadRefusal.NOT_A_PICTURE),
        (b"hello", ReadRefusal.NOT_A_PICTURE),
        (b"%PDF-1.7 broken", ReadRefusal.NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), ReadRefusal.NOT_A_PICTURE),
        (b"x" * (reading.MOST_BYTES + 1), ReadRefusal.TOO_LARGE),
        (png(Image.new("L", (50, 50), 255)), ReadRefusal.NO_CODE),
        (png(Image.new("1", (9000, 9000))), ReadRefusal.TOO_LARGE),
        (png(Image.new("1", (1, 40_000))), ReadRefusal.NO_CODE),
    ],
    ids=["nothing", "text", "broken PDF", "broken PNG", "large", "blank", "bomb", "thread"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content, refusal):
    assert reading.read_codes(content) is refusal


def test_numbers_are_grouped_for_reading_aloud():
    assert document.groups("9123456789012") == ["9123", "4567", "8901", "2"]
