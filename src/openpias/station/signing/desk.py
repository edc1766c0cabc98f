"""Which report lies here to be signed, and what became of it?

One report at a time. It and its sealed text are in files without a name, so that nothing is left on
the disk when the station ends, however it ends. PINs pass through and are not kept.
"""

import io
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from openpias.interop.file_names import FileName
from openpias.station.signing import choosing, reports, sealing
from openpias.station.signing.choosing import Candidate, CertificateUnknown
from openpias.station.signing.reports import ReportRefused
from openpias.station.signing.sealing import Signed
from openpias.station.signing.signers import TokenSigner

_STEP: Final = 1024 * 1024


class Portal(Protocol):
    """Where a report that was built on screen comes from, and where its sealed text goes."""

    def unsigned(self, report_id: str, into: BinaryIO) -> str:
        """Write the report's XML and return its file name."""
        ...

    def hand_in(self, report_id: str, sealed: Iterator[bytes]) -> None:
        """Give the sealed text back; the same one again changes nothing."""
        ...


class ReportGone(Exception):  # noqa: N818 - a fact, not a fault
    """Another report lies here now, or none; the page that asks is old."""


class PinMissing(Exception):  # noqa: N818 - a fact, not a fault
    """No PIN was typed, and the token has no keys of its own to type it on."""


class DeskBusy(Exception):  # noqa: N818 - a fact, not a fault
    """The report is being signed, and stays until that ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report on the desk; `name` is None while the file is called otherwise.

    `report_id` is that of the portal, "" for a file of this computer. `sealed_size` is in octets of
    the text that is sent, 0 before it is signed.
    """

    key: str
    given_name: str
    size: int
    name: FileName | None = None
    report_id: str = ""
    signed: Signed | None = None
    sealed_size: int = 0
    handed_in: bool = False


class SigningDesk:
    """The station's place for one report; its methods may be called by any thread."""

    def __init__(self, module: Path | None, *, portal: Portal | None = None) -> None:
        self.module = module
        self.portal = portal
        self._lock = threading.Lock()
        self._report: Report | None = None
        self._content: io.BufferedRandom | None = None
        self._sealed: io.BufferedRandom | None = None
        self._percent: int | None = None

    @property
    def report(self) -> Report | None:
        """What lies here."""
        return self._report

    @property
    def percent(self) -> int | None:
        """How much of the report is packed; None while nothing is being signed."""
        return self._percent

    def take(self, given: BinaryIO, *, file_name: str) -> Report:
        """Put a file here in place of the one before; raises ReportRefused, DeskBusy, OSError."""

        def copied(into: BinaryIO) -> str:
            shutil.copyfileobj(given, into, _STEP)
            return file_name

        return self._placed(copied)

    def fetch(self, report_id: str) -> Report:
        """Put a report of the portal here; raises what the portal and `take` raise."""
        portal = self.portal
        if portal is None:
            raise ReportGone
        return self._placed(lambda into: portal.unsigned(report_id, into), report_id=report_id)

    def _placed(self, fill: Callable[[BinaryIO], str], *, report_id: str = "") -> Report:
        content = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open as long as it lies here
        try:
            given_name = Path(fill(content).replace("\\", "/")).name[:200]
            size = reports.check(content)
            found = Report(
                key=secrets.token_urlsafe(12),
                given_name=given_name,
                size=size,
                name=_name_or_none(given_name),
                report_id=report_id,
            )
            with self._lock:
                self._clear()
                self._report, self._content = found, content
        except BaseException:
            content.close()
            raise
        return found

    def call(self, key: str, *, report_type: str, code: str, at: datetime) -> None:
        """Name the report by the rule; raises ReportRefused, ReportGone, DeskBusy."""
        name = reports.name_for(report_type, code=code, at=at)
        with self._lock:
            self._report = replace(self._known(key), name=name, signed=None, sealed_size=0)

    def candidates(self, *, at: datetime) -> tuple[Candidate, ...]:
        """Return the certificates that can be chosen; raises what `choosing.candidates` raises."""
        return () if self.module is None else choosing.candidates(self.module, at=at)

    def sign(self, key: str, *, certificate: str, pin: str, at: datetime) -> Signed:
        """Sign what lies here with one of the candidates; the report stays, whatever happens.

        Raises ReportGone, DeskBusy, PinMissing, CertificateUnknown and what `sealing.seal` raises.
        """
        found = (each for each in self.candidates(at=at) if each.key == certificate)
        chosen = next(found, None)
        if chosen is None:
            raise CertificateUnknown
        if not pin and not chosen.on_token.token.has_keys:
            raise PinMissing
        with self._lock:
            report, content = self._known(key), self._content
            if content is None or report.name is None:
                raise ReportGone
            self._percent = 0
        sealed = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open as long as it lies here
        try:
            made = sealing.seal(
                content,
                name=report.name,
                signer=TokenSigner(chosen=chosen, pin=pin),
                into=sealed,
                at=at,
                progress=self._packed,
            )
        except BaseException:
            sealed.close()
            raise
        finally:
            with self._lock:
                self._percent = None
        with self._lock:
            self._sealed = sealed
            size = sealed.seek(0, io.SEEK_END)
            self._report = replace(report, signed=made, sealed_size=size)
        return made

    def sealed(self, key: str) -> Iterator[bytes]:
        """Return the sealed text piece by piece; raises ReportGone, also between two pieces."""
        self._piece(key, 0)  # what is gone is told before the first piece
        return self._pieces(key)

    def hand_in(self, key: str) -> None:
        """Give the sealed text to the portal; raises ReportGone and what the portal raises."""
        report = self._report
        if self.portal is None or report is None or report.key != key or not report.signed:
            raise ReportGone
        self.portal.hand_in(report.report_id, self.sealed(key))
        with self._lock:
            self._report = replace(self._known(key), handed_in=True)

    def drop(self) -> None:
        """Forget what lies here; raises DeskBusy."""
        with self._lock:
            self._clear()

    def close(self) -> None:
        """Give the files back when the station ends; what is being signed ends by itself."""
        with suppress(DeskBusy):
            self.drop()

    def _pieces(self, key: str) -> Iterator[bytes]:
        done = 0
        while piece := self._piece(key, done):
            done += len(piece)
            yield piece

    def _piece(self, key: str, start: int) -> bytes:
        with self._lock:
            self._known(key)
            if self._sealed is None:
                raise ReportGone
            self._sealed.seek(start)
            return self._sealed.read(_STEP)

    def _known(self, key: str) -> Report:
        if self._report is None or not secrets.compare_digest(
            self._report.key.encode(), key.encode()
        ):
            raise ReportGone
        if self._percent is not None:
            raise DeskBusy
        return self._report

    def _packed(self, done: int, of: int) -> None:
        self._percent = done * 100 // of

    def _clear(self) -> None:
        if self._percent is not None:
            raise DeskBusy
        for file in (self._content, self._sealed):
            if file is not None:
                file.close()
        self._report = self._content = self._sealed = None


def _name_or_none(given: str) -> FileName | None:
    try:
        return reports.named(given)
    except ReportRefused:
        return None
