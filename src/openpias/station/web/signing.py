"""How is a report signed on the page: a file or the portal's, a certificate, a PIN, the sealed text?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from openpias.interop import envelopes, file_names
from openpias.pages import Choice
from openpias.station.signing import refusals, sealing
from openpias.station.signing.desk import DeskBusy, PinMissing, ReportGone, SigningDesk
from openpias.station.signing.reports import ReportProblem, ReportRefused
from openpias.station.unit.errors import UnitError
from openpias.station.web import forms, signing_panels, unit_words, uploads
from openpias.station.web.forms import text
from openpias.station.web.frame import render, translate
from openpias.station.web.texts import Translate

PLACE: Final = "/raportare"
_FIELDS: Final = {
    ReportProblem.TYPE: "report_type",
    ReportProblem.CODE: "code",
}
_log = structlog.get_logger("openpias.station")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What was wrong beside which field ("" for the page), and what the IT supplier looks at."""

    text: str
    beside: str = ""
    supplier: str = ""
    typed: Mapping[str, str] | None = None


async def page(request: Request) -> Response:
    """Show what lies here to be signed, and what comes next."""
    return await _page(request)


async def take(request: Request) -> Response:
    """Take a file of this computer."""
    _ = translate(request)
    try:
        given = await uploads.read(request, "file", largest=envelopes.LARGEST)
    except uploads.FileTooLargeError:
        refused = ReportRefused(problem=ReportProblem.TOO_LARGE)
        return await _page(request, wrong=_wrong(refused, _, beside="file"))
    if given is None:
        return await _page(
            request, wrong=Wrong(text=_("Alegeți fișierul raportării."), beside="file")
        )
    try:
        await run_in_threadpool(_desk(request).take, given.file, file_name=given.filename or "")
    except ReportRefused as error:
        return await _page(request, wrong=_wrong(error, _, beside="file"))
    except DeskBusy:
        return _back()
    except OSError:
        return await _page(
            request, wrong=Wrong(text=_("Nu este loc pe disc pentru fișier."), beside="file")
        )
    finally:
        await given.close()
    return _back()


async def fetch(request: Request) -> Response:
    """Fetch a report that was built on the portal."""
    form = await forms.read(request)
    _, asked = translate(request), text(form, "report_id")
    typed = {"report_id": asked}
    if not asked:
        wrong = Wrong(text=_("Scrieți numărul raportării din portal."), beside="report_id")
        return await _page(request, wrong=wrong)
    try:
        await run_in_threadpool(_desk(request).fetch, asked)
    except UnitError as error:
        return await _page(request, wrong=_from_unit(error, _, beside="report_id", typed=typed))
    except ReportRefused as error:
        return await _page(request, wrong=_wrong(error, _, beside="report_id", typed=typed))
    except (ReportGone, DeskBusy):
        return _back()
    return _back()


async def call(request: Request) -> Response:
    """Name a report whose file is called otherwise."""
    form = await forms.read(request)
    typed = {name: text(form, name) for name in ("report_type", "code")}
    try:
        _desk(request).call(text(form, "report"), at=datetime.now(UTC), **typed)
    except ReportRefused as error:
        found = _FIELDS.get(error.problem, "code")
        wrong = _wrong(error, translate(request), beside=found, typed=typed)
        return await _page(request, wrong=wrong)
    except (ReportGone, DeskBusy):
        return _back()
    return _back()


