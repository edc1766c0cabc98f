"""In which words are outages announced?"""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openpias.pages import Choice, Notice
from openpias.server.platform.outages import kept
from openpias.server.platform.outages.enums import Affected
from openpias.server.platform.outages.queries import OutageView
from openpias.server.platform.outages.times import written


def affected(value: str) -> str:
    """Return in words what is affected."""
    return {
        Affected.EVERYTHING: _("tot sistemul"),
        Affected.SIGN_IN: _("intrarea în cont"),
        Affected.REGISTRATION: _("înregistrarea persoanelor"),
        Affected.SEARCHING: _("căutarea"),
        Affected.VERIFICATION: _("verificarea fișelor"),
        Affected.JSON_INTERFACE: _("interfața JSON"),
        Affected.LETTERS: _("e-mailurile"),
    }[Affected(value)]


def affected_list(values: Iterable[str]) -> str:
    """Return everything that is affected, in words."""
    return ", ".join(affected(value) for value in values)


def choices() -> list[Choice]:
    """Return what may be ticked."""
    return [Choice(value=each.value, text=affected(each)) for each in Affected]


def from_until(outage: OutageView) -> str:
    """Return in words from when until when."""
    return _("de la %(first)s până la %(last)s, ora României") % {
        "first": written(outage.starts_at),
        "last": written(outage.ends_at),
    }


def notices() -> list[Notice]:
    """Return what every page announces now."""
    now = timezone.now()
    return [
        Notice(
            title=_("Întrerupere în curs")
            if each.is_under_way(now)
            else _("Întrerupere planificată"),
            when=from_until(each),
            text=each.text(translation.get_language() or "ro"),
            href="/stare",
        )
        for each in kept.planned(now=now)
        if each.is_on_every_page(now)
    ]
