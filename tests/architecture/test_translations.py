"""Is every text there in Ukrainian and English, and nothing else?"""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src" / "openpias" / "locale"
LANGUAGES = ("uk", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def texts():
    with (ROOT / "babel.cfg").open(encoding="utf-8") as configuration:
        methods, options = parse_mapping_cfg(configuration)
    found = extract_from_dir(ROOT, methods, options)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def catalogue(language):
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    return read_po(io.BytesIO(file.read_bytes()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_or_make_messages_was_forgotten(language, texts):
    translated = {message.id for message in catalogue(language) if message.string}

    assert texts - translated == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language):
    for message in catalogue(language):
        if message.id:
            expected = sorted(PLACEHOLDER.findall(message.id))
            assert sorted(PLACEHOLDER.findall(message.string)) == expected, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language):
    compiled = LOCALE / language / "LC_MESSAGES" / "django.mo"
    written = io.BytesIO()
    write_mo(written, catalogue(language), use_fuzzy=True)

    with compiled.open("rb") as file:
        kept = {message.id: message.string for message in read_mo(file)}
    now = {message.id: message.string for message in read_mo(io.BytesIO(written.getvalue()))}
    assert {name: text for name, text in kept.items() if name} == {
        name: text for name, text in now.items() if name
    }


def test_ukrainian_uses_no_letter_that_is_only_russian():
    for message in catalogue("uk"):
        assert not set("ыэъё") & set(str(message.string).lower()), message.id


# The glossary: „заклад” treats people; „постачальник” supplies a program, a token or the computers.
OTHER_WORDS = re.compile(r"постачальник\w*\b(?! ІТ| програми| токена)|спеціаліст", re.IGNORECASE)


def test_ukrainian_has_one_word_for_a_provider_and_one_for_a_specialist():
    texts = [message.string for message in catalogue("uk") if message.id]

    assert [text for text in texts if OTHER_WORDS.search(text)] == []
