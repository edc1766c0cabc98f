"""What is in the text that a provider sends as a report, and who signed it?

XML is signed (attached CMS), put alone into a ZIP and written in Base64; here is the way and back.
Text is opened within limits: nothing is unpacked beyond them, whatever the archive claims.
"""

import binascii
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openpias.core.pki import signed_files
from openpias.core.pki.signatures import State
from openpias.core.pki.signed_files import FileProblem
from openpias.interop import file_names
from openpias.interop.file_names import FileName

LARGEST = 256 * 1024 * 1024
_STEP = 1024 * 1024
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 32
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the library raises for damaged archives beside its own error.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, OSError, ValueError, OverflowError),
)


class Problem(StrEnum):
    """Why an envelope cannot be opened; the value is the code, beside the official one.

    Official codes of report intake (annexes 002-016, 3.1): -2 bad archive, -3 it cannot be
    unpacked, -4 more than one file, -5 no file.
    """

    BASE64 = "envelope-base64"
    ARCHIVE = "envelope-archive"
    SEVERAL_FILES = "envelope-several-files"
    NO_FILE = "envelope-no-file"
    TOO_LARGE = "envelope-too-large"
    UNPACKING = "envelope-unpacking"
    NAME = "envelope-name"
    PREFIX = "envelope-prefix"
    NO_XML = "envelope-no-xml"


OFFICIAL = {
    Problem.BASE64: -2,
    Problem.ARCHIVE: -2,
    Problem.UNPACKING: -3,
    Problem.TOO_LARGE: -3,
    Problem.SEVERAL_FILES: -4,
    Problem.NO_FILE: -5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """The one file of an archive."""

    name: FileName
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report: its name, the octets that were signed, who signed them (DER) and when, as claimed."""

    name: FileName
    content: bytes
    signer: bytes
    signing_time: datetime | None


Refusal = Problem | State | FileProblem


def open_signed(text: str, *, prefix: str | None, largest: int = LARGEST) -> Opened | Refusal:
    """Open a report whose name begins with `prefix`; raises nothing, whatever the text.

    Without a prefix the name of any report will do, as when one's own file is looked at again.

    `largest` is in octets, of the signed file inside the archive. The signature holds when this
    returns `Opened`; whether its certificate is believed and enrolled, the caller asks next.
    """
    found = unpack(text, prefix=prefix, largest=largest)
    if isinstance(found, Problem):
        return found
    name, message = found.name, found.content
    del found  # the message is not needed twice while its parts are read
    read = signed_files.read(message)
    if not isinstance(read, signed_files.SignedFile):
        return read
    if not _begins_as_xml(read.content):
        return Problem.NO_XML
    return Opened(
        name=name, content=read.content, signer=read.signer, signing_time=read.signing_time
    )


def _begins_as_xml(content: bytes) -> bool:
    return content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def unpack(text: str, *, prefix: str | None, largest: int = LARGEST) -> Unpacked | Problem:
    """Return the one file of an archive in Base64, not yet verified; raises nothing."""
    try:
        # Line breaks, as MIME writes them, and nothing else beside the alphabet.
        octets = text.encode("ascii").translate(None, b" \t\r\n")
        archive = binascii.a2b_base64(octets, strict_mode=True)
    except ValueError:
        return Problem.BASE64
    # Each entry costs a thousand octets of memory: they are counted before they are read.
    if archive.count(_ENTRY) > _MOST_ENTRIES:
        return Problem.SEVERAL_FILES
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _only_file(opened, prefix, largest)
    except _DAMAGED:
        return Problem.ARCHIVE


def _only_file(opened: zipfile.ZipFile, prefix: str | None, largest: int) -> Unpacked | Problem:
    entries = opened.infolist()
    if len(entries) != 1:
        return Problem.SEVERAL_FILES if entries else Problem.NO_FILE
    (entry,) = entries
    name = file_names.read(entry.orig_filename)
    if name is None:
        return Problem.NAME
    if prefix is not None and name.prefix != prefix:
        return Problem.PREFIX
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
        return Problem.UNPACKING
    if entry.file_size > largest:
        return Problem.TOO_LARGE
    return _read_whole(opened, entry, name)


def _read_whole(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, name: FileName
) -> Unpacked | Problem:
    content = io.BytesIO()
    try:
        with opened.open(entry) as file:  # gives no more than `file_size`, and checks the sum
            while step := file.read(_STEP):
                content.write(step)
    except _DAMAGED:
        return Problem.UNPACKING
    if content.tell() != entry.file_size:
        return Problem.UNPACKING
    return Unpacked(name=name, content=content.getvalue())


def seal(content: bytes, *, name: FileName, sign: Callable[[bytes], bytes]) -> str:
    """Sign a report, put it alone into a ZIP and write that in Base64; what `sign` raises passes."""
    return pack(sign(content), name=name)


def pack(content: bytes, *, name: FileName) -> str:
    """Put one file into a ZIP and write that in Base64."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(entry_of(name), content)
    return binascii.b2a_base64(archive.getbuffer(), newline=False).decode("ascii")


def entry_of(name: FileName) -> zipfile.ZipInfo:
    """Return the one entry of an archive, of the moment that the name says."""
    moment = name.moment.timetuple()[:6]
    entry = zipfile.ZipInfo(str(name), (moment[0], *moment[1:]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
