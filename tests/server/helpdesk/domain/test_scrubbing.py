"""Does a reader without personal data meet fiscal codes, and no telephone in their place?"""

import pytest
from tests.factories.providers import CUI, OTHER_CUI

from openpias.core.identifiers import fiscal_code
from openpias.server.helpdesk.domain.scrubbing import scrubbed

# A telephone whose digits pass as a fiscal code: one in eleven does.
PASSES = next(
    number
    for number in (f"07451234{end:02d}" for end in range(100))
    if not isinstance(fiscal_code.parse(number), fiscal_code.Problem)
)
TELEPHONES = ("0745 123 456", "+40745123456", "0040 745 123 456", "021/312.45.67", PASSES)


@pytest.mark.parametrize(
    "word",
    [
        *("CUI ", "cui: ", "C.U.I. ", "CIF=", "CIF RO ", "Cod fiscal: ", "codul fiscal este "),
        *("cod unic de înregistrare ", "COD FISCAL/DENUMIRE FURNIZOR: ", "fiscal code is "),
        *("cod de identificare fiscală ", "cod unic de identificare: "),
    ],
)
def test_a_word_before_it_lets_a_fiscal_code_stand(word):
    assert scrubbed(f"Clinica, {word}{CUI}, nu vede.") == f"Clinica, {word}{CUI}, nu vede."
    assert scrubbed(f"{word}{int(CUI) + 1}") == f"{word}[telefon]"


def test_the_code_of_the_incident_s_provider_stands_without_a_word_and_no_other_does():
    assert scrubbed(f"{CUI} și {OTHER_CUI}", code=f"RO {CUI}") == f"{CUI} și [telefon]"
    assert scrubbed(CUI) == "[telefon]"


@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_is_hidden_whatever_stands_before_it(number):
    for word in ("", "tel. ", "CUI ", "cod fiscal: ", "CIF/telefon "):
        assert scrubbed(f"{word}{number}.", code=number) == f"{word}[telefon]."


@pytest.mark.parametrize("between", [", tel. ", " / ", "/", "; "])
def test_a_telephone_after_a_code_is_hidden_and_the_code_stands(between):
    assert scrubbed(f"CUI {CUI}{between}0745123456") == f"CUI {CUI}{between}[telefon]"


def test_a_word_further_away_says_nothing_of_a_number():
    assert scrubbed(f"Am trimis CUI-ul. Sunați la {CUI}") == "Am trimis CUI-ul. Sunați la [telefon]"
    assert scrubbed(f"TRICUI {CUI}") == "TRICUI [telefon]"
