"""Do phones that others wrote get through: baresip, and SIPp with many calls at once?"""

import asyncio
import json
import shutil
import socket
import struct
import subprocess
import wave
from array import array

import pytest
from tests.factories.voice import correlation, running, samples, speech, taken

from openpias.core.voice.dialogue import night_dialogue
from openpias.voice.calls import CallLimits
from openpias.voice.media.g711 import LAWS
from openpias.voice.sip.repeating import Timers

pytestmark = pytest.mark.slow
MODULES = "/usr/lib/baresip/modules"
LAW = LAWS[8]
FISCAL_CODE = "14837428"
LIMITS = CallLimits(ring=0.3, longest=60, without_packets=20)


def free_ports(count):
    """Return ports of loopback that nobody uses, two apart, since phones take the next one too."""
    found = []
    while len(found) < count:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as first,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as second,
        ):
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            found.append(port)
    return found


def needs(program, package):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: {package}")


class Baresip:
    """A baresip that is told what to do over its control port."""

    def __init__(self, folder, source):
        self.folder = folder
        self.sip, self.control = free_ports(2)
        lines = [
            "poll_method epoll",
            f"sip_listen 127.0.0.1:{self.sip}",
            f"audio_player aufile,{folder}/heard.wav",
            f"audio_source aufile,{source}",
            *("ausrc_srate 8000", "auplay_srate 8000", "ausrc_channels 1", "auplay_channels 1"),
            "audio_telev_pt 101",
            f"module_path {MODULES}",
            *(f"module {name}.so" for name in ("g711", "aufile", "ctrl_tcp")),
            *("module_tmp account.so", "module_app menu.so"),
            f"ctrl_tcp_listen 127.0.0.1:{self.control}",
        ]
        (folder / "config").write_text("\n".join(lines) + "\n")
        account = "<sip:0722000111@127.0.0.1>;regint=0;audio_codecs=PCMA/8000/1\n"
        (folder / "accounts").write_text(account)
        (folder / "contacts").write_text("")

    async def __aenter__(self):
        self.process = await asyncio.create_subprocess_exec(
            *("baresip", "-f", str(self.folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            try:
                _, self.writer = await asyncio.open_connection("127.0.0.1", self.control)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return self
        raise AssertionError("baresip did not start")

    async def __aexit__(self, *_):
        self.writer.close()
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), 10)

    async def does(self, command, words=""):
        said = json.dumps({"command": command, "params": words, "token": ""}).encode()
        self.writer.write(b"%d:%s," % (len(said), said))
        await self.writer.drain()


def test_baresip_leaves_a_message(tmp_path):
    needs("baresip", "baresip-core")
    spool, phone_home = tmp_path / "spool", tmp_path / "phone"
    phone_home.mkdir()
    source = phone_home / "said.wav"
    linear = LAW.decode(speech(40))
    with wave.open(str(source), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(linear)

    async def story():
        async with (
            running(spool, limits=LIMITS, timers=Timers()) as found,
            Baresip(phone_home, source) as phone,
        ):
            await phone.does("dial", f"sip:0800800950@127.0.0.1:{found.agent.address[1]}")
            async with asyncio.timeout(10):
                while not any(each._is_confirmed for each in found.service._calls):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            for key in f"111{FISCAL_CODE}#":
                await asyncio.sleep(0.4)
                await phone.does("sndcode", key)
            await asyncio.sleep(6)
            await phone.does("hangup")
            return await taken(spool)

    [call] = asyncio.run(story())

    heard = samples(spool / call["recording"]["file"])
    assert (call["outcome"], call["subject"], call["reporter"]) == ("recorded", "siui", "provider")
    assert call["fiscal_code"] == FISCAL_CODE
    assert call["caller"] == "0722000111"
    assert len(heard) > 4 * 8000
    assert correlation(heard, array("h", linear)) >= 0.99


SCENARIO = """<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="a night call">
  <send retrans="500"><![CDATA[
INVITE sip:0800800950@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: sipp <sip:0722[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:0800800950@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: sip:sipp@[local_ip]:[local_port]
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:101 telephone-event/8000
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: sipp <sip:0722[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:0800800950@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
KEYS
  <nop><action><exec play_pcap_audio="AUDIO"/></action></nop>
  <recv request="BYE" timeout="20000"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
"""
KEY = """  <pause milliseconds="300"/>
  <send retrans="500"><![CDATA[
INFO [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: sipp <sip:0722[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:0800800950@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: NUMBER INFO
Max-Forwards: 70
Content-Type: application/dtmf-relay
Content-Length: [len]

Signal=PRESSED
Duration=160
]]></send>
  <recv response="200"/>
"""


def capture(path, payload):
    """Write packets of voice, 20 ms apart, as a capture that SIPp plays."""
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for number, begin in enumerate(range(0, len(payload), 160)):
            chunk = payload[begin : begin + 160]
            rtp = struct.pack("!BBHII", 0x80, 8, number, 160 * number, 77) + chunk
            udp = struct.pack("!HHHH", 6000, 6000, 8 + len(rtp), 0) + rtp
            head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, b"", b"")
            frame = bytes(12) + b"\x08\x00" + head + udp
            at = number * 20_000
            file.write(struct.pack("<IIII", at // 10**6, at % 10**6, len(frame), len(frame)))
            file.write(frame)


def scenario(folder, payload, keys):
    capture(folder / "said.pcap", payload)
    steps = "".join(
        KEY.replace("NUMBER", str(number + 2)).replace("PRESSED", key)
        for number, key in enumerate(keys)
    )
    text = SCENARIO.replace("AUDIO", str(folder / "said.pcap")).replace(
        "KEYS", steps + '  <pause milliseconds="800"/>\n'
    )
    (folder / "call.xml").write_text(text)
    return folder / "call.xml"


def test_sipp_makes_ten_calls_at_once_and_each_is_whole(tmp_path):
    needs("sipp", "sip-tester")
    said = speech(3)
    dialogue = night_dialogue(silence_seconds=1)
    sip_port, media_port = free_ports(2)

    async def story():
        async with running(
            tmp_path / "spool", limits=LIMITS, dialogue=dialogue, timers=Timers(), most_pending=50
        ) as found:
            address = f"127.0.0.1:{found.agent.address[1]}"
            process = await asyncio.create_subprocess_exec(
                *("sipp", address, "-sf", str(scenario(tmp_path, said, "122"))),
                *("-m", "10", "-r", "10", "-l", "10", "-nostdin", "-timeout", "25s"),
                *("-i", "127.0.0.1", "-p", str(sip_port), "-mp", str(media_port)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=tmp_path,
            )
            told, _ = await asyncio.wait_for(process.communicate(), 40)
            assert process.returncode == 0, told[-2000:]
            return await taken(tmp_path / "spool", count=10), found.service.most_at_once

    calls, at_once = asyncio.run(story())

    sent = array("h", LAW.decode(said))
    assert at_once == 10
    assert [call["outcome"] for call in calls] == ["recorded"] * 10
    assert len({call["caller"] for call in calls}) == 10
    for call in calls:
        heard = samples(tmp_path / "spool" / call["recording"]["file"])
        begins = heard.tobytes().find(sent[800:1600].tobytes()) // 2 - 800
        assert begins >= 0
        assert correlation(heard[begins : begins + len(sent)], sent) >= 0.99
