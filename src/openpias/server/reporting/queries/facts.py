"""What must be known to judge the records of one message? Looked up for whole sets of them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from openpias.core.rules import arrival
from openpias.core.rules.arrival import Standing
from openpias.core.rules.facts import (
    ContractFacts,
    EarlierRecord,
    Facts,
    PersonFacts,
    PhysicianFacts,
    Source,
)
from openpias.core.rules.records import Patient, ReportHeader, ServiceRecord
from openpias.core.rules.rule import SERVICE_GROUPS
from openpias.core.rules.terms import Term
from openpias.server.providers import api as providers
from openpias.server.registry import api as registry
from openpias.server.registry.api import Reported, ReportedPerson
from openpias.server.reporting.domain import persons
from openpias.server.reporting.domain.kinds import kinds_of_contract
from openpias.server.reporting.domain.policies import rules_policy
from openpias.server.reporting.queries import clock, earlier
from openpias.server.reporting.queries.earlier import Current, Given, Key, Moved
from openpias.server.reporting.queries.listed_services import ServicesOnDays

# What is remembered from chunk to chunk; more is forgotten, and asked again.
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who says it: a provider in contract with a house."""

    provider: str
    house: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything about one record: the facts, whose it is, and what stands under its key now."""

    facts: Facts
    person: uuid.UUID | None
    current: Current | None


class MessageFacts:
    """The facts of one message; what is the same for all of its records is looked up once."""

    def __init__(
        self,
        header: ReportHeader,
        sender: Sender,
        *,
        unasked: frozenset[Source] = frozenset(),
    ) -> None:
        """Look up contract and pauses."""
        self._kind, self._sender = header.kind.value, sender
        self._contract = _contract(header, sender)
        self._physicians: dict[str, list[PhysicianFacts]] = {}
        self._deadlines = clock.deadlines()
        self._services = ServicesOnDays()
        self._unasked = unasked
        self._register: dict[Reported, ReportedPerson] = {}

    def of(self, records: Sequence[ServiceRecord], *, arrived_at: datetime) -> list[Known]:
        """Return what is known of each record, in their order; a few queries for all."""
        self._services.learn(each.service_code for each in records)
        if not self._services.is_kind_listed(self._kind):
            self._unasked |= {Source.SERVICES}
        self._learn_physicians(records)
        self._learn_persons(records)
        keys = {place: (each.group.value, each.app_id) for place, each in enumerate(records)}
        standing = earlier.current(self._sender.provider, self._kind, keys.values())
        said = earlier.said_before(
            self._sender.provider, self._kind, _moved(records, keys, standing)
        )
        given, ids = self._given(records)
        same = earlier.same_service(
            given, provider=self._sender.provider, kind=self._kind, keys=keys
        )
        return [
            self._known(
                record,
                person=ids[place],
                current=standing.get(keys[place]),
                same=same.get(place, ()),
                said_before=said.get(place),
                now=arrived_at,
            )
            for place, record in enumerate(records)
        ]

    def _known(
        self,
        record: ServiceRecord,
        *,
        person: uuid.UUID | None,
        current: Current | None,
        same: tuple[EarlierRecord, ...],
        said_before: datetime | None,
        now: datetime,
    ) -> Known:
        standing = _standing(current, record, person=person)
        facts = Facts(
            arrived_at=_arrival(record, standing, said_before=said_before, now=now),
            contract=self._contract,
            stamps=self._stamps(record),
            services=self._services.on(record.service_code, record.given_on),
            person=self._person(record),
            earlier=same,
            same_app_id=current.said if current else None,
            deadline=self._deadlines.of(record.last_day),
            unasked=self._unasked,
        )
        return Known(facts=facts, person=person, current=current)

    def _learn_physicians(self, records: Sequence[ServiceRecord]) -> None:
        if len(self._physicians) > _MOST:
            self._physicians.clear()
        stamps = {each.stamp_code for each in records}
        missing = {each for each in stamps if each and each not in self._physicians}
        if not missing:
            return
        self._physicians.update({stamp: [] for stamp in missing})
        for each in providers.physicians_stamped(self._sender.provider, stamps=missing):
            self._physicians[each.stamp_code].append(
                PhysicianFacts(
                    stamp_code=each.stamp_code,
                    valid_from=each.valid_from,
                    valid_to=each.valid_to,
                    specialities=frozenset(each.specialities),
                )
            )

    def _learn_persons(self, records: Sequence[ServiceRecord]) -> None:
        if len(self._register) > _MOST:
            self._register.clear()
        asked = {_asked(each.patient) for each in records}
        missing = [each for each in asked if each is not None and each not in self._register]
        if missing:
            self._register.update(registry.reported(missing))

    def _person(self, record: ServiceRecord) -> PersonFacts | None:
        asked = _asked(record.patient)
        return self._register[asked].facts if asked else None

    def _stamps(self, record: ServiceRecord) -> dict[str, PhysicianFacts]:
        times = self._physicians.get(record.stamp_code)
        if not times:
            return {}
        day = record.given_on
        covering = (
            each
            for each in times
            if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
        )
        return {record.stamp_code: next(covering, times[-1])}

    def _given(
        self, records: Sequence[ServiceRecord]
    ) -> tuple[list[Given], list[uuid.UUID | None]]:
        given: list[Given] = []
        ids: list[uuid.UUID | None] = []
        for place, record in enumerate(records):
            asked = _asked(record.patient)
            known = self._register[asked] if asked else None
            person = persons.opaque_id(
                record.patient, known.facts if known else None, key=settings.ANSWER_KEY
            )
            ids.append(person)
            if person and record.service_code and record.group in SERVICE_GROUPS:
                given.append(
                    Given(
                        place=place,
                        persons={person} | (known.also if known else frozenset()),
                        day=record.given_on,
                        code=record.service_code,
                        list=record.group.value,
                    )
                )
        return given, ids


def _moved(
    records: Sequence[ServiceRecord], keys: Mapping[int, Key], standing: Mapping[Key, Current]
) -> list[Moved]:
    """Return the records that say other days than what stands under their keys."""
    moved = []
    for place, record in enumerate(records):
        current = standing.get(keys[place])
        days = (record.given_on, record.last_day)
        if current is not None and days != (current.given_on, current.last_day):
            moved.append(Moved(place=place, key=keys[place], given_on=days[0], last_day=days[1]))
    return moved


def _standing(
    current: Current | None, record: ServiceRecord, *, person: uuid.UUID | None
) -> Standing | None:
    if current is None:
        return None
    return Standing(
        given_on=current.given_on,
        last_day=current.last_day,
        arrived_at=current.arrived_at,
        was_late=current.is_late,
        same_thing=(current.person, current.service_code) == (person, record.service_code),
    )


def _arrival(
    record: ServiceRecord,
    standing: Standing | None,
    *,
    said_before: datetime | None,
    now: datetime,
) -> datetime:
    """Return the arrival that counts; the first of all where the installation switched terms off."""
    policy = rules_policy(settings.REPORTING_RULES)
    if standing is not None and policy.value(Term.MOVED_DAY, record.given_on) is None:
        return min(standing.arrived_at, now)
    return arrival.counting(
        given_on=record.given_on,
        last_day=record.last_day,
        now=now,
        standing=standing,
        said_before=said_before,
    )


def _contract(header: ReportHeader, sender: Sender) -> ContractFacts | None:
    found = providers.contract_named(
        sender.provider, house=sender.house, number=header.contract_number
    )
    if found is None:
        return None
    contract, kinds = found
    return ContractFacts(
        number=contract.number,
        valid_from=contract.valid_from,
        valid_to=contract.valid_to,
        kinds=kinds_of_contract(kinds),
    )


def _asked(patient: Patient) -> Reported | None:
    """Return what to ask the register of displaced persons; None for everybody else.

    The official schemas put the identifier into `personIdentifier`; who puts it into the CNP is
    understood too.
    """
    identifier = patient.identifier or patient.cnp
    if not patient.is_displaced or not identifier:
        return None
    return Reported(
        identifier=identifier,
        surname=patient.surname,
        given_name=patient.given_name,
        birth_date=patient.birth_date,
    )
