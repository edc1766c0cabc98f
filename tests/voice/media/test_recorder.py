"""Is a recording a WAV file that others can play?"""

import wave

from openpias.voice.media.g711 import LAWS
from openpias.voice.media.recorder import Recorder
from openpias.voice.media.rtp import Packet

LAW = LAWS[0]
LOUD = LAW.encode((4000).to_bytes(2, "little") * 160)
QUIET = bytes([LAW.silence]) * 160


def voice(number, payload=LOUD):
    return Packet(0, False, number, number * 160, 1, payload)


def test_a_recording_has_its_length_its_sound_and_silence_to_its_end(tmp_path):
    part = tmp_path / "a.wav.part"
    recorder = Recorder(part, began=50.0, longest_seconds=60)
    for number in range(100):
        recorder.take(voice(number), LAW, now=50.02 + number * 0.02)
    seconds = recorder.close(now=53.0)

    with wave.open(str(part)) as heard:
        assert (heard.getnchannels(), heard.getsampwidth(), heard.getframerate()) == (1, 2, 8000)
        assert heard.getnframes() == 24000
        assert heard.readframes(16000) == LAW.decode(LOUD) * 100
        assert heard.readframes(9000) == bytes(16000)
    assert seconds == 3.0
    assert part.stat().st_mode & 0o777 == 0o600


def test_it_knows_when_somebody_was_heard(tmp_path):
    recorder = Recorder(tmp_path / "a.wav.part", began=0.0, longest_seconds=60)
    recorder.take(voice(0, QUIET), LAW, now=0.02)
    silent = recorder.last_heard
    recorder.take(voice(1), LAW, now=0.04)
    recorder.close(now=1)

    assert silent == 0.0
    assert recorder.last_heard == 0.04
    assert recorder.heard_seconds == 0.02


def test_it_is_full_at_the_longest_and_no_longer(tmp_path):
    part = tmp_path / "a.wav.part"
    recorder = Recorder(part, began=0.0, longest_seconds=1)
    for number in range(200):
        recorder.take(voice(number), LAW, now=0.02 * (number + 1))

    assert recorder.is_full
    assert recorder.close(now=9.0) == 1.0
    with wave.open(str(part)) as heard:
        assert heard.getnframes() == 8000


def test_most_of_it_is_on_the_disk_while_the_caller_speaks(tmp_path):
    part = tmp_path / "a.wav.part"
    recorder = Recorder(part, began=0.0, longest_seconds=60)
    for number in range(500):
        recorder.take(voice(number), LAW, now=0.02 * (number + 1))
    written = part.stat().st_size
    recorder.close(now=10.0)

    assert written > 8 * 16000
