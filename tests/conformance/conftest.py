"""One server for all stock clients: with a clinic, a displaced person and an insured one."""

import json
import subprocess
import sys

import pytest
from tests.factories import calls
from tests.factories.people import PASSWORD
from tests.journeys.servers import Platform

_DATA = """
import json, django; django.setup()
from uuid import UUID, uuid4
from tests.factories import insured, people, providers, reporting
from openpias.server.providers.operations import physicians
from openpias.server.registry.operations import insured_periods, temporary_numbers
from openpias.server.registry.models import InsuredPerson
clinic = providers.entered()
physicians.enter(providers.physician(), provider=UUID(clinic), physician=uuid4(),
                 actor=providers.operator(), at=people.NOW)
reporting.service()
clerk = people.account(provider=providers.CUI)
number = temporary_numbers.issue(people.registration(), actor=people.actor(), at=people.NOW).number
public_id = insured.enrolled()
insured_periods.insure(public_id, insured.period(), version=1, actor=insured.operator(), at=people.NOW)
person = InsuredPerson.objects.get(public_id=public_id)
print(json.dumps({"username": clerk.username, "uic": providers.CUI, "number": number,
                  "cnp": person.cnp, "cid": person.cid}))
"""


class Served(Platform):
    """A running server, and what is known of its data."""

    def fill(self):
        """Let the factories of the tests work in this database."""
        made = subprocess.run(
            [sys.executable, "-c", _DATA],
            env=self._env(),
            check=True,
            capture_output=True,
            text=True,
        )
        self.data = json.loads(made.stdout.splitlines()[-1])

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
    """Run the server."""
    platform = Served("soap")
    try:
        platform.prepare()
        platform.fill()
        platform.start_web()
        yield platform
    finally:
        platform.stop()
