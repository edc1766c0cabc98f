"""Is a permit recorded only when it can be true, with every wrong field named?"""

from dataclasses import replace
from datetime import date

import pytest

from openpias.core.identifiers import cnp as cnps
from openpias.server.registry.domain import permits
from openpias.server.registry.domain.codes import Code
from openpias.server.registry.domain.inputs import PermitInput
from openpias.server.registry.domain.permits import CheckedPermit

TODAY = date(2026, 11, 23)
SEXES = {
    code: Code(code=code, kind="", names={"ro": code}, valid_from=None, valid_to=None)
    for code in "MFN"
}
_BODY = "884070540123"  # 8: a woman, resident; 1984-07-05; county 40
CNP = next(
    f"{_BODY}{digit}" for digit in range(10) if cnps.permit_problem(f"{_BODY}{digit}") is None
)
GOOD = PermitInput(
    cnp=CNP,
    surname="Шевченко",
    given_name="Олена",
    birth_date="05-07-1984",
    sex="F",
    permit_number="RO 1234567",
    issued_on="01-02-2026",
    valid_from="01-02-2026",
    expires_on="01-02-2027",
)


def check(**changes: object) -> CheckedPermit | list[tuple[str, str]]:
    answer = permits.check(replace(GOOD, **changes), today=TODAY, vocabulary={"sexes": SEXES})
    if isinstance(answer, CheckedPermit):
        return answer
    return [(finding.path, finding.code) for finding in answer]


def test_a_good_permit_is_kept():
    kept = check()

    assert isinstance(kept, CheckedPermit)
    assert (kept.surname, kept.given_name) == ("Шевченко", "Олена")
    assert (kept.cnp, kept.birth.value) == (CNP, date(1984, 7, 5))
    assert kept.warnings == ()


def test_blanks_in_a_cnp_do_not_matter():
    assert check(cnp=f" {CNP[:1]} {CNP[1:7]} {CNP[7:]} ").cnp == CNP


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"cnp": ""}, [("/cnp", "required")]),
        ({"surname": " "}, [("/surname", "required")]),
        ({"given_name": ""}, [("/given_name", "required")]),
        ({"sex": "X"}, [("/sex", "unknown-code")]),
        ({"permit_number": ""}, [("/permit_number", "required")]),
        ({"birth_date": "05-07-2084"}, [("/birth_date", "date-in-future")]),
        ({"issued_on": "02-2026"}, [("/issued_on", "date-incomplete")]),
        ({"expires_on": "01-02-2026"}, [("/expires_on", "expires-before-valid")]),
    ],
)
def test_each_wrong_field_is_named(changes, found):
    assert check(**changes)[: len(found)] == found


def test_all_wrong_fields_are_named_at_once():
    found = check(cnp="1", surname="", permit_number="", expires_on="x")

    assert [path for path, _ in found] == ["/cnp", "/surname", "/permit_number", "/expires_on"]


def test_a_wrong_control_digit_is_refused_with_any_reason():
    wrong = CNP[:-1] + str((int(CNP[-1]) + 1) % 10)

    found = check(cnp=wrong, cnp_disagreement_reason="așa este pe permis")

    assert [path for path, _ in found] == ["/cnp"]


def test_a_cnp_that_disagrees_needs_the_reason_that_the_permit_says_so():
    refused = check(birth_date="06-07-1984", sex="M")
    kept = check(birth_date="06-07-1984", sex="M", cnp_disagreement_reason="așa este pe permis")

    assert sorted(path for path, _ in refused) == ["/birth_date", "/sex"]
    assert isinstance(kept, CheckedPermit)
    assert sorted(finding.path for finding in kept.warnings) == ["/birth_date", "/sex"]
    assert kept.cnp_reason == "așa este pe permis"


def test_an_expired_permit_is_kept_with_a_warning():
    kept = check(issued_on="01-02-2024", valid_from="01-02-2024", expires_on="01-02-2025")

    assert [finding.code for finding in kept.warnings] == ["permit-expired"]


def test_a_missing_given_name_is_kept_when_it_is_marked():
    assert check(given_name="", given_name_missing=True).given_name == ""
