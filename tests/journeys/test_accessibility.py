"""Can everybody use every page of the platform, wide and on a phone, in three languages?

Every address without a parameter is visited, so that a new page is checked from its first day;
the states that a page can be in (refused, answered, asked about) are made as a clerk makes them.
"""

import json
import shutil

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import sync_playwright
from tests.factories import calls
from tests.factories.calls import NUMBERS
from tests.journeys.servers import PASSWORD, Platform

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What a person does not read: interfaces, files, and what ends a session.
NOT_PAGES = (
    *("api/", "static/", "health", "iesire", "limba", "exersare", "OCSP/", "inchidere"),
    *("carduri/motiv", "carduri/registru/propunere", "svapntws/"),
    *(".svg", ".csv", ".pdf", ".json"),
)


def addresses(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern) and is_page(address):
            yield f"/{address}"


def is_page(address):
    return "<" not in address and not any(part in address for part in NOT_PAGES)


@pytest.fixture(scope="module")
def platform():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian package `chromium`)")
    running = Platform("accessible")
    try:
        running.prepare(everything=["clerk", "house-operator", "administrator", "helpdesk-lead"])
        running.start_web()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def session(platform, browser):
    """Return a signed-in window and the address of a registered person."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{platform.port}", locale="ro-RO")
    tab = context.new_page()
    tab.goto("/numar-unic-temporar")
    tab.fill("[name=username]", "everything")
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_selector("[name=surname]")
    yield tab
    context.close()


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def page(session, request):
    session.set_viewport_size({"width": request.param, "height": 900})
    return session


def register(platform, **fields):
    reply = platform.call(
        "POST",
        NUMBERS,
        body=calls.registration(**fields),
        headers={**calls.login("everything"), "Content-Type": "application/json"},
    )
    assert reply.status in {200, 201}, reply.content
    return json.loads(reply.content)


# Texts that no rule gives a font fall to whatever the browser has, often another script's worst.
OTHER_FONTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("script, style, template, svg, code, option")) continue;
    if (!getComputedStyle(element).fontFamily.includes("Noto Sans")) found.add(element.outerHTML.slice(0, 80));
  }
  return [...found];
}"""


def refuse_violations(page):
    assert page.evaluate(OTHER_FONTS) == []
    found = Axe().run(page, options=RULES).response["violations"]
    width = page.viewport_size["width"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", sorted(addresses()))
def test_a_page_has_no_violation_and_stays_within_a_phone(session, address):
    session.set_viewport_size({"width": 1280, "height": 900})
    response = session.goto(address)

    assert response.status == 200
    assert "next=" not in session.url
    refuse_violations(session)
    session.set_viewport_size({"width": 390, "height": 900})
    assert session.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("address", ["/numar-unic-temporar", "/verificare", "/ajutor"])
def test_a_page_in_another_language_has_no_violation(page, address, language):
    page.goto(address)
    page.click(f"[name=language][value={language}]")
    page.goto(address)

    assert page.get_attribute("html", "lang") == language
    refuse_violations(page)
    page.click("[name=language][value=ro]")


@pytest.mark.parametrize("address", ["/numar-unic-temporar", "/permis", "/cautare", "/verificare"])
def test_a_refused_form_has_no_violation(page, address):
    page.goto(address)
    page.locator("main form").last.evaluate("form => { form.noValidate = true }")
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.wait_for_selector(".govuk-error-summary")

    refuse_violations(page)


def test_a_person_and_everything_about_them_have_no_violation(platform, page):
    register(platform)
    page.goto("/persoane")
    page.locator("main a[href^='/persoane/']").first.click()
    page.wait_for_url("**/persoane/*")
    person = page.url
    refuse_violations(page)
    for act in page.locator(f"main a[href^='/persoane/{person.rsplit('/', 1)[1]}/']").all():
        address = act.get_attribute("href")
        if not address.endswith(".pdf"):
            page.goto(address)
            refuse_violations(page)
            page.goto(person)


def test_a_result_prints_on_one_page_without_what_stands_around_it(platform, session):
    person = register(platform, surname="Гнатюк", given_name="Олег", birth_date="1961-05-06")
    session.goto(f"/persoane/{person['person']}")

    with pypdfium2.PdfDocument(session.pdf(prefer_css_page_size=True)) as printed:
        pages = [page.get_textpage().get_text_bounded() for page in printed]

    assert len(pages) == 1
    assert person["number"] in "".join(pages[0].split())
    for words in ("Înregistrare nouă", "Căutare", "Ajutor", "Copiază"):
        assert words not in pages[0]


def test_the_question_about_a_possible_double_has_no_violation(platform, page):
    register(platform, surname="Бойченко", given_name="Марія", birth_date="1990-03-04")
    page.goto("/numar-unic-temporar")
    again = {"surname": "Boichenko", "given_name": "Maria", "birth_date": "04-03-1990"}
    for name, value in {**again, "entry_date": "01-03-2022"}.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name='documents-0-number']", "ZZ000111")
    page.select_option("[name=sex]", "F")
    for name in ("category", "citizenship", "entry_point", "visa_type", "documents-0-type"):
        pick(page, name)
    page.locator("main form button").last.click()
    page.wait_for_selector("[name=different]")

    refuse_violations(page)


def test_two_records_beside_each_other_and_a_history_have_no_violation(platform, page):
    kept = register(platform)
    merged = register(platform, surname="Ткаченко", given_name="Ольга", birth_date="1977-01-02")
    page.goto("/unire")
    page.fill("[name=kept]", kept["number"])
    page.fill("[name=merged]", merged["number"])
    page.press("[name=merged]", "Enter")
    page.wait_for_selector("[name=confirm]")
    refuse_violations(page)

    page.goto(f"/persoane/{merged['person']}/corectare")
    page.fill("[name=given_name]", page.input_value("[name=given_name]") + "а")
    page.fill("[name=reason]", "literă greșită")
    page.locator("main form button").last.click()
    page.wait_for_url(f"**/persoane/{merged['person']}")
    page.goto(f"/persoane/{merged['person']}/istoric")
    page.wait_for_selector("main section")

    refuse_violations(page)


def pick(page, name):
    field = page.locator(f"select[name='{name}']")
    if field.count():
        value = field.locator("option:not([value=''])").first.get_attribute("value")
        field.evaluate("(field, value) => { field.value = value }", value)
