"""Is it found when something would leave the machine unencrypted?"""

from datetime import UTC, datetime

import pytest

from openpias.server.installation.checks import transport
from openpias.server.installation.checks.problems import Place

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


def found(**said):
    place = Place(now=NOW, environ=said)
    return [problem.code for check in transport.CHECKS for problem in check(place)]


@pytest.mark.parametrize(
    "address",
    [
        *("", "postgresql:///openpias", "postgresql://u:p@127.0.0.1/o", "postgresql://u@[::1]/o"),
        *("postgresql:///o?host=/run/postgresql", "host=localhost dbname=o"),
        "postgresql://u@db.example/o?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    ],
)
def test_a_database_here_or_with_a_verified_certificate_is_well(address):
    assert found(DATABASE_URL=address) == []


@pytest.mark.parametrize(
    "address",
    [
        *("postgresql://u:p@db.example/o", "postgresql://u:p@10.0.0.5/o?sslmode=require"),
        *("host=127.0.0.1,10.0.0.5 dbname=o", "host=db hostaddr=10.0.0.5 sslmode=verify-ca"),
    ],
)
def test_a_database_elsewhere_is_asked_for_its_certificate(address):
    assert found(DATABASE_URL=address) == ["database-in-the-clear"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENPIAS_MAIL_URL", "smtp://mail.example:25"),
        ("OPENPIAS_HELPDESK_CLAMD", "10.0.0.6:3310"),
        ("OPENPIAS_VOICE_ARI_URL", "http://pbx.example:8088/ari"),
    ],
)
def test_what_is_reached_in_the_clear_is_named(name, value):
    assert found(**{name: value}) == ["in-the-clear"]


def test_what_is_here_or_encrypted_is_well():
    assert not found(
        OPENPIAS_MAIL_URL="starttls://u:p@mail.example:587",
        OPENPIAS_HELPDESK_CLAMD="/run/clamav/clamd.ctl",
        OPENPIAS_VOICE_ARI_URL="http://127.0.0.1:8088/ari",
    )
    assert not found(OPENPIAS_MAIL_URL="file:", OPENPIAS_HELPDESK_CLAMD="127.0.0.1:3310")
