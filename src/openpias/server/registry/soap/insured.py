"""Is somebody insured? SiuiInsuredWS: getInsured, getInsuredByCID, getPersonInfo.

The third is in no text: ours answers the same document with every period from a day on.
A wrong number is answered with state -1, as the text says; who may not ask is refused by a fault.
"""

from collections.abc import Callable, Sequence
from datetime import date

from openpias.interop.messages.insured import Held, InsuredCode, InsuredMessage, write
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap.handlers import Asked, Handler
from openpias.server.registry.enums import InsuredState
from openpias.server.registry.operations import insured_checks
from openpias.server.registry.operations.insured_checks import Checked, WrongNumber
from openpias.server.registry.operations.lookups import TooManyLookups
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.entitlements import Ground

_CODES = {
    InsuredState.UNKNOWN: InsuredCode.UNKNOWN,
    InsuredState.INSURED: InsuredCode.INSURED,
    InsuredState.NOT_INSURED: InsuredCode.NOT_INSURED,
    InsuredState.DECEASED: InsuredCode.DECEASED,
}


def insured(asked: Asked) -> str:
    """Answer getInsured: a CNP, or a number of a displaced person, on a day."""
    day = asked.day("requestDate")
    checked = _checked(
        lambda: insured_checks.by_number(asked.text("pid"), day=day, actor=asked.actor, at=asked.at)
    )
    return _written(checked, pid=True, grounds=_on(checked, day))


def insured_by_cid(asked: Asked) -> str:
    """Answer getInsuredByCID. The CNP behind a CID is told to nobody."""
    day = asked.day("requestDate")
    checked = _checked(
        lambda: insured_checks.by_cid(asked.text("cid"), day=day, actor=asked.actor, at=asked.at)
    )
    return _written(checked, pid=False, grounds=_on(checked, day))


def person_info(asked: Asked) -> str:
    """Answer getPersonInfo: how it stands today, with every period that reaches beyond a day."""
    since = asked.day("fromDate")
    checked = _checked(
        lambda: insured_checks.by_number(
            asked.text("pid"), day=day_of(asked.at), actor=asked.actor, at=asked.at
        )
    )
    grounds = () if isinstance(checked, WrongNumber) else checked.entitlement.grounds
    beyond = [each for each in grounds if each.valid_to is None or each.valid_to >= since]
    return _written(checked, pid=True, grounds=beyond)


def _checked(check: Callable[[], Checked | WrongNumber]) -> Checked | WrongNumber:
    try:
        return check()
    except TooManyLookups as refusal:
        headers = {"Retry-After": str(refusal.seconds)}
        raise Problem(status=429, code="too-many-lookups", headers=headers) from None


def _on(checked: Checked | WrongNumber, day: date) -> Sequence[Ground]:
    """Return what holds on the day; nothing for somebody who died, whatever was written before."""
    if isinstance(checked, WrongNumber) or checked.entitlement.state is not InsuredState.INSURED:
        return ()
    return checked.entitlement.on(day)


def _written(checked: Checked | WrongNumber, *, pid: bool, grounds: Sequence[Ground]) -> str:
    if isinstance(checked, WrongNumber):
        told = describe(checked)
        note = f"[{checked}] {told.practice} {told.supplier}"
        return write(InsuredMessage(state=InsuredCode.ERROR, note=note))
    found = checked.entitlement
    return write(
        InsuredMessage(
            state=_CODES[found.state],
            pid=checked.number if pid else "",
            cid=found.cid,
            categories=[_held(each.category, each) for each in grounds],
            states=[_held(each.state, each) for each in grounds],
        )
    )


def _held(code: str, ground: Ground) -> Held:
    return Held(code=code, valid_from=ground.valid_from, valid_to=ground.valid_to)


HANDLERS = {
    ("SiuiInsuredWS", "getInsured"): Handler(permission=Permission.CHECK_INSURED, answer=insured),
    ("SiuiInsuredWS", "getInsuredByCID"): Handler(
        permission=Permission.CHECK_INSURED, answer=insured_by_cid
    ),
    ("SiuiInsuredWS", "getPersonInfo"): Handler(
        permission=Permission.CHECK_INSURED, answer=person_info
    ),
}
