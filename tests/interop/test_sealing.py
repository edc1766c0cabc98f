"""Sealing of files: the text is the envelope's own, and memory does not grow with the report."""

import base64
import io
import tempfile
from datetime import datetime

import pytest
from tests.factories import pki
from tests.factories.pki import NOW, Trait
from tests.interop.memory import taken

from openpias.core.pki import signatures, signed_files
from openpias.interop import envelopes
from openpias.interop.envelopes import Opened
from openpias.interop.file_names import FileName
from openpias.interop.sealing import SizeChangedError, seal_file

HOLDER = pki.certificate(Trait.RSA, ca=pki.authority())
MOMENT = datetime(2026, 11, 25, 8, 9)  # noqa: DTZ001
NAME = FileName(prefix="CLIN", code="11343845", moment=MOMENT)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<report name="Țărnă"/>'.encode()


def sign(content):
    return signatures.sign_detached(content, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW)


def sealed(content: bytes, **options) -> str:
    into = io.BytesIO()
    with tempfile.TemporaryFile() as scratch:
        size = seal_file(
            io.BytesIO(content), name=NAME, sign=sign, scratch=scratch, into=into, **options
        )
    assert size == len(content)
    return into.getvalue().decode("ascii")


@pytest.mark.parametrize(
    "content",
    [b"<a/>", XML, XML * 2, XML * 700, XML + b" " * (1 << 16), b"<a>" + b"x" * 3_000_000 + b"</a>"],
    ids=len,
)
def test_a_file_is_sealed_as_bytes_are(content):
    text = sealed(content)

    assert envelopes.open_signed(text, prefix="CLIN") == Opened(
        name=NAME, content=content, signer=HOLDER.der, signing_time=NOW
    )
    whole = signed_files.sign(content, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW)
    unpacked = envelopes.unpack(text, prefix="CLIN")
    assert unpacked.content == whole  # to the octet: RSA signs the same thing the same way


def test_the_text_is_one_line_of_base64_without_padding_inside():
    text = sealed(bytes(range(256)) * 8192)

    assert base64.b64decode(text, validate=True)[:2] == b"PK"
    assert "\n" not in text


def test_progress_ends_with_the_whole_file():
    heard = []

    sealed(b"<" * 2_500_000, progress=lambda done, of: heard.append((done, of)))

    assert heard[-1] == (2_500_000, 2_500_000)
    assert len(heard) == 3


def test_a_file_that_changes_while_it_is_signed_is_noticed():
    content = io.BytesIO(XML)

    def signs_and_appends(file):
        made = sign(file)
        file.seek(0, io.SEEK_END)
        file.write(b" ")
        return made

    with tempfile.TemporaryFile() as scratch, pytest.raises(SizeChangedError):
        seal_file(content, name=NAME, sign=signs_and_appends, scratch=scratch, into=io.BytesIO())


@pytest.mark.slow
def test_a_report_of_64_megabytes_takes_no_more_memory_than_a_small_one(tmp_path):
    line = '<service id="1" name="Consultație de specialitate"/>\n'.encode()
    with (tmp_path / "large.xml").open("wb") as file:
        file.write(b"<report>" + line * (64 * 1024 * 1024 // len(line)) + b"</report>")
    sealed(XML)  # loads the libraries

    def seal():
        with (
            (tmp_path / "large.xml").open("rb") as content,
            (tmp_path / "scratch").open("w+b") as scratch,
            (tmp_path / "large.b64").open("wb") as into,
        ):
            return seal_file(content, name=NAME, sign=sign, scratch=scratch, into=into)

    size, grew = taken(seal)

    print(f"sealing {size / 2**20:.0f} MB took {grew / 2**20:.1f} MB of memory")
    assert grew < 16 * 1024 * 1024


@pytest.mark.parametrize(
    "message",
    [b"", b"<a/>", signed_files.sign(XML, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW)],
    ids=["nothing", "XML", "attached already"],
)
def test_what_is_no_detached_signature_takes_no_file_in(message):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own for bad structure
        signed_files.around(message, size=1)
