"""Which claimed moments of signing are taken, and what counts instead?"""

from datetime import timedelta

import pytest
from tests.factories.pki import NOW

from openpias.server.certificates.domain.signing_times import (
    CheckedAt,
    SigningTimePolicy,
    SigningTimeProblem,
    used_at,
)

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def judged(signed_at, checked_at):
    policy = SigningTimePolicy(checked_at=checked_at, within=31 * DAY, ahead=300 * SECOND)
    return used_at(signed_at, received_at=NOW, policy=policy)


@pytest.mark.parametrize(
    ("signed_at", "as_of_signing", "as_of_receipt"),
    [
        (None, NOW, NOW),
        (NOW - 3 * DAY, NOW - 3 * DAY, NOW),
        (NOW - 31 * DAY, NOW - 31 * DAY, NOW),
        (NOW - 31 * DAY - SECOND, SigningTimeProblem.TOO_OLD, NOW),
        (NOW + 300 * SECOND, NOW, NOW),
        (NOW + 301 * SECOND, SigningTimeProblem.AHEAD, SigningTimeProblem.AHEAD),
    ],
)
def test_a_claim_counts_within_its_bounds(signed_at, as_of_signing, as_of_receipt):
    found = [judged(signed_at, each) for each in (CheckedAt.SIGNING, CheckedAt.RECEIPT)]

    assert found == [as_of_signing, as_of_receipt]
