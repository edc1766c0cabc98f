"""Which service did somebody type on the page, as a browser sends it?"""

import uuid

from tests.factories import reports


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
