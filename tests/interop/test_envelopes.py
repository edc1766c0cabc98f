"""Envelopes: what a provider sealed is opened, and what somebody forged is refused by its name."""

import base64
import io
import os
import subprocess
import sys
import textwrap
import warnings
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import pki
from tests.factories.pki import NOW
from tests.interop.memory import taken

from openpias.core.pki import signed_files
from openpias.core.pki.signatures import State
from openpias.core.pki.signed_files import FileProblem
from openpias.interop.envelopes import (
    OFFICIAL,
    Opened,
    Problem,
    Unpacked,
    open_signed,
    pack,
    seal,
    unpack,
)
from openpias.interop.file_names import FileName

ROOT = Path(__file__).parents[2]
KEPT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
HOLDER = pki.certificate(ca=pki.authority())
MOMENT = datetime(2026, 11, 25, 8, 9)  # noqa: DTZ001
NAME = FileName(prefix="MF", code="11343845", moment=MOMENT)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<report name="Țărnă"/>'.encode()


def sign(content: bytes) -> bytes:
    return signed_files.sign(content, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW)


SEALED = seal(XML, name=NAME, sign=sign)


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two files of one name are meant
        octets = io.BytesIO()
        with zipfile.ZipFile(octets, "w", method) as file:
            for name, content in entries:
                file.writestr(name, content)
    return base64.b64encode(octets.getvalue()).decode()


def refused(text: str, **terms: Any) -> Any:
    found = open_signed(text, prefix="MF", **terms)
    return None if isinstance(found, Opened) else found


def test_what_was_sealed_is_opened_with_name_content_and_signer():
    assert open_signed(SEALED, prefix="MF") == Opened(
        name=NAME, content=XML, signer=HOLDER.der, signing_time=NOW
    )


def test_line_breaks_in_base64_are_allowed():
    lines = "\r\n".join(textwrap.wrap(SEALED, 76))

    assert refused(lines) is None


def test_a_file_without_signature_is_only_unpacked():
    text = pack(XML, name=NAME)

    assert unpack(text, prefix="MF") == Unpacked(name=NAME, content=XML)
    assert refused(text) == State.UNREADABLE


def _with(message: bytes, *, name: str = str(NAME)) -> str:
    return archive((name, message))


def _detached() -> bytes:
    from openpias.core.pki import signatures

    return signatures.sign_detached(XML, key=HOLDER.key, certificate=HOLDER.certificate, at=NOW)


def _flag_encrypted(text: str) -> str:
    octets = bytearray(base64.b64decode(text))
    octets[6] |= 1
    octets[octets.index(b"PK\x01\x02") + 8] |= 1
    return base64.b64encode(octets).decode()


