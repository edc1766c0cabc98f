"""Do the figures count whom they should, and do plots, tables and the file agree?"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import people
from tests.factories.people import document, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.http.plots import POLICY
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import NomenclatureEntry, Person
from openpias.server.registry.operations import temporary_numbers
from openpias.server.registry.queries import figures, nomenclatures
from openpias.server.registry.queries.figures import Scope
from openpias.server.registry.web import plots

pytestmark = pytest.mark.django_db
# Half past midnight of the 20th in Bucharest, still the 19th in UTC.
NIGHT = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)
PERIOD = "de-la=19-11-2026&pana-la=21-11-2026"
PLOTS = ["zile", "intrari", "categorii"]


def issue(surname, *, at=NIGHT, actor=None, **fields):
    typed = registration(surname=surname, documents=(document(number=surname),), **fields)
    return temporary_numbers.issue(typed, actor=actor or people.actor(), at=at)


def becomes(answer, status, **fields):
    Person.objects.filter(public_id=answer.person).update(status=status, **fields)


@pytest.fixture
def registered():
    kept = issue("Авраменко", birth_date="1950-01-01")
    issue("Бойко", birth_date="1961-02-02", entry_point="SIGHET", category="C")
    becomes(
        issue("Вовк", birth_date="1972-03-03", at=NIGHT + timedelta(days=1)), PersonStatus.WITHDRAWN
    )
    becomes(issue("Ткач", birth_date="1975-03-03"), PersonStatus.ERASED)
    issue("Гайдай", birth_date="1983-04-04", actor=people.actor(practice=True))
    issue("Дячук", birth_date="1994-05-05", actor=people.actor(provider="90000002"))
    merged = issue("Жук", birth_date="1985-06-06")
    step = Person.objects.get(public_id=kept.person)
    becomes(merged, PersonStatus.MERGED, merged_into=step, canonical=step)


def scope(provider="90000001", first=19, last=21):
    return Scope(first=date(2026, 11, first), last=date(2026, 11, last), provider=provider)


def counted(tallies):
    return [(each.key, each.valid, each.withdrawn) for each in tallies]


def test_days_are_those_of_bucharest(registered):
    assert counted(figures.by_day(scope())) == [("2026-11-20", 2, 1), ("2026-11-21", 0, 1)]
    assert counted(figures.by_day(scope(first=19, last=19))) == []
    assert counted(figures.by_day(scope(first=20, last=20))) == [("2026-11-20", 2, 1)]


def test_practice_merged_records_and_other_providers_do_not_count(registered):
    assert counted(figures.by_entry_point(scope())) == [("SIRET", 1, 2), ("SIGHET", 1, 0)]
    assert counted(figures.by_category(scope())) == [("A", 1, 2), ("C", 1, 0)]
    assert counted(figures.by_category(scope(provider=None))) == [("A", 2, 2), ("C", 1, 0)]


def test_months_are_the_sum_of_their_days(registered):
    assert counted(figures.by_month(scope())) == [("2026-11", 2, 2)]


def test_the_finest_table_adds_up_to_the_others(registered):
    cells = list(figures.cells(scope(provider=None)))

    assert sum(each.valid + each.withdrawn for each in cells) == 5
    assert {each.provider_code for each in cells} == {"90000001", "90000002"}


def rows(page):
    """Return the cells of the tables on a page, a list for each row."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page, flags=re.DOTALL)
    return [[text.strip() for text in re.findall(r">([^<>]+)</t[hd]>", row)] for row in found]


def test_a_clerk_sees_the_figures_of_the_own_provider(signed_in, registered):
    page = signed_in().get(f"/situatii?{PERIOD}").content.decode()

    assert "Clinica 90000001" in page
    assert ["20-11-2026", "3", "1"] in rows(page)
    assert ["Siret – Porubne", "3", "2"] in rows(page)


