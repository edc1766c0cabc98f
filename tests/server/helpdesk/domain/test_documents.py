"""Is a document taken or refused by its structure, and is everything written in it found?

`data/planted.docx` and `.doc` were written by LibreOffice 7.4 from one source, with a text in each place.
"""

import random
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.factories.word_files import TYPES, WORD, body, docx, paragraph, relationships

from openpias.core.personal_data import find, has_hard
from openpias.server.helpdesk.domain.documents import Document, Limits, PictureKind, Refused, read
from openpias.server.helpdesk.enums import DocumentFormat

DATA = Path(__file__).parent / "data"
CNP = "1800101221144"
PLANTED = [
    *("obișnuit cu 1800101221144 rupt", "text in antet", "text in subsol", "text in comentariu"),
    *("Autor Comentariu", "text sters", "text in nota", "text in caseta", "celula unu"),
    *("celula doi", "titlu proprietate", "subiect proprietate", "cheie proprietate"),
    "https://siui.example/pacient/legatura",
]


def words(content: bytes) -> str:
    found = read(content)
    assert isinstance(found, Document), found
    return "\n".join(text.text for text in found.texts)


def reason(content: bytes, limits: Limits | None = None) -> str | None:
    found = read(content, limits=limits or Limits())
    return str(found.reason) if isinstance(found, Refused) else None


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("name", ["planted.docx", "planted.doc"])
def test_what_is_written_anywhere_is_found(name, planted):
    assert planted in words((DATA / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "kind"), [("planted.docx", DocumentFormat.DOCX), ("planted.doc", DocumentFormat.DOC)]
)
def test_the_format_and_the_picture_are_told_by_their_bytes(name, kind):
    found = read((DATA / name).read_bytes())

    assert found.format is kind
    assert [(each.kind, len(each.content)) for each in found.pictures] == [(PictureKind.PNG, 74)]


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:p><w:r><w:t>{CNP[:5]}</w:t></w:r><w:r><w:t>{CNP[5:]}</w:t></w:r></w:p>",
        f"<w:p><w:del><w:r><w:delText>{CNP}</w:delText></w:r></w:del></w:p>",
        f'<w:p><w:ins w:author="{CNP}"/></w:p>',
        f"<w:p><w:r><w:instrText>HYPERLINK x?{CNP}</w:instrText></w:r></w:p>",
        f'<w:sdt><w:sdtPr><w:alias w:val="{CNP}"/></w:sdtPr></w:sdt>',
        f'<m:oMath xmlns:m="urn:m"><m:t>{CNP}</m:t></m:oMath>',
        f'<a:cNvPr xmlns:a="urn:a" descr="CNP {CNP}"/>',
        (
            f'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice/><mc:Fallback>{paragraph(CNP)}</mc:Fallback>'
            "</mc:AlternateContent>"
        ),
        f'<v:textpath xmlns:v="urn:v" string="{CNP}"/>',
        "<w:p><w:r>" + "".join(f'<w:sym w:char="F03{digit}"/>' for digit in CNP) + "</w:r></w:p>",
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{paragraph(digit)}</w:tc>" for digit in CNP)
        + "</w:tr></w:tbl>",
        f"<w:p><w:r><w:t>{CNP[:6]}</w:t><w:noBreakHyphen/><w:t>{CNP[6:]}</w:t></w:r></w:p>",
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CNP}</w:t></w:r></w:p>",
    ],
)
def test_a_cnp_is_found_wherever_it_hides_in_the_body(inside):
    assert has_hard(find(words(docx(inside))))


@pytest.mark.parametrize(
    "part",
    [
        *(
            "word/header2.xml",
            "word/comments.xml",
            "word/footnotes.xml",
            "word/glossary/document.xml",
        ),
        *("docProps/custom.xml", "customXml/item1.xml", "word/drawings/vmlDrawing1.vml"),
    ],
)
def test_a_cnp_is_found_in_every_part(part):
    assert has_hard(find(words(docx(parts={part: body(paragraph(CNP))}))))


def test_a_cnp_is_found_in_the_address_of_a_link():
    links = {
        "word/_rels/document.xml.rels": relationships("hyperlink", f"https://x.example/?{CNP}")
    }

    assert has_hard(find(words(docx(parts=links))))


