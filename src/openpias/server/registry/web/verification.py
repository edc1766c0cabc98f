"""How does anybody check a slip? Nothing is stored, logged or audited here.

The code comes pasted, scanned with the camera, or on a photo or PDF. Status is told only for a code
that we signed.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.slips import reading, signing
from openpias.core.slips.payload import SlipPayload
from openpias.core.slips.reading import ReadRefusal
from openpias.core.slips.signing import Refusal
from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.middleware import CONTENT_SECURITY_POLICY
from openpias.server.platform.http.pages import render
from openpias.server.registry.enums import IdentifierKind, NomenclatureList, SlipStatus
from openpias.server.registry.operations import scanned
from openpias.server.registry.queries import slip_status
from openpias.server.registry.web import labels

_LONGEST_CODE = 5000
# The camera reader is WebAssembly; only this page and the search may run it.
SCANNER_POLICY = CONTENT_SECURITY_POLICY + "; script-src 'self' 'wasm-unsafe-eval'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What the page says of a slip; `tone` is good, old or bad."""

    tone: str
    title: str
    advice: str


@require_http_methods(["GET", "POST"])
@public("whoever holds a slip may check it; it tells nothing that the slip does not say")
def verify(request: HttpRequest) -> HttpResponse:
    """Show the form, and what a code says."""
    if request.method == "GET":
        return _page(request, code="", error="")
    code = request.POST.get("code", "")[:_LONGEST_CODE]
    upload = request.FILES.get("file")
    if upload is not None:
        found = reading.read_codes(upload.read(reading.MOST_BYTES + 1))
        if isinstance(found, ReadRefusal):
            return _page(request, code=code, error=_of_file(found), field="file")
        code = next((each for each in found if signing.bytes_of(each)), found[0])
    elif _is_too_large(request):
        return _page(request, code=code, error=_of_file(ReadRefusal.TOO_LARGE), field="file")
    if not code.strip():
        return _page(
            request,
            code="",
            error=_("Citiți codul, lipiți cifrele lui sau încărcați o fotografie."),
        )
    checked = scanned.verify(code)
    if isinstance(checked, Refusal):
        return _page(request, code=code, error=_of_code(checked))
    return _result(request, checked.payload)


def _is_too_large(request: HttpRequest) -> bool:
    """Tell whether a file was sent that is not even taken into memory."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > reading.MOST_BYTES


def _page(request: HttpRequest, *, code: str, error: str, field: str = "code") -> HttpResponse:
    errors = {field: error} if error else {}
    context = {"code": code, "errors": errors, "summary": list(errors.items())}
    response = render(request, "registry/verification.html", context, status=422 if error else 200)
    response.headers["Content-Security-Policy"] = SCANNER_POLICY
    return response


def _result(request: HttpRequest, payload: SlipPayload) -> HttpResponse:
    kind = IdentifierKind(payload.number_kind)
    context = {
        "verdict": _verdict(payload),
        "number": payload.number,
        "number_label": labels.kind_of_number(kind),
        "rows": _rows(payload),
        "practice": payload.practice,
    }
    return render(request, "registry/verified.html", context)


def _verdict(payload: SlipPayload) -> _Verdict:
    if payload.practice:
        return _Verdict(
            tone="bad",
            title=_("EXERCIȚIU: fișa nu este valabilă"),
            advice=_("Fișa a fost făcută în modul de exersare. Nu o folosiți pentru servicii."),
        )
    status = slip_status.status_of(payload.slip_id)
    if status is SlipStatus.CURRENT:
        return _Verdict(
            tone="good",
            title=_("Fișa este valabilă"),
            advice=_("Comparați numele și data nașterii cu persoana din fața dumneavoastră."),
        )
    if status is SlipStatus.SUPERSEDED:
        return _Verdict(
            tone="old",
            title=_("Fișa a fost înlocuită de una mai nouă"),
            advice=_(
                "Cereți fișa nouă sau tipăriți-o din nou pe baza documentului. Numărul poate fi altul."
            ),
        )
    if status is None:
        return _Verdict(
            tone="old",
            title=_("Fișa este adevărată, dar lipsește din registru"),
            advice=_(
                "Registrul a fost restaurat după ce fișa a fost tipărită. Păstrați fișa și trimiteți "
                "o copie casei de asigurări: numărul se înscrie din nou și rămâne al persoanei."
            ),
        )
    return _Verdict(
        tone="bad",
        title=_("Fișa a fost retrasă"),
        advice=_("Nu folosiți acest număr. Înregistrați persoana sau sunați la casa de asigurări."),
    )


def _rows(payload: SlipPayload) -> list[dict[str, str]]:
    names = labels.field_labels()
    birth = PartialDate(value=payload.birth_date, precision=Precision(payload.birth_precision))
    document = payload.document
    rows: list[tuple[str, str]] = [
        (names["surname"], payload.surname),
        (names["given_name"], payload.given_name or _("(fără prenume în document)")),
        (names["birth_date"], birth.typed()),
        (names["sex"], labels.name_of(NomenclatureList.SEXES, payload.sex)),
        (names["citizenship"], labels.name_of(NomenclatureList.CITIZENSHIPS, payload.citizenship)),
        (names["category"], labels.name_of(NomenclatureList.CATEGORIES, payload.category)),
        (names["entry_date"], dates.typed(payload.entry_date) if payload.entry_date else ""),
        (
            _("Document"),
            f"{labels.name_of(NomenclatureList.DOCUMENT_TYPES, document.type)} {document.number}"
            if document
            else "",
        ),
        (_("Fișa, versiunea"), str(payload.version)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _of_file(refusal: ReadRefusal) -> str:
    return {
        ReadRefusal.TOO_LARGE: _(
            "Fișierul este prea mare. Încărcați o fotografie sau un PDF sub 10 MB."
        ),
        ReadRefusal.NOT_A_PICTURE: _(
            "Fișierul nu este o fotografie sau un PDF. Încărcați JPG, PNG sau PDF."
        ),
        ReadRefusal.NO_CODE: _(
            "Nu am găsit un cod pe imagine. Fotografiați codul de aproape, drept și luminat."
        ),
    }[refusal]


def _of_code(refusal: Refusal) -> str:
    texts: dict[Refusal, Any] = {
        Refusal.NOT_A_SLIP: _(
            "Acesta nu este codul unei fișe. Citiți codul 2D din dreapta sus a fișei."
        ),
        Refusal.DAMAGED: _("Codul este incomplet sau deteriorat. Citiți-l din nou."),
        Refusal.NEWER_FORMAT: _(
            "Fișa are un format mai nou. Cereți administratorului actualizarea sistemului."
        ),
        Refusal.UNKNOWN_KEY: _(
            "Fișa nu a fost semnată de acest sistem. Verificați-o la unitatea care a dat-o."
        ),
        Refusal.BAD_SIGNATURE: _(
            "Semnătura nu se potrivește: datele au fost schimbate. Nu acceptați fișa."
        ),
        Refusal.WRONG_KEY_USE: _("Fișa este de exercițiu sau falsificată. Nu o acceptați."),
    }
    text: str = texts[refusal]
    return text
