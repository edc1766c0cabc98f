"""Does every call reach the helpdesk whole, once, and with nobody else reading it?"""

import hashlib
import json
import wave
from datetime import UTC, datetime

from tests.factories.voice import spool

from openpias.core.voice.answers import Answers, Language, Recorded, RecordingEnd, Reporter, Subject
from openpias.voice.intake import CallFacts, Outcome, RecordingFacts
from openpias.voice.media.g711 import LAWS
from openpias.voice.media.recorder import Recorder
from openpias.voice.media.rtp import Packet

LAW = LAWS[8]
BEGAN, ENDED = (datetime(2026, 11, 26, 20, minute, tzinfo=UTC) for minute in (30, 32))


def facts(**changed):
    return CallFacts(
        **{
            "id": "a" * 32,
            "driver": "sip",
            "began": BEGAN,
            "ended": ENDED,
            "caller": "0722000111",
            "called": "0800800950",
            "answers": Answers(
                language=Language.UKRAINIAN,
                subject=Subject.SIPE,
                reporter=Reporter.PROVIDER,
                fiscal_code="14837428",
                message=Recorded(ended=RecordingEnd.KEY, heard_seconds=1.5),
            ),
            "outcome": Outcome.RECORDED,
            "recording": RecordingFacts(seconds=2.0, heard_seconds=1.5, ended="key"),
            **changed,
        }
    )


def recorded(part, packets=100):
    recorder = Recorder(part, began=0.0, longest_seconds=60)
    for number in range(packets):
        packet = Packet(8, False, number, 160 * number, 1, b"\x9a" * 160)
        recorder.take(packet, LAW, now=0.02 * (number + 1))
    return recorder


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_call_is_two_files_for_their_user_alone_and_the_number_is_not_in_the_sound(tmp_path):
    folder = tmp_path / "spool"
    waiting = spool(folder)
    part = waiting.begin(facts())
    recorded(part).close(now=2.0)
    waiting.deliver(part, facts())

    sound = folder / f"{'a' * 32}.wav"
    said = json.loads((folder / f"{'a' * 32}.json").read_text())
    assert names(folder) == [f"{'a' * 32}.json", f"{'a' * 32}.wav"]
    assert said == {
        "format": 1,
        "id": "a" * 32,
        "driver": "sip",
        "began": "2026-11-26T20:30:00+00:00",
        "ended": "2026-11-26T20:32:00+00:00",
        "outcome": "recorded",
        "language": "uk",
        "subject": "sipe",
        "reporter": "provider",
        "fiscal_code": "14837428",
        "caller": "0722000111",
        "called": "0800800950",
        "recording": {
            "file": f"{'a' * 32}.wav",
            "bytes": 32044,
            "sha256": hashlib.sha256(sound.read_bytes()).hexdigest(),
            "seconds": 2.0,
            "heard_seconds": 1.5,
            "ended": "key",
            "lost": 0.0,
            "late_packets": 0,
        },
    }
    assert b"0722000111" not in sound.read_bytes()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}


def test_nothing_under_a_final_name_is_unfinished(tmp_path):
    waiting = spool(tmp_path)
    part = waiting.begin(facts())
    recorder = recorded(part)
    while_recording = names(tmp_path)
    recorder.close(now=2.0)

    assert while_recording == [f"{'a' * 32}.json.part", f"{'a' * 32}.wav.part"]


def test_delivering_again_changes_nothing(tmp_path):
    waiting = spool(tmp_path)
    part = waiting.begin(facts())
    recorded(part).close(now=2.0)
    waiting.deliver(part, facts())
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    waiting.deliver(part, facts())

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_call_without_a_message_has_no_sound(tmp_path):
    spool(tmp_path).deliver(None, facts(outcome=Outcome.ABANDONED, recording=None))

    assert names(tmp_path) == [f"{'a' * 32}.json"]
    assert json.loads((tmp_path / f"{'a' * 32}.json").read_text())["recording"] is None


def test_what_a_crash_left_is_finished_and_can_be_heard(tmp_path):
    part = spool(tmp_path).begin(facts(recording=None, outcome=Outcome.ABANDONED))
    recorder = recorded(part, packets=500)
    recorder._file.flush()
    left = part.read_bytes()
    recorder.close(now=10.0)
    part.write_bytes(left)

    found = spool(tmp_path).recover()

    said = json.loads((tmp_path / f"{'a' * 32}.json").read_text())
    with wave.open(str(tmp_path / f"{'a' * 32}.wav")) as heard:
        frames = heard.getnframes()
    assert found == 1
    assert (said["outcome"], said["caller"], said["fiscal_code"]) == (
        *("interrupted", "0722000111", "14837428"),
    )
    assert said["recording"]["seconds"] == frames / 8000 > 5
    assert spool(tmp_path).recover() == 0


def test_a_crash_between_the_two_names_and_one_within_the_first_file_lose_nothing(tmp_path):
    waiting = spool(tmp_path)
    part = waiting.begin(facts())
    recorded(part).close(now=2.0)
    part.rename(tmp_path / f"{'a' * 32}.wav")
    (tmp_path / "bb.json.part").write_text('{"format": 1, "cal')

    found = spool(tmp_path).recover()

    torn = json.loads((tmp_path / "bb.json").read_text())
    assert found == 2
    assert torn == {"format": 1, "id": "bb", "outcome": "interrupted", "recording": None}
    assert json.loads((tmp_path / f"{'a' * 32}.json").read_text())["recording"]["bytes"] == 32044


def test_room_counts_what_waits_and_what_is_being_recorded(tmp_path):
    waiting = spool(tmp_path, quota_bytes=100_000, call_bytes=40_000)
    empty = waiting.has_room()
    waiting.begin(facts(id="b"))
    one = waiting.has_room()
    waiting.begin(facts(id="c"))
    two = waiting.has_room()
    waiting.deliver(None, facts(id="c", recording=None))
    again = waiting.has_room()
    (tmp_path / "waits.wav").write_bytes(bytes(50_000))

    assert (empty, one, two, again, waiting.has_room()) == (True, True, False, True, False)
