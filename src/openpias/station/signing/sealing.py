"""How does a report become the sealed text beside it, whole or not at all?"""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpias.core.pki.certificates import CertificateFacts
from openpias.interop import sealing
from openpias.interop.file_names import FileName
from openpias.interop.sealing import Progress, SizeChangedError
from openpias.station.signing import reports
from openpias.station.signing.signers import Signer, ready

ENDING = ".b64"
# What a platform takes unless its operator set OPENPIAS_REPORT_TEXT_BYTES, in octets of Base64.
LONGEST_TEXT = 96 * 1024 * 1024


class FileChangedError(Exception):
    """Another program wrote the report while it was being signed."""


class OutputExists(Exception):  # noqa: N818 - a fact, not a fault
    """There is a file of this name already, and it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What was signed: the report's name and size in octets, whose certificate, and the moment."""

    name: FileName
    size: int
    facts: CertificateFacts
    at: datetime


def seal(
    content: io.BufferedIOBase,
    *,
    name: FileName,
    signer: Signer,
    into: io.BufferedIOBase,
    at: datetime,
    progress: Progress = lambda _done, _of: None,
) -> Signed:
    """Check, sign and pack a report into `into`.

    Memory does not depend on its size; the archive lies in a nameless temporary file meanwhile.
    Raises ReportRefused, CertificateRefused, SizeChangedError and what the signer raises; what was
    written until then is not to be used.
    """
    ready(signer.facts, at=at)
    reports.check(content)
    with tempfile.TemporaryFile() as scratch:
        size = sealing.seal_file(
            content,
            name=name,
            sign=lambda file: signer.sign(file, at=at),
            scratch=scratch,
            into=into,
            progress=progress,
        )
    return Signed(name=name, size=size, facts=signer.facts, at=at)


def seal_beside(
    source: Path,
    target: Path,
    *,
    name: FileName,
    signer: Signer,
    at: datetime,
    overwrite: bool = False,
    progress: Progress = lambda _done, _of: None,
) -> Signed:
    """Seal a file into another one, which appears whole or not at all.

    Doing it again makes another signature that is as good. Raises OutputExists, FileChangedError,
    OSError and what `seal` raises; nothing is left behind then.
    """
    is_itself = target.exists() and target.samefile(source)
    refuse_existing(target, overwrite=overwrite and not is_itself)
    with source.open("rb") as content:
        before = _stamp(content)
        with _appearing(target, overwrite=overwrite) as into:
            try:
                made = seal(content, name=name, signer=signer, into=into, at=at, progress=progress)
            except SizeChangedError:
                raise FileChangedError from None
            if _stamp(content) != before:
                raise FileChangedError
    return made


def refuse_existing(target: Path, *, overwrite: bool) -> None:
    """Raise OutputExists where a file is there that must stay."""
    if target.exists() and not overwrite:
        raise OutputExists


def _stamp(file: io.BufferedReader) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns


@contextmanager
def _appearing(target: Path, *, overwrite: bool) -> Iterator[io.BufferedIOBase]:
    """Give a file that gets its name once everything is in it and on the disk; mode 0600."""
    descriptor, hidden = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as into:
            yield into
            into.flush()
            os.fsync(into.fileno())
        refuse_existing(target, overwrite=overwrite)
        Path(hidden).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(hidden).unlink()
        raise
