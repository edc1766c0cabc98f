"""Are the texts for the ear complete, and can a voice say them?"""

import re

import pytest

from openpias.core.voice.answers import Language
from openpias.core.voice.prompts import PROMPTS

EACH = [(name, language) for name in PROMPTS for language in Language]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_prompt_spells_its_numbers_and_signs(name, language):
    text = PROMPTS[name].text(language)

    assert not re.search(r"[0-9#*&/%+]", text)
    assert text.endswith(".")


@pytest.mark.parametrize("name", PROMPTS)
def test_each_language_keeps_its_letters(name):
    prompt = PROMPTS[name]

    assert not re.search("[Ѐ-ӿ]", prompt.ro + prompt.en)
    assert not re.search("[a-z]", prompt.uk.lower())
    assert not set("ыэъё") & set(prompt.uk.lower())


@pytest.mark.parametrize("name", PROMPTS)
def test_a_name_can_be_a_file(name):
    assert re.fullmatch("[a-z-]+", name)
