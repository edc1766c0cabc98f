"""Can a trainer put cards of the demonstration into a reader, and get past each state?"""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from openpias.cli.cards import DEMO_PIN, cards
from openpias.core.pki import demo_files
from openpias.core.smartcard.pins import Pin
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card
from openpias.server.local import demo_cards, door_files
from openpias.server.platform.accounts import demo
from openpias.server.providers.operations.houses import load
from openpias.station.simulator import card_file

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.CARD_AUTHORITY_DIR = tmp_path / "authority"
    load()
    demo.create(tmp_path / "demo.json", base_url="http://127.0.0.1:8000")
    return tmp_path


def test_the_demonstration_has_cards_in_five_states_whose_files_agree(home):
    runner = CliRunner()
    first, again = (runner.invoke(cards, ["demo"]) for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    for name, *_, state in demo_cards.HOLDERS:
        memory = card_file.load(home / "cards" / f"{name}.json")
        row = Card.objects.get(number=memory.card_number)
        assert (row.state, memory.activated) == (state, state is not CardState.INACTIVE)
        assert (memory.tries_left == 0) is (state is CardState.BLOCKED)
        if memory.pin is not None:
            with Pin(DEMO_PIN) as pin:
                assert memory.pin.is_of(pin)
    assert Card.objects.count() == len(demo_cards.HOLDERS)


def test_a_card_that_a_trainer_used_stays_as_it_is(home):
    CliRunner().invoke(cards, ["demo"])
    file = home / "cards" / "activ.json"
    before = file.read_bytes()
    Card.objects.update(state=CardState.BLOCKED.value)

    demo_cards.enter(at=AT)
    CliRunner().invoke(cards, ["demo"])

    assert file.read_bytes() == before
    assert set(Card.objects.values_list("state", flat=True)) == {CardState.BLOCKED.value}


def test_a_card_of_the_register_becomes_a_file_once(home, tmp_path):
    number = demo_cards.enter(at=AT)[0].number
    out = tmp_path / "card.json"
    asked = ["personalise", number, "--out", str(out)]

    first, again = (CliRunner().invoke(cards, asked) for _ in range(2))
    unknown = CliRunner().invoke(
        cards, ["personalise", "0" * 16, "--out", str(tmp_path / "other.json")]
    )

    assert (first.exit_code, again.exit_code, unknown.exit_code) == (0, 1, 1)
    memory = card_file.load(out)
    assert (memory.card_number, memory.activated, memory.forces_change) == (number, False, True)
    assert (out.stat().st_mode & 0o777, "exists" in again.output) == (0o600, True)


def test_production_writes_no_card_file(home, settings, tmp_path):
    from openpias.server.config.env import Profile

    number = demo_cards.enter(at=AT)[0].number
    settings.PROFILE = Profile.PRODUCTION
    out = tmp_path / "card.json"

    refused = CliRunner().invoke(cards, ["personalise", number, "--out", str(out)])

    assert (refused.exit_code, out.exists()) == (1, False)
    assert "Production gives no card key away" in refused.output


def test_a_door_that_stood_before_gets_a_certificate_for_the_card_specialist(tmp_path):
    door_files.make(tmp_path, responder_url="http://127.0.0.1:1")
    holders = tmp_path / "holders"
    kept = (holders / "casa.pem").read_bytes()
    for file in holders.glob("carduri.*"):
        file.unlink()

    door_files.make(tmp_path, responder_url="http://127.0.0.1:1")

    party = demo_files.party(
        (holders / "carduri.pem").read_bytes(), key_pem=(holders / "carduri.key").read_bytes()
    )
    authority = door_files.authority(tmp_path, responder_url="http://127.0.0.1:1")
    party.certificate.verify_directly_issued_by(authority.issuing.certificate)
    assert (holders / "casa.pem").read_bytes() == kept
