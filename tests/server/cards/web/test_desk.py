"""Does a house say how its card specialists are reached, and print the notice with it?"""

import pypdfium2
import pytest

from openpias.server.cards.models import CardDesk

pytestmark = pytest.mark.django_db
DESK = "/carduri/birou"
TYPED = {
    "phones": "0253 223 940\n0253 223 950",
    "extensions": "310, 312, 305",
    "hours": "luni–vineri, 8:00–16:00",
}


def text(answer):
    return answer.content.decode()


def words_of(answer):
    pages = pypdfium2.PdfDocument(answer.content)
    assert len(pages) == 1
    return " ".join(pages[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize("who", ["specialist", "operator"])
def test_specialist_and_operator_write_the_telephones_of_their_house(house, who):
    browser = getattr(house, who)()
    assert browser.get(DESK)["Location"] == f"{DESK}/CAS-SV"

    answer = browser.post(f"{DESK}/CAS-SV", TYPED)

    assert answer["Location"] == f"{DESK}/CAS-SV"
    row = CardDesk.objects.get()
    assert row.phones == ["0253 223 940", "0253 223 950"]
    again = text(browser.get(f"{DESK}/CAS-SV"))
    assert "Telefoanele au fost salvate" in again
    assert "310, 312, 305" in again
    assert "Telefoanele au fost salvate" not in text(browser.get(f"{DESK}/CAS-SV"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({**TYPED, "phones": ""}, "phones"),
        ({**TYPED, "phones": "sunați-ne"}, "phones"),
        ({**TYPED, "phones": "\n".join(["0253 223 940"] * 6)}, "phones"),
        ({**TYPED, "extensions": "1" * 101}, "extensions"),
        ({**TYPED, "hours": "8\0"}, "hours"),
    ],
)
def test_what_is_wrong_keeps_what_was_typed(house, typed, field):
    answer = house.specialist().post(f"{DESK}/CAS-SV", typed)

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert typed["phones"] in text(answer).replace("\r", "")
    assert CardDesk.objects.count() == 0


def test_the_notice_is_filled_in_on_page_and_paper(house):
    specialist = house.specialist()
    specialist.post(f"{DESK}/CAS-SV", TYPED)

    shown = text(specialist.get(f"{DESK}/CAS-SV/anunt"))
    words = words_of(specialist.get(f"{DESK}/CAS-SV/anunt.pdf"))

    for part in (
        "Casa de Asigurări de Sănătate Suceava",
        "0253 223 940 sau 0253 223 950 (interior 310, 312, 305), luni–vineri, 8:00–16:00",
        "eroarea -15",
        "eroarea -5",
        "Reset PIN eCard",
        "Schimbă PIN eCard",
        "0000",
        "cinci PIN-uri",
    ):
        assert part in shown
        assert "".join(part.split()) in "".join(words.split())


def test_a_notice_is_romanian_whatever_the_language_of_the_page(house):
    specialist = house.specialist()
    specialist.cookies["openpias-language"] = "uk"

    shown = text(specialist.get(f"{DESK}/CAS-SV/anunt"))

    assert '<html lang="uk"' in shown
    assert '<div lang="ro">' in shown
    assert "După tasta de accept apare mesajul" in shown


def test_another_house_and_a_code_that_is_none_answer_alike(house):
    for code in ("CAS-CJ", "CAS-XX", "x"):
        for browser in (house.specialist(), house.operator()):
            assert browser.get(f"{DESK}/{code}").status_code == 404
            assert browser.post(f"{DESK}/{code}", TYPED).status_code == 404
            assert browser.get(f"{DESK}/{code}/anunt").status_code == 404
            assert browser.get(f"{DESK}/{code}/anunt.pdf").status_code == 404
    assert house.clerk().get(DESK).status_code == 403


def test_who_sees_every_house_chooses_one(house):
    administrator = house.administrator()

    assert f'href="{DESK}/CAS-CJ"' in text(administrator.get(DESK))
    assert administrator.get(f"{DESK}/CAS-CJ").status_code == 200
