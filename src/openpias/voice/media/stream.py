"""What of the datagrams on a call's port is the caller's voice, and what are keys?"""

import asyncio
from typing import Protocol, cast

from openpias.voice.media import rtp
from openpias.voice.media.dtmf import KeyEvents
from openpias.voice.media.g711 import LAWS, Law
from openpias.voice.media.source import Address, SourceFilter


class StreamListener(Protocol):
    """Who hears the caller."""

    def voice(self, packet: rtp.Packet, law: Law, *, now: float) -> None:
        """A packet of voice came; `now` is on the loop's clock."""

    def key(self, key: str) -> None:
        """A key was pressed."""


class VoiceStream(asyncio.DatagramProtocol):
    """The socket of one call's voice."""

    def __init__(self, listener: StreamListener) -> None:
        """Take who hears; nothing is heard before `expect`."""
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._source: SourceFilter | None = None
        self._events: int | None = None
        self._keys = KeyEvents()
        self._transport: asyncio.DatagramTransport | None = None
        self.last_packet = self._loop.time()

    @property
    def port(self) -> int:
        """Return the port on which voice is received."""
        if self._transport is None:
            return 0
        port: int = self._transport.get_extra_info("sockname")[1]
        return port

    def expect(self, announced: Address, *, signalling: str, events: int | None) -> None:
        """Say from where voice may come, and which payload type carries keys."""
        self._events = events
        if self._source is None:
            self._source = SourceFilter(announced=announced, signalling=signalling)
        else:
            self._source.announce(announced, signalling=signalling)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """Take a datagram."""
        now = self._loop.time()
        packet = rtp.parse(data)
        if packet is None or self._source is None:
            return
        law = LAWS.get(packet.payload_type)
        is_key = packet.payload_type == self._events
        if (law is None and not is_key) or not self._source.accepts(addr, now=now):
            return
        self.last_packet = now
        if law is not None:
            self._listener.voice(packet, law, now=now)
        elif key := self._keys.heard(packet):
            self._listener.key(key)

    def send(self, data: bytes) -> None:
        """Send a packet to where the caller is."""
        if self._transport is not None and self._source is not None:
            self._transport.sendto(data, self._source.target)

    def close(self) -> None:
        """Close the socket."""
        if self._transport is not None:
            self._transport.close()
