"""Was the record sent in time?

The term is a duty of the acts; what follows from missing it no text that we read says, and the
schemas carry no deadline. So a late record is taken with a warning, and the house decides when it
settles; `sent-late=error` refuses it instead.
"""

from datetime import timedelta

from openpias.core.calendar import dates
from openpias.core.calendar.legal_day import day_of, in_utc
from openpias.core.findings import Severity
from openpias.core.rules.facts import Case, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import CIRCULAR, IN_FORCE_155, N_, SERVICE_GROUPS, Hit, Rule

_NEEDS = frozenset({Source.CLOCK})
_SECOND = timedelta(seconds=1)


def sent_late(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a record that arrived after the last second of its term."""
    deadline, arrived = case.facts.deadline, case.facts.arrived_at
    if deadline is None or in_utc(arrived) - in_utc(deadline) < _SECOND:
        return None
    return Hit("given_on", {"deadline": f"{dates.typed(day_of(deadline))}, 23:59"})


def no_term(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service whose term the caller could not compute."""
    return Hit("given_on") if case.facts.deadline is None else None


RULES = (
    Rule(
        code="sent-late",
        wire_code="SENT_LATE",
        says=N_("Serviciul este trimis în cel mult trei zile lucrătoare de la acordare."),
        practice=N_(
            "Serviciul putea fi trimis până la %(deadline)s. Trimiteți serviciile în trei zile lucrătoare; dacă platforma nu mergea, spuneți casei."
        ),
        supplier=N_(
            "Termenul este de trei zile lucrătoare după ziua serviciului; trimiteți singur ce a fost înregistrat offline."
        ),
        check=sent_late,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        act=CIRCULAR,
        article="serviciile înregistrate offline",
        source=(
            "The duty is that of the circular; houses call it Serviciul nu a fost raportat în 72 de ore. "
            "That it warns and does not refuse is ours: no act that we read says what follows."
        ),
        valid_from=IN_FORCE_155,
    ),
    Rule(
        code="term-unknown",
        wire_code="TERM_UNKNOWN",
        says=N_("Termenul de transmitere al serviciului este cunoscut."),
        practice=N_(
            "Termenul de transmitere al acestui serviciu nu este cunoscut. Verificați data serviciului; nu aveți altceva de făcut."
        ),
        supplier=N_("Data serviciului este în afara calendarului cunoscut al platformei."),
        check=no_term,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        valid_from=IN_FORCE_155,
    ),
)
