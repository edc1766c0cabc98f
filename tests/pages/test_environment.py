"""Does the environment refuse what is missing and escape what is hostile?"""

import gettext

import pytest
from jinja2 import DictLoader, UndefinedError

from openpias.pages import Choice, Page, environment

HOSTILE = "\"'><script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"

IMPORTS = (
    '{% from "macros/field.html" import checkbox, date_input, radios, select, text_input, textarea %}'
    '{% from "macros/person.html" import candidate_card, number_display, summary_list %}'
    '{% from "macros/lists.html" import data_table, empty_state %}'
    '{% from "macros/messages.html" import problem, success, warning %}'
    '{% from "macros/error_summary.html" import error_summary %}'
    '{% from "macros/button.html" import button %}'
)
CALLS = [
    '{{ text_input("n", evil, value=evil, errors={"n": evil}, hint=evil) }}',
    '{{ date_input("n", evil, value=evil, errors={"n": evil}, hint=evil) }}',
    '{{ textarea("n", evil, value=evil, errors={"n": evil}, hint=evil) }}',
    '{{ checkbox("n", evil, errors={"n": evil}, hint=evil, value=evil) }}',
    '{{ select("n", evil, [choice], value="other" ~ evil, errors={"n": evil}) }}',
    '{{ radios("n", evil, [choice], value=evil, errors={"n": evil}) }}',
    '{{ summary_list([{"key": evil, "value": evil, "href": evil, "action": evil}]) }}',
    "{{ number_display(evil, evil, note=evil) }}",
    '{{ candidate_card(evil, [{"key": evil, "value": evil}], same=[evil], reference=evil) }}',
    '{{ data_table(evil, [{"text": evil}], [[evil], [{"text": evil, "href": evil}]]) }}',
    "{{ empty_state(evil, evil, href=evil, action=evil) }}",
    "{{ problem(evil, evil, evil, evil, evil) }}",
    "{{ success(evil) }}{{ warning(evil) }}",
    '{{ error_summary([("n", evil)]) }}',
    "{{ button(evil, name=evil, value=evil, hidden_text=evil) }}",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_hostile_text_stays_text_in_every_macro(templates, call):
    choice = Choice(value=HOSTILE, text=HOSTILE, hint=HOSTILE, aliases=(HOSTILE,))
    html = templates.from_string(IMPORTS + call).render(evil=HOSTILE, choice=choice)
    assert ESCAPED in html
    assert "<script" not in html
    assert "\"'>" not in html


def test_a_missing_variable_is_an_error(templates):
    with pytest.raises(UndefinedError):
        templates.from_string("{{ nothing.here }}").render()


def test_a_page_without_its_frame_is_an_error(templates):
    with pytest.raises(UndefinedError):
        templates.get_template("layouts/base.html").render()


def test_texts_are_shown_in_the_readers_language():
    class Ukrainian(gettext.NullTranslations):
        def gettext(self, message):
            return {"Sari la conținut": "Перейти до вмісту"}.get(message, message)

    page = Page(language="uk", service_name="e-PIAS")
    html = environment(translations=Ukrainian()).get_template("layouts/base.html").render(page=page)
    assert "Перейти до вмісту" in html
    assert '<html lang="uk"' in html


def test_a_module_adds_its_templates_but_cannot_replace_ours():
    loader = DictLoader({"registry/own.html": "own", "problem.html": "replaced"})
    made = environment(translations=gettext.NullTranslations(), loaders=[loader])
    assert made.get_template("registry/own.html").render() == "own"
    assert made.get_template("problem.html").filename is not None
