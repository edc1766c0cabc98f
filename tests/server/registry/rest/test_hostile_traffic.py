"""Does traffic made from the OpenAPI ever lead to a server error, or to an answer it does not name?"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.factories import calls, people

from openpias.server.config.openapi import contract
from openpias.server.config.wsgi import application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # Warnings of the tool's own dependencies.
    pytest.mark.filterwarnings("default"),
]
schema = schemathesis.openapi.from_dict(contract())
schema.app = application
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.fixture
def account(settings):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = settings.LOOKUPS_PER_HOUR_PROVIDER = 10**6
    return people.account()


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_hostile_traffic_meets_no_server_error(case, account):
    with calls.connections_kept():
        case.call_and_validate(headers=calls.login(account.username), checks=CHECKS)
