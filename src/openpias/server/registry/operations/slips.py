"""How is a slip signed, printed, and told to be no longer true?"""

import base64
import os
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from openpias.core.calendar import dates
from openpias.core.slips import document, signing, status_list
from openpias.core.slips.document import Row
from openpias.core.slips.payload import SlipDocument, SlipPayload
from openpias.core.slips.status_list import StatusList
from openpias.server.config.env import Profile
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.enums import (
    IdentifierKind,
    NomenclatureList,
    PersonStatus,
    SlipStatus,
)
from openpias.server.registry.models import Slip
from openpias.server.registry.operations.slip_keys import keys
from openpias.server.registry.queries.nomenclatures import vocabulary
from openpias.server.registry.queries.persons import PersonView

LIST_VALID = timedelta(days=1)
LIST_FILE = "status-list.cose"


class NoCurrentSlip(Exception):  # noqa: N818 - a refusal, not a fault
    """The person's number was withdrawn: there is no slip to print."""


def print_slips(persons: Sequence[PersonView], *, actor: Actor, at: datetime) -> bytes:
    """Return the slips of these persons in one PDF; writes an audit row for each.

    Raises NoCurrentSlip when one of them has none.
    """
    pages = [_page(person, actor=actor, at=at) for person in persons]
    pdf = document.render(pages, verify_at=f"{settings.PUBLIC_URL}/verificare")
    for person in persons:
        record(
            event="slip-printed",
            actor=actor,
            subject_kind="person",
            subject_ref=person.public_id,
            facts={"version": person.version},
            at=at,
        )
    return pdf


def code(person: PersonView) -> str:
    """Return the signed digits of a person's current slip; raises NoCurrentSlip."""
    if person.slip_id is None or person.status is not PersonStatus.ACTIVE:
        raise NoCurrentSlip
    first = person.documents[0] if person.documents else None
    permit = person.permit
    shown = (
        SlipDocument(type="PERMIT_RO", number=permit.permit_number)
        if permit
        else SlipDocument(type=first.type, number=first.full_number)
        if first
        else None
    )
    payload = SlipPayload(
        slip_id=person.slip_id,
        version=person.version,
        number=person.number,
        number_kind=person.number_kind.value,
        surname=person.surname,
        given_name=person.given_name,
        birth_date=person.birth.value,
        birth_precision=person.birth.precision.value,
        sex=person.sex,
        citizenship=person.citizenship,
        category=person.category,
        entry_date=person.entry_date,
        document=shown,
        practice=person.practice,
    )
    return signing.sign(payload, keys().signing(practice=person.practice))


def code_picture(person: PersonView) -> str | None:
    """Return the 2D code as a data: address for a page; None where there is no current slip."""
    try:
        drawn = document.code_svg(code(person))
    except NoCurrentSlip:
        return None
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def published_list(*, at: datetime) -> bytes:
    """Return the signed list of slips that are superseded or withdrawn; practice is not on it."""
    rows = Slip.objects.exclude(status=SlipStatus.CURRENT).filter(person__practice=False)
    found: dict[str, set[bytes]] = {SlipStatus.SUPERSEDED: set(), SlipStatus.WITHDRAWN: set()}
    for slip_id, status in rows.values_list("slip_id", "status").iterator():
        found[status].add(bytes(slip_id))
    content = StatusList(
        issued_at=at,
        next_update=at + LIST_VALID,
        superseded=frozenset(found[SlipStatus.SUPERSEDED]),
        withdrawn=frozenset(found[SlipStatus.WITHDRAWN]),
    )
    return status_list.sign(content, keys().active)


def withdrawn_before_restore() -> list[str]:
    """Return the persons whose slips are current here and withdrawn in the list kept beside.

    A list that is older than the register, or missing, or not ours, tells of nobody.
    """
    try:
        content = (settings.PUBLISHED_DIR / LIST_FILE).read_bytes()
    except FileNotFoundError:
        return []
    told = status_list.verify(content, keys().ring)
    if not isinstance(told, StatusList):
        return []
    rows = Slip.objects.filter(slip_id__in=told.withdrawn, status=SlipStatus.CURRENT)
    return sorted(str(ref) for ref in rows.values_list("person__public_id", flat=True))


def publish(*, at: datetime) -> bytes:
    """Sign the list and keep it in the published folder; harmless to repeat."""
    content = published_list(at=at)
    folder: Path = settings.PUBLISHED_DIR
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = folder / f"{LIST_FILE}.{os.getpid()}.{threading.get_ident()}"
    draft.write_bytes(content)
    draft.replace(folder / LIST_FILE)
    return content


