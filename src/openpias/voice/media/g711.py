"""What sound does an octet of G.711 stand for, and which octet is nearest to a sound?

Tables of our own, made from the two laws; sound is 16-bit linear, little-endian, 8,000 samples a
second. Source: ITU-T G.711 (11/88), tables 1 and 2; payload types 0 and 8 of RFC 3551.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

RATE: Final = 8000
PCMU, PCMA = 0, 8
# About -36 dB below the loudest: speech is above it, the hiss of a line is not.
_LOUD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One of the two laws. `silence`: its octet for no sound."""

    name: str
    payload_type: int
    silence: int
    decoding: Sequence[int] = field(repr=False)
    _pairs: Sequence[bytes] = field(repr=False)
    _loud: bytes = field(repr=False)

    def decode(self, payload: bytes) -> bytes:
        """Return linear samples, two octets for each octet given."""
        return b"".join(map(self._pairs.__getitem__, payload))

    def encode(self, linear: bytes) -> bytes:
        """Return an octet for each sample; an odd octet at the end is left out."""
        samples = array("H")
        samples.frombytes(linear[: len(linear) // 2 * 2])
        return bytes(map(_nearest(self.payload_type).__getitem__, samples))

    def loudness(self, payload: bytes) -> float:
        """Return which part of the samples is loud, from 0 to 1."""
        return payload.translate(self._loud).count(1) / len(payload) if payload else 0.0


def _mu_decoded(octet: int) -> int:
    inverted = ~octet & 0xFF
    size = (((inverted & 0x0F) << 3) + 0x84 << (inverted >> 4 & 7)) - 0x84
    return -size if inverted & 0x80 else size


def _a_decoded(octet: int) -> int:
    toggled = octet ^ 0x55
    segment, size = toggled >> 4 & 7, ((toggled & 0x0F) << 4) + 8
    if segment:
        size = size + 0x100 << segment - 1
    return size if toggled & 0x80 else -size


def _law(name: str, payload_type: int, silence: int, decoded: Sequence[int]) -> Law:
    return Law(
        name=name,
        payload_type=payload_type,
        silence=silence,
        decoding=decoded,
        _pairs=[each.to_bytes(2, "little", signed=True) for each in decoded],
        _loud=bytes(abs(each) > _LOUD for each in decoded),
    )


LAWS: Final = {
    PCMA: _law("PCMA", PCMA, 0xD5, [_a_decoded(octet) for octet in range(256)]),
    PCMU: _law("PCMU", PCMU, 0xFF, [_mu_decoded(octet) for octet in range(256)]),
}


@cache
def _nearest(payload_type: int) -> bytes:
    """Return the octet for each sample, by its sixteen bits; made when it is first needed."""
    # Of two octets for zero the one that lines carry as silence comes first.
    silence = LAWS[payload_type].silence
    known = {value: octet for octet, value in enumerate(LAWS[payload_type].decoding)}
    known[LAWS[payload_type].decoding[silence]] = silence
    values = sorted(known)
    table = bytearray(1 << 16)
    for sample in range(-32768, 32768):
        above = bisect_left(values, sample)
        around = values[max(above - 1, 0) : above + 1]
        table[sample & 0xFFFF] = known[min(around, key=lambda value: abs(value - sample))]
    return bytes(table)
