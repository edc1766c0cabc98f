"""Which service did somebody type on the page, as a browser sends it?"""

import uuid

from openpias.core.rules.records import ReportKind
from tests.factories import reports

# What only this kind asks for, as somebody types it.
OWN = {
    ReportKind.HOME_CARE: {
        "details-decisionNo": "D-17",
        "details-decisionDate": "10-11-2026",
        "details-recommendationNo": "R-9",
        "details-recommendationDate": "09-11-2026",
        "details-dateEnd": "20-11-2026",
        "details-isRural": "0",
    },
    ReportKind.RECOVERY_AMBULATORY: {
        "register_number": "RC-5",
        "ends_on": "20-11-2026",
        "details-interruptedCure": "false",
    },
    ReportKind.RECOVERY_SANATORIUM: {
        "ends_on": "21-11-2026",
        "register_number": "FO-5",
        "details-hospitalizationDaysNo": "3",
        "details-sectionCode": "REC",
    },
    ReportKind.SICK_LEAVE: {
        "identifier": "2851124700012",
        "person_type": "ASIGURAT",
        "details-serialCode": "CCMAB",
        "details-serialNo": "1234567",
        "details-duplicate": "0",
        "details-month": "11",
        "details-year": "2026",
        "details-indemnCode": "01",
        "details-certType": "AM",
        "details-continuation": "false",
        "details-externValidFrom": "19-11-2026",
        "details-externValidTo": "25-11-2026",
        "details-externDiagCode": "486",
        "details-externDiagType": "0",
    },
}


def sent(identifier="", **fields) -> dict[str, str]:
    """Return the filled form of a consultation of a displaced person."""
    return {
        "record": str(uuid.uuid4()),
        "version": "0",
        "kind": "CLIN",
        "action": "save",
        "person_type": "OUGMGR",
        "identifier": identifier,
        "surname": "Șevcenco",
        "given_name": "Olena",
        "birth_date": "20-07-1982",
        "patient_house": reports.HOUSE,
        "contract_number": reports.CONTRACT,
        "stamp_code": reports.STAMP,
        "speciality": "CARD",
        "given_on": "19-11-2026",
        "given_hour": "10:30",
        "service_code": reports.SERVICE,
        "package": "PB",
        "quantity": "1",
        "unit_value": "95,50",
        "diagnosis": "I10",
        "disease_type": "0",
        "presentation": "5",
        "service_type": "1",
        **fields,
    }
