"""How does a call that the IVR recorded become an incident that waits for the morning?"""

import contextlib
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from openpias.core.identifiers import fiscal_code
from openpias.server.helpdesk.domain.outcomes import Done
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import (
    Category,
    Channel,
    HeaderField,
    Mailbox,
    ReporterKind,
)
from openpias.server.helpdesk.models import Recording
from openpias.server.helpdesk.models.vault import Purpose, seal
from openpias.server.helpdesk.operations import creating
from openpias.server.helpdesk.operations.creating import FoundField, NewIncident
from openpias.server.helpdesk.operations.holding import done
from openpias.server.helpdesk.operations.registers import ProviderRegister
from openpias.server.helpdesk.queries.reporters import Reporter
from openpias.server.platform.clock import day_of
from openpias.server.platform.ordered_ids import ordered_id

_LONGEST_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What the IVR knows of a call; `call` names it for ever, `digits` is the typed fiscal code."""

    call: str
    began_at: datetime
    mailbox: Mailbox
    caller: str = ""
    digits: str = ""
    category: str = ""
    language: str = "ro"
    reporter_kind: ReporterKind = ReporterKind.PROVIDER


class NoRecordingError(ValueError):
    """What was given is no WAV."""


def ingest_call(wav: bytes, facts: CallFacts, *, at: datetime) -> Done:
    """Write the incident of a call with its recording, sealed; the same call again is found.

    Raises NoRecordingError for bytes that are no WAV.
    """
    seconds = length_of(wav)
    try:
        with transaction.atomic():
            return _known(facts.call) or _write(wav, seconds, facts, at=at)
    except IntegrityError:
        found = _known(facts.call)
        if found is None:
            raise
        return found


def length_of(wav: bytes) -> int:
    """Return the whole seconds of a WAV, at least one; raises NoRecordingError."""
    try:
        with contextlib.closing(wave.open(BytesIO(wav))) as opened:
            seconds = int(opened.getnframes() / opened.getframerate() + 0.5)
    except (wave.Error, EOFError, ZeroDivisionError):
        raise NoRecordingError from None
    return max(1, seconds)


def _known(call: str) -> Done | None:
    row = Recording.objects.select_related("incident").filter(call=call).first()
    return done(row.incident, is_new=False) if row else None


def _write(wav: bytes, seconds: int, facts: CallFacts, *, at: datetime) -> Done:
    register = ProviderRegister(today=day_of(at))
    parsed = fiscal_code.parse(facts.digits) if facts.digits else fiscal_code.Problem.LENGTH
    code = "" if isinstance(parsed, fiscal_code.Problem) else str(parsed)
    known = register.provider(code) if code else None
    asks_provider = facts.reporter_kind is ReporterKind.PROVIDER and not code
    with translation.override(settings.LANGUAGE_CODE):
        subject = gettext("Mesaj vocal lăsat în afara programului")
    new = NewIncident(
        mailbox=facts.mailbox,
        channel=Channel.VOICE,
        reporter_kind=facts.reporter_kind,
        reporter=Reporter(phone=facts.caller[:40]),
        subject=subject,
        presentation="",
        language=facts.language if facts.language in {"ro", "uk", "en"} else "ro",
        fields=_fields(code, facts.category),
        provider_name=known.name if known else "",
        house=register.house_of(code),
        is_registered=known is not None,
        lacks=("header-provider-missing",) if asks_provider else (),
        facts={"seconds": seconds},
    )
    incident = creating.create(new, actor=None, at=facts.began_at)
    public_id = ordered_id(at)
    Recording.objects.create(
        public_id=public_id,
        call=facts.call,
        incident=incident,
        seconds=seconds,
        size=len(wav),
        sealed=seal(wav, purpose=Purpose.RECORDING, ref=public_id),
        recorded_at=facts.began_at,
        expires_at=at + (term_on(KeptHelpdesk.RECORDING, day_of(at)) or _LONGEST_KEPT),
    )
    return done(incident)


def _fields(code: str, category: str) -> Sequence[FoundField]:
    found = [FoundField(field=HeaderField.FISCAL_CODE, value=code)] if code else []
    if category in {each.value for each in Category}:
        found.append(FoundField(field=HeaderField.CATEGORY, value=category))
    return found
