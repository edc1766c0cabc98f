"""Does a night call, from the ringing to the file, go as the dialogue says?"""

import asyncio
import itertools
from array import array

import pytest
from tests.factories.voice import correlation, running, samples, speech, taken
from tests.fakes.phone import Phone

from openpias.core.voice.dialogue import night_dialogue
from openpias.voice.calls import CallLimits
from openpias.voice.media.g711 import LAWS

FISCAL_CODE = "14837428"


async def to_the_message(phone, *, keys=("1", "2", "2")):
    """Press through the menus, as an insured person who calls about the card."""
    for prompt, key in zip(("language", "subject", "reporter"), keys, strict=True):
        await phone.hears(prompt)
        phone.press(key)
    await phone.hears("message")
    await phone.until(lambda: is_tone(phone.voice[-1]))
    await phone.until(lambda: is_silence(phone.voice[-1]))


def is_silence(data):
    return set(data[12:]) == {0xD5}


def is_tone(data):
    return len(set(data[12:])) >= 4


def test_a_night_call_becomes_a_recording_with_what_the_keys_said(tmp_path):
    said = speech(4)

    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            for prompt, keys in (("language", "1"), ("subject", "1"), ("reporter", "1")):
                await phone.hears(prompt)
                phone.press(keys)
            await phone.hears("fiscal-code")
            for key in FISCAL_CODE:
                phone.press(key)
            phone.press("#")
            await phone.hears("message")
            await phone.until(lambda: is_tone(phone.voice[-1]))
            await phone.until(lambda: is_silence(phone.voice[-1]))
            await asyncio.sleep(0.05)
            await phone.speak(said)
            await asyncio.sleep(0.1)
            phone.press("#")
            await phone.request_of("BYE")
            return await taken(tmp_path), phone.prompts

    [call], prompts = asyncio.run(story())

    sound = samples(tmp_path / call["recording"]["file"])
    sent = array("h", LAWS[8].decode(said))
    begins = sound.tobytes().find(sent[:400].tobytes()) // 2
    heard = sound[begins : begins + len(sent)]
    assert begins >= 0
    assert correlation(heard, sent) > 0.9999
    assert prompts == [
        *("welcome:ro", "language:ro", "subject:ro", "reporter:ro", "fiscal-code:ro"),
        *("fiscal-code-right:ro", "warning:ro", "message:ro", "thanks:ro"),
    ]
    assert {name: call[name] for name in call if name not in {"id", "recording"}} == {
        "format": 1,
        "driver": "sip",
        "began": "2026-11-26T20:30:00+00:00",
        "ended": "2026-11-26T20:30:00+00:00",
        "outcome": "recorded",
        "language": "ro",
        "subject": "siui",
        "reporter": "provider",
        "fiscal_code": FISCAL_CODE,
        "caller": "0722000111",
        "called": "0800800950",
    }
    assert call["recording"]["ended"] == "key"
    assert call["recording"]["seconds"] == pytest.approx(len(sound) / 8000, abs=0.001)


@pytest.mark.slow
def test_a_caller_who_hangs_up_in_the_message_has_left_it(tmp_path):
    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address, payload_type=0) as phone:
            await phone.call()
            for prompt, key in (("language", "1"), ("subject", "2"), ("reporter", "2")):
                await hears_mu(phone, prompt)
                phone.press(key)
            await hears_mu(phone, "message")
            await asyncio.sleep(0.2)
            await phone.speak(speech(2, law=0))
            await asyncio.sleep(0.1)
            phone.send("BYE")
            assert (await phone.final("BYE")).status == 200
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["outcome"], call["subject"], call["fiscal_code"]) == ("recorded", "ceas", None)
    assert call["recording"]["ended"] == "hang-up"
    assert call["recording"]["seconds"] >= 2
    assert len(samples(tmp_path / call["recording"]["file"])) >= 16000


async def hears_mu(phone, prompt):
    """Wait for a prompt by a phone of the other law."""
    from tests.fakes.phone import CODES

    from openpias.core.voice.conversation import Spoken

    octet = LAWS[0].encode(LAWS[8].decode(bytes([CODES[Spoken(prompt=prompt, language="ro")]])))[0]
    await phone.until(lambda: any(data[12] == octet for data in phone.voice[-3:]))


def test_a_caller_who_leaves_before_the_message_is_told_of_too(tmp_path):
    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            await phone.hears("language")
            phone.press("2")
            await phone.hears("subject", "uk")
            phone.send("BYE")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["outcome"], call["language"], call["recording"]) == ("abandoned", "uk", None)


def test_keys_by_info_are_heard_and_a_key_sent_both_ways_counts_once(tmp_path):
    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            await phone.hears("language")
            phone.send("INFO", body="Signal=3\r\nDuration=160\r\n", kind="application/dtmf-relay")
            assert (await phone.final("INFO")).status == 200
            phone.press("3")
            await phone.hears("subject", "en")
            phone.send("INFO", body="2", kind="application/dtmf")
            phone.press("2")
            await phone.hears("reporter", "en")
            phone.send("BYE")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["language"], call["subject"], call["reporter"]) == ("en", "ceas", None)


