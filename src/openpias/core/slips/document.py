"""How is a slip printed? A typst PDF, marked PDF/A-2a and PDF/UA-1, one page a person.

No validator of these standards could be run on the machines of this project; what is marked is
what the typst library promises.
"""

import io
import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import segno
import typst
import zxingcpp

_HERE = Path(__file__).parent
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_local = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the slip: its label in three languages, the value, and a second line of it."""

    ro: str
    uk: str
    en: str
    value: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What one page shows. `code` is the signed digits, `issued` says who printed it and when.

    `demo` marks what an installation for trying out printed; `practice` what a learner did.
    """

    title: str
    title_uk: str
    title_en: str
    number: str
    code: str
    rows: Sequence[Row]
    issued: str
    practice: bool
    demo: bool = False


def render(slips: Sequence[Slip], *, verify_at: str) -> bytes:
    """Return one PDF with a page for each slip; `verify_at` is the address of the public check."""
    data = {"slips": [_page(slip) for slip in slips], "verify_at": verify_at}
    return compile_document("slip.typ", data)


def compile_document(template: str, data: dict[str, Any]) -> bytes:
    """Fill a template of this folder with plain data; values are never read as markup."""
    content = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[*_STANDARDS],
    )
    if not isinstance(content, bytes):
        raise TypeError(f"{template} made no single PDF")
    return content


def code_svg(digits: str) -> str:
    """Draw a QR symbol of digits, error level M, with its quiet zone."""
    output = io.BytesIO()
    symbol = segno.make(digits, error="m", micro=False, boost_error=False)
    symbol.save(output, kind="svg", border=4, xmldecl=False, svgns=True)
    return output.getvalue().decode()


def bars_svg(number: str) -> str:
    """Draw a number as Code 128."""
    drawn = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128)
    picture: str = drawn.to_svg(scale=1, add_hrt=False)
    return picture


def groups(number: str) -> list[str]:
    """Split a number for reading aloud: 9123 4567 8901 2."""
    return [number[start : start + 4] for start in range(0, len(number), 4)]


def _page(slip: Slip) -> dict[str, Any]:
    return {
        **asdict(slip),
        "number_groups": groups(slip.number),
        "code": code_svg(slip.code),
        "bars": bars_svg(slip.number),
    }


def _compiler(template: str) -> typst.Compiler:
    """Return this thread's compiler of a template: making one costs ten times a page."""
    kept: dict[str, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in kept:
        kept[template] = typst.Compiler(
            str(_HERE / template),
            root=str(_HERE),
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=True,
        )
    return kept[template]