async def sign(request: Request) -> Response:
    """Sign what lies here; the PIN goes to the token and nowhere else."""
    form = await forms.read(request)
    _, chosen = translate(request), text(form, "certificate")
    pin, typed = form.get("pin", ""), {"certificate": chosen}
    if not chosen:
        wrong = Wrong(text=_("Alegeți certificatul cu care semnați."), beside="certificate")
        return await _page(request, wrong=wrong)
    try:
        await run_in_threadpool(
            _desk(request).sign,
            text(form, "report"),
            certificate=chosen,
            pin=pin,
            at=datetime.now(UTC),
        )
    except PinMissing:
        wrong = Wrong(text=_("Scrieți PIN-ul tokenului."), beside="pin", typed=typed)
        return await _page(request, wrong=wrong)
    except refusals.KNOWN as error:
        _log.warning("report-not-signed", error=type(error).__name__)
        return await _page(request, wrong=_wrong(error, _, beside="pin", typed=typed))
    except (ReportGone, DeskBusy):
        return _back()
    return _back()


async def progress(request: Request) -> Response:
    """Say how far the signing is, for the page's script."""
    return JSONResponse({"percent": _desk(request).percent})


async def sealed(request: Request) -> Response:
    """Give the sealed text as a file to be saved."""
    desk, key = _desk(request), request.query_params.get("raportare", "")
    try:
        pieces, report = desk.sealed(key), desk.report
    except (ReportGone, DeskBusy):
        return _back()
    if report is None or report.name is None:
        return _back()
    headers = {
        "Content-Disposition": f'attachment; filename="{report.name}{sealing.ENDING}"',
        "Content-Length": str(report.sealed_size),
    }
    return StreamingResponse(pieces, headers=headers, media_type="application/octet-stream")


async def hand_in(request: Request) -> Response:
    """Send the sealed text back to the portal that built the report."""
    form = await forms.read(request)
    try:
        await run_in_threadpool(_desk(request).hand_in, text(form, "report"))
    except UnitError as error:
        return await _page(request, wrong=_from_unit(error, translate(request)))
    except (ReportGone, DeskBusy):
        return _back()
    return _back()


async def drop(request: Request) -> Response:
    """Forget the report and its sealed text, so that another one can be signed."""
    try:
        _desk(request).drop()
    except DeskBusy:
        return _back()
    return _back()


def _desk(request: Request) -> SigningDesk:
    desk: SigningDesk = request.app.state.signing
    return desk


def _back() -> Response:
    return RedirectResponse(PLACE, status_code=303)


def _wrong(
    error: Exception, _: Translate, *, beside: str, typed: dict[str, str] | None = None
) -> Wrong:
    practice, supplier = refusals.said(error).told(_)
    return Wrong(text=practice, beside=beside, supplier=supplier, typed=typed)


def _from_unit(
    error: UnitError, _: Translate, *, beside: str = "", typed: dict[str, str] | None = None
) -> Wrong:
    practice, supplier = unit_words.said(error, _)
    return Wrong(text=practice, beside=beside, supplier=supplier, typed=typed)


async def _page(request: Request, *, wrong: Wrong | None = None) -> Response:
    desk, _ = _desk(request), translate(request)
    report, now = desk.report, datetime.now(UTC)
    shown: dict[str, Any] = {
        "has_token": desk.module is not None,
        "has_portal": desk.portal is not None,
        "report": report,
        "types": [Choice(value=each, text=each) for each in sorted(file_names.REPORTS)],
        "code": request.app.state.about.username.partition("_")[0],
        "result": signing_panels.result(report.signed, report.sealed_size, _)
        if report and report.signed
        else [],
        "too_long": signing_panels.too_long(report.sealed_size, _) if report else {},
        "size": signing_panels.amount(report.size, _) if report else "",
        **await run_in_threadpool(signing_panels.offered, desk, now, _),
        **_said(wrong),
    }
    return render(request, "station/signing.html", shown, status=422 if wrong else 200)


def _said(wrong: Wrong | None) -> dict[str, Any]:
    if wrong is None:
        return {"errors": {}, "summary": [], "supplier": "", "typed": {}}
    return {
        "errors": {wrong.beside: wrong.text} if wrong.beside else {},
        "summary": [(wrong.beside, wrong.text)],
        "supplier": wrong.supplier,
        "typed": wrong.typed or {},
    }
