"""A telephone for tests: SIP and RTP written by hand, so that it shares no mistake with the service.

It keeps every message that came, answers BYE, and knows which prompt it hears where the prompts are
those of `voices()`: each of them is one octet, repeated.
"""

import asyncio
import itertools
import re
import struct

from openpias.core.voice.conversation import Spoken
from openpias.voice.media.g711 import LAWS
from openpias.voice.voices import EVERY, Voices, tone

PATIENCE = 5.0
_numbers = itertools.count(1)
# Octets of the louder half of A-law's positive side: no silence, no tone, all different.
CODES = {spoken: octet for octet, spoken in zip(range(0x80, 0xD0), EVERY, strict=False)}
HEARD = {octet: spoken for spoken, octet in CODES.items()}


def voices(steps=1):
    """Return prompts that last so many steps of 20 ms."""
    law = LAWS[8]
    return Voices(
        {each: law.decode(bytes([CODES[each]]) * 160 * steps) for each in EVERY},
        beep=tone(1000, 0.06),
    )


class Message:
    """A message that came, as its lines."""

    def __init__(self, data):
        head, _, self.body = data.decode("latin-1").partition("\r\n\r\n")
        self.start, *self.lines = head.split("\r\n")
        words = self.start.split(" ")
        self.status = int(words[1]) if words[0] == "SIP/2.0" else 0
        self.method = words[0] if not self.status else self.first("CSeq").split()[1]

    def every(self, name):
        found = (line.partition(":") for line in self.lines)
        return [value.strip() for each, _, value in found if each.lower() == name.lower()]

    def first(self, name):
        return next(iter(self.every(name)), "")


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, take):
        self.take = take

    def datagram_received(self, data, addr):
        self.take(data, addr)


