"""Each code has its official message and two pieces of advice."""

import re
import unicodedata
from pathlib import Path

import pytest

from openpias.core.smartcard.codes import OFFICIAL_NAMES, Code
from openpias.core.smartcard.texts import TEXTS

ANNEX = (
    Path(__file__).parents[4] / "shared/reference/pias/text/anexa-102-Specificatii_eCard_SDK.txt"
)


def bare(text):
    """Write a text without diacritics, capitals, line ends and the stop at its end."""
    plain = unicodedata.normalize("NFD", text.replace("\\r\\n", " "))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.lower().split()).rstrip(".")


def test_every_code_has_its_texts():
    assert list(TEXTS) == list(Code)
    assert all(text.message and text.practice and text.supplier for text in TEXTS.values())


def test_messages_are_all_different():
    assert len({text.message for text in TEXTS.values()}) == 71


def test_messages_are_the_official_ones_but_for_their_diacritics():
    if not ANNEX.exists():
        pytest.skip("the annex is not shipped with the project")
    text = ANNEX.read_text(encoding="utf-8")
    text = text[text.index("4.18. Mesaje de raspuns operatie card\n\n") :]
    text = re.sub(r"\n+ *Versiunea[^\f]*\f.*?Anexa 102\n+", "\n", text, flags=re.DOTALL)
    published = re.findall(
        r'CoduriRaspunsOperatieCard\.(\w+),\s*@?"(.*?)"\)', text, flags=re.DOTALL
    )
    names = {name: code for code, name in OFFICIAL_NAMES.items()}
    official = {names[name]: bare(message) for name, message in published}
    # A word that is missing there.
    official[Code.UNIT_TIMEOUT] = official[Code.UNIT_TIMEOUT].replace("timpul ast", "timpul de ast")

    ours = {code: bare(text.message) for code, text in TEXTS.items()}
    del ours[Code.TERMINAL_OPERATION_FAILED]
    assert len(official) == 70
    assert ours == official


@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_no_advice_is_to_pass_over_an_error(code):
    text = TEXTS[code]

    assert "ignora" not in (text.practice + text.supplier).lower()
    assert text.practice.endswith(".")
    assert text.supplier.endswith(".")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-5, ["numărul lui", "casei care l-a emis", "PIN-ul pe care îl avea"]),
        (-8, ["Introduceți cardul"]),
        (-9, ["Conectați cablul"]),
        (-10, ["Alegeți terminalul"]),
        (-14, ["cinci PIN-uri greșite"]),
        (-15, ["CID-ul", "Reset PIN eCard", "Schimbă PIN eCard"]),
        (-16, ["Așteptați un minut"]),
        (-29, ["se pot citi", "pagina de stare"]),
        (-36, ["Raportați", "CID-ul", "15 minute"]),
        (-37, ["Schimbă PIN eCard", "cinci PIN-uri greșite"]),
        (-40, ["exact patru cifre"]),
        (-52, ["nu sunt la fel"]),
    ],
)
def test_the_everyday_codes_say_the_next_step(code, words):
    practice = TEXTS[Code(code)].practice

    assert [word for word in words if word not in practice] == []
