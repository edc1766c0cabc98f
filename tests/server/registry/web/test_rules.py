"""Does everybody who is signed in find each rule with its value, its act and its days?"""

import re

import pytest

from openpias.server.registry.domain.law import RULES
from openpias.server.registry.queries import policies

pytestmark = pytest.mark.django_db


def sections(page):
    """Return the text of each rule by its code."""
    found = re.findall(r'<section id="([^"]+)">(.*?)</section>', page, flags=re.DOTALL)
    return {code: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for code, text in found}


@pytest.fixture
def shown(signed_in):
    return sections(signed_in().get("/reguli").content.decode())


def test_every_rule_stands_in_words_with_its_act_and_article(shown):
    assert set(shown) == {rule.code for rule in RULES}
    for rule in RULES:
        for text in (rule.says, rule.act, rule.article):
            assert text in shown[rule.code]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("entry-after", "după 24-02-2022"),
        ("documents-at-least", "Valoarea 1 "),
        ("documents-border", "Valoarea document de călătorie "),
        ("documents-category-b", "document despre statut, document de călătorie"),
        ("medical-proof", "ajunge documentul medical"),
        ("tab-temporary-number", "fără permis cu CNP"),
        ("tab-permit", "cu permis cu CNP"),
        ("keep-practice", "30 de zile"),
        ("keep-number", "fără termen"),
    ],
)
def test_every_kind_of_rule_shows_its_value(shown, code, value):
    assert value in shown[code]


def test_the_days_of_a_rule_are_told_and_one_that_ended_is_marked_and_last(shown):
    assert "de la 03-03-2022 până la 16-03-2022" in shown["documents-border"]
    assert "încheiată" in shown["documents-border"]
    assert list(shown)[-1] == "documents-border"
    assert "încheiată" not in shown["entry-after"]


def test_ours_are_told_from_those_of_an_act(shown):
    marked = {code for code, text in shown.items() if "a noastră" in text}

    assert marked == {rule.code for rule in RULES if rule.ours}


def test_the_setting_of_the_installation_is_told(signed_in, settings):
    settings.ENTRY_DATE_INCLUSIVE = True
    policies.policy.cache_clear()
    page = signed_in().get("/reguli").content.decode()
    policies.policy.cache_clear()

    assert "din 24-02-2022, inclusiv această zi" in sections(page)["entry-after"]


def test_rules_are_for_those_who_are_signed_in(client):
    assert client.get("/reguli").status_code == 302
