"""Which pages do certificates have?"""

from django.urls import path

from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.web import deciding, enrolled, enrolling

urlpatterns = [
    path("inrolare", enrolling.enrol),
    path("inrolare/casa", enrolling.enrol, {"owner": OwnerKind.HOUSE}),
    path("inrolare/cnas", enrolling.enrol, {"owner": OwnerKind.NATIONAL_HOUSE}),
    path("inrolare/helpdesk", enrolling.enrol, {"owner": OwnerKind.HELPDESK}),
    path("inrolari", deciding.collection),
    path("inrolari/<uuid:public_id>", deciding.item),
    path("inrolari/<uuid:public_id>/aprobare", deciding.approve),
    path("inrolari/<uuid:public_id>/refuz", deciding.refuse),
    path("certificate", enrolled.collection),
    path("certificate/<uuid:public_id>", enrolled.item),
    path("certificate/<uuid:public_id>/retragere", enrolled.withdraw),
    path("certificate/<uuid:public_id>/deblocare", enrolled.unlock),
    path("certificate/<uuid:public_id>/parola", enrolled.new_password),
]
