"""How does an operator correct a field of the header?

What the sender wrote stays beside it.
"""

from datetime import datetime

from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code, stamp_code
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.domain.mail.screening import shown_text
from openpias.server.helpdesk.domain.outcomes import Done, NotSaved
from openpias.server.helpdesk.enums import Happening, HeaderField, Mailbox
from openpias.server.helpdesk.models import Incident, IncidentEntry, IncidentField
from openpias.server.helpdesk.operations import creating, trail
from openpias.server.helpdesk.operations.holding import done, held
from openpias.server.helpdesk.operations.registers import ProviderRegister
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.clock import day_of
from openpias.server.providers.enums import ProviderKind

_COLUMNS = {
    HeaderField.PROVIDER_KIND: "provider_kind",
    HeaderField.FISCAL_CODE: "provider_code",
    HeaderField.PROVIDER_NAME: "provider_name",
    HeaderField.STAMP_CODE: "stamp_code",
    HeaderField.SUB_UNIT: "sub_unit",
    HeaderField.CATEGORY: "category",
}
_LONGEST = 200


def correct(
    public_id: str, *, field: str, value: str, actor: Actor, at: datetime
) -> Done | NotSaved:
    """Write what a field should say; an empty value takes it away.

    A fiscal code brings name and house from the register.
    """
    if field not in {each.value for each in HeaderField}:
        return NotSaved(findings=(Finding(code="value-unknown", path="/field"),))
    wanted = HeaderField(field)
    with held(public_id, actor) as incident:
        tidy = " ".join(value.split())
        if problem := _problem(wanted, tidy, Mailbox(incident.mailbox)):
            return NotSaved(findings=(Finding(code=problem, path="/value"),))
        if wanted is HeaderField.FISCAL_CODE:
            tidy = fiscal_code.tidy(tidy)
        if not set_field(incident, wanted, tidy, actor=actor, at=at):
            return done(incident, is_new=False)
        if wanted is HeaderField.FISCAL_CODE:
            _follow_register(incident, at=at)
        _lacks_no_more(incident, wanted)
        incident.search_text = creating.search_text(incident, _presented(incident))
        incident.changed_at = at
        incident.save()
        facts = {"field": wanted.value}
        trail.happened(incident, Happening.CORRECTED, actor=actor, facts=facts, at=at)
        return done(incident)


def confirm_provider(public_id: str, *, actor: Actor, at: datetime) -> Done:
    """Say that the provider of the header is who wrote: from then on it sees the incident itself."""
    with held(public_id, actor) as incident:
        if incident.is_proven or not incident.is_registered:
            return done(incident, is_new=False)
        incident.is_proven, incident.changed_at = True, at
        incident.save(update_fields=["is_proven", "changed_at"])
        facts: dict[str, Fact] = {"provider": incident.provider_code, "proven": True}
        trail.happened(incident, Happening.CORRECTED, actor=actor, facts=facts, at=at)
        return done(incident)


def set_field(
    incident: Incident, field: HeaderField, value: str, *, actor: Actor, at: datetime
) -> bool:
    """Write a field and its column; tell whether it changed. The caller saves the incident."""
    row, _ = IncidentField.objects.get_or_create(incident=incident, field=field)
    if row.value == value:
        return False
    row.value = value[:300]
    row.corrected_by, row.corrected_by_name = actor.account_id, actor.display_name[:200]
    row.corrected_at = at
    row.save()
    if field in _COLUMNS:
        setattr(incident, _COLUMNS[field], value)
    return True


def _problem(field: HeaderField, value: str, mailbox: Mailbox) -> str:
    """Return the code of what is wrong with a value; empty where nothing is."""
    if len(value) > _LONGEST or "\x00" in value:
        return "value-unknown"
    if not value:
        return ""
    if shown_text(value).hard:
        return "typed-personal-data"
    return _wrong(field, value, mailbox)


def _wrong(field: HeaderField, value: str, mailbox: Mailbox) -> str:
    is_known, code = True, "value-unknown"
    match field:
        case HeaderField.FISCAL_CODE:
            code = "fiscal-code-wrong"
            is_known = not isinstance(fiscal_code.parse(value), fiscal_code.Problem)
        case HeaderField.CATEGORY:
            code = "category-unknown"
            is_known = value in {each.value for each in ALLOWED_CATEGORIES[mailbox]}
        case HeaderField.PROVIDER_KIND:
            is_known = value in {each.value for each in ProviderKind}
        case HeaderField.STAMP_CODE:
            is_known = not isinstance(stamp_code.parse(value), stamp_code.Problem)
        case _:
            pass
    return "" if is_known else code


def _follow_register(incident: Incident, *, at: datetime) -> None:
    register = ProviderRegister(today=day_of(at))
    known = register.provider(incident.provider_code)
    incident.is_registered = known is not None
    incident.is_proven = False
    if known is not None:
        incident.provider_name = known.name
    incident.house_code = register.house_of(incident.provider_code)


def _lacks_no_more(incident: Incident, field: HeaderField) -> None:
    subject = "provider" if field in _NAMES else field.value
    incident.lacks = [
        each
        for each in incident.lacks
        if not each.startswith((f"header-{subject}-", f"header-{field}-"))
    ]


_NAMES = frozenset({HeaderField.FISCAL_CODE, HeaderField.PROVIDER_NAME})


def _presented(incident: Incident) -> str:
    entries = IncidentEntry.objects.filter(incident=incident).order_by("pk")
    return " ".join(entries.values_list("presentation", flat=True)[:20])
