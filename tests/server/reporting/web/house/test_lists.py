"""Does CNAS keep the lists of reporting, and does everybody read them with where they come from?"""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import reporting

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.reporting.models import ListedCode, ListedService
from openpias.server.reporting.web import list_acts

pytestmark = pytest.mark.django_db
LISTS = "/raportare/liste"
PACKAGES, SERVICES = f"{LISTS}/packages", f"{LISTS}/services"
HEAD = "code,name,valid_from,valid_to,provenance\n"


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def file(content, name="lista.csv"):
    body = content if isinstance(content, bytes) else content.encode()
    return {"file": SimpleUploadedFile(name, body, content_type="text/csv")}


def package(code="PB", **fields):
    defaults = {
        "list": "packages",
        "name": "Pachetul de bază",
        "valid_from": date(2026, 1, 1),
        "provenance": "Ordinul 12/2026",
    }
    return ListedCode.objects.create(code=code, **{**defaults, **fields})


def codes(answer):
    return re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', answer)


def test_everybody_reads_the_lists_with_their_provenance(sits):
    package()
    reporting.service()
    for browser in (sits.operator(), sits.clerk(), sits.specialist(), sits.auditor()):
        assert SERVICES in text(browser.get(LISTS))
        answer = text(browser.get(PACKAGES))
        assert "Ordinul 12/2026" in answer
        assert "/import" not in answer
    assert "95,50 lei" in text(sits.clerk().get(SERVICES))


def test_a_list_is_searched_by_text_and_day(sits):
    package("PB", valid_to=date(2026, 6, 30))
    package("PM", name="Pachetul minimal")
    operator = sits.operator()

    def found(query):
        return codes(text(operator.get(PACKAGES + query)))

    assert found("") == ["PB", "PM"]
    assert found("?text=minim") == found("?ziua=01-07-2026") == ["PM"]
    assert found("?ziua=30-06-2026") == ["PB", "PM"]
    assert found("?text=x&ziua=01-01-2020") == []
    wrong = text(operator.get(f"{PACKAGES}?ziua=31-02-2026"), 422)
    assert 'href="#ziua"' in wrong
    assert 'value="31-02-2026"' in wrong
    assert found("?text=%00") == ["PB", "PM"]
    assert operator.get(f"{LISTS}/colours").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_the_same_number_of_queries(sits, number, django_assert_num_queries):
    for place in range(number):
        package(f"P{place}")
    browser = sits.administrator()
    browser.get(PACKAGES)

    with django_assert_num_queries(6):
        assert len(codes(text(browser.get(PACKAGES)))) == number


def test_a_file_brings_a_list_up_to_date_and_says_what_it_did(sits):
    package("PM")
    administrator = sits.administrator()
    sent = (
        HEAD
        + "PM,Pachetul minimal,01-01-2026,,Ordinul 13/2026\nPX,Nou,01-07-2026,,Ordinul 13/2026\n"
    )

    first = text(administrator.post(f"{PACKAGES}/import", file(sent)))
    again = text(administrator.post(f"{PACKAGES}/import", file("\ufeff" + sent)))

    values = r'list__value">\s*(\d+)\s*</dd>'
    assert re.findall(values, first) == ["1", "1", "0"]
    assert re.findall(values, again) == ["0", "0", "2"]
    assert ListedCode.objects.get(code="PM").provenance == "Ordinul 13/2026"


def test_refused_rows_are_named_with_reasons_and_nothing_is_written(sits):
    sent = HEAD + "PX,,31-02-2026,,act\nPY,Bun,01-01-2026,,act\nPY,Dublu,01-01-2026,,act\n"

    answer = text(sits.administrator().post(f"{PACKAGES}/import", file(sent)), 422)

    rows = re.findall(r'<th scope="row"[^>]*>(\d+)</th>\s*<td[^>]*>(\w+)</td>', answer)
    # Lines of the file, as a spreadsheet numbers them: the first one names the columns.
    assert sorted(rows) == [("2", "name"), ("2", "valid_from"), ("4", "code")]
    assert ListedCode.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"code;name\n", HEAD.encode(), b"\xff\xfe", HEAD.encode() + b"a\0b,c,d,e,f\n"],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(sits, content):
    answer = text(sits.administrator().post(f"{PACKAGES}/import", file(content)), 422)

    assert 'href="#file"' in answer
    assert ListedCode.objects.count() == 0


def test_no_file_and_one_that_is_too_large_are_refused(sits, monkeypatch):
    administrator = sits.administrator()
    assert 'href="#file"' in text(administrator.post(f"{PACKAGES}/import"), 422)
    monkeypatch.setattr(list_acts, "MOST_MEGABYTES", 0)

    assert "prea mare" in text(administrator.post(f"{PACKAGES}/import", file(HEAD)), 422)


def test_a_file_with_more_mistakes_than_are_shown_counts_the_rest(sits):
    rows = "".join(f"P{place},,01-01-2026,,act\n" for place in range(103))

    answer = text(sits.administrator().post(f"{PACKAGES}/import", file(HEAD + rows)), 422)

    assert "Alte greșeli care nu încap aici: 3" in answer


END = f"{PACKAGES}/incheiere/01-01-2026/PB"


def test_a_code_ends_with_a_day_and_is_not_deleted(sits):
    package()
    administrator = sits.administrator()
    assert f'href="{END}"' in text(administrator.get(PACKAGES))
    assert "Pachetul de bază" in text(administrator.get(END))

    for _press in range(2):
        answer = administrator.post(END, {"valid_to": "31-12-2026"})

    assert answer["Location"] == PACKAGES
    assert ListedCode.objects.get().valid_to == date(2026, 12, 31)
    entry = AuditEntry.objects.get(event="reporting-code-ended")
    assert entry.facts == {
        "row": ListedCode.objects.get().pk,
        "from": "2026-01-01",
        "to": "2026-12-31",
    }


@pytest.mark.parametrize(
    ("valid_to", "says"),
    [
        ("", "Completați"),
        ("x", "zi-luna-an"),
        ("31-12-2025", "înaintea primei"),
        ("01-07-2026", "rând mai nou"),
    ],
)
def test_a_last_day_that_cannot_be_stays_typed(sits, valid_to, says):
    package()
    package(valid_from=date(2026, 7, 1))

    answer = text(sits.administrator().post(END, {"valid_to": valid_to}), 422)

    assert says in answer
    assert 'href="#valid_to"' in answer
    assert f'value="{valid_to}"' in answer or not valid_to
    assert ListedCode.objects.filter(valid_to=None).count() == 2


def test_a_code_with_a_slash_ends_too_and_an_unknown_one_is_not_found(sits):
    reporting.service("DC/1 ă")
    administrator = sits.administrator()
    (href,) = re.findall(r'href="([^"]*incheiere[^"]*)"', text(administrator.get(SERVICES)))
    administrator.post(href, {"valid_to": "31-12-2026"})

    assert ListedService.objects.get().valid_to == date(2026, 12, 31)
    for rest in ("01-01-2026/ZZ", "02-01-2026/DC/1 ă", "x/DC/1 ă"):
        assert administrator.get(f"{SERVICES}/incheiere/{rest}").status_code == 404


def test_only_cnas_changes_a_list(sits):
    package()
    for browser in (sits.operator(), sits.auditor(), sits.clerk()):
        assert browser.post(f"{PACKAGES}/import", file(HEAD)).status_code == 403
        assert browser.post(END, {"valid_to": "31-12-2026"}).status_code == 403
    assert ListedCode.objects.get().valid_to is None
