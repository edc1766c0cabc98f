"""For which kinds of report is a contract? By what the provider does, since contracts do not say it.

Ours: the published structures know categories of contracts, whose list is not published. Ambulance
services are no kind of provider in the helpdesk's form, so everybody may report them here.
"""

from collections.abc import Iterable

from openpias.core.rules.records import ReportKind

_OF_PROVIDER: dict[str, frozenset[ReportKind]] = {
    "family-medicine": frozenset({ReportKind.FAMILY_MEDICINE}),
    "clinic": frozenset({ReportKind.CLINIC, ReportKind.LABORATORY}),
    "paraclinic": frozenset({ReportKind.LABORATORY}),
    "hospital": frozenset(
        {ReportKind.CLINIC, ReportKind.LABORATORY, ReportKind.RECOVERY_AMBULATORY}
    ),
    "home-care": frozenset({ReportKind.HOME_CARE}),
    "medical-devices": frozenset({ReportKind.MEDICAL_DEVICES}),
    "sick-leave": frozenset({ReportKind.SICK_LEAVE}),
    "rehabilitation": frozenset({ReportKind.RECOVERY_AMBULATORY, ReportKind.RECOVERY_SANATORIUM}),
    "dentistry": frozenset({ReportKind.DENTISTRY}),
}
_EVERYBODY = frozenset({ReportKind.AMBULANCE})
# Any physician in contract may have a convention for certificates of sick leave.
_PHYSICIANS = frozenset({"family-medicine", "clinic", "hospital", "dentistry"})


def kinds_of_contract(provider_kinds: Iterable[str]) -> frozenset[str]:
    """Return the kinds of report of a provider of these kinds, as official codes."""
    kinds = set(provider_kinds)
    found = _EVERYBODY.union(*(_OF_PROVIDER.get(each, frozenset()) for each in kinds))
    if kinds & _PHYSICIANS:
        found |= {ReportKind.SICK_LEAVE}
    return frozenset(each.value for each in found)
