"""Does the guide reach the reader, whoever they are?"""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_guide_is_a_page_with_headings_and_tables(client):
    page = client.get("/ajutor", HTTP_ACCEPT_LANGUAGE="ro").content.decode()

    assert '<h1 class="govuk-heading-l">Ghidul utilizatorului</h1>' in page
    assert '<td class="govuk-table__cell">CNP permis de ședere</td>' in page
    assert "##" not in page


def test_every_part_of_the_guide_is_led_to_from_its_beginning(client):
    page = client.get("/ajutor", HTTP_ACCEPT_LANGUAGE="ro").content.decode()

    contents = dict(re.findall(r'<a class="govuk-link" href="#([^"]+)">([^<]+)</a>', page))
    parts = dict(re.findall(r'<h2 class="govuk-heading-m" id="([^"]+)">([^<]+)</h2>', page))
    assert {"Pe scurt", "Căutarea", "Când aplicația nu merge"} <= set(parts.values())
    assert list(contents.items())[: len(parts)] == list(parts.items())
    assert page.index("parte-") < page.index("<h2")


def test_every_page_leads_to_help_and_to_the_check(client):
    page = client.get("/autentificare", HTTP_ACCEPT_LANGUAGE="ro").content.decode()

    for address in ("/ajutor", "/verificare", "/accesibilitate"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
