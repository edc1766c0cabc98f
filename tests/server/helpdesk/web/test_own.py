"""Does a provider see its own incidents and nothing of the desk, and is its opinion asked once?"""

import re
import uuid

import pytest
from tests.factories.providers import CUI, OTHER_CUI

from openpias.server.helpdesk.models import Incident, Satisfaction
from openpias.server.helpdesk.operations import rating

pytestmark = pytest.mark.django_db
NEW = "/incidente/nou"
WARNING = "Nu scrieți date ale pacienților"


def text(answer):
    return answer.content.decode()


def filled(**fields):
    defaults = {
        "record": str(uuid.uuid4()),
        "mailbox": "siui",
        "category": "settlement",
        "subject": "Decontul nu apare",
        "text": "După trimitere, decontul lunii octombrie nu apare.",
    }
    return {**defaults, **fields}


def test_an_incident_opened_twice_is_one_and_is_seen_by_the_practice_alone(seat, houses):
    clerk, sent = seat.clerk(), filled()
    for _ in range(2):
        answer = clerk.post(NEW, sent)

    incident = Incident.objects.get()
    assert (incident.channel, incident.provider_code) == ("portal", CUI)
    assert incident.reference in text(clerk.get("/incidente"))
    assert "Decontul nu apare" in text(clerk.get(answer["Location"]))
    stranger = seat.clerk(provider=OTHER_CUI)
    assert stranger.get(answer["Location"]).status_code == 404
    assert incident.reference not in text(stranger.get("/incidente"))


def test_what_lacks_is_listed_and_what_was_typed_stays(seat, houses):
    answer = seat.clerk().post(NEW, filled(mailbox="", subject="", text="Ceva."))

    assert answer.status_code == 422
    assert "Alegeți despre ce sistem este vorba" in text(answer)
    assert "Scrieți subiectul" in text(answer)
    assert "Ceva." in text(answer)
    assert not Incident.objects.exists()


def test_personal_data_is_refused_at_its_field_and_every_text_field_warns(seat, scene):
    clerk = seat.clerk()
    answer = clerk.post(NEW, filled(text="Pacientul cu CNP 1800101221144 nu apare."))

    assert answer.status_code == 422
    assert "Ștergeți-le" in text(answer)
    for address in (NEW, f"/incidente/{scene.portal}"):
        shown = text(clerk.get(address))
        assert shown.count("<textarea") == shown.count(WARNING)


def test_articles_are_suggested_before_anything_is_sent(seat, scene):
    clerk = seat.clerk()
    answer = clerk.post(NEW, filled(suggest="1", subject="eroarea 17"))

    assert f'href="/incidente/articole/{scene.article}"' in text(answer)
    assert "După trimitere" in text(answer)
    assert "Retrimiteți" in text(clerk.get(f"/incidente/articole/{scene.article}"))
    assert Incident.objects.filter(subject="Decontul nu apare").count() == 0


def test_a_provider_reads_answers_and_writes_on_and_meets_no_note(seat, scene):
    clerk, place = seat.clerk(), f"/incidente/{scene.portal}"
    shown = text(clerk.get(place))
    answer = clerk.post(f"{place}/raspuns", filled(text="Pentru octombrie."))

    assert "Pentru ce lună întrebați?" in shown
    assert "așteptăm răspunsul dumneavoastră" in shown
    assert "Notă" not in shown
    assert answer["Location"] == place
    assert "Pentru octombrie." in text(clerk.get(place))
    assert "la asistență" in text(clerk.get(place))
    refused = clerk.post(f"{place}/raspuns", filled(text=""))
    assert refused.status_code == 422


def test_a_mail_that_only_names_the_provider_is_not_its_own_until_it_is_confirmed(seat, scene):
    clerk, reference = seat.clerk(), Incident.objects.get(public_id=scene.soft).reference

    assert reference not in text(clerk.get("/incidente"))
    seat.operator().post(f"/asistenta/incidente/{scene.soft}/furnizor")
    assert reference in text(clerk.get("/incidente"))
    assert "Sunat la" not in text(clerk.get(f"/incidente/{scene.soft}"))


def test_the_signed_link_takes_a_mark_and_a_wrong_one_opens_nothing(client, scene):
    closed = Incident.objects.get(public_id=scene.closed)
    link = rating.path_of(closed)

    assert closed.reference in text(client.get(link))
    assert client.post(link, {"mark": "9", "comment": "Bun."}).status_code == 422
    assert "Mulțumim" in text(client.post(link, {"mark": "5", "comment": "Bun."}))
    assert Satisfaction.objects.get().mark == 5
    assert client.get(re.sub(r".{4}$", "0000", link)).status_code == 404
    assert client.get(f"{rating.PATH}x").status_code == 404


def test_the_public_page_says_nothing_of_the_incident_but_its_reference(client, scene):
    shown = text(client.get(rating.path_of(Incident.objects.get(public_id=scene.closed))))

    assert "Factura" not in shown
    assert "farmacia" not in shown
