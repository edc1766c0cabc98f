"""What does the official interface say where a report is not taken?

Codes -1 to -9 of report intake stand in each of annexes 002-016, 3.1; -9 has a message of its own
for each cause. Reporting applications show them as they come, so they are written as there.
"""

from collections.abc import Mapping

from openpias.interop.envelopes import OFFICIAL, Problem
from openpias.server.reporting.domain.outcomes import IntakeProblem

ALREADY_REPORTED = -1
BAD_ARCHIVE = -2
UNPACKING = -3
SEVERAL_FILES = -4
NO_FILE = -5
NO_PLACE = -6
NO_IMPLEMENTATION = -7
NOT_SAVED = -8
NOT_VALID = -9

_BY_CODE = {
    ALREADY_REPORTED: "Fisierul este deja raportat si nu poate fi sters!",
    BAD_ARCHIVE: "Eroare la dezarhivare - arhiva nu respecta formatul acceptat!",
    UNPACKING: "Eroare la dezarhivare: %(cause)s.",
    SEVERAL_FILES: "Eroare la dezarhivare - arhiva contine mai mult de un fisier!",
    NO_FILE: "Arhiva raportata nu contine nici un fisier!",
    NO_PLACE: "Nu a fost configurata locatia in care se salveaza fisierele raportate!",
    NO_IMPLEMENTATION: (
        "Nu a fost gasita implementarea pentru tipul de furnizor %(report_type)s in fisierul de "
        "configurare."
    ),
    NOT_SAVED: "Eroare la salvarea raportarii.",
    NOT_VALID: "Eroare la validare raportare.",
}
_BY_PROBLEM = {
    IntakeProblem.CONTRACT_UNKNOWN: "NU S-A GASIT UN CONTRACT VALID %(contract)s",
    IntakeProblem.NAME_PROCESSED: "ACEST FISIER A MAI FOST PROCESAT %(file_name)s",
    IntakeProblem.IN_FUTURE: "DATA DE RAPORTARE ESTE IN VIITOR %(reported_on)s",
    IntakeProblem.HOUSE_DIFFERS: "Codul CAS nu corespunde cu cel setat in aplicatie %(house)s",
    IntakeProblem.COMPANY_UNKNOWN: "NU S-A GASIT COMPANIA CU CUI %(company)s",
    IntakeProblem.PERIOD_CLOSED: "NU SE ACCEPTA RAPORTARI PENTRU PERIOADA %(period)s",
    IntakeProblem.PERIOD_UNDEFINED: (
        "NU S-A DEFINIT O PERIOADA DE RAPORTARE PENTRU PERIOADA %(period)s"
    ),
}
_CAUSES = {
    Problem.TOO_LARGE: "fisierul este prea mare",
    Problem.UNPACKING: "fisierul nu poate fi dezarhivat",
}
_OF_PROBLEM: Mapping[str, int] = {
    **{problem.value: code for problem, code in OFFICIAL.items()},
    IntakeProblem.TEXT_TOO_LARGE: NOT_SAVED,
    IntakeProblem.OPENING_FAILED: NOT_SAVED,
    IntakeProblem.KIND_UNKNOWN: NO_IMPLEMENTATION,
    IntakeProblem.KIND_UNTAKEN: NO_IMPLEMENTATION,
    IntakeProblem.KIND_WITHOUT_SERVICES: NO_IMPLEMENTATION,
    IntakeProblem.NAME_IN_WORK: ALREADY_REPORTED,
}


def official_code(code: str) -> int:
    """Return the official code of one of ours; -9 where validation found it."""
    return _OF_PROBLEM.get(code, NOT_VALID)


def message(code: str, facts: Mapping[str, str]) -> str:
    """Return the official message for one of our codes; raises nothing where a fact is missing."""
    template = _BY_PROBLEM.get(code) or _BY_CODE[official_code(code)]  # type: ignore[call-overload]
    cause = next((text for problem, text in _CAUSES.items() if problem.value == code), code)
    text: str = template % _Lenient({"cause": cause, **facts})
    return text.rstrip()


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
