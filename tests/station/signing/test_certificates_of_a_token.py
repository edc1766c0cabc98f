"""Which certificates of a card with two keys sign a report, and what is told of its PIN?"""

import io
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.factories import pki, tokens
from tests.fakes.piv import PivApplet, Place

from openpias.cli import main
from openpias.core.pki import signatures
from openpias.core.pki.certificates import read
from openpias.core.pki.signatures import State
from openpias.station.signing import choosing
from openpias.station.signing.choosing import Standing
from openpias.station.signing.signers import TokenSigner

pytestmark = pytest.mark.slow
NOW = datetime.now(UTC)  # the command reads the clock itself
CA = pki.authority(moment=NOW)
NAME = "MF_11343845_20261125_0809.xml"


@pytest.fixture
def card(readers) -> PivApplet:
    """A token with a PIN that locks, plugged in."""
    card = tokens.applet(ca=CA, moment=NOW)
    with readers.inserted(card):
        yield card


def test_only_the_certificate_for_signatures_is_offered_and_its_key_asks_the_pin_again(card):
    (chosen,) = choosing.candidates(tokens.OPENSC, at=NOW)
    report = io.BytesIO(b"<report/>" * 200_000)

    made = TokenSigner(chosen=chosen, pin=tokens.PIN).sign(report, at=NOW)

    found = signatures.verify(made, data=report)
    assert (found.state, found.signer) == (State.GOOD, card.certificates[Place.SIGNATURE])
    assert card.signed == [Place.SIGNATURE]
    assert card.shown == 2  # to log in, and for the document


def test_a_certificate_says_from_when_until_when_it_signs(card):
    facts = read(card.certificates[Place.SIGNATURE])
    door = read(card.certificates[Place.AUTHENTICATION])
    second = timedelta(seconds=1)

    assert [
        choosing.standing(facts, at=at)
        for at in (
            facts.valid_from - second,
            facts.valid_from,
            facts.valid_until,
            facts.valid_until + second,
        )
    ] == [Standing.NOT_YET_VALID, Standing.USABLE, Standing.USABLE, Standing.EXPIRED]
    assert choosing.standing(door, at=NOW) is Standing.OTHER_USE


def test_the_command_counts_down_to_the_lock_and_tries_nothing_twice(card, tmp_path):
    report = tmp_path / NAME
    report.write_bytes(b"<report/>")

    said = [
        CliRunner()
        .invoke(main, ["sign", str(report), "--module", str(tokens.OPENSC)], input="000000\n")
        .output
        for _ in range(5)
    ]

    assert "Încercări rămase până la blocare: 1." in said[3]
    assert "Tokenul este blocat" in said[4]
    assert card.tries == 0
    assert not list(tmp_path.glob("*.b64*"))
