"""Does everybody who is signed in find the rules by which reports are judged?"""

import html
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from tests.server.cards.web import shown

from openpias.core.rules.catalogue import RULES
from openpias.core.rules.terms import VALUES
from openpias.server.platform.http import error_texts

pytestmark = pytest.mark.django_db
ADDRESS = "/raportare/reguli"
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def articles(page):
    """Return the text of each rule and term by its code."""
    found = re.findall(r'<article id="([^"]+)"[^>]*>(.*?)</article>', page, flags=re.DOTALL)
    return {
        code: html.unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split())) for code, text in found
    }


def asked(browser, **query):
    return articles(browser.get(ADDRESS, query).content.decode())


def test_every_rule_and_term_stands_with_what_it_says_and_its_act(signed_in):
    found = asked(signed_in())

    assert list(found) == [rule.code for rule in RULES] + [value.term.value for value in VALUES]
    for rule in RULES:
        for text in (rule.says, rule.code, rule.wire_code, rule.act, rule.article, rule.source):
            assert text in found[rule.code]
        assert not re.search(r"%\(|<", found[rule.code])
        assert ("a noastră" in found[rule.code]) is rule.ours


@pytest.mark.parametrize(
    ("line", "code", "tag"),
    [
        ("", "contract-unknown", "eroare"),
        ("", "sent-late", "avertisment"),
        ("sent-late=error", "sent-late", "eroare"),
        ("sent-late=off", "sent-late", "oprită"),
        ("referral-days=off", "referral-days", "oprită"),
    ],
)
def test_the_weight_is_that_of_this_installation(signed_in, settings, line, code, tag):
    settings.REPORTING_RULES = line

    shown_tags = {"eroare", "avertisment", "oprită"} & set(asked(signed_in())[code].split())

    assert shown_tags == {tag}


def test_a_kind_leaves_only_its_rules(signed_in):
    browser = signed_in()

    dental = asked(browser, fel="STOM")
    of_laboratories = {"app-id-not-decimal", "report-app-id-not-decimal", "report-laboratory-total"}

    assert {rule.code for rule in RULES} - set(dental) == of_laboratories
    assert set(asked(browser, fel="nimic")) == set(asked(browser))


def test_nobody_sees_it_without_signing_in(client):
    assert client.get(ADDRESS).status_code == 302


def test_the_register_leads_here(signed_in):
    assert f'href="{ADDRESS}"' in signed_in().get("/reguli").content.decode()


@pytest.mark.parametrize(
    ("language", "title"), [("uk", "Правила звітування"), ("en", "Rules of reporting")]
)
def test_it_is_there_in_the_other_languages(signed_in, language, title):
    page = signed_in(language=language).get(ADDRESS).content.decode()

    assert f">{title}</h1>" in page
    assert RULES[0].says not in page


def test_every_finding_describes_itself_in_three_languages():
    facts = {name: "1" for rule in RULES for name in re.findall(r"%\((\w+)\)s", rule.practice)}
    told = {}
    for language in ("ro", "uk", "en"):
        with translation.override(language):
            told[language] = [error_texts.describe(rule.code, facts) for rule in RULES]

    assert [each.practice for each in told["ro"]] != [each.practice for each in told["uk"]]
    for language, found in told.items():
        assert all(each.practice and each.supplier for each in found), language


@pytest.mark.slow
@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
@pytest.mark.parametrize("width", [1280, 375])
def test_everybody_can_use_it(signed_in, width):
    kept = {ADDRESS: signed_in(language="uk").get(ADDRESS).content}

    with shown.opened(kept, width=width) as window:
        window.goto(f"{shown.ORIGIN}{ADDRESS}")
        found = Axe().run(window, options=AXE).response["violations"]
        wide = window.evaluate("document.documentElement.scrollWidth")

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert wide <= width
