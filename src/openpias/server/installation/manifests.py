"""What is in a backup, and is it still what was written?"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

NAME = "manifest.json"
FORMAT = 1


class ManifestError(Exception):
    """The folder is no backup of ours, or a file in it was changed; the message says which."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds, and what whoever restores it has to bring along.

    `position` is the last sealed position that the heads beside the dump tell of.
    """

    format: int
    made_at: str
    openpias: str
    postgresql: str
    position: int
    files: dict[str, Kept]
    not_included: list[str]


def kept(file: Path) -> Kept:
    """Return a file's length and digest."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Kept(bytes=file.stat().st_size, sha256=digest)


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / NAME).write_bytes(text + b"\n")


def read(folder: Path) -> Manifest:
    """Return the manifest after every file was found to be what it says; raises ManifestError."""
    try:
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except OSError:
        raise ManifestError(f"{folder} holds no {NAME}: name the folder of one backup.") from None
    except msgspec.DecodeError:
        raise ManifestError(f"{folder / NAME} cannot be read; take another backup.") from None
    if manifest.format != FORMAT:
        raise ManifestError(
            f"The backup has format {manifest.format}, this program reads {FORMAT}."
        )
    _compare(folder, manifest.files)
    return manifest


def _compare(folder: Path, files: Mapping[str, Kept]) -> None:
    for name, told in files.items():
        file = folder / name
        if not file.is_file():
            raise ManifestError(f"{file} is missing; take another backup.")
        if kept(file) != told:
            raise ManifestError(f"{file} is not what was written; take another backup.")
