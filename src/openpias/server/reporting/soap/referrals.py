"""What did the physician who sent a patient write? SiuiValidateWS: getClinicReferral, getLabReferral.

The answer's schema asks for a referral, so that one which is not there is a fault.
"""

from collections.abc import Callable

from openpias.interop.messages.referrals import ReferralAnswer, write
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.registry import api as registry
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.operations import referrals
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries.referrals import Printed
from openpias.server.reporting.soap.refusals import refused
from openpias.server.reporting.soap.validating import without_declaration

_SPECIALIST, _LABORATORY = "1", "2"


def _of_ticket(ticket: str) -> Callable[[Asked], Result]:
    def answer(asked: Asked) -> Result:
        printed = Printed(
            ticket=ticket,
            series=asked.text("serial"),
            number=asked.text("number"),
            stamp_code=asked.text("stencil").upper(),
            patient=asked.text("pid"),
        )
        try:
            found = referrals.fetch(printed, actor=asked.actor, at=asked.at)
        except ReportingRefused as refusal:
            raise refused(refusal) from None
        except registry.TooManyLookups as refusal:
            headers = {"Retry-After": str(refusal.seconds)}
            raise Problem(status=429, code="too-many-lookups", headers=headers) from None
        if found is None:
            raise Problem(status=400, code="referral-unknown")
        written = write(ReferralAnswer(answered_on=day_of(asked.at), referral=found))
        return without_declaration(written.decode())

    return answer


HANDLERS = {
    ("SiuiValidateWS", name): Handler(permission=Permission.VALIDATE, answer=_of_ticket(ticket))
    for name, ticket in (("getClinicReferral", _SPECIALIST), ("getLabReferral", _LABORATORY))
}
