"""What was found in a header, how surely, what stands now, and what is missing?"""

from typing import Any

from openpias.pages import Choice
from openpias.server.helpdesk.domain.header.fields import ASKED
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.enums import HeaderField, ReporterKind
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries.views import PERSONAL_FIELDS, FieldView, IncidentView
from openpias.server.helpdesk.web import labels, moments
from openpias.server.helpdesk.web.opening import for_reader
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.error_texts import describe


def rows(found: IncidentView, *, actor: Actor) -> list[dict[str, Any]]:
    """Return the fields that the mailbox asks for, and those that were found besides.

    An insured person and staff are asked for none; who sees no personal data is shown none of it.
    """
    personal = actor.may(Permission.READ_PERSONAL)
    known = {each.field: each for each in found.fields}
    asks = found.reporter_kind is ReporterKind.PROVIDER
    asked = ASKED[found.mailbox] if asks else frozenset()
    return [
        _row(which, known.get(which), found, actor)
        for which in HeaderField
        if (which in known or which in asked) and (personal or which not in PERSONAL_FIELDS)
    ]


def lacking(found: IncidentView) -> list[str]:
    """Return what was missing or wrong, in the words that whoever wrote was told."""
    return [describe(code).practice for code in found.lacks]


def choices(which: HeaderField, found: IncidentView) -> list[Choice]:
    """Return what may be chosen for a field that is a closed list; nothing for others."""
    if which is HeaderField.CATEGORY:
        return labels.categories(ALLOWED_CATEGORIES[found.mailbox])
    return labels.provider_kinds() if which is HeaderField.PROVIDER_KIND else []


# What is said of a field that the mailbox asks for and nobody wrote.
_LACKS = {
    HeaderField.PROVIDER_KIND: "header-provider-kind-missing",
    HeaderField.FISCAL_CODE: "header-provider-missing",
    HeaderField.SUB_UNIT: "header-sub-unit-missing",
    HeaderField.CATEGORY: "header-category-missing",
}


def _row(
    which: HeaderField, known: FieldView | None, found: IncidentView, actor: Actor
) -> dict[str, Any]:
    value = _read(actor, which, known.value) if known else ""
    was = _read(actor, which, known.found) if known else ""
    return {
        "field": which.value,
        "name": labels.field(which),
        "value": labels.field_value(which, value) or _registered(which, found),
        "raw": value,
        "found": labels.field_value(which, was) if was != value else "",
        "sure": labels.confidence(known.confidence) if known and was else {},
        "corrected_by": known.corrected_by_name if known else "",
        "corrected_at": moments.full(known.corrected_at) if known else "",
        "choices": choices(which, found),
        "is_lacking": _LACKS.get(which) in found.lacks,
    }


def _read(actor: Actor, which: HeaderField, text: str) -> str:
    """Return a value for this reader; a fiscal code is a provider's, though it looks like a telephone."""
    return for_reader(actor, text, code=text if which is HeaderField.FISCAL_CODE else "")


def _registered(which: HeaderField, found: IncidentView) -> str:
    """Return what the register says where nobody wrote it."""
    is_name = which is HeaderField.PROVIDER_NAME and found.is_registered
    return found.provider_name if is_name else ""
