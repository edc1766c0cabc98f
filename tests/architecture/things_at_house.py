"""What does reporting bring at a house and at CNAS, one of each: a dead letter, a period, a pause?"""

import uuid
from datetime import date, timedelta

from tests.factories import house_reports as made
from tests.factories.people import NOW

from openpias.server.platform.working_days.models import DeclaredDay
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import DeclaredPause, ListedCode, ReportingPeriod

Thing = dict[str, str]
KINDS = ("dead-letter", "period", "rep-record")
# Numbers that stand nowhere else on a page.
_FIRST_RECORD, _NO_RECORD = 770_000_001, 990_000_009
_PAUSE = {
    "record": str(uuid.UUID(int=10)),
    "kind": "outage",
    "begins_on": "19-11-2026",
    "begins_hour": "08:00",
    "ends_on": "20-11-2026",
    "ends_hour": "16:30",
    "act": "Ordinul 12/2026",
    "seen": "1",
}
_DAY = {
    "record": str(uuid.UUID(int=11)),
    "day": "31-12-2026",
    "kind": "free",
    "scopes": "reporting",
    "act": "HG 1/2026",
}
PAGES: dict[str, Thing] = {
    "raportare/casa/zile/noua": _DAY,
    "raportare/casa/inregistrari/<int:number>": {"look_reason": "check"},
    "raportare/casa/evidenta/<str:house>/<str:code>": {"look_reason": "check"},
    "raportare/casa/pauze/noua": _PAUSE,
    "raportare/casa/pauze/<uuid:public_id>": _PAUSE,
    "raportare/casa/perioade/luna": {"month": "2026-11", "kinds": "MF", "house": "CAS-SV"},
    "raportare/liste/<str:name>/incheiere/<str:first>/<path:code>": {"valid_to": "31-12-2030"},
}


def of_house(house: str, *, provider: str, place: int, month: int = 11) -> dict[str, Thing]:
    """Let a report stop at a house, with a record, in an open period."""
    own = {"house_code": house, "provider_code": provider}
    report = made.report(ReportState.DEAD_LETTER, **own)
    record = made.record(report, id=_FIRST_RECORD + place)
    period = ReportingPeriod.objects.create(
        house_code=house,
        kind="CLIN",
        starts_on=date(2026, month, 1),
        ends_on=date(2026, month, 30),
        opened_at=NOW,
        opened_by=1,
    )
    return {
        "dead-letter": {"public_id": str(report.public_id)},
        "rep-record": {"number": str(record.pk)},
        "register": {"house": house, "code": provider},
        "period": {"public_id": str(period.public_id)},
    }


def of_everybody() -> dict[str, Thing]:
    """Declare a pause and a day, and list a code."""
    pause = DeclaredPause.objects.create(
        public_id=uuid.uuid4(),
        kind="outage",
        begins_at=NOW,
        ends_at=NOW + timedelta(hours=3),
        act="Ordinul 11/2026",
        declared_at=NOW,
        declared_by=1,
    )
    day = DeclaredDay.objects.create(
        public_id=uuid.uuid4(),
        day=date(2026, 11, 27),
        kind="free",
        for_reporting=True,
        for_helpdesk=True,
        act="HG 1/2026",
        declared_at=NOW,
        declared_by=1,
    )
    code = ListedCode.objects.create(
        list="packages", code="PB", name="Bază", valid_from=date(2026, 1, 1), provenance="test"
    )
    return {
        "pause": {"public_id": str(pause.public_id)},
        "declared-day": {"public_id": str(day.public_id)},
        "rep-list": {"name": "packages"},
        "rep-code": {"name": "packages", "first": "01-01-2026", "code": code.code},
    }


def unknown() -> dict[str, Thing]:
    """Return what nobody has, of the same shape."""
    one = str(uuid.uuid4())
    return {
        **{kind: {"public_id": one} for kind in ("dead-letter", "period", "pause", "declared-day")},
        "rep-record": {"number": str(_NO_RECORD)},
        "register": {"house": "CAS-XX", "code": "18547290"},
        "rep-list": {"name": "colours"},
        "rep-code": {"name": "packages", "first": "01-01-2026", "code": "ZZZZ"},
    }
