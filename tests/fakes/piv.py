"""What if a qualified token were plugged in? A PIV applet whose PIN locks, for the virtual card.

Debian's opensc-pkcs11.so knows the applet (NIST SP 800-73-4) and shows it as a token: a key that
opens doors (9A), and one for signatures that asks the PIN before each (9C). Keys are on P-256.
"""

import os
import struct
import threading
from dataclasses import dataclass, field
from enum import IntEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

PIN = "123456"
TRIES = 5
_AID = bytes.fromhex("A000000308000010000100")
_APPLICATION = 0x80  # the one PIN of the applet


class Place(IntEnum):
    """Where a key is; its certificate lies in an object of its own."""

    AUTHENTICATION = 0x9A
    SIGNATURE = 0x9C

    @property
    def certificate(self) -> bytes:
        return bytes.fromhex({0x9A: "5FC105", 0x9C: "5FC10A"}[self])


class Word(IntEnum):
    """What a status word says (ISO 7816-4, 5.1.3)."""

    FINE = 0x9000
    MORE = 0x6100
    TRIES_LEFT = 0x63C0
    PIN_MISSING = 0x6982
    LOCKED = 0x6983
    WRONG_DATA = 0x6A80
    NOT_FOUND = 0x6A82
    NO_SUCH_PIN = 0x6A88
    NO_SUCH_COMMAND = 0x6D00
    WRONG_LENGTH = 0x6700


class Refused(Exception):  # noqa: N818 - a status word, not a fault
    """The command is answered with a word alone."""

    def __init__(self, word: int) -> None:
        super().__init__(f"{word:04X}")
        self.word = word


@dataclass(kw_only=True)
class PivApplet:
    """A token with two keys; `certificates` come from an authority that was shown `public_key`."""

    pin: str = PIN
    tries: int = TRIES
    certificates: dict[Place, bytes] = field(default_factory=dict)
    signed: list[Place] = field(default_factory=list)
    shown: int = 0  # how many times the right PIN came
    verified: threading.Event = field(default_factory=threading.Event)
    _keys: dict[Place, ec.EllipticCurvePrivateKey] = field(
        default_factory=lambda: {each: ec.generate_private_key(ec.SECP256R1()) for each in Place}
    )
    _guid: bytes = field(default_factory=lambda: os.urandom(16))
    _is_fresh: bool = False  # the PIN was verified just before
    _chained: bytes = b""
    _rest: bytes = b""

    @property
    def atr(self) -> bytes:
        """T=1, the historical bytes, and the check byte over all but the first."""
        said = b"PIVTOKEN"
        body = bytes([0x80 | len(said), 0x80, 0x01]) + said
        check = 0
        for each in body:
            check ^= each
        return b"\x3b" + body + bytes([check])

    def public_key(self, place: Place) -> ec.EllipticCurvePublicKey:
        return self._keys[place].public_key()

    def reset(self) -> None:
        self.verified.clear()
        self._is_fresh = False
        self._chained = self._rest = b""

    def answer(self, apdu: bytes) -> bytes:
        try:
            found = self._answered(apdu)
        except Refused as refused:
            return struct.pack(">H", refused.word)
        return self._packed(found, most=_expected(apdu))

    def _answered(self, apdu: bytes) -> bytes:
        if len(apdu) < 4:
            raise Refused(Word.WRONG_LENGTH)
        chain, command, first, second = apdu[0] & 0x10, *apdu[1:4]
        self._chained += _body(apdu)
        if chain:
            return b""
        data, self._chained = self._chained, b""
        if command == 0xC0:  # GET RESPONSE
            return self._rest
        if command == 0xA4:
            return _selected(data)
        if command == 0xCB:
            return self._object(data)
        if command == 0x20:
            return self._verify(first, second, data)
        if command == 0x87:
            return self._sign(second, data)
        raise Refused(Word.NO_SUCH_COMMAND)

    def _packed(self, found: bytes, *, most: int) -> bytes:
        now, self._rest = found[:most], found[most:]
        word = Word.MORE | min(len(self._rest), 0xFF) if self._rest else Word.FINE
        return now + struct.pack(">H", word)

    def _object(self, data: bytes) -> bytes:
        """GET DATA (SP 800-73-4 part 2, 3.1.2); the discovery object has no envelope."""
        tag = data[2 : 2 + data[1]] if len(data) > 1 else b""
        if tag == b"\x7e":
            return tlv(0x7E, tlv(0x4F, _AID) + b"\x5f\x2f\x02\x40\x00")
        if tag == bytes.fromhex("5FC102"):
            return tlv(0x53, self._holder_identifier())
        for place, certificate in self.certificates.items():
            if tag == place.certificate:
                return tlv(0x53, tlv(0x70, certificate) + tlv(0x71, b"\0") + tlv(0xFE, b""))
        raise Refused(Word.NOT_FOUND)

    def _holder_identifier(self) -> bytes:
        agency = bytes.fromhex("D4E739DA739CED39CE739D836858210842108421C84210C3EB")
        parts = ((0x30, agency), (0x34, self._guid), (0x35, b"20351231"), (0x3E, b""), (0xFE, b""))
        return b"".join(tlv(tag, value) for tag, value in parts)

    def _verify(self, first: int, second: int, data: bytes) -> bytes:
        if second != _APPLICATION:
            raise Refused(Word.NO_SUCH_PIN)
        if first == 0xFF:
            self.reset()
            return b""
        if not data and self.verified.is_set():
            return b""
        if data == self.pin.encode().ljust(8, b"\xff") and self.tries:
            self.tries, self._is_fresh = TRIES, True
            self.shown += 1
            self.verified.set()
            return b""
        if data:
            self.tries = max(self.tries - 1, 0)
            self.reset()
        raise Refused(Word.TRIES_LEFT | self.tries if self.tries else Word.LOCKED)

    def _sign(self, place: int, data: bytes) -> bytes:
        """GENERAL AUTHENTICATE with the digest in 7C.81; the signature comes in 7C.82."""
        is_fresh, self._is_fresh = self._is_fresh, False
        if not (is_fresh if place == Place.SIGNATURE else self.verified.is_set()):
            raise Refused(Word.PIN_MISSING)
        digest = fields(fields(data).get(0x7C, b"")).get(0x81)
        if digest is None or len(digest) > 32:
            raise Refused(Word.WRONG_DATA)
        algorithm = ec.ECDSA(utils.Prehashed(hashes.SHA256()))
        signature = self._keys[Place(place)].sign(digest.rjust(32, b"\0"), algorithm)
        self.signed.append(Place(place))
        return tlv(0x7C, tlv(0x82, signature))


