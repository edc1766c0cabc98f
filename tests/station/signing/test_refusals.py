"""Does each refusal of a signature say what to do, and what the IT supplier looks at?"""

import pytest
from tests.factories import pki

from openpias.core.pki import certificates
from openpias.core.pki.certificates import Problem
from openpias.station.devices.tokens import CertificateUnusable, PinWrong, TokenFaultError
from openpias.station.signing import refusals
from openpias.station.signing.choosing import CertificateRefused, Standing
from openpias.station.signing.reports import ReportProblem, ReportRefused

FACTS = certificates.read(pki.certificate(ca=pki.authority()).der)
WITH_FACTS = {
    PinWrong: [PinWrong(tries_left=None), PinWrong(tries_left=1)],
    ReportRefused: [ReportRefused(problem=each, line=2, column=8) for each in ReportProblem],
    CertificateRefused: [
        CertificateRefused(each, FACTS) for each in Standing if each is not Standing.USABLE
    ],
    CertificateUnusable: [CertificateUnusable(Problem.WEAK_KEY)],
    TokenFaultError: [TokenFaultError("DeviceError")],
}
EVERY = [each for kind in refusals.KNOWN for each in WITH_FACTS.get(kind) or [kind()]]


@pytest.mark.parametrize("error", EVERY, ids=repr)
def test_each_refusal_has_two_texts_with_their_values(error):
    practice, supplier = refusals.said(error).told(str)

    assert practice.endswith(".")
    assert supplier.endswith(".")
    assert "%(" not in practice + supplier


def test_the_tries_that_are_left_are_told_where_the_token_says_them():
    last, _ = refusals.said(PinWrong(tries_left=1)).told(str)
    unknown, _ = refusals.said(PinWrong(tries_left=None)).told(str)

    assert "Încercări rămase până la blocare: 1." in last
    assert "Încercări rămase" not in unknown


def test_what_nobody_foresaw_is_no_refusal():
    with pytest.raises(KeyError):
        refusals.said(RuntimeError())
