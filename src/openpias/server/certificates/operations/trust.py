"""Which authorities does this installation believe?

Files in PEM below OPENPIAS_TRUST_DIR: `anchors` are believed as they are, `intermediates` only help
to build a path. Production refuses the demonstration's authority: anybody can have its keys.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from openpias.server.config.env import Profile, SettingError

DEMO_MARK = "DEMO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Certificates of authorities, in DER."""

    anchors: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()


def trust() -> Trust:
    """Return what the files say now; a changed folder is read again."""
    folder: Path = settings.TRUST_DIR
    return _read(folder, _state(folder))


def refuse_demo_authority() -> None:
    """Stop a production server that would believe the demonstration; raises SettingError."""
    if settings.PROFILE is not Profile.PRODUCTION:
        return
    for der in (*trust().anchors, *trust().intermediates):
        subject = x509.load_der_x509_certificate(der).subject.rfc4514_string()
        if DEMO_MARK in subject:
            raise SettingError(
                f"{settings.TRUST_DIR} holds an authority of the demonstration. Remove it: in "
                "production only authorities of real trust services are believed."
            )


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = sorted(folder.glob("*/*.pem"))
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


@lru_cache(maxsize=4)
def _read(folder: Path, state: tuple[tuple[str, int, int], ...]) -> Trust:  # noqa: ARG001 - the key of the memory
    return Trust(anchors=_ders(folder / "anchors"), intermediates=_ders(folder / "intermediates"))


def _ders(folder: Path) -> tuple[bytes, ...]:
    found = []
    for file in sorted(folder.glob("*.pem")):
        try:
            found += x509.load_pem_x509_certificates(file.read_bytes())
        except ValueError:
            raise SettingError(f"{file} holds no certificate in PEM.") from None
    return tuple(each.public_bytes(Encoding.DER) for each in found)
