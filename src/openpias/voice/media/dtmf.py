"""Which keys does the caller press? Events of RTP, each once, however many packets carry it.

A key held down is sent in many packets of one timestamp, the last one three times; any of them may
be lost or late. Source: RFC 4733, 2.3 and 2.5. The other way is SIP INFO (`sip.info`): whichever
way the first key of a call comes is the one that counts, since some phones send both.
"""

from openpias.voice.media.rtp import Packet, signed

KEYS = "0123456789*#ABCD"
_FULL = 0xFFFF
# A packet of an earlier event is late within these samples; further back the numbering began anew.
_LATE = 8000 * 5


class KeyEvents:
    """The events of one call."""

    def __init__(self) -> None:
        self._ssrc: int | None = None
        self._began = 0
        self._event = -1
        self._duration = 0

    def heard(self, packet: Packet) -> str:
        """Return the key that this packet is the first one of, or ""."""
        if len(packet.payload) < 4 or packet.payload[0] >= len(KEYS):
            return ""
        event, duration = packet.payload[0], int.from_bytes(packet.payload[2:4])
        if packet.ssrc == self._ssrc:
            since = signed(packet.timestamp - self._began, 32)
            if since == 0:
                self._duration = max(self._duration, duration)
                return ""
            if -_LATE < since < 0:
                return ""
            if event == self._event and since == self._duration == _FULL:
                self._began, self._duration = packet.timestamp, duration
                return ""  # a key held longer than a duration can say
        self._ssrc, self._began = packet.ssrc, packet.timestamp
        self._event, self._duration = event, duration
        return KEYS[event]
