"""The file of a virtual card: whole or not at all, and no PIN to be read in it."""

import json
import stat
import subprocess
import sys

import msgspec
import pytest
from tests.factories.cards import memory
from tests.fakes.vpcd import until

from openpias.core.smartcard.pins import Pin
from openpias.station.simulator import card_file
from openpias.station.simulator.card_file import CardFileError


def test_a_card_is_read_as_it_was_saved(tmp_path):
    kept = memory(pin="4821", tries_left=3, must_change=True)
    card_file.save(kept, tmp_path / "card")

    assert card_file.load(tmp_path / "card") == kept
    assert stat.S_IMODE((tmp_path / "card").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["card"]


def test_the_pin_is_not_in_the_file(tmp_path):
    card_file.save(memory(pin="4821"), tmp_path / "card")
    content = json.loads((tmp_path / "card").read_text())

    assert set(content["pin"]) == {"salt", "digest"}
    assert "4821" not in json.dumps(
        {**content, "card_number": "", "signing_key": "", "certificate": ""}
    )
    assert "244821" not in json.dumps(content)


def test_two_cards_with_one_pin_keep_different_digests():
    with Pin("4821") as pin:
        first, second = card_file.digest(pin), card_file.digest(pin)

        assert first != second
        assert first.is_of(pin)
        assert second.is_of(pin)
    with Pin("4822") as other:
        assert not first.is_of(other)


def test_a_failed_write_leaves_the_card_as_it_was(tmp_path, monkeypatch):
    kept = memory(pin="4821")
    card_file.save(kept, tmp_path / "card")

    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(CardFileError, match="No space left"):
        card_file.save(msgspec.structs.replace(kept, tries_left=1), tmp_path / "card")
    assert card_file.load(tmp_path / "card") == kept
    assert [path.name for path in tmp_path.iterdir()] == ["card"]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]", b'{"format": 1}'])
def test_what_is_no_card_is_told(tmp_path, content):
    (tmp_path / "card").write_bytes(content)

    with pytest.raises(CardFileError, match="no virtual card"):
        card_file.load(tmp_path / "card")


def test_a_file_of_a_later_version_is_told(tmp_path):
    card_file.save(memory(format=2), tmp_path / "card")

    with pytest.raises(CardFileError, match="another version"):
        card_file.load(tmp_path / "card")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CardFileError, match="No such file"):
        card_file.load(tmp_path / "absent")


WRITE_FOR_EVER = """
import sys
from pathlib import Path
import msgspec
from openpias.station.simulator import card_file
path = Path(sys.argv[1])
kept = card_file.load(path)
print("begun", flush=True)
for count in range(10_000):
    changed = msgspec.structs.replace(kept, tries_left=count % 6, resets=count)
    card_file.save(changed, path)
"""


def test_a_program_that_is_killed_while_it_writes_leaves_a_whole_card(tmp_path):
    path = tmp_path / "card"
    card_file.save(memory(pin="4821"), path)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "begun\n"
        until(lambda: card_file.load(path).resets > 5)
        process.kill()
        process.communicate()

        kept = card_file.load(path)
        assert kept.tries_left == kept.resets % 6
        card_file.save(memory(pin="4821"), path)
