"""What of a record goes into which column? Money and quantities are cut to what a column holds."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from typing import Any

from openpias.core.calendar.legal_day import ROMANIA, in_utc
from openpias.core.rules import contents
from openpias.core.rules.facts import Facts
from openpias.core.rules.records import ServiceRecord
from openpias.interop.messages.formats import RecordState

COLUMNS = (
    "key",
    *("provider_code", "house_code", "kind", "list", "app_id", "position", "path"),
    *("contract_number", "person", "person_type", "identifier", "cnp", "cid"),
    *("surname", "given_name", "birth_date", "given_on", "given_at", "ends_on"),
    *("service_code", "package", "quantity", "unit_value", "value", "personal_share"),
    *("stamp_code", "speciality", "diagnosis"),
    *("arrived_at", "deadline", "is_late", "state", "content", "withdrawn_at"),
)
_STEP = Decimal("0.0001")
_LIMIT = Decimal(10) ** 13


def values(
    record: ServiceRecord,
    facts: Facts,
    *,
    owner: tuple[str, str, str, str],
    position: int,
    person: uuid.UUID | None,
    state: RecordState,
    withdrawn_at: datetime | None,
) -> tuple[Any, ...]:
    """Return the values of COLUMNS; `owner` is provider, house, kind and contract number."""
    provider, house, kind, contract = owner
    patient = record.patient
    return (
        key_of(provider, kind, record.group.value, record.app_id),
        *(provider, house, kind, record.group.value, record.app_id, position, record.path),
        *(contract, person, patient.person_type, patient.identifier, patient.cnp, patient.cid),
        *(patient.surname, patient.given_name, patient.birth_date),
        *(record.given_on, moment(record.given_at), record.ends_on),
        *(record.service_code, record.package, amount(record.quantity) or Decimal(0)),
        *(amount(record.unit_value), worth(record), amount(record.personal_share)),
        *(record.stamp_code, record.speciality, record.diagnosis),
        *(facts.arrived_at, facts.deadline, is_late(facts), int(state)),
        *(contents.digest(record), withdrawn_at),
    )


def worth(record: ServiceRecord) -> Decimal | None:
    """Return the value of a record in lei: what it says, else quantity times unit value."""
    if record.value is not None or record.unit_value is None:
        return amount(record.value)
    quantity, unit = amount(record.quantity), amount(record.unit_value)
    return None if quantity is None or unit is None else amount(quantity * unit)


def key_of(provider: str, kind: str, group: str, app_id: str) -> uuid.UUID:
    """Return the key under which a record stands."""
    said = f"{provider}\x00{kind}\x00{group}\x00{app_id}".encode("utf-8", "surrogatepass")
    return uuid.UUID(bytes=blake2b(said, digest_size=16).digest())


def is_late(facts: Facts) -> bool:
    """Tell whether a record arrived after the last second of its term."""
    if facts.deadline is None:
        return False
    return (in_utc(facts.arrived_at) - in_utc(facts.deadline)).total_seconds() >= 1


def amount(value: Decimal | None) -> Decimal | None:
    """Return a number as a column holds it; None for one that is beyond every sense."""
    if value is None or not value.is_finite() or abs(value) >= _LIMIT:
        return None
    try:
        return value.quantize(_STEP)
    except InvalidOperation:
        return None


def moment(naive: datetime | None) -> datetime | None:
    """Return the moment that a clock in Romania showed."""
    if naive is None:
        return None
    aware = naive if naive.tzinfo else naive.replace(tzinfo=ROMANIA)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return None