def latest_list(*, at: datetime) -> bytes:
    """Return the published list, signed again when it is older than half its time."""
    file: Path = settings.PUBLISHED_DIR / LIST_FILE
    try:
        age = at.timestamp() - file.stat().st_mtime
        if age < LIST_VALID.total_seconds() / 2:
            return file.read_bytes()
    except FileNotFoundError:
        pass
    return publish(at=at)


_TITLES = {
    IdentifierKind.PERMIT_CNP: (
        "CNP din permisul de ședere",
        "CNP з посвідки на проживання",
        "CNP of the residence permit",
    ),
}
_TEMPORARY_TITLE = (
    "Număr unic temporar de identificare",
    "Тимчасовий унікальний ідентифікаційний номер",
    "Temporary unique identification number",
)


def _page(person: PersonView, *, actor: Actor, at: datetime) -> document.Slip:
    title, title_uk, title_en = _TITLES.get(person.number_kind, _TEMPORARY_TITLE)
    return document.Slip(
        title=title,
        title_uk=title_uk,
        title_en=title_en,
        number=person.number,
        code=code(person),
        rows=[row for row in _rows(person) if row.value],
        issued=(
            f"Fișa, versiunea {person.version} · tipărită la "
            f"{timezone.localtime(at):%d-%m-%Y %H:%M} · {actor.provider.name}"
        ),
        practice=person.practice,
        demo=settings.PROFILE is not Profile.PRODUCTION,
    )


def _rows(person: PersonView) -> list[Row]:
    rows = [
        _row(
            "Nume",
            "Прізвище",
            "Surname",
            person.surname,
            _latin(person.surname, person.surname_latin),
        ),
        _row(
            "Prenume",
            "Ім’я",
            "Given name",
            person.given_name or "—",
            _latin(person.given_name, person.given_name_latin),
        ),
        _row("Data nașterii", "Дата народження", "Date of birth", person.birth.typed()),
        _coded("Gen", "Стать", "Sex", NomenclatureList.SEXES, person.sex),
        _coded("Categoria", "Категорія", "Category", NomenclatureList.CATEGORIES, person.category),
        _coded(
            "Cetățenia",
            "Громадянство",
            "Citizenship",
            NomenclatureList.CITIZENSHIPS,
            person.citizenship,
        ),
        _entry(person),
    ]
    return [*rows, *_paper_rows(person)]


def _paper_rows(person: PersonView) -> list[Row]:
    """Return the first document and the latest permit, where there are any."""
    rows = []
    first = person.documents[0] if person.documents else None
    if first:
        kind = _names(NomenclatureList.DOCUMENT_TYPES, first.type)
        rows.append(
            _row(
                "Document",
                "Документ",
                "Document",
                f"{kind[0]} {first.full_number}".strip(),
                kind[1],
            )
        )
    if person.permit:
        until = dates.typed(person.permit.expires_on)
        rows.append(
            _row(
                "Permis de ședere",
                "Посвідка на проживання",
                "Residence permit",
                person.permit.permit_number,
                f"până la · до · until {until}",
            )
        )
    return rows


def _entry(person: PersonView) -> Row:
    point = _names(NomenclatureList.ENTRY_POINTS, person.entry_point)
    day = dates.typed(person.entry_date) if person.entry_date else ""
    value = " · ".join(part for part in (day, point[0]) if part)
    return _row("Intrarea în România", "В’їзд до Румунії", "Entry into Romania", value, point[1])


def _coded(ro: str, uk: str, en: str, name: NomenclatureList, code: str) -> Row:
    names = _names(name, code)
    return _row(ro, uk, en, *names)


def _names(name: NomenclatureList, code: str) -> tuple[str, str]:
    """Return the Romanian name of a code, and beside it those in the other languages that differ."""
    found = vocabulary()[name].get(code)
    if found is None:
        return code, ""
    names = dict.fromkeys(found.name(language) for language in ("ro", "uk", "en"))
    shown, *others = names
    return shown, " · ".join(others)


def _latin(name: str, latin: str) -> str:
    return latin if latin != name else ""


def _row(ro: str, uk: str, en: str, value: str, second: str = "") -> Row:
    return Row(ro=ro, uk=uk, en=en, value=value, second=second)
