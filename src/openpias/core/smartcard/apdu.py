"""How are a command to a card and its answer written as bytes, and read from them?

ISO/IEC 7816-4, 5.1 to 5.3: short fields up to 255 bytes of data and 256 of answer, extended ones up
to 65,535 and 65,536. Data may be a PIN, so it is in no representation and may be wiped.
"""

from dataclasses import dataclass, field

_SHORT_DATA, _SHORT_ANSWER = 255, 256
_LONGEST_DATA, _LONGEST_ANSWER = 65_535, 65_536
_HEADER = 4


class ApduMalformedError(ValueError):
    """The bytes are no command, or no answer; the message holds none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a terminal asks; `le` is how many bytes it expects at most, 0 for none."""

    cla: int = 0x00
    ins: int
    p1: int = 0x00
    p2: int = 0x00
    data: bytes | bytearray = field(default=b"", repr=False)
    le: int = 0

    def __post_init__(self) -> None:
        """Refuse what has no encoding."""
        if not all(0 <= byte <= 0xFF for byte in (self.cla, self.ins, self.p1, self.p2)):
            raise ApduMalformedError("a header has four bytes")
        if len(self.data) > _LONGEST_DATA or not 0 <= self.le <= _LONGEST_ANSWER:
            raise ApduMalformedError("data or answer are longer than an APDU can be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a card answers: data, and the status word (SW1 and SW2)."""

    data: bytes = field(default=b"", repr=False)
    sw: int


def encode_command(command: Command) -> bytearray:
    """Return the bytes of a command, short where it fits; the caller may wipe them."""
    header = (command.cla, command.ins, command.p1, command.p2)
    size, extended = len(command.data), _is_extended(command)
    written = bytearray(header)
    if size:
        written += b"\0" + size.to_bytes(2, "big") if extended else bytes([size])
        written += command.data
    if command.le:
        written += _expected(command.le, extended=extended, alone=not size)
    return written


def decode_command(content: bytes | bytearray) -> Command:
    """Return the command in `content`, as a card reads it; raise ApduMalformedError for none."""
    if len(content) < _HEADER:
        raise ApduMalformedError("a command has four bytes at least")
    cla, ins, p1, p2 = content[:_HEADER]
    data, le = _body(content[_HEADER:])
    return Command(cla=cla, ins=ins, p1=p1, p2=p2, data=data, le=le)


def encode_response(response: Response) -> bytes:
    """Return the bytes of an answer."""
    return response.data + response.sw.to_bytes(2, "big")


def decode_response(content: bytes) -> Response:
    """Return the answer in `content`; raise ApduMalformedError where the status word is missing."""
    if len(content) < 2 or not 0x61 <= content[-2] <= 0x9F or 0x70 <= content[-2] <= 0x8F:
        raise ApduMalformedError("an answer ends in a status word between 6100 and 9FFF")
    return Response(data=bytes(content[:-2]), sw=int.from_bytes(content[-2:], "big"))


def _is_extended(command: Command) -> bool:
    return len(command.data) > _SHORT_DATA or command.le > _SHORT_ANSWER


def _expected(le: int, *, extended: bool, alone: bool) -> bytes:
    if not extended:
        return bytes([le % _SHORT_ANSWER])
    # Extended lengths begin with one zero byte for both of them.
    return (b"\0" if alone else b"") + (le % _LONGEST_ANSWER).to_bytes(2, "big")


def _body(body: bytes | bytearray) -> tuple[bytes, int]:
    if not body:
        return b"", 0
    if len(body) == 1:
        return b"", body[0] or _SHORT_ANSWER
    if body[0]:
        return _short_body(body)
    if len(body) == 3:
        return b"", int.from_bytes(body[1:], "big") or _LONGEST_ANSWER
    return _extended_body(body)


def _short_body(body: bytes | bytearray) -> tuple[bytes, int]:
    size = body[0]
    data, rest = bytes(body[1 : 1 + size]), body[1 + size :]
    if len(data) != size or len(rest) > 1:
        raise ApduMalformedError("the length of the data is another than said")
    return data, (rest[0] or _SHORT_ANSWER) if rest else 0


def _extended_body(body: bytes | bytearray) -> tuple[bytes, int]:
    size = int.from_bytes(body[1:3], "big")
    data, rest = bytes(body[3 : 3 + size]), body[3 + size :]
    if not size or len(data) != size or len(rest) not in (0, 2):
        raise ApduMalformedError("the length of the data is another than said")
    return data, (int.from_bytes(rest, "big") or _LONGEST_ANSWER) if rest else 0
