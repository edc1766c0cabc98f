"""What do the platform's own parts say: background work, sealer, letters?"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateWorker

from openpias.server.platform.audit.queries import sealing_status
from openpias.server.platform.mail.queries import mail_status
from openpias.server.platform.outbox.background import background_status
from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part

# The worker says every ten seconds that it lives.
_SILENT_AFTER = timedelta(seconds=45)
_EVENTS_LATE_AFTER = timedelta(minutes=1)


def _worker(at: datetime) -> Answer:
    seen = ProcrastinateWorker.objects.aggregate(seen=Max("last_heartbeat"))["seen"]
    waiting = background_status().event_waiting_since
    seconds = _age(waiting, at)
    if seen is None or at - seen > _SILENT_AFTER:
        return Answer(
            condition=Condition.DOWN,
            words=_("Nu lucrează. Înregistrarea merge; scrisorile și listele așteaptă."),
            seconds=seconds,
        )
    if waiting is not None and at - waiting > _EVENTS_LATE_AFTER:
        return Answer(
            condition=Condition.LATE,
            words=_("Lucrează, dar este în urmă. Înregistrarea merge."),
            seconds=seconds,
        )
    return Answer(condition=Condition.OK, words=_("Țin pasul."), seconds=seconds)


def _sealer(at: datetime) -> Answer:
    status = sealing_status()
    late = status.is_late(now=at)
    return Answer(
        condition=Condition.LATE if late else Condition.OK,
        words=_("Este în urmă. Înregistrarea merge; urmele așteaptă sigiliul.")
        if late
        else _("Ține pasul."),
        seconds=_age(status.waiting_since, at),
    )


def _mail(at: datetime) -> Answer:
    status = mail_status(now=at)
    seconds = _age(status.waiting_since, at)
    if settings.MAIL_SERVER is None:
        words = _("Niciun server de e-mail nu este configurat; scrisorile așteaptă.")
        return Answer(condition=Condition.OFF, words=words, seconds=seconds)
    if status.is_late(now=at):
        words = _("Scrisorile așteaptă serverul de e-mail și pleacă singure când răspunde.")
        return Answer(condition=Condition.LATE, words=words, seconds=seconds)
    return Answer(condition=Condition.OK, words=_("Scrisorile pleacă."), seconds=seconds)


def _age(since: datetime | None, at: datetime) -> int:
    return max(0, int((at - since).total_seconds())) if since is not None else 0


OWN = (
    Part(name="worker", title=_("Lucrările din fundal"), ask=_worker),
    Part(name="sealer", title=_("Sigilarea urmelor"), ask=_sealer),
    Part(name="mail", title=_("E-mailurile"), ask=_mail),
)
