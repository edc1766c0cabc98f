"""Which family of messages belongs to a kind of report, and which to what somebody asks?

The root of a message says nothing of that (55 schemas begin with `report`), so operation and
arguments decide.
"""

from collections.abc import Mapping

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family, OfficialOnline
from openpias.interop.messages.tables import (
    ambulance,
    clinic,
    dentistry,
    devices,
    family_medicine_online,
    home_care,
    laboratory,
    recovery,
    sick_leave,
)

__all__ = [
    "FAMILIES",
    "ONLINE_KINDS",
    "REQUEST_TYPES",
    "Family",
    "family_of_operation",
    "family_of_request",
]

FAMILIES: Mapping[ReportKind, Family] = {
    family.kind: family
    for family in (
        clinic.FAMILY,
        family_medicine_online.FAMILY,
        devices.FAMILY,
        laboratory.FAMILY,
        dentistry.FAMILY,
        home_care.FAMILY,
        recovery.AMBULATORY,
        recovery.SANATORIUM,
        ambulance.FAMILY,
        sick_leave.FAMILY,
    )
}

# The kind as validateReport names it: sick leave is CM there and SICK in sendReport.
ONLINE_KINDS: Mapping[str, ReportKind] = {
    "CM" if kind is ReportKind.SICK_LEAVE else kind.value: kind for kind in ReportKind
}

# All request types of the specification, RC_CM with its C; which schema belongs to which is said
# nowhere and follows from the names. Types of families that are not built have no format here.
_REQUEST_TYPES = """
RQ_PRESCRIPTION RQ_REFERRAL RQ_CHRONICS RQ_MF_ENLISTED RQ_MF_SERVICES
RQ_SPT_ACUTE RQ_SPT_CHRONIC RQ_SPT_ANALYTIC RQ_SPT_DRG RQ_SPT_PAL RQ_SPT_HC_REC RQ_SPT_MD_REC
RQ_PHM_PRESCRIPTION RQ_PHM_HR RQ_PRM RQ_MD RQ_HC RQ_AMB_SRV RQ_AMB_WT RQ_DIA_SRV RQ_NHP_DIA_SRV
RQ_RECA_SRV RQ_RECS_SRV RQ_CLIN_SRV RQ_PARA_SRV RQ_STOM_SRV
RQ_NHP_GC RQ_NHP_IND RQ_NHP_TS RQ_NHP_INV RQ_NHP_OP RC_CM
"""
REQUEST_TYPES = frozenset(_REQUEST_TYPES.split())


# Operations of SiuiValidateWS that take one request type each; those without a report type have one.
_OPERATIONS = {
    "validateEnlisted": ("MF", "RQ_MF_ENLISTED"),
    "validateSickLeave": ("CM", "RC_CM"),
    "validatePrescription": ("", "RQ_PRESCRIPTION"),
    "validateClinicReferral": ("", "RQ_REFERRAL"),
    "validateLabReferral": ("", "RQ_REFERRAL"),
}


def family_of_operation(
    operation: str, report_type: str = ""
) -> tuple[Family, OfficialOnline] | None:
    """Return what another operation than validateReport is asked with; `None` as below."""
    own_type, request_type = _OPERATIONS.get(operation, ("", ""))
    return family_of_request(own_type or report_type, request_type)


def family_of_request(report_type: str, request_type: str) -> tuple[Family, OfficialOnline] | None:
    """Return what validateReport is asked with these two arguments; `None` where it is not built."""
    kind = ONLINE_KINDS.get(report_type)
    if kind is None or not request_type:
        return None
    family = FAMILIES[kind]
    online = family.asked(request_type)
    return None if online is None else (family, online)
