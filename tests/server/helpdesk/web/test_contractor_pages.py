"""Does somebody at the contractor's meet no personal data on any route of the helpdesk?

Every route is called with every method, with forms filled, about incidents full of planted values.
"""

import re

import pytest
from django.urls import get_resolver
from tests.factories import desk_scene, providers
from tests.factories.desk_scene import SECRETS

from openpias.server.helpdesk.operations import rating
from openpias.server.helpdesk.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
LANGUAGES = ("ro", "uk")
RECORD = "00000000-0000-0000-0000-000000000007"
# One form for all: each address takes of it what it asks for.
FORM = {
    "record": RECORD,
    "answer_text": "Reporniți aplicația.",
    "note_text": "De urmărit.",
    "call_outcome": "spoke",
    "resolution": "",
    "merge_other": "SIUI-2026-999999",
    "case_number": "AAAA-AAAA",
    "priority": "urgent",
    "category": "other",
    "mailbox": "nowhere",
    "assign_to": "x",
    "field": "sub-unit",
    "value-sub-unit": "Secția 2",
    "release_reason": "verificare",
    "peek_reason": "false-find",
    "erase_reason": "verificare",
    "reopen_reason": "returned",
    "text": "Ce se întâmplă",
    "mark": "9",
}


def routes():
    return [str(each.pattern) for each in urlpatterns]


def addresses(scene):
    """Return every route with each thing that it may name."""
    from openpias.server.helpdesk.models import Incident

    closed = Incident.objects.get(public_id=scene.closed)
    named = {
        "entry": (scene.entry,),
        "document": (scene.document,),
        "recording": (scene.recording,),
        "name": ("zile", "termene", "case"),
        "token": (rating.path_of(closed).removeprefix(rating.PATH),),
    }
    things = {
        "asistenta/incidente": (scene.soft, scene.voice, scene.call),
        "asistenta/neprelucrabile": (scene.message,),
        "asistenta/raspunsuri": (scene.canned,),
        "asistenta/articole": (scene.article,),
        "incidente/articole": (scene.article,),
        "incidente/<uuid": (scene.portal,),
    }
    for route in routes():
        kind = next((each for each in things if route.startswith(each)), "")
        named["public_id"] = things.get(kind, ("",))
        found = [route]
        for name, values in named.items():
            found = [
                re.sub(rf"<\w+:{name}>", value, each)
                for each in found
                for value in (values if f":{name}>" in each else ("",))
            ]
        yield from found


def said(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    return f"{answer.headers} {answer.cookies} {body.decode(errors='replace')}"


def leaks(text):
    return [each for each in SECRETS if each in text]


def test_every_route_of_the_helpdesk_shows_a_contractor_no_personal_data(seat, scene):
    contractor, met, found = seat.contractor(), set(), {}
    for address in addresses(scene):
        for method in ("get", "post"):
            answer = getattr(contractor, method)(f"/{address}", FORM if method == "post" else {})
            met.add(answer.status_code)
            if leaked := leaks(said(answer)):
                found[method, address] = leaked

    assert found == {}
    # The walk met pages, refusals and redirects; nothing broke.
    assert met == {200, 302, 403, 405, 422}


def test_the_queue_shows_a_contractor_no_personal_data_whatever_is_sought(seat, scene):
    contractor = seat.contractor()

    for sought in SECRETS:
        answer = contractor.get("/asistenta/incidente", {"text": sought, "stare": "toate"})
        rest = said(answer).replace(f'value="{sought}"', "").replace(f"text={sought}", "")
        assert "Incidente: 0" in said(answer), sought
        assert sought not in re.sub(r'href="[^"]*"', "", rest), sought


def test_the_same_walk_shows_them_to_an_operator_so_that_it_looks_where_they_are(seat, scene):
    operator = seat.operator()
    shown = "".join(
        said(operator.get(f"/asistenta/incidente/{each}"))
        for each in (scene.soft, scene.voice, scene.call)
    )

    hidden = {"Popescu", desk_scene.mails.CNP, "RIFF"}
    assert set(leaks(shown)) == set(SECRETS) - hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contractor_is_told_why_there_is_no_address(seat, scene, language):
    contractor = seat.contractor()
    contractor.cookies["openpias-language"] = language

    text = said(contractor.get(f"/asistenta/incidente/{scene.soft}"))

    assert ("вашій ролі" in text) is (language == "uk")
    assert "op-write--answer" in text


def test_a_contractor_sees_the_provider_of_a_call_and_no_form_that_answers_nobody(seat, scene):
    shown = said(seat.contractor().get(f"/asistenta/incidente/{scene.voice}"))

    assert "<audio" not in shown
    assert "op-write--answer" not in shown
    assert "/apel" not in shown
    assert f"<strong>{providers.CUI}</strong>" in shown


def test_the_routes_that_are_walked_are_those_of_the_site():
    known = {str(each.pattern) for part in get_resolver().url_patterns for each in _inner(part)}

    assert set(routes()) <= known
    assert len(routes()) == 49


def _inner(part):
    return getattr(part, "url_patterns", [part])
