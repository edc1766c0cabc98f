"""Which table of ours stands for which official schema?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages import referrals
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.shape import Element

_MONTHLY = {
    ReportKind.CLINIC: ("ImportClinicReport", "Feedback_Clinic"),
    ReportKind.FAMILY_MEDICINE: ("ImportPhysicianReport", "FeedbackPhysicianReport"),
    ReportKind.MEDICAL_DEVICES: ("ImportMedicalDevicesReport", "FeedbackMedicalDevicesReport"),
    ReportKind.LABORATORY: ("ImportLaboratoriesReport", "Feedback_Laboratories"),
    ReportKind.DENTISTRY: ("ImportStomatologyReport", "Feedback_Stomatologie"),
    ReportKind.HOME_CARE: ("ImportHomeCareReport", "FeedbackHomeCareReport"),
    ReportKind.RECOVERY_AMBULATORY: ("ImportRecoveryAmbReport", "Feedback_RECA_RECS"),
    ReportKind.RECOVERY_SANATORIUM: ("ImportRecoveryPrevReport", "Feedback_RECA_RECS"),
    ReportKind.AMBULANCE: ("ImportAmbulanceReport", "Feedback_Ambulante"),
    ReportKind.SICK_LEAVE: ("ImportSickLeaveReport", "FeedbackSickLeaveReport"),
}
_ONLINE = {
    "": "ClinicDailyHospServices",
    "RQ_CLIN_SRV": "ClinicSpecialityServices",
    "RQ_MF_SERVICES": "PrimaryCareServices",
    "RQ_MF_ENLISTED": "PrimaryCareEnlisted",
    "RQ_CHRONICS": "ChronicPatients",
    "RQ_PRESCRIPTION": "PhysicianPrescriptions",
    "RQ_REFERRAL": "PhysicianReferrals",
    "RQ_MD": "MedicalDevices",
    "RQ_PARA_SRV": "ParaclinicServices",
    "RQ_STOM_SRV": "StomatologyServices",
    "RQ_HC": "HomeCareServices",
    "RQ_RECA_SRV": "RecoveryAmbulatoryServices",
    "RQ_RECS_SRV": "RecoverySanatoriumServices",
    "RQ_AMB_SRV": "AmbulanceServices",
    "RQ_AMB_WT": "AmbulanceWaitingTimes",
    "RC_CM": "PhysicianCertificates",
}


def _pairs() -> dict[tuple[str, int], Element]:
    found: dict[tuple[str, int], Element] = {}
    found["validare/GetReferralResponse", 1] = referrals.ROOT
    for kind, (report, feedback) in _MONTHLY.items():
        choice = 2 if kind is ReportKind.RECOVERY_SANATORIUM else 1
        found[f"raportare/{report}", 1] = FAMILIES[kind].monthly.report
        found[f"raportare/{feedback}", choice] = FAMILIES[kind].monthly.feedback
        for online in FAMILIES[kind].online:
            name = f"validare/{_ONLINE[online.request_type]}Validate"
            found.setdefault((f"{name}Request", 1), online.request)
            found.setdefault((f"{name}Response", 1), online.response)
    return found


TABLES = _pairs()
