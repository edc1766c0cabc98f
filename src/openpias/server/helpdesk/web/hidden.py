"""How is a text shown whose places were hidden: what stands where, and how many of which kind?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openpias.core.personal_data import Kind
from openpias.server.helpdesk.domain.mail.screening import LABELS

_PLACES = {text: kind for kind, text in LABELS.items()}
_PATTERN = re.compile("(" + "|".join(re.escape(text) for text in _PLACES) + ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text, or the word that stands in a hidden place."""

    text: str
    is_hidden: bool


def pieces(text: str) -> list[Piece]:
    """Return a text in its order, hidden places apart."""
    return [
        Piece(text=_place(each), is_hidden=True)
        if each in _PLACES
        else Piece(text=each, is_hidden=False)
        for each in _PATTERN.split(text)
        if each
    ]


def kind(value: str) -> str:
    """Return what was hidden, short enough to stand in a text; never what it was."""
    return {
        Kind.CNP.value: _("CNP"),
        Kind.TEMPORARY_NUMBER.value: _("număr temporar"),
        Kind.CID.value: _("CID"),
        Kind.CARD_NUMBER.value: _("număr de card"),
        Kind.PERSON_NUMBER.value: _("număr de persoană"),
        Kind.NAME.value: _("nume"),
        Kind.BIRTH_DATE.value: _("data nașterii"),
        Kind.IDENTITY_DOCUMENT.value: _("act de identitate"),
        Kind.PASSPORT.value: _("pașaport"),
        Kind.ADDRESS.value: _("adresă"),
    }.get(value, _("date personale"))


def counted(hidden: Mapping[str, int]) -> str:
    """Return how many places of which kind were hidden; nothing for none."""
    return ", ".join(f"{kind(name)} ({many})" for name, many in hidden.items())


def _place(text: str) -> str:
    return _("[ascuns: %(kind)s]") % {"kind": kind(_PLACES[text].value)}
