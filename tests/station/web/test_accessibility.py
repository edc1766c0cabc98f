"""Does every state of the station's window meet WCAG 2.2 AA, and does it keep what is typed?"""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from tests.factories.station_pictures import STATES

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
OTHER_PAGES = ["/cazuri", "/pin-uitat", "/coduri", "/nicaieri"]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(pages, chromium):
    """Open the station in a browser of a phone's width."""
    context = chromium.new_context(viewport={"width": 375, "height": 800}, locale="ro-RO")
    page = context.new_page()
    page.goto(pages.entrance())
    yield page
    context.close()


def found(page):
    results = Axe().run(page, options=OPTIONS)
    return [
        (each["id"], node["html"])
        for each in results.response["violations"]
        for node in each["nodes"]
    ]


def test_every_state_of_the_window_is_accessible_and_fits_a_phone(pages, window):
    for name, state in STATES.items():
        pages.shows(**state)
        window.goto(f"{pages.address}/pacienti")
        assert found(window) == [], name
        assert window.evaluate("document.documentElement.scrollWidth") <= 375, name


@pytest.mark.parametrize("language", ["ro", "uk"])
def test_the_other_pages_are_accessible(pages, window, language):
    cookie = {"name": "openpias-station-language", "value": language, "url": pages.address}
    window.context.add_cookies([cookie])
    for path in OTHER_PAGES:
        window.goto(pages.address + path)
        assert found(window) == [], path


def test_news_redraw_the_window_and_keep_what_is_being_typed(pages, window):
    pages.shows(**STATES["blocked"])
    window.goto(f"{pages.address}/pacienti")
    window.get_by_label("CID-ul de pe card").fill("4012")
    window.get_by_label("Numele titularului").fill("Țur")

    pages.shows(**STATES["blocked"] | {"procedure": None})

    expect(window.get_by_text("Card blocat (-15)")).to_have_count(0)
    expect(window.get_by_label("CID-ul de pe card")).to_have_value("4012")
    expect(window.get_by_label("Numele titularului")).to_have_value("Țur")
    expect(window.get_by_label("Numele titularului")).to_be_focused()


def test_a_pin_that_is_half_typed_does_not_go_into_the_next_question(pages, window):
    pages.shows(**STATES["asking-pin"])
    window.goto(f"{pages.address}/pacienti")
    expect(window.get_by_label("PIN-ul actual")).to_be_focused()
    window.get_by_label("PIN-ul actual").fill("48")

    pages.shows(**STATES["asking-new"])

    expect(window.get_by_label("PIN-ul nou", exact=True)).to_have_value("")
    expect(window.get_by_label("PIN-ul nou", exact=True)).to_be_focused()


def test_without_scripts_the_window_works_by_its_forms(pages, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages.entrance())
    pages.shows(**STATES["asking-pin"])
    page.get_by_role("link", name="Reîmprospătează pagina").click()

    page.get_by_label("PIN-ul actual").fill("12")
    page.get_by_role("button", name="Acceptă").click()

    expect(page.get_by_text("PIN-ul trebuie să fie format din 4 cifre").first).to_be_visible()
    context.close()
