"""How is a service judged while the patient is still there? SiuiValidateWS.

The operations for one kind of paper are validateReport with its request type fixed ("Metoda
validateReport se poate folosi în locul acestor metode", 5.11 to 5.13). The service declares no
exception: what its own message can say is said in it, and the rest is a fault without detail.
"""

import re
from collections.abc import Callable

from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.operations import validating
from openpias.server.reporting.operations.validating import ValidationRefused
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.soap.refusals import refused, unanswerable

# A text inside an argument has no encoding; what its declaration says (utf-16, where .NET wrote it
# from a string) is no longer true.
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml\s[^>]{0,200}\?>")


def validate_report(asked: Asked) -> Result:
    """Answer validateReport."""
    return _judged(
        asked,
        text=asked.whole("reportXml"),
        report_type=asked.text("reportType"),
        request_type=asked.text("requestType"),
    )


def _of_paper(request_type: str) -> Callable[[Asked], Result]:
    def answer(asked: Asked) -> Result:
        text, report_type = asked.whole("reportXml"), asked.text("reportType")
        return _judged(asked, text=text, report_type=report_type, request_type=request_type)

    return answer


def validate_enlisted(asked: Asked) -> Result:
    """Answer validateEnlisted: patients who enter or leave the list of a family doctor."""
    text = asked.whole("enlistedXml")
    return _judged(asked, text=text, report_type="MF", request_type="RQ_MF_ENLISTED")


def validate_sick_leave(asked: Asked) -> Result:
    """Answer validateSickLeave: certificates of sick leave, CM here and SICK in monthly reports."""
    text = asked.whole("reportXml")
    return _judged(asked, text=text, report_type="CM", request_type="RC_CM")


def _judged(asked: Asked, *, text: str, report_type: str, request_type: str) -> str:
    try:
        answer = validating.validate(
            without_declaration(text).encode("utf-8", "replace"),
            report_type=report_type,
            request_type=request_type,
            actor=asked.actor,
            at=asked.at,
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    except ValidationRefused as refusal:
        raise unanswerable(refusal.findings) from None
    return without_declaration(answer.decode("utf-8"))


def without_declaration(text: str) -> str:
    """Return a document as the text of an argument or an answer."""
    return _DECLARATION.sub("", text).lstrip()


_ANSWERS: dict[str, Callable[[Asked], Result]] = {
    "validateReport": validate_report,
    "validateEnlisted": validate_enlisted,
    "validatePrescription": _of_paper("RQ_PRESCRIPTION"),
    "validateClinicReferral": _of_paper("RQ_REFERRAL"),
    "validateLabReferral": _of_paper("RQ_REFERRAL"),
    "validateSickLeave": validate_sick_leave,
}
HANDLERS = {
    ("SiuiValidateWS", name): Handler(permission=Permission.VALIDATE, answer=answer)
    for name, answer in _ANSWERS.items()
}
