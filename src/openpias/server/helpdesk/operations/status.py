"""What does the helpdesk say of itself on the status page? States and ages, nothing of anybody."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from openpias.server.helpdesk.queries.mailboxes import intake_state
from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part


def _ask(at: datetime) -> Answer:
    state = intake_state(at=at)
    since = state.waiting_since
    seconds = max(0, int((at - since).total_seconds())) if since is not None else 0
    if state.is_late:
        return Answer(
            condition=Condition.LATE,
            words=_("Mesajele către asistență se citesc cu întârziere; nu se pierd."),
            seconds=seconds,
        )
    return Answer(
        condition=Condition.OK, words=_("Mesajele către asistență se citesc."), seconds=seconds
    )


PART = Part(name="helpdesk", title=_("Mesajele către asistență"), ask=_ask)
