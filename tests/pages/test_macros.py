"""Do the macros keep what was typed and tie every message to its field?"""

import re

import pytest

from openpias.pages import Choice

FIELD = '{% from "macros/field.html" import date_input, radios, select, text_input, textarea %}'
ROW = {"type": "P", "series": "FX", "number": "12", "date": "24-02-2022", "issuer": "DMS"}
UKRAINE = Choice(value="UA", text="Ucraina", aliases=("Україна", "Ukraine"))


@pytest.fixture
def render(templates):
    def rendered(source, **values):
        return templates.from_string(source).render(values)

    return rendered


@pytest.mark.parametrize("macro", ["text_input", "date_input", "textarea"])
def test_a_refused_field_keeps_its_value_and_names_its_message(render, macro):
    html = render(
        FIELD + "{{ " + macro + '("born", "Data", value="31-02-1987", errors=errors, hint="h") }}',
        errors={"born": "Data nu există"},
    )
    assert "31-02-1987" in html
    assert 'aria-describedby="born-hint born-error"' in html
    assert re.search(r'id="born-error".*Eroare:.*Data nu există', html, re.DOTALL)


def test_a_field_without_a_message_has_no_error_style(render):
    html = render(FIELD + '{{ text_input("a", "A", errors={"b": "x"}) }}')
    assert "error" not in html


def test_a_date_is_one_text_with_its_order_beside_it(render):
    html = render(FIELD + '{{ date_input("born", "Data") }}')
    assert html.count("<input") == 1
    assert 'type="text"' in html
    assert "zi-luna-an, de exemplu 24-02-2022" in re.sub(r"</?span[^>]*>", "", html)


def test_a_select_marks_the_choice_and_carries_its_other_names(render):
    html = render(FIELD + '{{ select("c", "C", [ua], value="UA", search=true) }}', ua=UKRAINE)
    assert '<option value="UA" selected data-aliases="Україна|Ukraine">Ucraina</option>' in html
    assert "data-autocomplete" in html


def test_a_select_shows_a_value_that_is_no_longer_on_its_list(render):
    html = render(FIELD + '{{ select("c", "C", [ua], value="SU") }}', ua=UKRAINE)
    assert '<option value="SU" selected>SU</option>' in html


def test_the_summary_leads_to_radios_by_the_name_of_the_field(render):
    html = render(
        FIELD
        + '{% from "macros/error_summary.html" import error_summary %}'
        + '{{ error_summary([("c", "Alegeți")]) }}{{ radios("c", "C", [ua]) }}',
        ua=UKRAINE,
    )
    assert 'href="#c"' in html
    assert html.count('id="c"') == 1


def test_no_errors_means_no_summary(render):
    html = render(
        '{% from "macros/error_summary.html" import error_summary %}{{ error_summary([]) }}'
    )
    assert html.strip() == ""


def test_document_rows_work_without_scripts(render):
    html = render(
        '{% from "macros/documents.html" import document_rows %}'
        '{{ document_rows([row, row], [], errors={"documents-1-number": "Scrieți numărul"}) }}',
        row=ROW,
    )
    assert 'name="documents-0-type"' in html
    assert 'name="documents-1-issuer"' in html
    assert re.search(r'<button(?=[^>]*value="1")(?=[^>]*name="remove-document")', html)
    assert 'name="add-document"' in html
    assert 'id="documents-1-number-error"' in html


def test_a_single_document_row_has_no_bin(render):
    html = render(
        '{% from "macros/documents.html" import document_rows %}{{ document_rows([row], []) }}',
        row=ROW,
    )
    shown = html.split("<template>")[0]
    assert re.search(r"<button[^>]*remove-document[^>]*hidden", shown)


def test_a_message_for_all_documents_stands_at_their_heading(render):
    html = render(
        '{% from "macros/documents.html" import document_rows %}'
        '{{ document_rows([row], [], errors={"documents": "Lipsește actul"}) }}',
        row=ROW,
    )
    assert 'aria-describedby="documents-hint documents-error"' in html


def test_digits_of_a_number_are_grouped_by_style_only(render):
    html = render(
        '{% from "macros/person.html" import number_display %}{{ number_display("9123456789012", "N") }}'
    )
    digits = re.search(r'<p class="op-number__digits".*?</p>', html, re.DOTALL).group()
    assert re.sub(r"<[^>]+>|\s(?=<)|^\s+", "", digits).strip() == "9123456789012"
    assert 'data-copy="9123456789012"' in html


def test_a_withdrawn_number_says_so_in_words(render):
    html = render(
        '{% from "macros/person.html" import number_display %}'
        '{{ number_display("9123456789012", "N", state="withdrawn") }}'
    )
    assert "Număr retras" in html


def test_a_table_says_what_its_headings_head(render):
    html = render(
        '{% from "macros/lists.html" import data_table %}'
        '{{ data_table("T", [{"text": "A"}, {"text": "B", "numeric": true}], [["a", "1"]]) }}'
    )
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 1
    assert re.search(r"<td[^>]*numeric[^>]*>1</td>", html)


def test_a_table_stays_one_although_a_phone_shows_its_rows_as_cards(render):
    html = render(
        '{% from "macros/lists.html" import data_table %}'
        '{{ data_table("T", [{"text": "A"}, {"text": "B"}], [["a", "1"]]) }}'
    )
    assert re.findall(r'role="(\w+)"', html) == [
        *("region", "table", "rowgroup", "row", "columnheader", "columnheader"),
        *("rowgroup", "row", "rowheader", "cell"),
    ]
    assert re.findall(r'data-column="(\w+)"', html) == ["B"]


@pytest.mark.parametrize(("page", "links"), [(1, 4), (2, 5), (3, 4)])
def test_pagination_leads_backward_and_forward(render, page, links):
    html = render(
        '{% from "macros/lists.html" import pagination %}{{ pagination(["/1", "/2", "/3"], page) }}',
        page=page,
    )
    assert html.count("<a ") == links
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination(render):
    html = render('{% from "macros/lists.html" import pagination %}{{ pagination(["/1"], 1) }}')
    assert html.strip() == ""


@pytest.mark.parametrize(
    ("kind", "colour"),
    [("add", "green"), ("new", "green"), ("remove", "red"), ("print", "red"), ("save", "blue")],
)
def test_buttons_have_the_colours_of_the_manual(render, kind, colour):
    html = render('{% from "macros/button.html" import button %}{{ button("x", kind=k) }}', k=kind)
    assert f"op-button--{colour}" in html


def test_a_date_in_a_hint_is_not_broken_and_the_rest_stays_text(render):
    html = render(
        '{% from "macros/field.html" import text_input %}{{ text_input("a", "A", hint=words) }}',
        words="<b> zi-luna-an, de exemplu 24-02-1982",
    )

    assert '<span class="op-whole">24-02-1982</span>' in html
    assert '<span class="op-whole">zi-luna-an</span>' in html
    assert "&lt;b&gt;" in html


def test_a_problem_without_a_supplier_text_has_no_heading_for_it(render):
    html = render('{% from "macros/messages.html" import problem %}{{ problem("t", "h", "p") }}')
    assert "furnizorul de servicii IT" not in html
    assert "referință" not in html
