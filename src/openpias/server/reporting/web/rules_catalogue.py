"""By which rules are reports judged, what does each say, and which act asks it?"""

import re
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.findings import Severity
from openpias.core.rules.catalogue import RULES, SUBJECTS
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import ReportKind
from openpias.core.rules.rule import Rule
from openpias.core.rules.terms import VALUES, Term, Value
from openpias.pages import Choice
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.policies import rules_policy
from openpias.server.reporting.permissions import Permission

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
ADDRESS = "/raportare/reguli"


@require_GET
@requires(Permission.READ_LISTS)
def collection(request: HttpRequest) -> HttpResponse:
    """Show the rules by subject, as this installation reads them; those of one kind if asked."""
    policy = rules_policy(settings.REPORTING_RULES)
    kind = _chosen(request)
    subjects = [
        {
            "id": f"subiect-{number}",
            "title": _(title),
            "rules": [_rule(each, policy) for each in rules if _is_about(each, kind)],
        }
        for number, (title, rules) in enumerate(SUBJECTS, start=1)
    ]
    shown = [each for each in subjects if each["rules"]]
    context = {
        "subjects": shown,
        "terms": [_term(each, policy) for each in VALUES],
        "kinds": [Choice(value=each.value, text=_kind_text(each)) for each in ReportKind],
        "kind": kind.value if kind else "",
        "shown": sum(len(each["rules"]) for each in shown),
        "total": len(RULES),
    }
    return render(request, "reporting/rules_catalogue.html", context)


def _chosen(request: HttpRequest) -> ReportKind | None:
    try:
        return ReportKind(request.GET.get("fel", ""))
    except ValueError:
        return None


def _is_about(rule: Rule, kind: ReportKind | None) -> bool:
    return kind is None or not rule.kinds or kind in rule.kinds


def _rule(rule: Rule, policy: RulesPolicy) -> dict[str, object]:
    kinds = ", ".join(_kind_text(each) for each in ReportKind if each in rule.kinds)
    of_kinds = [{"key": _("Fel de raportare"), "value": kinds}] if kinds else []
    return {
        "code": rule.code,
        "says": _(rule.says),
        "tags": _tags(rule, policy),
        "rows": [
            {"key": _("Codul"), "value": rule.code},
            {"key": _("Codul din răspunsuri"), "value": rule.wire_code},
            *of_kinds,
            *_law(rule),
        ],
        "practice": _filled(_(rule.practice)),
        "supplier": _filled(_(rule.supplier)),
        "source": rule.source,
    }


def _tags(rule: Rule, policy: RulesPolicy) -> list[dict[str, str]]:
    severity = policy.severities.get(rule.code, rule.severity)
    if rule.code in policy.off:
        tags = [{"text": _("oprită"), "classes": "govuk-tag--grey"}]
    elif severity is Severity.ERROR:
        tags = [{"text": _("eroare"), "classes": "govuk-tag--red"}]
    else:
        tags = [{"text": _("avertisment"), "classes": "govuk-tag--yellow"}]
    if rule.ours:
        tags.append({"text": _("a noastră"), "classes": "govuk-tag--blue"})
    return tags


def _term(value: Value, policy: RulesPolicy) -> dict[str, object]:
    return {
        "code": value.term.value,
        "says": _(value.says),
        "is_off": value.term.value in policy.off,
        "rows": [
            {"key": _("Codul"), "value": value.term.value},
            {"key": _("Valoarea"), "value": _shown(value)},
            *_law(value),
        ],
        "source": value.source,
    }


def _shown(value: Value) -> str:
    if value.term is Term.CARD_AGE:
        return _("%(years)s ani") % {"years": value.number}
    if value.number:
        return _("%(days)s de zile") % {"days": value.number}
    codes = ", ".join(sorted(each or _("fără tip") for each in value.codes))
    return codes or _("se aplică")


def _law(row: Rule | Value) -> Iterable[dict[str, str]]:
    act = f"{row.act}, {row.article}" if row.article else row.act
    yield {"key": _("Actul"), "value": act}
    yield {"key": _("Valabilă"), "value": _validity(row.valid_from, row.valid_to)}


def _validity(begins: date | None, ends: date | None) -> str:
    if begins is None and ends is None:
        return _("pentru servicii din orice zi")
    if ends is None:
        return _("din %(day)s") % {"day": dates.typed(begins)} if begins else ""
    return _("până la %(day)s") % {"day": dates.typed(ends)}


def _filled(text: str) -> str:
    """Show a text of a finding before there is one: what it will say stands as dots."""
    return _PLACEHOLDER.sub("…", text)


def _kind_text(kind: ReportKind) -> str:
    return {
        ReportKind.CLINIC: _("specialități clinice (CLIN)"),
        ReportKind.FAMILY_MEDICINE: _("medicină de familie (MF)"),
        ReportKind.MEDICAL_DEVICES: _("dispozitive medicale (MD)"),
        ReportKind.LABORATORY: _("paraclinic (PARA)"),
        ReportKind.DENTISTRY: _("stomatologie (STOM)"),
        ReportKind.HOME_CARE: _("îngrijiri la domiciliu (HC)"),
        ReportKind.RECOVERY_AMBULATORY: _("recuperare în ambulatoriu (RECA)"),
        ReportKind.RECOVERY_SANATORIUM: _("recuperare în sanatorii (RECS)"),
        ReportKind.AMBULANCE: _("ambulanță (AMB)"),
        ReportKind.SICK_LEAVE: _("concedii medicale (SICK)"),
    }[kind]
