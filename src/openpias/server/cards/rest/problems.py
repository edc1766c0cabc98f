"""Which answer does a refusal become, so that the station learns the official code as well?"""

from openpias.core.findings import Finding
from openpias.core.smartcard.codes import Code
from openpias.server.cards.domain.outcomes import CardProblem, CaseProblem, UnitRefusal
from openpias.server.cards.rest.messages import malformed
from openpias.server.platform.http.problems import Problem

_REFUSALS = {
    UnitRefusal.TERMINAL_NOT_ENROLLED: (409, Code.TERMINAL_NOT_ENROLLED),
    UnitRefusal.CARD_NOT_REGISTERED: (404, Code.CARD_NOT_REGISTERED),
    UnitRefusal.CARD_INVALID: (409, Code.CARD_INVALID),
    UnitRefusal.SESSION_UNKNOWN: (404, Code.TOKEN_INVALID),
    UnitRefusal.SESSION_ENDED: (409, Code.TOKEN_RESET),
}
_CASES: dict[CaseProblem | CardProblem, tuple[int, Code | None]] = {
    CaseProblem.TERMINAL_UNKNOWN: (409, Code.TERMINAL_NOT_ENROLLED),
    CaseProblem.CARD_UNKNOWN: (404, Code.CARD_NOT_REGISTERED),
    CardProblem.KEY_REUSED: (409, None),
}
_FIELDS: dict[CaseProblem | CardProblem, str] = {
    CaseProblem.CID_REQUIRED: "/cid",
    CaseProblem.CARD_NUMBER_REQUIRED: "/card_number",
    CaseProblem.CARD_MISMATCH: "/card_number",
}


def unit(refusal: UnitRefusal) -> Problem:
    """Return the answer of the unit to a call that it does not take."""
    if refusal is UnitRefusal.NOT_YOUR_CONTRACT:
        finding = Finding(code=refusal, path="/contract/house")
        return malformed(finding, code=Code.UNIT_REQUEST_INVALID)
    status, code = _REFUSALS[refusal]
    return Problem(status=status, code=refusal, extra={"code": int(code)})


def case(problem: CaseProblem | CardProblem) -> Problem:
    """Return the answer to a report that opened no case."""
    if problem in _FIELDS:
        finding = Finding(code=problem, path=_FIELDS[problem])
        return malformed(finding, code=Code.UNIT_REQUEST_INVALID)
    status, code = _CASES[problem]
    extra = {} if code is None else {"code": int(code)}
    return Problem(status=status, code=problem, extra=extra)
