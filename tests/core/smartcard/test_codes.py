"""The codes are those of Annex 102, no more and no fewer."""

import re
from pathlib import Path

import pytest

from openpias.core.smartcard.codes import OFFICIAL_NAMES, Code

ANNEX = (
    Path(__file__).parents[4] / "shared/reference/pias/text/anexa-102-Specificatii_eCard_SDK.txt"
)


def test_there_are_seventy_one_codes_from_0_to_minus_71_without_minus_25():
    assert {int(code) for code in Code} == set(range(-71, 1)) - {-25}


def test_each_code_knows_its_official_name():
    assert set(OFFICIAL_NAMES) == set(Code)
    assert OFFICIAL_NAMES[Code.CARD_BLOCKED] == "ERR_CARD_BLOCKED"
    assert OFFICIAL_NAMES[Code.CARD_STATE_INVALID] == "ERR_UM_STARE_CARD_INVALIDA"


def test_names_and_numbers_are_those_of_the_annex():
    if not ANNEX.exists():
        pytest.skip("the annex is not shipped with the project")
    text = ANNEX.read_text(encoding="utf-8")
    published = re.findall(r"^\s+(OK|ERR_\w+) = (-?\d+)", text, re.MULTILINE)

    assert {int(number): name for name, number in published} == OFFICIAL_NAMES
