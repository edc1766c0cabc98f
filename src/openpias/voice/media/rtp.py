"""What is in a packet of RTP? Source: RFC 3550, 5.1."""

import struct
from typing import Final, NamedTuple

_HEADER: Final = struct.Struct("!BBHII")
_SHORTEST, LONGEST = 12, 1500
_VERSION = 2


class Packet(NamedTuple):
    """One packet; `sequence` has 16 bits, `timestamp` 32, in samples."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes


def parse(data: bytes) -> Packet | None:
    """Return the packet, or None for what is none."""
    if not _SHORTEST <= len(data) <= LONGEST or data[0] >> 6 != _VERSION:
        return None
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    begins, ends = _SHORTEST + 4 * (first & 0x0F), len(data)
    if first & 0x10:
        if begins + 4 > ends:
            return None
        begins += 4 + 4 * int.from_bytes(data[begins + 2 : begins + 4])
    if first & 0x20:
        ends -= data[-1]
    if begins > ends:
        return None
    return Packet(second & 0x7F, bool(second & 0x80), sequence, timestamp, ssrc, data[begins:ends])


def build(packet: Packet) -> bytes:
    """Return the octets of a packet without extensions."""
    return (
        _HEADER.pack(
            0x80,
            packet.payload_type | packet.marker << 7,
            packet.sequence & 0xFFFF,
            packet.timestamp & 0xFFFFFFFF,
            packet.ssrc,
        )
        + packet.payload
    )


def signed(difference: int, bits: int) -> int:
    """Return a difference of two numbers that wrap as the shorter way round, with its sign."""
    half = 1 << bits - 1
    return (difference + half) % (1 << bits) - half
