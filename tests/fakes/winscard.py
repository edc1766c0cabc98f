"""How does a test speak to a card in a reader, without a library that has to be built first?

A few calls of libpcsclite (PC/SC part 5), with its own widths: DWORD is `unsigned long` there.
"""

import ctypes
from contextlib import contextmanager

SHARED, ANY_PROTOCOL, LEAVE = 2, 3, 0
# Without a card; pulled, and noticed by the command or by pcscd first.
NO_CARD, NO_ANSWER, REMOVED = 0x8010000C, 0x80100016, 0x80100069
_Word = ctypes.c_ulong


class PcscError(Exception):
    """A call was refused; `code` is SCARD_E_ or SCARD_W_."""

    def __init__(self, code):
        super().__init__(f"{code:#x}")
        self.code = code


class _Request(ctypes.Structure):
    _fields_ = (("protocol", _Word), ("length", _Word))


class Terminal:
    """The first reader, with whatever card is in it."""

    def __init__(self):
        self._library = ctypes.CDLL("libpcsclite.so.1")
        self._context = ctypes.c_long()
        self._call("EstablishContext", _Word(2), None, None, ctypes.byref(self._context))

    def close(self):
        self._call("ReleaseContext", self._context)

    def readers(self):
        size = _Word(0)
        self._call("ListReaders", self._context, None, None, ctypes.byref(size))
        names = ctypes.create_string_buffer(size.value)
        self._call("ListReaders", self._context, None, names, ctypes.byref(size))
        return [name.decode() for name in names.raw.split(b"\0") if name]

    @contextmanager
    def card(self):
        """Connect, and yield what sends a command and returns the answer."""
        handle, protocol = ctypes.c_long(), _Word()
        self._call(
            *("Connect", self._context, self.readers()[0].encode(), _Word(SHARED)),
            *(_Word(ANY_PROTOCOL), ctypes.byref(handle), ctypes.byref(protocol)),
        )
        request = _Request(protocol.value, ctypes.sizeof(_Request))
        answer = ctypes.create_string_buffer(65538)

        def sent(apdu):
            size = _Word(len(answer))
            self._call(
                *("Transmit", handle, ctypes.byref(request), apdu, _Word(len(apdu))),
                *(None, answer, ctypes.byref(size)),
            )
            return answer.raw[: size.value]

        try:
            yield sent
        finally:
            self._library.SCardDisconnect(handle, _Word(LEAVE))

    def refusal(self):
        """Return why no card can be reached, or nothing where one can."""
        try:
            with self.card():
                return None
        except PcscError as error:
            return error.code

    def _call(self, name, *arguments):
        code = getattr(self._library, f"SCard{name}")(*arguments) & 0xFFFFFFFF
        if code:
            raise PcscError(code)
