"""`openpias virtual-card` on the command line: makes, shows, refuses."""

import pytest
from click.testing import CliRunner
from tests.factories.cards import MASTER, NUMBER

from openpias.cli import main
from openpias.core.smartcard import cryptograms
from openpias.core.smartcard.pins import Pin
from openpias.station.simulator import card_file
from openpias.station.simulator.vpcd import Slot


def run(*arguments, typed=""):
    return CliRunner().invoke(main, ["virtual-card", *map(str, arguments)], input=typed)


def test_a_card_is_made_with_the_key_that_its_unit_derives(tmp_path):
    secret, file = tmp_path / "master", tmp_path / "card"
    secret.write_bytes(MASTER.hex().encode() + b"\n")

    result = run("create", file, "--number", NUMBER, "--master", secret)

    kept = card_file.load(file)
    assert result.exit_code == 0, result.output
    assert kept.card_key == cryptograms.card_key(MASTER.hex().encode(), NUMBER)
    assert (kept.card_number, kept.activated, kept.forces_change) == (NUMBER, False, True)
    assert f"card {NUMBER}" in result.output


def test_without_a_master_secret_it_says_that_no_unit_knows_the_card(tmp_path):
    result = run("create", tmp_path / "card", "--no-forces-change")

    assert "no unit can activate" in result.output
    assert not card_file.load(tmp_path / "card").forces_change


def test_a_card_in_use_has_the_pin_that_was_typed_and_shows_it_nowhere(tmp_path):
    file = tmp_path / "card"
    made = run("create", file, "--activated", "--surname", "Probă", typed="4821\n4821\n")
    shown = run("show", file)

    with Pin("4821") as pin:
        assert card_file.load(file).pin.is_of(pin)
    assert made.exit_code == shown.exit_code == 0
    assert "4821" not in made.output.replace(card_file.load(file).card_number, "")
    for line in ("activated", "Tries left: 5 of 5", "PIN changes: 0, resets: 0", "Probă Ana"):
        assert line in shown.output
    kept = card_file.load(file)
    for secret in (kept.card_key.hex(), kept.pin.digest.hex(), "PRIVATE"):
        assert secret not in shown.output


@pytest.mark.parametrize(
    ("options", "typed", "message"),
    [
        (["--number", "1234567890123456"], "", "card-number-check-digit"),
        (["--cid", "12"], "", "cid-length"),
        (["--birth-date", "30.02.1985"], "", "no date"),
        (["--activated"], "123\n123\n", "four digits"),
        (["--activated"], "0000\n0000\n", "reset PIN"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_made(tmp_path, options, typed, message):
    result = run("create", tmp_path / "card", *options, typed=typed)

    assert result.exit_code == 1
    assert message in result.output
    assert not (tmp_path / "card").exists()


def test_a_short_master_secret_is_told(tmp_path):
    (tmp_path / "master").write_bytes(b"short")

    result = run("create", tmp_path / "card", "--master", tmp_path / "master")
    assert "shorter than 32 bytes" in result.output


def test_a_card_that_is_there_is_not_made_anew(tmp_path):
    run("create", tmp_path / "card")
    before = (tmp_path / "card").read_bytes()

    result = run("create", tmp_path / "card")
    assert (result.exit_code, "exists" in result.output) == (1, True)
    assert (tmp_path / "card").read_bytes() == before


def test_what_is_no_card_is_neither_shown_nor_inserted(tmp_path):
    (tmp_path / "card").write_text("{}")

    for command in ("show", "insert"):
        result = run(command, tmp_path / "card")
        assert (result.exit_code, "no virtual card" in result.output) == (1, True)


def test_an_unknown_fault_is_told_before_anything_is_inserted(tmp_path):
    run("create", tmp_path / "card")

    result = run("insert", tmp_path / "card", "--fault", "burn=1")
    assert (result.exit_code, "pull-at=N" in result.output) == (1, True)


def test_a_reader_that_is_not_there_is_told(tmp_path, unused_port, monkeypatch):
    monkeypatch.setitem(Slot.insert.__kwdefaults__, "within", 0.1)
    run("create", tmp_path / "card")

    result = run("insert", tmp_path / "card", "--port", unused_port)
    assert (result.exit_code, "No virtual reader listens" in result.output) == (1, True)


def test_a_card_that_is_in_no_reader_cannot_be_pulled(tmp_path):
    result = run("pull", tmp_path / "card")

    assert (result.exit_code, "is in no reader" in result.output) == (1, True)


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
