"""What does the helpdesk say of itself on the status page? States and ages, nothing of anybody."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openpias.server.helpdesk.queries import unchecked
from openpias.server.helpdesk.queries.mailboxes import intake_state
from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part

# The scanner is asked once a minute, and a part of a queue may go first.
_UNCHECKED_AFTER = timedelta(minutes=10)


def _ask(at: datetime) -> Answer:
    state, unchecked_since = intake_state(at=at), unchecked.waiting_since()
    ages = [at - since for since in (state.waiting_since, unchecked_since) if since is not None]
    unchecked_late = unchecked_since is not None and at - unchecked_since > _UNCHECKED_AFTER
    late = state.is_late or unchecked_late
    return Answer(
        condition=Condition.LATE if late else Condition.OK,
        words=_words(mails_late=state.is_late, unchecked_late=unchecked_late),
        seconds=max(0, int(max(ages, default=timedelta()).total_seconds())),
    )


def _words(*, mails_late: bool, unchecked_late: bool) -> str | Promise:
    if mails_late and unchecked_late:
        return _(
            "Mesajele către asistență și verificarea de viruși a fișierelor lor întârzie; nu se pierd."
        )
    if mails_late:
        return _("Mesajele către asistență se citesc cu întârziere; nu se pierd.")
    if unchecked_late:
        return _(
            "Mesajele către asistență se citesc, dar verificarea de viruși a fișierelor întârzie; până atunci fișierele rămân închise."
        )
    return _("Mesajele către asistență se citesc.")


PART = Part(name="helpdesk", title=_("Mesajele către asistență"), ask=_ask)
