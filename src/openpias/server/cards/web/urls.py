"""Which pages do cards and cases have?"""

from django.urls import path

from openpias.server.cards.web import (
    acting,
    card_acts,
    card_page,
    case_page,
    desk,
    opening,
    own_cases,
    papers,
    queue,
    register,
    telephone,
)

_CASE, _CARD = "carduri/cazuri/<uuid:public_id>", "carduri/registru/<uuid:public_id>"

urlpatterns = [
    path("carduri", queue.home),
    path("carduri/motiv", opening.say_reason),
    path("carduri/cazuri", queue.collection),
    path(_CASE, case_page.item),
    path(f"{_CASE}/preluare", acting.take),
    path(f"{_CASE}/apel", acting.call_back),
    path(f"{_CASE}/comparare", acting.compare),
    path(f"{_CASE}/deblocare", acting.unblock),
    path(f"{_CASE}/repunere", acting.reinstate),
    path(f"{_CASE}/refuz", acting.refuse),
    path("carduri/telefon", telephone.enter),
    path("carduri/registru", register.collection),
    path("carduri/registru/cautare", register.search),
    path("carduri/registru/propunere", register.propose),
    path(_CARD, card_page.item),
    path(f"{_CARD}/{card_acts.REISSUE}", card_acts.reissue),
    path(f"{_CARD}/adeverinta", card_page.issue_paper),
    *(
        path(
            f"{_CARD}/{slug}",
            card_acts.grave if act in card_acts.GRAVE else card_acts.light,
            {"slug": slug},
        )
        for slug, act in card_acts.SLUGS.items()
    ),
    path("carduri/adeverinte/<uuid:public_id>.pdf", papers.replacement),
    path("carduri/resetari", papers.resets),
    path("carduri/resetari.pdf", papers.resets_pdf),
    path("carduri/resetari.csv", papers.resets_csv),
    path("carduri/birou", desk.collection),
    path("carduri/birou/<str:house>", desk.item),
    path("carduri/birou/<str:house>/anunt", desk.notice),
    path("carduri/birou/<str:house>/anunt.pdf", desk.notice_pdf),
    path("cazuri-card", own_cases.collection),
    path("cazuri-card/nou", own_cases.report),
    path("cazuri-card/<uuid:public_id>", own_cases.item),
]
