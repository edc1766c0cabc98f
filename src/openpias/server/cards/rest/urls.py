"""Which addresses do stations call?"""

from django.urls import path

from openpias.server.cards.rest import cases, sessions, terminals

urlpatterns = [
    path("card-terminals", terminals.collection),
    path("card-sessions", sessions.collection),
    path("card-sessions/<str:token>", sessions.item),
    path("card-sessions/<str:token>/proofs", sessions.proof),
    path("card-sessions/<str:token>/cryptograms", sessions.cryptogram),
    path("card-cases", cases.collection),
    path("card-cases/<str:case_id>", cases.item),
]