RELS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        (None, docx()),
        (None, docx(parts={RELS: relationships("hyperlink", "https://siui.example/")})),
        ("empty", b""),
        ("not-word", b"%PDF-1.7"),
        ("not-word", b"{\\rtf1 x}"),
        ("not-word", b"MZ" + bytes(200)),
        ("damaged", b"PK\x03\x04" + bytes(50)),
        ("damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)),
        ("damaged", docx()[:-30]),
        ("damaged", docx("<w:p>")),
        (
            "not-word",
            docx(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        ),
        ("macros", docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("macros", docx(parts={"word/vbaProject.bin": b"x"})),
        ("embedded-object", docx(parts={"word/embeddings/oleObject1.bin": b"x"})),
        ("embedded-object", docx(parts={"word/activeX/activeX1.xml": "<a/>"})),
        ("embedded-object", docx(parts={"word/afchunk1.html": "x"})),
        ("unknown-part", docx(parts={"word/media/image1.exe": b"MZ"})),
        ("unsafe-part-name", docx(parts={"../evil.xml": "<a/>"})),
        ("unsafe-part-name", docx(parts={"/abs.xml": "<a/>"})),
        ("unsafe-part-name", docx(parts={"C:\\x.xml": "<a/>"})),
        ("unsafe-part-name", docx(parts={"WORD/DOCUMENT.XML": "<a/>"})),
        (
            "external-link",
            docx(parts={RELS: relationships("attachedTemplate", "https://x.example/a.dotm")}),
        ),
        ("external-link", docx(parts={RELS: relationships("image", "https://x.example/a.png")})),
        ("external-link", docx(parts={RELS: relationships("hyperlink", "file://host/share")})),
        ("external-link", docx(parts={RELS: relationships("hyperlink", "\\\\host\\share")})),
        (
            "embedded-object",
            docx(parts={RELS: relationships("oleObject", "a.xml", external=False)}),
        ),
        ("embedded-object", docx(parts={RELS: relationships("aFChunk", "a.xml", external=False)})),
        (
            "document-type",
            docx(parts={"word/document.xml": f"<!DOCTYPE x><w:document xmlns:w='{WORD}'/>"}),
        ),
        (
            "document-type",
            docx(parts={"word/header1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        ),
        ("document-type", docx(parts={"word/header1.xml": "<!DOCTYPE x><x/>".encode("utf-16")})),
        (
            "document-type",
            docx(parts={"word/header1.xml": '<?xml version="1.0" encoding="UTF-7"?><x/>'}),
        ),
        ("active-field", docx('<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\x"/></w:p>')),
        (
            "active-field",
            docx(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText>'
                "</w:r><w:r><w:instrText>E cmd</w:instrText></w:r></w:p>"
            ),
        ),
        (
            "active-field",
            docx(
                '<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;https://x.example&quot;"/></w:p>'
            ),
        ),
        ("expands-too-much", docx(parts={"word/media/image1.png": bytes(30_000_000)})),
        ("too-many-parts", docx(parts={f"customXml/item{n}.xml": "<a/>" for n in range(2100)})),
        ("damaged", docx("<w:p>" * 3000 + "</w:p>" * 3000)),
    ],
)
def test_the_structure_decides(expected, content):
    assert reason(content) == expected


def changed(content: bytes, place: int, value: bytes) -> bytes:
    return content[:place] + value + content[place + len(value) :]


def word_stream() -> tuple[bytes, int]:
    content = (DATA / "planted.doc").read_bytes()
    return content, content.index(b"\xec\xa5")


def renamed(old: str, new: str) -> bytes:
    content = (DATA / "planted.doc").read_bytes()
    name = old.encode("utf-16-le")
    at = content.index(name)
    written = changed(content, at, new.encode("utf-16-le").ljust(len(name), b"\0"))
    return changed(written, at + 64, struct.pack("<H", 2 * len(new) + 2))


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ("encrypted", lambda: changed(word_stream()[0], word_stream()[1] + 11, b"\x01")),
        ("old-word", lambda: changed(word_stream()[0], word_stream()[1] + 2, b"\x65\x00")),
        ("not-word", lambda: changed(word_stream()[0], word_stream()[1], b"\x00\x00")),
        (
            "damaged",
            lambda: changed(word_stream()[0], word_stream()[1] + 0x1A2, b"\xff\xff\xff\x7f"),
        ),
        ("not-word", lambda: renamed("WordDocument", "Workbook")),
        ("macros", lambda: renamed("1Table", "Macros")),
        ("unknown-part", lambda: renamed("1Table", "Other")),
    ],
)
def test_an_old_document_is_judged_by_its_structure(expected, content):
    assert reason(content()) == expected


def test_a_document_larger_than_allowed_is_refused_before_it_is_read():
    assert reason(docx(), Limits(most_bytes=100)) == "too-large"


def test_a_part_that_declares_less_than_it_holds_is_refused():
    content = docx(paragraph("x" * 5000))
    declared = len(body(paragraph("x" * 5000)))
    lied = content.replace(struct.pack("<I", declared), struct.pack("<I", 60))

    assert lied != content
    assert reason(lied) in {"damaged", "expands-too-much"}


def test_a_text_longer_than_allowed_is_refused_and_never_half_read():
    assert reason(docx(paragraph("x" * 500)), Limits(most_text=400)) == "expands-too-much"


def test_more_elements_than_allowed_are_refused():
    assert reason(docx("<w:p/>" * 500), Limits(most_elements=400)) == "expands-too-much"


def test_an_encrypted_part_is_told():
    content = docx()
    at = content.rindex(b"PK\x01\x02")

    assert reason(changed(content, at + 8, b"\x01\x00")) == "encrypted"


def test_a_container_whose_streams_exceed_it_is_refused():
    content = (DATA / "planted.doc").read_bytes()

    assert reason(content, Limits(most_expanded=5_000)) == "expands-too-much"


def test_damage_of_the_container_itself_is_a_document_or_a_refusal_in_little_time():
    content, chance = (DATA / "planted.doc").read_bytes(), random.Random(5)
    telling = [0xFFFFFFFF, 0xFFFFFFFE, 0, 1, 2, 0x7FFFFFFF, 0x80000000, 1_000_000]
    worst = 0.0
    for _ in range(250):
        hurt = bytearray(content)
        for _ in range(chance.randrange(1, 5)):
            struct.pack_into(
                "<I", hurt, 4 * chance.randrange(len(hurt) // 4), chance.choice(telling)
            )
            struct.pack_into("<I", hurt, 4 * chance.randrange(8, 128), chance.choice(telling))
        started = time.process_time()
        assert isinstance(read(bytes(hurt)), Document | Refused)
        worst = max(worst, time.process_time() - started)

    assert worst < 1


@pytest.mark.parametrize("name", ["planted.docx", "planted.doc"])
def test_damage_of_any_kind_is_a_document_or_a_refusal_in_little_time(name):
    content, chance = (DATA / name).read_bytes(), random.Random(7)
    worst = 0.0
    for _ in range(250):
        hurt = bytearray(content)
        for _ in range(chance.randrange(1, 12)):
            hurt[chance.randrange(len(hurt))] = chance.choice((0, 255, chance.randrange(256)))
        if chance.random() < 0.2:
            del hurt[chance.randrange(len(hurt)) :]
        started = time.process_time()
        assert isinstance(read(bytes(hurt)), Document | Refused)
        worst = max(worst, time.process_time() - started)

    assert worst < 1


def test_a_damaged_part_within_a_sound_package_is_a_document_or_a_refusal():
    parts = {}
    with zipfile.ZipFile(BytesIO((DATA / "planted.docx").read_bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chance = random.Random(11)
    for _ in range(60):
        name = chance.choice(list(parts))
        hurt = bytearray(parts[name])
        for _ in range(chance.randrange(1, 6)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        assert isinstance(read(docx(parts={**parts, name: bytes(hurt)})), Document | Refused)


def test_the_declared_type_is_read_and_not_sought():
    assert reason(docx(parts={"[Content_Types].xml": f"<!--{TYPES}--><Types/>"})) == "not-word"