@pytest.mark.slow
def test_a_message_ends_where_nothing_is_heard_and_is_asked_for_once_more(tmp_path):
    dialogue = night_dialogue(silence_seconds=0.3)

    async def story():
        async with (
            running(tmp_path, dialogue=dialogue) as found,
            Phone(found.agent.address) as phone,
        ):
            await phone.call()
            await to_the_message(phone)
            await phone.hears("message-again")
            await phone.hears("nothing-heard")
            await phone.request_of("BYE")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["outcome"], call["recording"]["ended"]) == ("silent", "silence")


@pytest.mark.slow
def test_a_message_has_a_longest_time(tmp_path):
    dialogue = night_dialogue(longest_seconds=1.0)

    async def story():
        async with (
            running(tmp_path, dialogue=dialogue) as found,
            Phone(found.agent.address) as phone,
        ):
            await phone.call()
            await to_the_message(phone)
            await asyncio.sleep(0.05)
            await phone.speak(speech(3))
            await phone.hears("time-is-up")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["outcome"], call["recording"]["ended"]) == ("recorded", "limit")
    assert call["recording"]["seconds"] == 1.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "limits",
    [
        CallLimits(ring=0.01, longest=0.2, without_packets=20),
        CallLimits(ring=0.01, longest=20, without_packets=0.2),
    ],
)
def test_a_call_ends_when_it_is_too_long_or_nothing_comes_any_more(tmp_path, limits):
    async def story():
        async with running(tmp_path, limits=limits) as found, Phone(found.agent.address) as phone:
            await phone.call()
            await phone.request_of("BYE")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert call["outcome"] == "abandoned"


def test_loss_and_disorder_keep_each_word_at_its_moment(tmp_path):
    said = speech(2)
    packets = [said[begin : begin + 160] for begin in range(0, len(said), 160)]
    lost = {5, 6, 31}

    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            await to_the_message(phone)
            await asyncio.sleep(0.05)
            order = list(range(len(packets)))
            for begin in range(8, 80, 3):
                order[begin], order[begin + 1] = order[begin + 1], order[begin]
            base = phone.timestamp, phone.sequence
            for number in order:
                if number not in lost:
                    phone.packet(
                        packets[number],
                        timestamp=base[0] + 160 * number,
                        sequence=base[1] + number,
                    )
            await asyncio.sleep(0.1)
            phone.press("#")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    sound = samples(tmp_path / call["recording"]["file"]).tobytes()
    law = LAWS[8]
    expected = b"".join(
        bytes(320) if number in lost else law.decode(packet)
        for number, packet in enumerate(packets)
    )
    begins = sound.find(law.decode(packets[0]))
    assert sound[begins : begins + len(expected)] == expected


@pytest.mark.slow
def test_voice_of_a_stranger_is_not_recorded(tmp_path):
    async def story():
        async with (
            running(tmp_path) as found,
            Phone(found.agent.address) as phone,
            Phone(found.agent.address) as stranger,
        ):
            await phone.call()
            await to_the_message(phone)
            await asyncio.sleep(0.05)
            stranger.rtp_target = phone.rtp_target
            await stranger.speak(speech(1, seed=9))
            await phone.speak(speech(1))
            await asyncio.sleep(0.1)
            phone.press("#")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    sound = samples(tmp_path / call["recording"]["file"]).tobytes()
    assert LAWS[8].decode(speech(1)) in sound
    assert LAWS[8].decode(speech(1, seed=9)[:160]) not in sound


@pytest.mark.slow
def test_ours_comes_every_20_ms_with_ascending_numbers_and_goes_where_the_caller_is(tmp_path):
    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.invite(body=phone.sdp(address="192.0.2.2"))
            phone.ack()
            phone.packet(speech(0.02))
            await phone.until(lambda: len(phone.voice) >= 20)
            phone.send("BYE")
            await taken(tmp_path)
            return phone.voice

    voice = asyncio.run(story())

    sequences = [int.from_bytes(data[2:4]) for data in voice]
    stamps = [int.from_bytes(data[4:8]) for data in voice]
    assert {len(data) for data in voice} == {172}
    assert {b - a for a, b in itertools.pairwise(sequences)} <= {1, 1 - 65536}
    assert {b - a for a, b in itertools.pairwise(stamps)} <= {160, 160 - 2**32}


@pytest.mark.slow
def test_stopping_the_service_keeps_what_was_said(tmp_path):
    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            await to_the_message(phone)
            await asyncio.sleep(0.05)
            await phone.speak(speech(1))
            await asyncio.sleep(0.1)
            await found.stop()
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert (call["outcome"], call["recording"]["ended"]) == ("recorded", "hang-up")
