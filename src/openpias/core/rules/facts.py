"""What must be known of the world to judge a record? Plain data that the caller looked up."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from openpias.core.rules.records import ReportHeader, ServiceRecord


class RegisterState(StrEnum):
    """How the register of displaced persons knows an identifier."""

    UNKNOWN = "unknown"
    VALID = "valid"
    MERGED = "merged"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class PersonFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the register has of a reported identifier.

    `person` is opaque and the same for every identifier of one person. Names are compared by the
    caller's register and never leave it: `names_agree` and `birth_agrees` are `None` where the
    record brings nothing to compare.
    """

    state: RegisterState
    person: str = ""
    names_agree: bool | None = None
    birth_agrees: bool | None = None
    entry_date: date | None = None


class ContractFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A contract of the provider with the house; both days belong to it; `kinds` are report kinds."""

    number: str
    valid_from: date
    valid_to: date
    kinds: frozenset[str] = frozenset()


class PhysicianFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A physician of the provider; both days belong to the validity."""

    stamp_code: str
    valid_from: date
    valid_to: date | None = None
    specialities: frozenset[str] = frozenset()


class ServiceEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry of the list of services; `tariff` is in lei, `None` where the list has none."""

    code: str
    kinds: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    tariff: Decimal | None = None
    needs_referral: bool = False
    needs_card: bool = True
    most_per_day: int | None = None


class EarlierRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record already taken that says the same: person, day, service; `own` is of this provider."""

    app_id: str
    own: bool
    report: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known about one record; `None` says that it was looked for and not found.

    `arrived_at` has a zone; `deadline` is the last second in which the record could be sent in time,
    `None` where no term is in force. `stamps` has the physicians of the provider by stamp code.
    """

    arrived_at: datetime
    contract: ContractFacts | None = None
    stamps: Mapping[str, PhysicianFacts] = {}
    services: Mapping[str, ServiceEntry] = {}
    person: PersonFacts | None = None
    earlier: tuple[EarlierRecord, ...] = ()
    same_app_id: EarlierRecord | None = None
    deadline: datetime | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be judged, in its report, with what is known."""

    header: ReportHeader
    record: ServiceRecord
    facts: Facts
