"""Are the papers beside the slip complete, and do they stay within their pages?"""

import pypdfium2
import pytest

from openpias.core.slips import papers
from openpias.core.slips.papers import Choice, Name, PaperForm, PersonRecord, Table

CATEGORIES = [
    Choice(
        ro="Apatrid sau cetățean al altei țări, cu protecție în Ucraina înainte de 24.02.2022",
        uk="Особа без громадянства або громадянин іншої країни, який мав захист в Україні",
    )
] * 6
FIELDS = [
    "Nume",
    "Prenume",
    "Data nașterii",
    "Gen",
    "Cetățenia",
    "Punctul de intrare",
    "Data intrării în România",
    "Tipul de viză",
    "Categoria",
    "Documente",
    "Serie",
    "Emitent",
    "Am păstrat copii",
    "Fără act de identitate",
    "Data completării",
    "Semnătura",
    "Прізвище",
    "Дата заповнення",
]


def name(word: str) -> Name:
    return Name(ro=f"{word}-ro", uk=f"{word}-uk", en=f"{word}-en")


def form(*, practice: bool = False) -> PaperForm:
    sexes = [Choice(ro="Masculin", uk="Чоловіча"), Choice(ro="Feminin")]
    return PaperForm(sexes=sexes, categories=CATEGORIES, practice=practice)


def record(*, rows, practice: bool = False) -> PersonRecord:
    table = Table(name=name("seen"), columns=[name("when"), name("who")], widths=[1, 2], rows=rows)
    return PersonRecord(
        subject="Шевченко · 9123 4567 8901 2",
        tables=[table],
        issued="Tipărit la 23-11-2026 08:00",
        practice=practice,
    )


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


@pytest.mark.parametrize("practice", [False, True])
def test_the_form_asks_for_every_field_of_the_first_tab_on_one_page(practice):
    (text,) = texts(papers.render_form(form(practice=practice)))

    plain = " ".join(text.split())
    assert [field for field in FIELDS if field not in plain] == []
    assert "Masculin · Чоловіча" in plain
    assert ("EXERCIȚIU · ТРЕНУВАННЯ · PRACTICE" in plain) is practice


def test_a_record_tells_its_rows_over_as_many_pages_as_they_need():
    rows = [[f"moment-{place}", "#strong[<b>]"] for place in range(120)]

    pages = texts(papers.render_record(record(rows=rows)))

    text = " ".join(pages)
    assert len(pages) > 1
    assert {f"moment-{place}" for place in range(120)} <= set(text.split())
    assert "#strong[<b>]" in text
    assert all("when-ro" in page and "Tipărit la 23-11-2026 08:00" in page for page in pages)


def test_a_record_says_that_a_table_is_empty():
    (text,) = texts(papers.render_record(record(rows=[], practice=True)))

    assert "Nimic. Нічого. Nothing." in text
    assert "EXERCIȚIU" in text


@pytest.mark.parametrize("rows", [[["one"]], [["one", "two", "three"]]])
def test_a_row_that_does_not_fit_its_columns_is_refused(rows):
    with pytest.raises(ValueError, match="does not fit"):
        papers.render_record(record(rows=rows))


@pytest.mark.parametrize(
    "pdf",
    [papers.render_form(form()), papers.render_record(record(rows=[["a", "b"]]))],
    ids=["form", "record"],
)
def test_the_papers_are_marked_as_pdf_a_2a_and_pdf_ua_1(pdf):
    marks = pdf.decode("latin-1")

    assert "<pdfaid:part>2</pdfaid:part>" in marks
    assert "<pdfuaid:part>1</pdfuaid:part>" in marks
