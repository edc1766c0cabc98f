"""With which settings are templates rendered? One Jinja2 environment for server and station."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from openpias.pages.choices import message_of, options, ticks, whole_dates
from openpias.pages.design_system import components
from openpias.pages.files import assets_under

TEMPLATES = Path(__file__).parent / "templates"


class Translations(Protocol):
    """What turns Romanian source texts into the reader's language.

    `gettext.NullTranslations` fits, and so does the module `django.utils.translation`.
    """

    def gettext(self, message: str, /) -> str:
        """Translate one text."""

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """Translate a text that counts something."""


def environment(
    *,
    translations: Translations,
    loaders: Sequence[BaseLoader] = (),
    static_url: str = "/static/",
) -> Environment:
    """Make the environment; `loaders` add the templates of modules, found after ours.

    A missing variable is an error and every value is escaped.
    Texts go through `_()` with named placeholders: `_("Pagina %(number)s", number=page)`.
    """
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), *loaders]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(components())
    made.filters.update(
        message_of=message_of, options=options, ticks=ticks, whole_dates=whole_dates
    )
    made.globals["asset"] = assets_under(static_url)
    _install(made, translations)
    return made


def _install(made: Environment, translations: Translations) -> None:
    # The extension adds this method at run time, so that no type names it.
    installer: Any = made
    installer.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)
