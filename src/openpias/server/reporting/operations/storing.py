"""Where does a text that came lie, and did the same one come before?"""

import hashlib
from datetime import datetime
from typing import IO

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import ReportHappening
from openpias.server.reporting.models import Report, ReportPart
from openpias.server.reporting.operations import parts, trail


def stored(file: IO[bytes], *, report_type: str, actor: Actor, at: datetime) -> tuple[Report, bool]:
    """Store a text as it came, under its digest, and tell whether it is new.

    `file` stands at its end. Writes the text and the first line of the report's life, once for each
    provider, house and digest; what came before is returned as it stands.
    """
    size = file.tell()
    file.seek(0)
    digest = _digest(file)
    key = {
        "provider_code": actor.provider.code,
        "house_code": actor.provider.house_code,
        "digest": digest,
    }
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            **key,
            defaults={
                "provider_name": actor.provider.name,
                "account_id": actor.account_id,
                "report_type": report_type,
                "size": size,
                "received_at": at,
            },
        )
        if is_new:
            file.seek(0)
            parts.keep(ReportPart, parts.pieces_from(file), report=report)
            facts = {"octets": size}
            trail.happened(report, ReportHappening.RECEIVED, facts=facts, actor=actor, at=at)
    return report, is_new


def _digest(file: IO[bytes]) -> bytes:
    found = hashlib.sha256()
    for piece in parts.pieces_from(file):
        found.update(piece)
    return found.digest()
