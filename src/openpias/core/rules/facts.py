"""What must be known of the world to judge a record? Plain data that the caller looked up."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from openpias.core.rules.records import RecordGroup, ReportHeader, ServiceRecord


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


class Source(StrEnum):
    """Where facts are looked up; what the caller could not ask is `Facts.unasked`.

    An online validation has no period: its caller puts `PERIOD` there.
    """

    PERIOD = "period"
    CONTRACTS = "contracts"
    PHYSICIANS = "physicians"
    SERVICES = "services"
    REGISTER = "register"
    EARLIER = "earlier"
    CLOCK = "clock"


class EarlierRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record already taken that says the same: person, day, service; `own` is of this provider.

    `report` is empty while no report has brought the record: it was only validated online.
    `closed` says that the period of its report was settled, and `content` is
    `contents.digest` of the record as it was then.
    """

    app_id: str
    own: bool
    report: str = ""
    closed: bool = False
    content: str = ""


class Within(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the same report said before this record, counted by `within_report.WithinReport`.

    `same_app_id` counts records of the same list with the same id, `same_service` those of another
    id with the same person, day and service.
    """

    same_app_id: int = 0
    same_service: int = 0


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
    unasked: frozenset[Source] = frozenset()


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A record to be judged, in its report, with what is known."""

    header: ReportHeader
    record: ServiceRecord
    facts: Facts
    within: Within = Within()


class ReportCase(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report to be judged after its last record; `within_report` counts it.

    `sums` has the value of each list that it could know, in lei; a list in which one record has no
    value is not there. `displaced` and `others` count the patients' records.
    """

    header: ReportHeader
    arrived_at: datetime
    path: str = "/report"
    sums: Mapping[RecordGroup, Decimal] = {}
    all_known: bool = False
    displaced: int = 0
    others: int = 0
