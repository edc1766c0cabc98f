"""How fast do reports become records with findings, and what does it take?

Prints one JSON line. On a register of its own: a clinic sends reports of LINES lines in files of
PER_FILE, each signed and packed, half of the lines for displaced persons; then all of it again under
other names, as corrections, and both times must add up to the same to the last ban. Then single
services are validated online, and an outage is declared over MOVED open records.
Usage: reporting.py [LINES] [PER_FILE] [MOVED]; 700000 lines are a day of the real system.
"""

import json
import os
import random
import resource
import sys
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from openpias.server.local.scratch import scratch_register

MONTH = date(2026, 11, 1)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PERSONS = 1000
ONLINE = 300
HOUSE = "CAS-SV"


@dataclass(frozen=True)
class Service:
    """What a line of the benchmark says."""

    code: str
    price: str


SERVICES = (
    Service("DC-CONS-01", "95.50"),
    Service("DC-CONS-03", "95.50"),
    Service("DC-PANS-01", "25.00"),
)


def calibration() -> float:
    """Return the milliseconds of a fixed loop, to compare machines."""
    started = time.perf_counter()
    for _ in range(100_000):
        sha256(b"calibration").digest()
    return (time.perf_counter() - started) * 1000


class Setting:
    """A clinic in contract, its certificate, and the persons that it treats."""

    def __init__(self) -> None:
        from openpias.core.pki import demo_ca
        from openpias.server.platform.accounts.credentials import actor_of
        from openpias.server.platform.accounts.enums import Role
        from openpias.server.platform.accounts.models import Account
        from openpias.server.providers.operations import demo as providers
        from openpias.server.reporting.operations import demo

        def account(role: Role, provider: str) -> object:
            return actor_of(
                Account.objects.create(
                    username=f"{role}-{provider}",
                    display_name="Bench",
                    provider_code=provider,
                    provider_name="Clinica Demonstrativă Siret",
                    house_code=HOUSE,
                    house_name="Casa de probă",
                    roles=[role.value],
                )
            )

        self.operator = account(Role.HOUSE_OPERATOR, HOUSE)
        self.clinic = account(Role.CLERK, "900001013")
        self.national = account(Role.ADMINISTRATOR, "CNAS")
        providers.create(actor=self.operator, at=NOW)
        demo.create(houses=[HOUSE], actor=self.operator, at=NOW)
        self.ca = demo_ca.establish(moment=NOW)
        self.party = self.ca.issue("Cireșaru Matei", since=NOW - timedelta(days=1))
        self._enrol()
        self.names = [word(number, "s") for number in range(PERSONS)]
        self.given = [word(number, "g") for number in range(PERSONS)]
        self.numbers = [self._register(number) for number in range(PERSONS)]

    def _enrol(self) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import Encoding
        from django.conf import settings

        from openpias.core.pki import certificates
        from openpias.server.certificates.enums import OwnerKind
        from openpias.server.certificates.models import EnrolledCertificate
        from openpias.server.certificates.operations import responders

        for name, party in (("anchors", self.ca.root), ("intermediates", self.ca.issuing)):
            folder = settings.TRUST_DIR / name
            folder.mkdir(parents=True, exist_ok=True)
            pem = party.certificate.public_bytes(Encoding.PEM)
            (folder / "authority.pem").write_bytes(pem)
        loaded = x509.load_der_x509_certificate
        by_name = {each.certificate.subject: each for each in (self.ca.root, self.ca.issuing)}
        responders.ocsp_answer = lambda der, *, issuer: self.ca.ocsp_answer(  # noqa: ARG005
            loaded(der), moment=NOW
        )
        responders.revocation_list = lambda der: self.ca.crl(
            by_name[loaded(der).issuer], moment=NOW
        )
        facts = certificates.read(self.party.der)
        EnrolledCertificate.objects.create(
            owner_kind=OwnerKind.PROVIDER,
            owner_code="900001013",
            house=HOUSE,
            holder="Cireșaru Matei",
            role="clerk",
            email="bench@example.org",
            der=self.party.der,
            issuer=facts.issuer,
            serial=facts.serial,
            key_sha256=facts.key_sha256,
            valid_from=NOW - timedelta(days=1),
            valid_until=NOW + timedelta(days=300),
            enrolled_at=NOW,
        )

    def _register(self, number: int) -> str:
        from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
        from openpias.server.registry.operations import temporary_numbers

        typed = RegistrationInput(
            surname=word(number, "s"),
            given_name=word(number, "g"),
            birth_date=birth(number).isoformat(),
            sex="F",
            category="A",
            citizenship="UA",
            entry_point="SIRET",
            entry_date="2022-03-01",
            visa_type="NONE",
            documents=(
                DocumentInput(
                    type="PASSPORT", number=f"FA{number:06d}", date="2019-05-02", issuer="8001"
                ),
            ),
        )
        return temporary_numbers.issue(typed, actor=self.clinic, at=NOW).number


