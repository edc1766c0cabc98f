"""Do rights, comparison of the holder and refusals say what they should?"""

from datetime import date

import pytest

from openpias.core.contracts.management_unit import Right
from openpias.core.smartcard.states import Operation, Profile
from openpias.server.cards.domain import identity, rights
from openpias.server.cards.domain.outcomes import CardProblem, CaseProblem, UnitRefusal
from openpias.server.cards.enums import Identity
from openpias.server.platform.http import error_texts

DAY = date(2026, 11, 20)
BIRTH = date(1985, 11, 24)


@pytest.mark.parametrize("problem", [*CardProblem, *CaseProblem, *UnitRefusal])
def test_every_refusal_has_two_texts(problem):
    assert problem.value in error_texts.known()


@pytest.mark.parametrize(
    ("kinds", "profile"),
    [
        (["family-medicine", "clinic"], Profile.FAMILY_PHYSICIAN),
        (["pharmacy"], Profile.PHARMACIST),
        (["hospital"], Profile.EMERGENCY),
        (["clinic", "dentistry"], Profile.SPECIALIST),
        ([], Profile.SPECIALIST),
    ],
    ids=str,
)
def test_the_profile_follows_what_the_provider_does(kinds, profile):
    assert rights.profile_of(kinds) is profile


@pytest.mark.parametrize("profile", list(Profile))
def test_every_profile_reads_and_offline_reads_alone(profile):
    assert Right.READ in rights.rights(profile, on=DAY)
    assert rights.offline_rights(profile, on=DAY) == (Right.READ,)


def test_a_withheld_right_is_missing_and_others_stay():
    withheld = rights.parse_withheld("pharmacist:activate pharmacist:read")

    held = rights.rights(Profile.PHARMACIST, on=DAY, withheld=withheld)

    assert set(Right) - set(held) == {Right.ACTIVATE, Right.READ}
    assert rights.offline_rights(Profile.PHARMACIST, on=DAY, withheld=withheld) == ()
    assert rights.rights(Profile.EMERGENCY, on=DAY, withheld=withheld) == tuple(Right)


@pytest.mark.parametrize("text", ["pharmacist", "nobody:read", "pharmacist:fly", ":"])
def test_a_right_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="not a valid"):
        rights.parse_withheld(text)


def test_each_right_is_an_operation_and_has_a_code_for_its_refusal():
    assert [each.value for each in Right] == [each.value for each in Operation]
    assert set(rights.NOT_PERMITTED) == set(Right)


@pytest.mark.parametrize(
    ("surname", "birth", "expected"),
    [
        ("Țurcanu-Vântu", BIRTH, Identity.AGREES),
        ("TURCANU VANTU", BIRTH, Identity.AGREES),
        (" ţurcanu  vântu ", BIRTH, Identity.AGREES),
        ("Țurcanu", BIRTH, Identity.DIFFERS),
        ("Țurcanu-Vântu", date(1985, 11, 25), Identity.DIFFERS),
        ("", BIRTH, Identity.NOT_COMPARED),
        ("Țurcanu-Vântu", None, Identity.NOT_COMPARED),
    ],
)
def test_names_agree_without_case_marks_and_hyphens(surname, birth, expected):
    result = identity.compare(
        surname=surname, birth_date=birth, of_surname="Țurcanu-Vântu", of_birth_date=BIRTH
    )

    assert result is expected


def test_a_typed_date_is_a_day_or_nothing():
    assert identity.day("24-11-1985") == BIRTH
    assert (identity.day("11-1985"), identity.day("x"), identity.day(" ")) == (None, None, None)
