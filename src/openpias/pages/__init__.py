"""How do pages look? Layouts and macros in Jinja2 over plain data, without Django."""

from openpias.pages.choices import Choice
from openpias.pages.environment import Translations, environment
from openpias.pages.files import STATIC_ROOT
from openpias.pages.page import Banner, Language, Link, Notice, Page, UserMenu

__all__ = [
    "STATIC_ROOT",
    "Banner",
    "Choice",
    "Language",
    "Link",
    "Notice",
    "Page",
    "Translations",
    "UserMenu",
    "environment",
]
