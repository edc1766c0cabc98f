"""Word documents made by hand, so that each holds exactly one thing that it may not."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def body(inside: str) -> str:
    """Return a document part with something in its body."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def paragraph(text: str) -> str:
    """Return one paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def relationships(kind: str, target: str, *, external: bool = True) -> str:
    """Return a relationships part with one relationship."""
    mode = ' TargetMode="External"' if external else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def docx(
    inside: str = paragraph("Bună ziua"),
    *,
    parts: dict[str, str | bytes] | None = None,
    main: str = MAIN,
) -> bytes:
    """Return a .docx with further parts; a part of a usual name replaces the usual one."""
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES.format(main=main),
        "word/document.xml": body(inside),
        **(parts or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
    return written.getvalue()