def word(number: int, salt: str) -> str:
    """Return an invented name that is always the same for a number."""
    chance = random.Random(f"{salt}{number}")
    return "".join(
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(5)
    ).capitalize()


def birth(number: int) -> date:
    """Return the day on which a person of the benchmark was born."""
    return date(1940, 1, 1) + timedelta(days=11 * number)


def lines(setting: Setting, first: int, count: int) -> str:
    """Return lines of a clinic's report; the same numbers say the same."""
    found = []
    for number in range(first, first + count):
        service = SERVICES[number // (PERSONS * 15) % len(SERVICES)]
        day = MONTH + timedelta(days=5 + number // PERSONS % 15)
        person = number % PERSONS
        who = f'personPID="{cnp(person)}"'
        foreign = ""
        if number % 2:
            who = 'personType="OUGMGR"'
            foreign = (
                f'<foreignPerson personIdentifier="{setting.numbers[person]}" '
                f'personFirstName="{setting.given[person]}" personLastName="{setting.names[person]}" '
                f'birthDate="{birth(person)}" countryCode="UA"></foreignPerson>'
            )
        found.append(
            f'<clinicService AppID="{number + 1}" stencilNo="DEMO01" specialityCode="D-INT" '
            f'patientInsuranceHouse="{HOUSE}" reportedService="{service.code}" medSrvPack="PB" '
            f'quantity="1" serviceDate="{day}T10:30:00" serviceValue="{service.price}" '
            'initialDiagnostic="D001" presentationMode="1" serviceType="1" diseaseType="0" '
            f"{who}>{foreign}</clinicService>"
        )
    return "".join(found)


def cnp(number: int) -> str:
    """Return an invented CNP."""
    from openpias.core.identifiers.cnp import control_digit

    body = f"2{82 + number // 1000:02d}072070{number % 1000:03d}"[:12]
    return body + control_digit(body)


def report(setting: Setting, first: int, count: int, minute: int) -> str:
    """Return a signed and packed report."""
    from openpias.core.pki import signed_files
    from openpias.interop import envelopes, file_names

    content = (
        '<?xml version="1.0" encoding="utf-8"?><report xmlns="http://www.cnas.ro/siui/2.0" '
        f'AppID="{minute}" clinic="Clinica" fiscalCode="900001013" contractNo="DEMO-1" '
        f'insuranceHouse="{HOUSE}" reportingDate="2026-11-23" startFrom="2026-11-01" '
        'endTo="2026-11-30" labValue="0" hspValue="0"><clinicServices>'
        f"{lines(setting, first, count)}</clinicServices></report>"
    ).encode()
    name = file_names.FileName(
        prefix="CLIN",
        code="900001013",
        moment=datetime(2026, 11, 1) + timedelta(minutes=minute),  # noqa: DTZ001 - names have no zone
    )
    return envelopes.seal(
        content,
        name=name,
        sign=lambda octets: signed_files.sign(
            octets, key=setting.party.key, certificate=setting.party.certificate, at=NOW
        ),
    )


def processor() -> float:
    """Return the processor seconds of this process, of what opens envelopes, and of the database's side."""
    from django.db import connection

    from openpias.server.reporting.operations import opening_process

    own = resource.getrusage(resource.RUSAGE_SELF)
    database = spent(connection.connection.info.backend_pid)[:2]
    return own.ru_utime + own.ru_stime + sum(database) + sum(spent(opening_process.pid()))


def spent(process: int) -> list[float]:
    """Return the processor seconds of a process, and behind them of its children that ended."""
    said = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return [int(each) / os.sysconf("SC_CLK_TCK") for each in said[11:15]]


sums_of_time: list[float] = []
waits: list[float] = []


def note_waits() -> None:
    """Note for how many seconds each report that ends lets the others wait that end."""
    from openpias.server.reporting.operations import settling

    hold, settle = settling.locks.hold, settling.settle
    since = [0.0]

    def held(*names: str) -> None:
        hold(*names)
        if names == ("settling",):
            since[0] = time.perf_counter()

    def settled(*args: object, **options: object) -> None:
        settle(*args, **options)
        waits.append(time.perf_counter() - since[0])

    settling.locks.hold, settling.settle = held, settled


def send(setting: Setting, count: int, per_file: int, *, minute: int) -> tuple[float, dict]:
    """Send all lines; return the seconds from received to stored findings, and what they add up to."""
    from openpias.server.reporting.models import Report
    from openpias.server.reporting.operations import processing, receiving

    seconds, sums = 0.0, {"accepted": Decimal(0), "valid": 0, "partial": 0, "invalid": 0}
    for start in range(0, count, per_file):
        text = report(setting, start, min(per_file, count - start), minute + start // per_file)
        answer = receiving.receive(text, report_type="CLIN", actor=setting.clinic, at=NOW)
        if not isinstance(answer, receiving.Received):
            raise SystemExit(f"refused: {answer}")
        began, used = time.perf_counter(), processor()
        processing.process(answer.report, now=lambda: NOW)
        took = time.perf_counter() - began
        sums_of_time.append(processor() - used)
        seconds += took
        print(f"{start + per_file} lines, {took:.1f} s", file=sys.stderr)
        row = Report.objects.get(public_id=answer.report)
        sums["accepted"] += Decimal(row.totals["accepted"])
        for name in ("valid", "partial", "invalid"):
            sums[name] += getattr(row, name)
    return seconds, sums


def online(setting: Setting) -> list[float]:
    """Return how long each validation of one service took, in milliseconds, sorted."""
    from django.db import connection

    from openpias.server.reporting.operations import validating

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does within a minute
    times = []
    for number in range(ONLINE):
        content = (
            (
                '<?xml version="1.0" encoding="utf-8"?><request xmlns="http://www.cnas.ro/siui/2.0" '
                'providerCode="900001013" providerName="Clinica" contractNo="DEMO-1" contractType="" '
                f'insuranceHouse="{HOUSE}" reportDate="2026-11-30" reportType="CLIN">'
                f"{lines(setting, 10_000_001 + 2 * number, 1)}</request>"
            )
            .replace('serviceValue="95.50" ', "")
            .replace('serviceValue="25.00" ', "")
        )
        began = time.perf_counter()
        validating.validate(
            content.encode(),
            report_type="CLIN",
            request_type="RQ_CLIN_SRV",
            actor=setting.clinic,
            at=NOW,
        )
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def moved(setting: Setting, count: int) -> tuple[float, int]:
    """Return the seconds in which the deadlines of open records follow an outage, and how many moved."""
    from django.db import connection

    from openpias.server.reporting.domain.pauses import PauseInput
    from openpias.server.reporting.operations import deadlines, pauses
    from openpias.server.reporting.queries.clock import deadlines as clock

    day = MONTH + timedelta(days=17)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reporting_record (key, provider_code, house_code, kind, list, app_id, position,"
            " path, contract_number, person_type, identifier, cnp, cid, surname, given_name, given_on,"
            " service_code, package, quantity, stamp_code, speciality, diagnosis, arrived_at, deadline,"
            " is_late, state, content, source, reported_at)"
            " SELECT gen_random_uuid(), '90000' || mod(n, 1000), 'CAS-SV', 'CLIN', 'services', n::text, 1, '', 'X', '', '', '',"
            " '', '', '', %s::date - mod(n, 3), 'DC-CONS-01', '', 1, '', '', '', %s, %s, false, 1, '', 'online', %s"
            " FROM generate_series(1, %s) AS n",
            [day, NOW, clock().of(day), NOW, count],
        )
        cursor.execute("ANALYZE reporting_record")
    typed = PauseInput(
        kind="outage",
        begins_on="19-11-2026",
        begins_hour="08:00",
        ends_on="19-11-2026",
        ends_hour="12:00",
        act="Anunț de probă",
    )
    pauses.declare(typed, public_id=uuid.uuid4(), actor=setting.national, at=NOW)
    began = time.perf_counter()
    done = deadlines.move(at=NOW)
    return time.perf_counter() - began, done.records


def main(count: int, per_file: int, to_move: int) -> None:
    """Measure and print."""
    random.seed(7)
    with scratch_register():
        setting = Setting()
        note_waits()
        send(setting, 200, 200, minute=0)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        first, sums = send(setting, count, per_file, minute=1000)
        second, again = send(setting, count, per_file, minute=10_000)
        if sums != again:
            raise SystemExit(f"not the same: {sums} {again}")
        spent = sum(sums_of_time[1:])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        times = online(setting)
        seconds, records = moved(setting, to_move)
        figures = {
            "lines": count,
            "lines_per_s": round(count / first),
            "corrections_per_s": round(count / second),
            "lines_per_processor_s": round(2 * count / spent),
            "accepted_lei": str(sums["accepted"]),
            "invalid": sums["invalid"],
            "others_wait_s": round(max(waits), 2),
            "memory_grew_mb": round((peak - before) / 1024, 1),
            "online_p50_ms": round(times[len(times) // 2], 1),
            "online_p99_ms": round(times[int(len(times) * 0.99)], 1),
            "moved_records": records,
            "moved_s": round(seconds, 1),
            "calibration_ms": round(calibration(), 1),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:4]]
    main(*[*given, *(20_000, 10_000, 200_000)[len(given) :]])
