"""Do logs stay silent about people?"""

import logging
import sys

import pytest
import structlog
from structlog._config import BoundLoggerLazyProxy
from tests.factories import calls, people, soap
from tests.factories.calls import NUMBERS, PERMITS, call

from openpias.server.platform.http import logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything_logged(caplog):
    """Log at DEBUG everywhere, and put the silence of tests back."""
    logs.configure({"level": "DEBUG"})
    let_loggers_look_again()
    caplog.set_level(logging.DEBUG)
    yield
    logs.configure({"level": "CRITICAL"})
    let_loggers_look_again()
    structlog.contextvars.clear_contextvars()


def let_loggers_look_again():
    """Drop what each logger remembers since its first line: another test may have written it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("openpias"):
            for value in list(vars(module).values()):
                if isinstance(value, BoundLoggerLazyProxy):
                    vars(value).pop("bind", None)


@pytest.mark.slow
def test_registrations_and_their_faults_leave_nothing_of_a_person(
    everything_logged, caplog, capfd, monkeypatch
):
    clerk, other = people.account(), people.account(provider="90000002")
    body = calls.registration()
    number = call("POST", NUMBERS, account=clerk, body=body).json()["number"]
    again = {**body, "documents": [{"type": "PASSPORT", "number": "ZZ998877"}]}
    call("POST", NUMBERS, account=other, body=again)
    call("POST", NUMBERS, account=clerk, body={**body, "surname": "Шев4енко777"})
    call("POST", PERMITS, account=clerk, body=calls.permit(temporary_number=number))
    call("GET", f"{NUMBERS}/{number}", account=other, query={"birth_date": "1982-07-20"})
    call("GET", f"{NUMBERS}/{number}/slip.pdf", account=clerk)
    call("GET", f"/api/v1/{number}", account=clerk)
    call("POST", NUMBERS, headers=calls.login(clerk.username, "wrong-password-1"), body=body)
    soap.call("SiuiInsuredWS", "getInsured", account=clerk, pid=number, requestDate=people.NOW)
    soap.post("SiuiInsuredWS", f"<a>{number}Шевченко</a>".encode(), account=clerk)
    monkeypatch.setattr("openpias.server.registry.operations.registering._call", fail)
    assert call("POST", NUMBERS, account=clerk, body=body).status == 500

    out, err = capfd.readouterr()
    written = out + err + caplog.text
    assert '"route"' in written
    assert '"operation":"getInsured"' in written
    assert '"fault":"soap-no-envelope"' in written
    assert '"unexpected error"' in written
    secrets = [number, "Шевченко", "Shevchenko", "Олена", "Olena", "FA123456", "ZZ998877"]
    secrets += ["8820720700019", "RO1234567", "1982-07-20", "Шев4енко", people.PASSWORD]
    secrets += ["wrong-password-1", f"/{number}"]
    assert [secret for secret in secrets if secret in written] == []


def fail(entry, *_):
    raise ValueError(entry.person["surname"])
