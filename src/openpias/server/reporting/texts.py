"""What do we tell the practice, and its IT supplier, about reports and records?

Rules bring their own two texts (`rule_texts`); what is wrong with envelopes, messages and calls is in
`wire_texts`, what may be wrong in what somebody types in `typed_texts`.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText
from openpias.server.reporting import typed_texts, wire_texts

_BY_HAND = _(
    "Fișierele de tipul %(report_type)s nu se primesc aici încă. Serviciile acordate persoanelor strămutate se scriu de mână în portal, la „Evidența distinctă”; raportarea întreagă se depune la casă."
)
_HAND = _(
    "reportType %(report_type)s este în specificație, dar nu este construit aici: nu repetați apelul automat. Serviciile se scriu de mână la /raportare/evidenta/nou; docs/interop/pias.md spune ce se primește."
)
_PERIODS = _(
    "startFrom și endTo trebuie să stea într-o singură perioadă deschisă a casei, pentru reportType."
)

_INTAKE = {
    "report-text-too-large": ErrorText(
        practice=_(
            "Fișierul este prea mare și nu a fost primit. Împărțiți raportarea, sau anunțați furnizorul aplicației."
        ),
        supplier=_(
            "Textul Base64 depășește OPENPIAS_REPORT_TEXT_BYTES; raportați pe contracte și perioade mai mici."
        ),
    ),
    "report-kind-unknown": ErrorText(
        practice=_(
            "Tipul raportării „%(report_type)s” nu există. Fișierul a fost arhivat; anunțați furnizorul aplicației."
        ),
        supplier=_("Folosiți o valoare reportType din specificații, 5.4.2."),
    ),
    "report-kind-untaken": ErrorText(
        practice=_BY_HAND,
        supplier=_HAND,
    ),
    "report-kind-without-services": ErrorText(
        practice=_(
            "Fișierele de tipul %(report_type)s nu se primesc aici încă. Depuneți fișierul la casă; în evidența distinctă nu este nimic de scris pentru el."
        ),
        supplier=_(
            "reportType %(report_type)s este în specificație, dar nu este construit aici: nu repetați apelul automat. docs/interop/pias.md spune ce se primește."
        ),
    ),
    "catalogue-not-served": ErrorText(
        practice=_(
            "Nomenclatoarele pentru %(category)s (farmacii, spitale, programe naționale, dializă) nu se dau aici încă. Folosiți-le pe cele de la casă; serviciile acordate persoanelor strămutate se scriu de mână în portal, la „Evidența distinctă”."
        ),
        supplier=_(
            "partnerCategory %(category)s este în specificație, dar nu este construit aici: nu repetați apelul automat. Serviciile se scriu de mână la /raportare/evidenta/nou; docs/interop/pias.md spune ce nomenclatoare se dau."
        ),
    ),
    "report-opening-failed": ErrorText(
        practice=_(
            "Fișierul a fost arhivat, dar nu a putut fi deschis acum. Trimiteți din nou același fișier; dacă se repetă, anunțați casa."
        ),
        supplier=_(
            "Procesul care deschide plicul s-a oprit sau a depășit timpul; același text este deschis din nou la următoarea trimitere."
        ),
    ),
    "report-name-in-work": ErrorText(
        practice=_(
            "Un fișier cu numele %(file_name)s este în lucru și nu poate fi înlocuit. Așteptați răspunsul lui, apoi trimiteți corectura cu alt nume."
        ),
        supplier=_("Numele fișierului are minutul în el: generați corectura cu minutul ei."),
    ),
    "report-name-processed": ErrorText(
        practice=_(
            "Un fișier cu numele %(file_name)s a fost deja prelucrat. Trimiteți corectura cu alt nume; răspunsul celui dintâi se descarcă din portal."
        ),
        supplier=_(
            "Numele fișierului este cheia răspunsului; două conținuturi nu pot avea același nume."
        ),
    ),
    "report-kind-differs": ErrorText(
        practice=_(
            "Fișierul nu este o raportare de tipul %(kind)s. Alegeți tipul potrivit și trimiteți din nou."
        ),
        supplier=_("Elementul rădăcină nu este al structurii Import a acestui reportType."),
    ),
    "report-company-unknown": ErrorText(
        practice=_(
            "Codul fiscal %(company)s nu este al furnizorului care trimite. Verificați codul din aplicație și din numele fișierului."
        ),
        supplier=_(
            "fiscalCode din fișier și codul din numele lui trebuie să fie cele ale utilizatorului CUI_CAS-XX."
        ),
    ),
    "report-house-differs": ErrorText(
        practice=_(
            "Raportarea este pentru casa %(house)s, iar contul este al altei case. Trimiteți cu contul casei din contract."
        ),
        supplier=_("insuranceHouse trebuie să fie casa din utilizatorul CUI_CAS-XX."),
    ),
    "report-contract-unknown": ErrorText(
        practice=_(
            "Nu există un contract valabil cu numărul %(contract)s la această casă, în perioada raportării. Verificați numărul și perioada."
        ),
        supplier=_("contractNo se compară întocmai; nu adăugați prefixe, blancuri sau anul."),
    ),
    "report-in-future": ErrorText(
        practice=_(
            "Data raportării, %(reported_on)s, este în viitor. Verificați data calculatorului și generați din nou raportarea."
        ),
        supplier=_("reportingDate se compară cu ziua din România; verificați fusul orar."),
    ),
    "report-period-undefined": ErrorText(
        practice=_(
            "Casa nu a deschis o perioadă de raportare care să cuprindă %(period)s. Verificați perioada, sau întrebați casa când se deschide."
        ),
        supplier=_PERIODS,
    ),
    "report-period-closed": ErrorText(
        practice=_(
            "Perioada %(period)s este închisă și nu se mai primesc raportări pentru ea. Adresați-vă casei."
        ),
        supplier=_PERIODS,
    ),
    "report-built-differs": ErrorText(
        practice=_(
            "Fișierul semnat nu este cel pregătit aici: conținutul sau numele lui este altul, și casa nu l-a primit. Descărcați din nou fișierul, semnați-l fără să îl schimbați și trimiteți-l. Dacă este o raportare a programului dumneavoastră, trimiteți-l ca atare."
        ),
        supplier=_(
            "Octeții semnați și numele trebuie să fie întocmai cei descărcați din portal: nu deschideți și nu salvați fișierul cu alt program, nu îi schimbați codarea, rândurile sau numele."
        ),
    ),
}

_WORK = {
    "reporting-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se trimit și nu se schimbă raportări. Ieșiți din exersare și repetați."
        ),
        supplier=_("Contul este în modul de exersare; raportările sunt întotdeauna reale."),
    ),
    "record-period-closed": ErrorText(
        practice=_(
            "Perioada serviciului este închisă la casă; serviciul nu a fost schimbat. Adresați-vă casei."
        ),
        supplier=_("Ziua serviciului stă într-o perioadă închisă a casei pentru acest reportType."),
    ),
    "record-to-withdraw-unknown": ErrorText(
        practice=_(
            "Serviciul de anulat nu este cunoscut; nu era nimic de anulat. Verificați că a fost trimis cu același identificator."
        ),
        supplier=_('deleted="true" caută AppID în aceeași listă a aceluiași reportType.'),
    ),
    "request-type-unknown": ErrorText(
        practice=_(
            "Validarea cerută (%(report_type)s, %(request_type)s) nu se face aici. Raportați serviciul lunar, sau anunțați furnizorul aplicației."
        ),
        supplier=_(
            "Perechea reportType și requestType nu este construită; concediile medicale au reportType CM și requestType RC_CM."
        ),
    ),
    "request-kind-untaken": ErrorText(
        practice=_(
            "Serviciile de tipul %(report_type)s (%(request_type)s) nu se validează aici încă. Cele acordate persoanelor strămutate se scriu de mână în portal, la „Evidența distinctă”; pentru celelalte întrebați casa."
        ),
        supplier=_HAND,
    ),
    "answer-cannot-carry": ErrorText(
        practice=_(
            "Răspunsul oficial nu poate numi o înregistrare a cererii; nimic nu a fost păstrat. Anunțați furnizorul aplicației."
        ),
        supplier=_(
            "Identificatorii (AppID) trebuie să aibă forma pe care o cere structura răspunsului."
        ),
    ),
    "request-too-many-records": ErrorText(
        practice=_(
            "Prea multe servicii într-o singură validare. Nimic nu a fost păstrat; trimiteți-le pe rând sau în raportarea lunară."
        ),
        supplier=_("O cerere validateReport are cel mult 1000 de înregistrări."),
    ),
}

TEXTS: dict[str, ErrorText] = {
    **wire_texts.TEXTS,
    **typed_texts.TEXTS,
    **_INTAKE,
    **_WORK,
}

FAILURES: dict[str, str | Promise] = {
    "worker-died": _("Procesul care lucra raportarea s-a oprit de prea multe ori."),
    "error": _("Prelucrarea s-a oprit cu o eroare; codul ei spune care."),
}
"""What broke a worker, for operators; codes that begin with `error-` name the kind of the fault."""
