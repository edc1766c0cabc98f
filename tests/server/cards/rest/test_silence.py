"""Do logs stay silent about holders and cards, also when something breaks?"""

import pytest
from tests.architecture.test_logs import everything_logged
from tests.factories import card_register as cards
from tests.factories import people
from tests.factories.calls import call
from tests.server.cards.rest.test_contract import CASES, SESSIONS, opened, reported, shown

from openpias.core.smartcard.states import CardState

pytestmark = pytest.mark.django_db
__all__ = ["everything_logged"]


def test_sessions_cases_and_their_faults_leave_nothing_of_a_holder(
    everything_logged, caplog, capfd, monkeypatch
):
    clerk = people.account()
    row = cards.card(CardState.BLOCKED)
    session = opened(clerk, row, cid=row.insured.cid).json()
    path = f"{SESSIONS}/{session['token']}"
    proof = shown(row, session, blocked=True, tries_left=0, pin_verified=False)
    call("POST", f"{path}/proofs", account=clerk, body=proof)
    case = reported(clerk, row).json()
    call("GET", f"{CASES}/{case['case_id']}", account=clerk)
    reported(clerk, row, cid="12")
    opened(clerk, row, card_number="0" * 16)
    monkeypatch.setattr("openpias.server.cards.operations.cases.card_meant", fail)
    assert reported(clerk, row).status == 500

    out, err = capfd.readouterr()
    written = out + err + caplog.text
    assert '"route"' in written
    assert '"unexpected error"' in written
    insured = row.insured
    secrets = [row.number, insured.cid, insured.cnp, insured.surname, "1985-11-24"]
    secrets += [session["token"], session["nonce"], proof["proof"], case["number"]]
    assert [secret for secret in secrets if secret in written] == []


def fail(reported, **_):
    raise ValueError(reported.cid + reported.holder_surname)
