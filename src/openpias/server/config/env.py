"""What do the environment and the secret files say?

A setting that is missing or malformed stops the start with one sentence, before anything runs.
"""

import os
from enum import StrEnum
from pathlib import Path

MINIMUM_SECRET_LENGTH = 32
# Sixty-four hexadecimal digits drawn at random hold fewer than ten different ones practically never.
FEWEST_SIGNS = 10
EXAMPLE_WORDS = ("change", "insecure", "secret", "password", "example", "default", "test-only")


class Profile(StrEnum):
    """For whom this server runs; production refuses demo secrets."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class SettingError(Exception):
    """A setting is missing or malformed; the message says which and what to write."""


def text(name: str, default: str | None = None) -> str:
    """Return the setting, or the default; raises SettingError when there is neither."""
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"Set {name}; see docs/operations/settings.md.")
    return value


def integer(name: str, default: int) -> int:
    """Return a whole number; raises SettingError when the text is not one."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name} must be a whole number, not {value!r}.") from None


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting written as 1, 0, true or false."""
    value = os.environ.get(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false"}:
        raise SettingError(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true"}


def profile() -> Profile:
    """Return the profile; a server that does not say is a production one."""
    value = text("OPENPIAS_PROFILE", Profile.PRODUCTION)
    try:
        return Profile(value)
    except ValueError:
        raise SettingError("OPENPIAS_PROFILE must be demo, test or production.") from None


def secret(name: str, *, directory: Path) -> str:
    """Return a secret from `OPENPIAS_<NAME>` or from the file `<directory>/<name>`.

    Raises SettingError when it is absent or shorter than 32 characters, and in production when it
    is a default that anybody can guess.
    """
    value = os.environ.get(f"OPENPIAS_{name.upper()}", "")
    file = directory / name
    if not value and file.is_file():
        value = file.read_text(encoding="ascii").strip()
    if len(value) < MINIMUM_SECRET_LENGTH:
        raise SettingError(
            f"The secret {name} needs {MINIMUM_SECRET_LENGTH} characters or more: set "
            f"OPENPIAS_{name.upper()} or write the file {file}."
        )
    if profile() is Profile.PRODUCTION and is_guessable(value):
        raise SettingError(f"The secret {name} is a default: draw one with openssl rand -hex 32.")
    return value


def is_guessable(value: str) -> bool:
    """Tell whether a secret was typed and not drawn: a word repeated, or one that examples use."""
    lowered = value.lower()
    return len(set(value)) < FEWEST_SIGNS or any(word in lowered for word in EXAMPLE_WORDS)