def tlv(tag: int, value: bytes) -> bytes:
    """Write one object in BER, its tag in one byte."""
    size = len(value)
    length = bytes([size]) if size < 0x80 else b"\x82" + struct.pack(">H", size)
    return bytes([tag]) + length + value


def fields(data: bytes) -> dict[int, bytes]:
    """Read objects that stand one after another; what is cut off is left out."""
    found = {}
    while len(data) > 1:
        tag, length, begins = data[0], data[1], 2
        if length > 0x80:
            begins += length - 0x80
            length = int.from_bytes(data[2:begins])
        found[tag], data = data[begins : begins + length], data[begins + length :]
    return found


def _selected(data: bytes) -> bytes:
    """SELECT by name, as much of it as is given; the application property template comes back."""
    if len(data) < 5 or not _AID.startswith(data[:9]):
        raise Refused(Word.NOT_FOUND)
    return tlv(0x61, tlv(0x4F, _AID[5:]) + tlv(0x79, tlv(0x4F, _AID[:5])))


def _body(apdu: bytes) -> bytes:
    """Return the data of a command, short or extended (ISO 7816-3, 12.1)."""
    rest = apdu[4:]
    if len(rest) <= 1:
        return b""
    if rest[0] == 0 and len(rest) > 3:
        return rest[3 : 3 + int.from_bytes(rest[1:3])]
    return rest[1 : 1 + rest[0]]


def _expected(apdu: bytes) -> int:
    """Return how many bytes may come back; none said means as many as there are."""
    rest = apdu[4:]
    if len(rest) > 3 and rest[0] == 0:
        return 65536
    is_said = len(rest) == 1 or (rest and len(rest) > 1 + rest[0])
    return (rest[-1] if is_said else 0) or 256
