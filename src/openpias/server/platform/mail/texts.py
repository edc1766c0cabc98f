"""What do letters say, in the reader's language?

A module registers its kinds when it starts. A text has `%(name)s` placeholders; what fills them is
plain data, in which line breaks become blanks: no value adds a header or a paragraph.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openpias.server.config.env import Profile

Data = Mapping[str, str | int]
LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """Subject and paragraphs of a kind of letter; greeting and footer are added to all."""

    subject: str | Promise
    paragraphs: Sequence[str | Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A letter in words."""

    subject: str
    body: str


TRIAL = "mail.trial"
OWN = {
    TRIAL: LetterText(
        subject=_("Scrisoare de probă"),
        paragraphs=(
            _("Această scrisoare arată că serverul de e-mail al platformei lucrează."),
            _("Nu aveți nimic de făcut."),
        ),
    )
}
_texts: dict[str, LetterText] = {}


def register(texts: Mapping[str, LetterText]) -> None:
    """Add the letters of one module. Repeating it is harmless."""
    _texts.update(texts)


def known() -> frozenset[str]:
    """Return every kind of letter."""
    return frozenset(_texts)


def render(kind: str, *, language: str, data: Data) -> Rendered:
    """Return the letter in this language; raises KeyError for an unknown kind or a missing value."""
    text = _texts[kind]
    values = {name: " ".join(str(value).split()) for name, value in data.items()}
    with translation.override(language):
        subject = str(text.subject) % values
        paragraphs = [str(paragraph) % values for paragraph in text.paragraphs]
        parts = [gettext("Bună ziua,"), *paragraphs, *_footer()]
    return Rendered(subject=f"e-PIAS: {subject}"[:LONGEST_SUBJECT], body="\n\n".join(parts) + "\n")


def _footer() -> list[str]:
    footer = [gettext("Scrisoare trimisă automat de e-PIAS; la această adresă nu răspunde nimeni.")]
    if settings.PROFILE is not Profile.PRODUCTION:
        footer.insert(0, gettext("Sistem demonstrativ: datele sunt inventate."))
    return ["--\n" + "\n".join([*footer, settings.PUBLIC_URL])]
