"""In which language is a page shown?"""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader

import openpias
from openpias.pages import Language, environment

LANGUAGES: Final = {"ro": "Română", "uk": "Українська", "en": "English"}
COOKIE: Final = "openpias-station-language"
_LOCALE: Final = Path(openpias.__file__).parent / "locale"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return what turns Romanian texts into a language; Romanian ones stay."""
    return gettext.translation("django", _LOCALE, [language], fallback=True)


@cache
def templates(language: str) -> Environment:
    """Return the environment that renders pages in a language."""
    loader = PackageLoader("openpias.station.web")
    return environment(translations=translations(language), loaders=[loader])


def switch() -> list[Language]:
    """Return the languages of the switch."""
    return [Language(code=code, name=name) for code, name in LANGUAGES.items()]


def chosen(cookie: str) -> str:
    """Return the language of a cookie, Romanian where it names none."""
    return cookie if cookie in LANGUAGES else "ro"
