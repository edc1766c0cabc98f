"""Which rules hold, since when, what do they ask, and which act says so?"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain.policy import Policy, rules
from openpias.server.registry.domain.rules import (
    Asks,
    DocumentKind,
    DocumentsAsked,
    DocumentsAtLeast,
    EntryLimit,
    InsuredAs,
    Kept,
    MedicalProof,
    RegisteredBy,
    Registrar,
    Rule,
    TabFor,
)
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import policies
from openpias.server.registry.web import labels
from openpias.server.registry.web.nomenclatures import validity


@require_GET
@requires(Permission.READ_NOMENCLATURES)
def collection(request: HttpRequest) -> HttpResponse:
    """Show every rule with its act, those in force first, past ones included."""
    policy = policies.policy(timezone.localdate())
    ordered = sorted(rules(), key=lambda rule: not rule.is_valid_on(policy.day))
    shown = [_rule(each, policy) for each in ordered]
    return render(request, "registry/rules.html", {"rules": shown})


def _rule(rule: Rule, policy: Policy) -> dict[str, object]:
    act = f"{rule.act}, {rule.article}" if rule.article else rule.act
    return {
        "code": rule.code,
        "says": _(rule.says),
        "state": _state(rule, policy.day),
        "ours": rule.ours,
        "rows": [
            {"key": _("Valoarea"), "value": _value(rule.asks, policy)},
            {"key": _("Actul"), "value": act},
            {"key": _("Valabilă"), "value": validity(rule.valid_from, rule.valid_to)},
            {"key": _("De unde se știe (în engleză)"), "value": rule.source},
        ],
    }


def _state(rule: Rule, day: date) -> str:
    if rule.is_valid_on(day):
        return ""
    return _("viitoare") if day < rule.valid_from else _("încheiată")


def _value(asks: Asks, policy: Policy) -> str:
    """Return what a rule asks, with what this installation decided where the text leaves room."""
    match asks:
        case EntryLimit():
            value = _entry_limit(asks, policy)
        case DocumentsAtLeast():
            value = str(asks.number)
        case DocumentsAsked():
            value = _documents(asks)
        case MedicalProof():
            value = _("ajunge documentul medical al furnizorului, cu motivul")
        case RegisteredBy():
            value = ", ".join(_registrar(each) for each in sorted(asks.registrars))
        case Kept():
            value = _term(asks)
        case InsuredAs():
            value = _insured_as(asks, policy)
        case TabFor():
            value = _("cu permis cu CNP") if asks.has_permit else _("fără permis cu CNP")
    return value


def _insured_as(asks: InsuredAs, policy: Policy) -> str:
    if not policy.switches.displaced_insured:
        return _("oprită în această instalare")
    return _("categoria %(category)s, starea %(state)s") % {
        "category": asks.category,
        "state": asks.state,
    }


def _entry_limit(asks: EntryLimit, policy: Policy) -> str:
    if policy.switches.entry_date_inclusive:
        # Which of the two readings holds is a setting of the installation.
        return _("din %(day)s, inclusiv această zi") % {"day": dates.typed(asks.day)}
    return _("după %(day)s") % {"day": dates.typed(asks.day)}


def _documents(asks: DocumentsAsked) -> str:
    kinds = ", ".join(_kind(kind) for kind in asks.kinds)
    if not asks.category:
        return kinds
    category = labels.name_of(NomenclatureList.CATEGORIES, asks.category)
    return f"{asks.category} ({category}): {kinds}"


def _kind(kind: DocumentKind) -> str:
    return {
        DocumentKind.IDENTITY: _("document de identitate"),
        DocumentKind.TRAVEL: _("document de călătorie"),
        DocumentKind.STATUS: _("document despre statut"),
        DocumentKind.CIVIL: _("act de stare civilă"),
        DocumentKind.MEDICAL: _("document medical al unității"),
    }[kind]


def _registrar(registrar: Registrar) -> str:
    return {
        Registrar.PROVIDER: _("furnizorii în contract"),
        Registrar.HOUSE: _("casele de asigurări"),
    }[registrar]


def _term(asks: Kept) -> str:
    return _("fără termen") if asks.days is None else _("%(days)s de zile") % {"days": asks.days}
