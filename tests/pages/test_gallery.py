"""Can everybody use the pages, on a desk, on a phone, on paper, and under the strictest policy?"""

import io

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from openpias.pages.gallery import PAGES

from .conftest import SLIP_DIGITS

pytestmark = pytest.mark.slow
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_violation_and_no_sideways_scroll(
    page, gallery_url, name, width
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{gallery_url}/{name}.html")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_open_calendar_and_an_open_list_have_no_violation(page, gallery_url):
    page.goto(f"{gallery_url}/form.html")
    page.click("#birth_date ~ button")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.keyboard.press("Escape")
    page.fill("#citizenship", "uc")
    page.wait_for_selector("#citizenship__listbox li")
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_the_calendar_writes_day_month_year_in_the_readers_language(page, gallery_url):
    page.goto(f"{gallery_url}/permit.html")
    page.fill("#birth_date", "05-11-1987")
    page.click("#birth_date ~ button")
    assert page.inner_text("#datepicker-title-birth_date") == "noiembrie 1987"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.input_value("#birth_date") == "06-11-1987"


def test_a_long_list_is_searched_in_other_scripts_and_forgets_no_choice_silently(page, gallery_url):
    page.goto(f"{gallery_url}/form.html")
    page.fill("#citizenship", "укр")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.eval_on_selector("#citizenship-select", "e => e.value") == "UA"
    page.fill("#citizenship", "Atlantida")
    page.keyboard.press("Tab")
    assert page.eval_on_selector("#citizenship-select", "e => e.value") == ""


def test_a_refused_select_says_why_to_a_screen_reader(page, gallery_url):
    page.goto(f"{gallery_url}/form-errors.html")
    hint = page.get_attribute("#citizenship", "aria-describedby")
    assert "Alegeți cetățenia" in page.inner_text(f"#{hint}")


def test_document_rows_keep_their_order_and_what_was_typed(page, gallery_url):
    page.goto(f"{gallery_url}/form.html")
    page.click("[data-add-document]")
    page.click("[data-add-document]")
    assert page.evaluate("document.activeElement.id") == "documents-2-type"
    page.fill("#documents-2-number", "77")
    page.click("[data-document-row]:nth-child(2) [data-remove-document]")
    names = "rows => rows.map(row => row.name)"
    numbers = page.eval_on_selector_all("[data-document-list] [name$=number]", names)
    assert numbers == ["documents-0-number", "documents-1-number"]
    assert page.input_value("#documents-1-number") == "77"
    labels = "rows => rows.map(row => row.textContent)"
    assert page.eval_on_selector_all("[data-document-list] [data-document-number]", labels) == [
        "1",
        "2",
    ]


def test_enter_in_a_field_saves_and_removes_nothing(page, gallery_url):
    page.goto(f"{gallery_url}/form-errors.html")
    submitter = "form => new Promise(done => form.addEventListener('submit', event => {\
        event.preventDefault(); done(event.submitter.name) }))"
    form = page.query_selector("main form")
    page.evaluate("form => { window.pressed = (" + submitter + ")(form) }", form)
    page.focus("#surname")
    page.keyboard.press("Enter")
    assert page.evaluate("window.pressed") == "save"


def test_the_camera_fills_the_text_and_sends_nothing(page, gallery_url):
    page.goto(f"{gallery_url}/verification.html")
    sent = []
    page.on("request", lambda request: sent.append(request.method + " " + request.url))
    page.click("[data-scanner-start]")
    expect(page.locator("#code")).to_have_value(SLIP_DIGITS, timeout=20_000)
    assert page.is_hidden("video")
    assert [one for one in sent if not one.startswith(f"GET {gallery_url}/static/")] == []


def test_the_number_is_copied_as_digits(page, gallery_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{gallery_url}/result.html")
    page.click("[data-copy]")
    expect(page.locator("[data-copy-status]")).to_have_text("Numărul a fost copiat")
    assert page.evaluate("navigator.clipboard.readText()") == "9123456789012"


def test_the_result_prints_on_one_page_without_things_to_press(page, gallery_url):
    page.goto(f"{gallery_url}/result.html")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = document[0].get_textpage().get_text_bounded()
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    assert "9123456789012" in text.replace(" ", "")
    assert "Profil demonstrativ" in text
    for word in ("Tipărire", "Înregistrare nouă", "Copiază", "Ajutor", "Corectează", "English"):
        assert word not in text


def test_without_scripts_fields_and_buttons_are_plain_html(browser, gallery_url):
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(f"{gallery_url}/form.html")
    assert tab.is_visible("select#citizenship")
    assert tab.is_visible("input#birth_date")
    assert tab.is_visible("button[name=add-document]")
    tab.goto(f"{gallery_url}/result.html")
    assert tab.is_hidden("[data-print]")
    tab.close()
