"""Does the service live through traffic made to end it, within bounds of memory and time?"""

import asyncio
import random
import resource
import time

import pytest
from tests.factories.voice import guard, running, speech, taken
from tests.fakes.phone import Phone

from openpias.voice.sip.repeating import Timers

pytestmark = pytest.mark.slow
COUNT = 20_000
METHODS = ["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "REGISTER", "NOTIFY"]
PIECES = [
    *(b"\x00", b"\xff" * 40, b"\r\n", b"\r\n\r\n", b"\n", b": ", b",,,,", b";tag=;tag=", b"<<<<"),
    *(b'"', b"\\", b"%n%n", b" " * 300, b"9" * 30, b"-1", b"\xc8\x9b", b"<sip:", b"Via: ", b"("),
    *(b"Content-Length: 99999\r\n", b"Require: x\r\n", b"Record-Route: ,<,\r\n", b"m=audio 0 "),
]
MEGABYTE = 1 << 20


def template(chance, number):
    method = chance.choice(METHODS)
    body = (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        "m=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
    )
    start = f"{method} sip:pias@127.0.0.1 SIP/2.0"
    if chance.random() < 0.1:
        start = f"SIP/2.0 {chance.choice([100, 200, 401, 487, 999])} X"
    tag = ";tag=x" if chance.random() < 0.3 else ""
    return (
        f"{start}\r\nVia: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bK{number};rport\r\n"
        f"From: <sip:a{number}@127.0.0.1>;tag=f{number}\r\nTo: <sip:pias@127.0.0.1>{tag}\r\n"
        f"Call-ID: hostile-{chance.randrange(500)}\r\nCSeq: {chance.randrange(5)} {method}\r\n"
        f"Contact: <sip:a@127.0.0.1:5099>\r\nContent-Type: application/sdp\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def mutated(chance, number):
    data = bytearray(template(chance, number))
    for _ in range(chance.choice([0, 1, 1, 2, 5, 20])):
        at = chance.randrange(len(data) + 1)
        how = chance.randrange(4)
        if how == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif how == 1:
            data[at:at] = chance.choice(PIECES)
        elif how == 2:
            del data[at : at + chance.randrange(60)]
        else:
            lines = bytes(data).split(b"\r\n")
            chance.shuffle(lines)
            data = bytearray(b"\r\n".join(lines))
    return bytes(data)


def held(agent):
    """Return how much the agent keeps."""
    return max(len(agent._calls), len(agent._invites), len(agent._requests), len(agent._answered))


def test_20000_hostile_datagrams_leave_it_alive_small_and_quick(tmp_path):
    chance = random.Random(20_26)

    async def story():
        guarded = guard(invitations=(10.0, 20.0))
        async with running(tmp_path, guarded=guarded, most_pending=8) as found:
            agent, most, spent = found.agent, 0, 0.0
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for number in range(COUNT):
                data = mutated(chance, number)
                begun = time.process_time()
                agent.datagram_received(data, ("127.0.0.1", 5099))
                spent += time.process_time() - begun
                if number % 100 == 0:
                    await asyncio.sleep(0)
                    most = max(most, held(agent))
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
            counts = guarded.counts
            await asyncio.sleep(2.5)  # calls that nobody confirms give way
            async with Phone(agent.address) as phone:
                status = (await phone.call()).status
            return counts, most, grown, spent, status

    counts, most, grown, spent, status = asyncio.run(story())

    assert counts.datagrams >= COUNT
    assert counts.malformed > COUNT // 4
    assert counts.malformed < COUNT
    assert most <= 1024
    assert grown < 30 * MEGABYTE
    assert spent < 20
    assert status == 200


def invitation(number):
    data = template(random.Random(number), number)
    return data if data.startswith(b"INVITE ") else invitation(number + 1000)


def test_invented_callers_hold_no_place_for_long_and_no_call_of_others(tmp_path):
    async def story():
        async with (
            running(tmp_path, most_pending=8, timers=Timers()) as found,
            Phone(found.agent.address) as phone,
            Phone(found.agent.address) as late,
        ):
            await phone.call()
            for number in range(500):
                source = (f"127.1.{number // 250}.{number % 250 + 1}", 5099)
                found.agent.datagram_received(invitation(number), source)
            await asyncio.sleep(0)
            pending = sum(each.is_pending for each in found.service._calls)
            await asyncio.sleep(2.2)
            phone.press("1")
            await phone.hears("subject")
            return pending, (await late.invite()).status, found.service.calls

    pending, status, calls = asyncio.run(story())

    assert pending == 8
    assert status == 200
    assert calls <= 10


def test_hostile_voice_does_not_end_a_call(tmp_path):
    chance = random.Random(7)

    async def story():
        async with running(tmp_path) as found, Phone(found.agent.address) as phone:
            await phone.call()
            for prompt, key in (("language", "1"), ("subject", "2"), ("reporter", "2")):
                await phone.hears(prompt)
                phone.press(key)
            await phone.hears("message")
            await asyncio.sleep(0.3)
            for number in range(5000):
                junk = chance.randbytes(chance.choice([0, 1, 11, 12, 13, 40, 172, 1400, 2000]))
                if chance.random() < 0.5:
                    junk = bytes([0x80, chance.choice([0, 8, 101])]) + junk
                phone.rtp.sendto(junk, phone.rtp_target)
                if number % 50 == 0:
                    await asyncio.sleep(0.001)
            await phone.speak(speech(1))
            phone.send("BYE")
            await phone.final("BYE")
            return await taken(tmp_path)

    [call] = asyncio.run(story())

    assert call["recording"]["seconds"] <= 180