def test_a_house_sees_those_of_all(signed_in, registered):
    house = signed_in(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV")

    page = house.get(f"/situatii?{PERIOD}").content.decode()

    assert "toți furnizorii" in page
    assert ["20-11-2026", "4", "1"] in rows(page)


def test_the_period_is_the_last_thirty_days_where_nothing_is_typed(signed_in):
    now = datetime.now(tz=UTC)
    issue("Авраменко", birth_date="1950-01-01", at=now - timedelta(days=28))
    issue("Бойко", birth_date="1961-02-02", at=now - timedelta(days=31))

    page = signed_in().get("/situatii").content.decode()

    assert ["Siret – Porubne", "1", "0"] in rows(page)


def test_a_long_period_is_shown_by_month_and_saved_by_day(signed_in, registered):
    clerk = signed_in()
    query = "de-la=01-08-2026&pana-la=23-11-2026"

    page = clerk.get(f"/situatii?{query}").content.decode()
    plot = clerk.get(f"/situatii/zile.svg?{query}").content.decode()
    file = clerk.get(f"/situatii.csv?{query}").getvalue().decode()

    assert ["11-2026", "4", "2"] in rows(page)
    assert "08-2026" in plot
    assert "20-11-2026" in file


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("de-la=32-13-2026", "de-la"),
        ("de-la=11-2026", "de-la"),
        ("de-la=31-12-1899", "de-la"),
        ("pana-la=31-12-9999", "pana-la"),
        ("de-la=21-11-2026&pana-la=19-11-2026", "pana-la"),
    ],
)
def test_a_period_that_is_none_is_refused_and_stays_as_typed(signed_in, query, field):
    clerk = signed_in()

    answer = clerk.get(f"/situatii?{query}")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert f'value="{query.split("=")[-1]}"' in page
    assert "<img" not in page
    assert clerk.get(f"/situatii/zile.svg?{query}").status_code == 404
    assert clerk.get(f"/situatii.csv?{query}").status_code == 404


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_is_a_picture_without_scripts_under_its_own_policy(signed_in, registered, name):
    answer = signed_in().get(f"/situatii/{name}.svg?{PERIOD}")

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"<script" not in answer.content
    assert answer.content.count(b'class="rect reactive') > 1


def test_every_plot_of_the_page_opens_and_the_page_keeps_its_strict_policy(signed_in, registered):
    clerk = signed_in()

    answer = clerk.get(f"/situatii?{PERIOD}")

    sources = re.findall(r'<img[^>]+src="([^"]+)"', answer.content.decode())
    assert [source.split("?")[0] for source in sources] == [
        f"/situatii/{name}.svg" for name in PLOTS
    ]
    for source in sources:
        assert clerk.get(source.replace("&amp;", "&")).status_code == 200
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_name_on_a_plot_is_text(signed_in, registered):
    NomenclatureEntry.objects.filter(code="SIRET").update(name_ro="<b>&</b>")
    nomenclatures.forget()
    plot = signed_in().get(f"/situatii/intrari.svg?{PERIOD}").content.decode()
    nomenclatures.forget()

    assert "&lt;b&gt;&amp;&lt;/b&gt;" in plot


def test_an_unknown_plot_is_not_found(signed_in):
    assert signed_in().get("/situatii/nimic.svg").status_code == 404


def test_the_file_has_a_line_for_each_day_entry_point_and_category(signed_in, registered):
    answer = signed_in().get(f"/situatii.csv?{PERIOD}")

    assert answer.headers["Content-Disposition"].endswith('situatii-2026-11-19-2026-11-21.csv"')
    lines = answer.getvalue().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Ziua;Furnizor;Cod punct de intrare;")
    assert lines[1].startswith("20-11-2026;90000001;SIGHET;Sighetu Marmației – Solotvino;C;C: ")
    assert [line.split(";")[-2:] for line in lines[1:-1]] == [["1", "0"], ["1", "1"], ["0", "1"]]


def test_a_name_that_is_a_formula_computes_nothing_in_the_file(signed_in, registered):
    NomenclatureEntry.objects.filter(code="SIRET").update(name_ro="=1+1")
    nomenclatures.forget()
    content = signed_in().get(f"/situatii.csv?{PERIOD}").getvalue().decode()
    nomenclatures.forget()

    assert ";'=1+1;" in content


def test_nobody_registered_is_said_without_empty_plots(signed_in):
    page = signed_in().get("/situatii").content.decode()

    assert "Nicio înregistrare în această perioadă" in page
    assert "<img" not in page


@pytest.mark.parametrize("address", ["/situatii", "/situatii.csv", "/situatii/zile.svg"])
def test_figures_are_for_those_who_are_signed_in(client, address):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/autentificare")


def test_what_has_no_room_on_a_plot_is_added_up():
    tallies = [figures.Tally(key=str(each), valid=1, withdrawn=2) for each in range(14)]

    drawn = plots.bars(tallies, name=lambda key: f"punctul cu un nume foarte lung {key}")

    assert len(drawn) == 13
    assert drawn[0].label == "punctul cu un nume foar…"
    assert (drawn[-1].label, drawn[-1].valid, drawn[-1].withdrawn) == ("Altele", 2, 4)


def test_the_file_is_audited_before_it_begins(signed_in, registered):
    answer = signed_in().get(f"/situatii.csv?{PERIOD}")

    assert answer.streaming
    entry = AuditEntry.objects.get(event="figures-exported")
    assert (entry.subject_ref, entry.facts) == ("2026-11-19--2026-11-21", {"everybody": False})


def test_the_file_is_read_from_the_database_in_parts(registered, monkeypatch):
    monkeypatch.setattr(figures, "_CELLS_AT_ONCE", 1)

    with CaptureQueriesContext(connection) as asked:
        cells = figures.cells(scope())
        first = next(cells)

    assert (first.entry_point, first.valid) == ("SIGHET", 1)
    assert [query["sql"].split()[0] for query in asked] == ["DECLARE"]
    assert len(list(cells)) == 2
