"""How is a validated referral kept for whoever acts on it, and who may have it?"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from openpias.core.rules.records import Detail, RecordGroup, ServiceRecord
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry import api as registry
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused
from openpias.server.reporting.models import IssuedReferral
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import referrals
from openpias.server.reporting.queries.referrals import Printed

_LONGEST = 20


def keep(records: Iterable[ServiceRecord], *, provider: str, kind: str, at: datetime) -> None:
    """Keep what referrals say beside their records, in the transaction that is open; the last counts.

    Whether one stands, its record says. A series or number that no paper has is not kept.
    """
    found = {}
    for record in records:
        if record.group is RecordGroup.REFERRALS and (row := _row(record, provider, kind, at)):
            found[row.app_id] = row
    IssuedReferral.objects.bulk_create(
        found.values(),
        update_conflicts=True,
        unique_fields=["provider_code", "kind", "app_id"],
        update_fields=[
            *("series", "number", "ticket", "patient_house", "investigations", "validated_at"),
        ],
    )


def fetch(printed: Printed, *, actor: Actor, at: datetime) -> ServiceRecord | None:
    """Return a referral to whoever knows all that is printed on it; writes an audit row either way.

    One that is not found counts as a look-up in vain. Raises ReportingRefused and
    registry.api.TooManyLookups.
    """
    if not actor.may(Permission.VALIDATE):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    found = referrals.issued(printed)
    with transaction.atomic():
        if found is None:
            registry.count_look_up(actor, at=at)
        trail.tell(
            "referral-fetched" if found else "look-up-failed",
            "record" if found else "nobody",
            str(found.record) if found else "",
            facts={"ticket": printed.ticket},
            actor=actor,
            at=at,
        )
    return found.referral if found else None


def _row(record: ServiceRecord, provider: str, kind: str, at: datetime) -> IssuedReferral | None:
    details = record.details or Detail(name="")
    series, number = details.values.get("serialCode", ""), details.values.get("serialNo", "")
    if not record.app_id or not 0 < len(series) <= _LONGEST or not 0 < len(number) <= _LONGEST:
        return None
    return IssuedReferral(
        provider_code=provider,
        kind=kind,
        app_id=record.app_id,
        series=series,
        number=number,
        ticket=record.service_type[:1],
        patient_house=record.patient.house[:_LONGEST],
        investigations=[
            {name: each.values.get(name, "") for name in ("investigation", "quantity")}
            for each in details.parts
            if each.name == "investigation" and each.values.get("deleted") not in ("true", "1")
        ],
        validated_at=at,
    )