class Phone:
    """One call from a phone. `async with Phone(address) as phone`."""

    def __init__(
        self, server, *, number="0722000111", payload_type=8, events=101, via_extra=";rport"
    ):
        self.server, self.number = server, number
        self.payload_type, self.events, self.via_extra = payload_type, events, via_extra
        unique = next(_numbers)
        self.call_id, self.tag = f"call-{unique}-{id(self):x}@phone", f"t{unique}"
        self.cseq, self.to_tag, self.branch = 0, "", ""
        self.messages, self.voice, self.answers_bye = [], [], True
        self.headers = []
        self.new = asyncio.Event()
        self.rtp_target = None
        self.sequence, self.timestamp, self.ssrc = 65500, 2**32 - 4000, 7

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        here = ("127.0.0.1", 0)
        self.sip, _ = await loop.create_datagram_endpoint(
            lambda: _Socket(self._message), local_addr=here
        )
        self.rtp, _ = await loop.create_datagram_endpoint(
            lambda: _Socket(self._voice), local_addr=here
        )
        self.port = self.sip.get_extra_info("sockname")[1]
        self.rtp_port = self.rtp.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_):
        self.sip.close()
        self.rtp.close()

    # What comes.

    def _message(self, data, _):
        message = Message(data)
        self.messages.append(message)
        if message.method == "BYE" and not message.status and self.answers_bye:
            self.reply(message, "200 OK")
        self.new.set()

    def _voice(self, data, _):
        self.voice.append(data)
        self.new.set()

    async def until(self, condition):
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self.new.clear()
                await self.new.wait()

    def statuses(self, method="INVITE"):
        return [each.status for each in self.messages if each.status and each.method == method]

    async def final(self, method="INVITE", after=0):
        """Wait for the final answer to the newest request of a method."""

        def found():
            return [
                each
                for each in self.messages[after:]
                if each.status >= 200 and each.first("CSeq") == f"{self.cseq} {method}"
            ]

        await self.until(found)
        return found()[-1]

    async def request_of(self, method):
        """Wait for a request of the other side."""

        def found():
            return [each for each in self.messages if not each.status and each.method == method]

        await self.until(found)
        return found()[0]

    @property
    def prompts(self):
        """Return the names of the prompts heard so far, each once in its turn."""
        octets = [data[12] for data in self.voice if len(set(data[12:])) == 1]
        turns = [octet for octet, _ in itertools.groupby(octets) if octet in HEARD]
        return [f"{HEARD[octet].prompt}:{HEARD[octet].language}" for octet in turns]

    async def hears(self, prompt, language="ro"):
        spoken = CODES[Spoken(prompt=prompt, language=language)]
        await self.until(lambda: any(data[12] == spoken for data in self.voice[-3:]))

    # What is sent.

    def sdp(self, *, direction="sendrecv", address="127.0.0.1", port=None):
        port = self.rtp_port if port is None else port
        kinds = f"{self.payload_type}" + (f" {self.events}" if self.events else "")
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", f"c=IN IP4 {address}", "t=0 0"]
        lines.append(f"m=audio {port} RTP/AVP {kinds}")
        if self.events:
            lines.append(f"a=rtpmap:{self.events} telephone-event/8000")
        return "\r\n".join([*lines, f"a={direction}", ""])

    def send(
        self,
        method,
        *,
        body="",
        kind="application/sdp",
        extra=(),
        branch=None,
        cseq=None,
        to_tag=None,
        uri=None,
    ):
        if cseq is None:
            if method not in {"ACK", "CANCEL"}:
                self.cseq += 1
            cseq = self.cseq
        if branch is None:
            branch = f"z9hG4bK{next(_numbers)}"
        if method == "INVITE":
            self.branch = branch
        to_tag = self.to_tag if to_tag is None else to_tag
        to = "<sip:pias@127.0.0.1>" + (f";tag={to_tag}" if to_tag else "")
        lines = [
            f"{method} {uri or 'sip:0800800950@127.0.0.1'} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};branch={branch}{self.via_extra}",
            *self.headers,
            f'From: "A caller" <sip:{self.number}@127.0.0.1>;tag={self.tag}',
            f"To: {to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {cseq} {method}",
            f"Contact: <sip:{self.number}@127.0.0.1:{self.port}>",
            "Max-Forwards: 70",
            *extra,
            *([f"Content-Type: {kind}"] if body else []),
            f"Content-Length: {len(body)}",
            "",
            body,
        ]
        self.sip.sendto("\r\n".join(lines).encode("latin-1"), self.server)
        return branch

    def reply(self, request, status):
        lines = [f"SIP/2.0 {status}"]
        for name in ("Via", "From", "To", "Call-ID", "CSeq"):
            lines += [f"{name}: {value}" for value in request.every(name)]
        self.sip.sendto("\r\n".join([*lines, "Content-Length: 0", "", ""]).encode(), self.server)

    def ack(self, **options):
        self.send("ACK", **options)

    async def invite(self, **options):
        """Send an INVITE and wait for its final answer; it is not acknowledged."""
        options.setdefault("body", self.sdp())
        after = len(self.messages)
        self.send("INVITE", **options)
        return self.learn(await self.final(after=after))

    def learn(self, answer):
        found = re.search(r";tag=([^;\s]+)", answer.first("To"))
        self.to_tag = found[1] if found else ""
        port = re.search(r"^m=audio (\d+)", answer.body, re.MULTILINE)
        if port:
            self.rtp_target = ("127.0.0.1", int(port[1]))
        return answer

    async def call(self, **options):
        """Call, and confirm."""
        answer = await self.invite(**options)
        assert answer.status == 200, answer.start
        self.ack()
        return answer

    def press(self, key, *, packets=3, target=None):
        """Press a key, as RFC 4733 sends it."""
        event = "0123456789*#ABCD".index(key)
        for number in range(packets):
            ends = 0x80 if number == packets - 1 else 0
            payload = struct.pack("!BBH", event, ends | 10, 160 * (number + 1))
            self.packet(payload, payload_type=self.events, step=0, target=target)
        self.timestamp += 160 * packets

    def packet(
        self,
        payload,
        *,
        payload_type=None,
        marker=False,
        step=None,
        target=None,
        sequence=None,
        timestamp=None,
        ssrc=None,
    ):
        """Send one packet of voice."""
        kind = self.payload_type if payload_type is None else payload_type
        head = struct.pack(
            "!BBHII",
            0x80,
            kind | marker << 7,
            (self.sequence if sequence is None else sequence) & 0xFFFF,
            (self.timestamp if timestamp is None else timestamp) & 0xFFFFFFFF,
            self.ssrc if ssrc is None else ssrc,
        )
        self.rtp.sendto(head + payload, target or self.rtp_target)
        self.sequence += 1
        self.timestamp += len(payload) if step is None else step

    async def speak(self, payload):
        """Say octets of G.711, faster than a human does."""
        for begin in range(0, len(payload), 160):
            self.packet(payload[begin : begin + 160])
            if begin % 3200 == 0:
                await asyncio.sleep(0)
