"""One server for all stock clients: with a clinic, a displaced person and an insured one."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from tests.factories import calls, pki
from tests.factories.people import PASSWORD
from tests.factories.providers import CUI
from tests.fakes import revocation
from tests.journeys.servers import Platform

from openpias.core.pki import demo_files

_DATA = """
import calendar, json, sys, django; django.setup()
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4
from cryptography import x509
from tests.factories import insured, people, providers, reporting
from openpias.server.providers.operations import physicians
from openpias.server.registry.operations import insured_periods, temporary_numbers
from openpias.server.registry.models import InsuredPerson
today = datetime.now(UTC)
clinic = providers.entered(valid_from="01-01-2020")
physicians.enter(providers.physician(), provider=UUID(clinic), physician=uuid4(),
                 actor=providers.operator(), at=people.NOW)
reporting.service()
last = calendar.monthrange(today.year, today.month)[1]
reporting.opened(providers.operator(), starts=f"01-{today:%m-%Y}", ends=f"{last}-{today:%m-%Y}")
der = bytes.fromhex(sys.argv[1])
reporting.enrol(SimpleNamespace(der=der, certificate=x509.load_der_x509_certificate(der)))
clerk = people.account(provider=providers.CUI)
number = temporary_numbers.issue(people.registration(), actor=people.actor(), at=people.NOW).number
public_id = insured.enrolled()
insured_periods.insure(public_id, insured.period(), version=1, actor=insured.operator(), at=people.NOW)
person = InsuredPerson.objects.get(public_id=public_id)
print(json.dumps({"username": clerk.username, "uic": providers.CUI, "number": number,
                  "cnp": person.cnp, "cid": person.cid}))
"""
_WORK = """
import django; django.setup()
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import processing
processing.process(str(Report.objects.latest("pk").public_id))
"""


class Served(Platform):
    """A running server, and what is known of its data."""

    def fill(self, responder):
        """Let the factories of the tests work in this database."""
        self.signer = pki.certificate(
            pki.Trait.VALID, ca=responder.ca, moment=responder.moment, fiscal_code=CUI
        )
        self.data = json.loads(self._said(_DATA, self.signer.der.hex()).splitlines()[-1])

    def trust(self, responder):
        """Write down whom the server believes; return the folder."""
        folder = self.home / "trust"
        for name in ("anchors", "intermediates"):
            party = responder.ca.root if name == "anchors" else responder.ca.issuing
            (folder / name).mkdir(parents=True)
            pem = demo_files.certificates_pem(party.certificate)
            (folder / name / "authority.pem").write_bytes(pem)
        return folder

    def work(self):
        """Process the report that came last, as the background process does."""
        self._said(_WORK)

    def _said(self, program, *arguments):
        made = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=self._env(),
            check=True,
            capture_output=True,
            text=True,
        )
        return made.stdout

    @property
    def address(self):
        """Return the origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def credentials(self):
        """Return user name and password of the clinic's clerk."""
        return self.data["username"], PASSWORD

    @property
    def basic(self):
        """Return the header that carries them."""
        return calls.login(*self.credentials)


@pytest.fixture(scope="session")
def served():
    """Run the server, which believes an authority whose responder runs too."""
    platform = Served("soap")
    moment = datetime.now(UTC).replace(microsecond=0)
    with revocation.running(moment=moment) as responder:
        platform.settings["OPENPIAS_TRUST_DIR"] = str(platform.trust(responder))
        try:
            platform.prepare()
            platform.fill(responder)
            platform.start_web()
            yield platform
        finally:
            platform.stop()
