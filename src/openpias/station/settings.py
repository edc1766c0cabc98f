"""With which unit, as whom, and with which terminal does this station work?

`station.toml` in the station's folder, written by hand or by whoever installs it; the password comes
from the environment (OPENPIAS_STATION_PASSWORD) or is asked for when the station starts, and is
written nowhere. The chosen terminal is kept in a file beside it.
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FILE, _TERMINAL = "station.toml", "terminal"
_EXAMPLE = """\
server = "https://pias.example"
username = "12345678_CAS-XX"
contract = "123"
"""


class StationSettingError(Exception):
    """A setting is missing or malformed; the message says which and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSettings:
    """What a station is told.

    `server`: the address of the platform, HTTPS but on this computer. `username`: CUI_CAS-XX.
    `contract`: number of the contract with the house of the user name. `trust`: a file with the
    authority of the server's certificate, where the system does not know it. `token_module`: the
    PKCS#11 module of the provider's token, where the platform asks for one.
    """

    server: str
    username: str
    contract: str
    password: str = field(default="", repr=False)
    trust: Path | None = None
    token_module: Path | None = None
    house_code: str = ""
    is_demo: bool = False

    @property
    def house(self) -> str:
        """Return the code of the house, which the user name holds unless it was told."""
        return self.house_code or self.username.partition("_")[2]


def folder() -> Path:
    """Return the station's folder: OPENPIAS_STATION_HOME, or one in the user's home."""
    named = os.environ.get("OPENPIAS_STATION_HOME")
    return Path(named) if named else Path.home() / ".openpias-station"


def read(place: Path) -> StationSettings:
    """Return the settings in a folder; raises StationSettingError."""
    file = place / _FILE
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StationSettingError(f"Write {file}, for example:\n{_EXAMPLE}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise StationSettingError(f"{file} cannot be read: {error}") from None
    return StationSettings(
        server=_text(content, "server", file),
        username=_text(content, "username", file),
        contract=_text(content, "contract", file),
        password=os.environ.get("OPENPIAS_STATION_PASSWORD", ""),
        trust=_path(content, "trust"),
        token_module=_path(content, "token_module"),
    )


def token_module(place: Path) -> Path | None:
    """Return the token's module where a folder's settings name one; raises StationSettingError.

    Signing a report needs nothing else, so that a station without settings is none of its worries.
    """
    file = place / _FILE
    try:
        return _path(tomllib.loads(file.read_text(encoding="utf-8")), "token_module")
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise StationSettingError(f"{file} cannot be read: {error}") from None


def remembered_terminal(place: Path) -> str:
    """Return the terminal that was chosen last, or ""."""
    try:
        return (place / _TERMINAL).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remember_terminal(place: Path, name: str) -> None:
    """Keep the chosen terminal for the next start."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / _TERMINAL).write_text(f"{name}\n", encoding="utf-8")


def _text(content: dict[str, Any], name: str, file: Path) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value.strip():
        raise StationSettingError(f'{file}: write {name} = "…".')
    return value.strip()


def _path(content: dict[str, Any], name: str) -> Path | None:
    value = content.get(name)
    return Path(value) if isinstance(value, str) and value else None