def _claiming(size: int) -> str:
    """Return an archive whose file is said to be of another size."""
    octets = bytearray(base64.b64decode(_with(b"<a/>" * 1000)))
    entry = octets.index(b"PK\x01\x02")
    octets[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return base64.b64encode(octets).decode()


SIGNED = sign(XML)
GOOD = str(NAME)
HOSTILE = {
    "nothing": ("", Problem.ARCHIVE),
    "no Base64": ("<report/>", Problem.BASE64),
    "letters of no Base64": ("Ț" + SEALED, Problem.BASE64),
    "truncated Base64": (SEALED[:-1], Problem.BASE64),
    "Base64 cut at a group": (SEALED[: len(SEALED) // 8 * 4], Problem.ARCHIVE),
    "no ZIP": (base64.b64encode(SIGNED).decode(), Problem.ARCHIVE),
    "no file": (archive(), Problem.NO_FILE),
    "two files": (archive((GOOD, SIGNED), ("MF_2.xml", SIGNED)), Problem.SEVERAL_FILES),
    "one name twice": (archive((GOOD, SIGNED), (GOOD, SIGNED)), Problem.SEVERAL_FILES),
    "very many files": (
        archive(*((f"{number}.xml", b"") for number in range(5000))),
        Problem.SEVERAL_FILES,
    ),
    "a folder": (archive(("MF/", b"")), Problem.NAME),
    "wrong name": (_with(SIGNED, name="report.xml"), Problem.NAME),
    "nested path": (_with(SIGNED, name=f"a/{GOOD}"), Problem.NAME),
    "path upwards": (_with(SIGNED, name=f"../../etc/{GOOD}"), Problem.NAME),
    "absolute path": (_with(SIGNED, name=f"/{GOOD}"), Problem.NAME),
    "path of Windows": (_with(SIGNED, name=f"c:\\{GOOD}"), Problem.NAME),
    "prefix of another report": (_with(SIGNED, name=GOOD.replace("MF", "PRM")), Problem.PREFIX),
    "a rare method": (
        archive((GOOD, SIGNED), method=zipfile.ZIP_LZMA),
        Problem.UNPACKING,
    ),
    "encrypted": (_flag_encrypted(_with(SIGNED)), Problem.UNPACKING),
    "smaller than it says": (_claiming(1 << 20), Problem.UNPACKING),
    "larger than it says": (_claiming(10), Problem.UNPACKING),
    "an enormous claim": (_claiming(0xFFFFFFF0), Problem.TOO_LARGE),
    "bad CMS": (_with(SIGNED[:-1]), State.UNREADABLE),
    "unsigned": (_with(XML), State.UNREADABLE),
    "detached": (_with(_detached()), FileProblem.CONTENT_MISSING),
    "changed": (_with(SIGNED.replace(b"<report", b"<rapport"[:7])), State.TAMPERED),
    "no XML": (_with(sign(b"PK\x03\x04")), Problem.NO_XML),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_forged_is_refused_by_its_name(name):
    text, expected = HOSTILE[name]

    assert refused(text) == expected


def test_every_problem_has_been_met():
    assert {each for _, each in HOSTILE.values() if isinstance(each, Problem)} == set(Problem)


def test_the_limit_is_the_size_of_the_signed_file():
    assert refused(_with(SIGNED), largest=len(SIGNED)) is None
    assert refused(_with(SIGNED), largest=len(SIGNED) - 1) == Problem.TOO_LARGE


def test_official_codes_are_told_where_there_are_any():
    assert {OFFICIAL[each] for each in (Problem.ARCHIVE, Problem.SEVERAL_FILES)} == {-2, -4}
    assert set(OFFICIAL.values()) == {-2, -3, -4, -5}


@pytest.mark.slow
def test_a_bomb_is_refused_without_being_unpacked():
    octets = io.BytesIO()
    with (
        zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as file,
        file.open(GOOD, "w", force_zip64=True) as entry,
    ):
        for _ in range(257):
            entry.write(bytes(1 << 20))
    text = base64.b64encode(octets.getvalue()).decode()

    found, grown = taken(lambda: refused(text))

    assert len(octets.getvalue()) < 300_000
    assert found == Problem.TOO_LARGE
    assert grown < 16 * 1024 * 1024


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_archive_never_raises_and_never_changes_the_file(data):
    octets = bytearray(base64.b64decode(SEALED))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(octets) - 1))
        octets[at] = data.draw(st.integers(0, 255))

    found = open_signed(base64.b64encode(octets).decode(), prefix="MF")

    assert isinstance(found, Problem | State | FileProblem) or found.content == XML


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.binary(max_size=80).map(lambda b: base64.b64encode(b).decode())
    )
)
def test_any_text_is_refused(text):
    assert isinstance(open_signed(text, prefix="MF"), Problem)


MEASURE = """
import sys
from openpias.core.pki import signed_files
from openpias.interop.envelopes import Opened, open_signed
from pyhanko.sign.validation import generic_cms
from tests.interop.memory import taken
text = sys.stdin.read()
found, grown = taken(lambda: open_signed(text, prefix="MF"))
assert isinstance(found, Opened), found
print(len(found.content), grown)
"""


@pytest.mark.slow
def test_opening_takes_at_most_eight_times_the_size_of_the_report():
    row = b'<service AppID="%07d" stencilNo="A12345" date="2026-11-25T08:00:00" code="1.2"/>\n'
    content = b"<report>" + b"".join(row % number for number in range(800_000)) + b"</report>"
    text = seal(content, name=NAME, sign=sign)

    command = [sys.executable, "-c", MEASURE]
    run = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, cwd=ROOT, env=KEPT
    )

    size, grown = (int(each) for each in run.stdout.split())
    ratio = grown / size
    print(
        f"a report of {size >> 20} MB ({len(text) >> 20} MB sent) takes {ratio:.1f} times its size"
    )
    assert size == len(content)
    assert ratio <= 8
