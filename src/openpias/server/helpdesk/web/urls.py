"""Which pages does the helpdesk have?"""

from django.urls import path

from openpias.server.helpdesk.web import (
    acting,
    articles,
    calls,
    canned,
    figures,
    files,
    held,
    home,
    incident_page,
    own,
    queue,
    rating,
    unreadable,
    writing,
)

_INCIDENT = "asistenta/incidente/<uuid:public_id>"
_MESSAGE = "asistenta/neprelucrabile/<uuid:public_id>"
_ARTICLE = "asistenta/articole/<uuid:public_id>"
_CANNED = "asistenta/raspunsuri/<uuid:public_id>"
_OWN = "incidente/<uuid:public_id>"

urlpatterns = [
    path("asistenta", home.page),
    path("asistenta/incidente", queue.collection),
    path(_INCIDENT, incident_page.item),
    path(f"{_INCIDENT}/preluare", acting.take),
    path(f"{_INCIDENT}/atribuire", acting.assign),
    path(f"{_INCIDENT}/asteptare", acting.wait),
    path(f"{_INCIDENT}/reluare", acting.resume),
    path(f"{_INCIDENT}/inchidere", acting.close),
    path(f"{_INCIDENT}/redeschidere", acting.reopen),
    path(f"{_INCIDENT}/comasare", acting.merge),
    path(f"{_INCIDENT}/caz-card", acting.link_case),
    path(f"{_INCIDENT}/categorie", acting.categorise),
    path(f"{_INCIDENT}/prioritate", acting.prioritise),
    path(f"{_INCIDENT}/cutie", acting.move),
    path(f"{_INCIDENT}/corectare", acting.correct),
    path(f"{_INCIDENT}/furnizor", acting.confirm_provider),
    path(f"{_INCIDENT}/apel", acting.call_back),
    path(f"{_INCIDENT}/raspuns", writing.answer),
    path(f"{_INCIDENT}/nota", writing.note),
    path(f"{_INCIDENT}/eliberare", held.release),
    path(f"{_INCIDENT}/stergere", held.erase),
    path(f"{_INCIDENT}/original", held.peek),
    path(f"{_INCIDENT}/intrari/<uuid:entry>/dezvaluire", held.reveal),
    path(f"{_INCIDENT}/documente/<uuid:document>", files.document),
    path(f"{_INCIDENT}/inregistrari/<uuid:recording>.wav", files.recording),
    path("asistenta/telefon", calls.enter),
    path("asistenta/neprelucrabile", unreadable.collection),
    path(f"{_MESSAGE}/recitire", unreadable.read_again),
    path(f"{_MESSAGE}/descarcare", unreadable.download),
    path(f"{_MESSAGE}/stergere", unreadable.erase),
    path("asistenta/raspunsuri", canned.collection),
    path("asistenta/raspunsuri/nou", canned.new),
    path(_CANNED, canned.item),
    path(f"{_CANNED}/retragere", canned.withdraw),
    path("asistenta/articole", articles.collection),
    path("asistenta/articole/nou", articles.new),
    path(_ARTICLE, articles.item),
    path(f"{_ARTICLE}/modificare", articles.change),
    path(f"{_ARTICLE}/retragere", articles.withdraw),
    path("asistenta/situatii", figures.page),
    path("asistenta/situatii.csv", figures.file),
    path("asistenta/situatii/<str:name>.svg", figures.plot),
    path("asistenta/parere/<str:token>", rating.page),
    path("incidente", own.collection),
    path("incidente/nou", own.new),
    path("incidente/articole", own.help_articles),
    path("incidente/articole/<uuid:public_id>", own.help_article),
    path(_OWN, own.item),
    path(f"{_OWN}/raspuns", own.reply),
]
