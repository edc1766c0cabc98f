"""Which keys sign slips, and which still check old ones?

A folder outside the database holds `active.pem` and `practice.pem` (private) and `retired/*.pem`
(public). The demo and test profiles make their own; production must bring them.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from openpias.core.slips import signing
from openpias.core.slips.signing import KeyRing, PublicKey, SigningKey
from openpias.server.config.env import Profile, SettingError

KEPT_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of this installation."""

    active: SigningKey
    practice: SigningKey
    ring: KeyRing

    def signing(self, *, practice: bool) -> SigningKey:
        """Return the key that signs real or practice slips."""
        return self.practice if practice else self.active


_kept: list[tuple[float, Keys]] = []


def keys() -> Keys:
    """Return the keys; read again every KEPT_SECONDS, so that a rotation reaches all processes.

    Raises SettingError where production has none.
    """
    now = time.monotonic()
    if not _kept or now - _kept[0][0] > KEPT_SECONDS:
        _kept[:] = [(now, _load(settings.SLIP_KEYS_DIR))]
    return _kept[0][1]


def rotate() -> str:
    """Retire the active key and make a new one; slips signed before still verify. Returns its id."""
    folder: Path = settings.SLIP_KEYS_DIR
    old = _private(folder, "active", practice=False)
    retired = folder / "retired"
    retired.mkdir(mode=0o700, exist_ok=True)
    (retired / f"{old.key_id.hex()}.pem").write_bytes(signing.public_pem(old.private.public_key()))
    new = signing.generate(practice=False)
    _write(folder / "active.pem", signing.private_pem(new))
    _kept.clear()
    return new.key_id.hex()


def _load(folder: Path) -> Keys:
    active = _private(folder, "active", practice=False)
    practice = _private(folder, "practice", practice=True)
    ring = [signing.public_of(active), signing.public_of(practice), *_retired(folder / "retired")]
    return Keys(active=active, practice=practice, ring=KeyRing(ring))


def _retired(folder: Path) -> list[PublicKey]:
    found = []
    for file in sorted(folder.glob("*.pem")):
        try:
            found.append(signing.load_public(file.read_bytes(), retired=True))
        except ValueError:
            raise SettingError(f"{file} is not a public key on P-256.") from None
    return found


def _private(folder: Path, name: str, *, practice: bool) -> SigningKey:
    file = folder / f"{name}.pem"
    if not file.exists():
        if settings.PROFILE is Profile.PRODUCTION:
            raise SettingError(f"Put the slip key {file} there; see docs/operations/keys.md.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(file, signing.private_pem(signing.generate(practice=practice)))
    return signing.load_private(file.read_bytes(), practice=practice)


def _create(file: Path, content: bytes) -> None:
    """Write a key unless another process was faster."""
    draft = file.with_suffix(f".{os.getpid()}.tmp")
    _write(draft, content)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _write(file: Path, content: bytes) -> None:
    draft = file.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        output.write(content)
    draft.replace(file)
