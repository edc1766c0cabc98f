"""Which role may use which address? One row a route; a route without a row fails a test.

Cells: `+` may, `-` is refused (403), `h` may use the page but sees of this thing as little as of one
that does not exist. Where the address names a thing that belongs to a county, a cell has two
letters: about a thing of the own county, and about one of another.
`token` asks programs for a certificate before anything else; `public` is for everybody.
`practising` says what becomes of a `+` while its user practises.
"""

from dataclasses import dataclass

ROLES = (
    *("clerk", "provider-administrator", "house-operator", "card-specialist"),
    *("settlement-officer", "administrator", "data-protection", "auditor", "helpdesk-operator"),
    *("helpdesk-contractor", "helpdesk-lead"),
)
# Where a row has no cells of theirs, these may what the operator of the helpdesk may.
_AS_THE_OPERATOR = ROLES[-2:]

SERVICES = "svapntws/services/"

# Roles in the order above: at the provider C P, at the house H K S, at CNAS A D U, helpdesk L.
TABLE = """
route                                                   | how        | thing        | C  P  H  K  S  A  D  U  L  | practising
                                                        | GET        | -            | public                     | +
accesibilitate                                          | GET        | -            | public                     | +
ajutor                                                  | GET        | -            | public                     | +
asigurati                                               | GET POST   | -            | -  -  +  +  +  +  +  +  -  | -
asigurati/<str:public_id>                               | GET        | insured      | -- -- +h +h +h ++ ++ ++ -- | -
asigurati/<str:public_id>/corectare                     | GET POST   | insured      | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/date.pdf                      | GET        | insured      | -- -- -- -- -- -- ++ -- -- | -
asigurati/<str:public_id>/istoric                       | GET        | insured      | -- -- +h +h +h ++ ++ ++ -- | -
asigurati/<str:public_id>/medici                        | GET POST   | insured      | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/medici/<str:chosen>           | GET POST   | doctor       | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/mutare                        | GET POST   | insured      | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/perioade                      | GET POST   | insured      | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/perioade/<str:period>         | GET POST   | insurance    | -- -- +h -- -- ++ -- -- -- | -
asigurati/<str:public_id>/stergere                      | GET POST   | insured      | -- -- -- -- -- -- ++ -- -- | -
asigurati/import                                        | GET POST   | -            | -  -  +  -  -  +  -  -  -  | -
asigurati/import/<str:public_id>                        | GET        | import       | -- -- +h -- -- ++ -- -- -- | -
asigurati/nou                                           | GET POST   | -            | -  -  +  -  -  +  -  -  -  | -
autentificare                                           | GET POST   | -            | public                     | +
carduri                                                 | GET        | -            | +  +  +  +  -  +  -  +  -  | -
carduri/adeverinte/<uuid:public_id>.pdf                 | GET        | paper        | -- -- +h +h -- ++ -- -- -- | -
carduri/birou                                           | GET        | -            | -  -  +  +  -  +  -  -  -  | -
carduri/birou/<str:house>                               | GET POST   | desk         | -- -- +h +h -- ++ -- -- -- | -
carduri/birou/<str:house>/anunt                         | GET        | desk         | -- -- +h +h -- ++ -- -- -- | -
carduri/birou/<str:house>/anunt.pdf                     | GET        | desk         | -- -- +h +h -- ++ -- -- -- | -
carduri/cazuri                                          | GET        | -            | -  -  -  +  -  +  -  +  -  | -
carduri/cazuri/<uuid:public_id>                         | GET        | card-case    | -- -- -- +h -- ++ -- ++ -- | -
carduri/cazuri/<uuid:public_id>/apel                    | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/cazuri/<uuid:public_id>/comparare               | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/cazuri/<uuid:public_id>/deblocare               | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/cazuri/<uuid:public_id>/preluare                | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/cazuri/<uuid:public_id>/refuz                   | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/cazuri/<uuid:public_id>/repunere                | POST       | card-case    | -- -- -- +h -- ++ -- -- -- | -
carduri/motiv                                           | POST       | -            | -  -  +  +  -  +  -  -  -  | -
carduri/registru                                        | GET        | -            | -  -  +  +  -  +  -  +  -  | -
carduri/registru/<uuid:public_id>                       | GET        | card         | -- -- +h +h -- ++ -- ++ -- | -
carduri/registru/<uuid:public_id>/actualizare           | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/actualizat            | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/adeverinta            | POST       | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/date-gresite          | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/deces                 | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/expediere             | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/inrolare              | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/intoarcere            | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/neconform             | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/predare               | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/reemitere             | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/repunere              | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/repunere-inactiv      | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/<uuid:public_id>/suspendare            | GET POST   | card         | -- -- -- +h -- ++ -- -- -- | -
carduri/registru/cautare                                | GET POST   | -            | -  -  +  +  -  +  -  -  -  | -
carduri/registru/propunere                              | POST       | -            | -  -  -  +  -  +  -  -  -  | -
carduri/resetari                                        | GET        | -            | -  -  -  +  -  +  -  -  -  | -
carduri/resetari.csv                                    | GET        | -            | -  -  -  +  -  +  -  -  -  | -
carduri/resetari.pdf                                    | GET        | -            | -  -  -  +  -  +  -  -  -  | -
carduri/telefon                                         | GET POST   | -            | -  -  -  +  -  +  -  -  -  | -
cazuri-card                                             | GET        | -            | +  +  -  -  -  -  -  -  -  | -
cazuri-card/<uuid:public_id>                            | GET        | card-case    | +h +h -- -- -- -- -- -- -- | -
cazuri-card/nou                                         | GET POST   | -            | +  +  -  -  -  -  -  -  -  | -
case                                                    | GET        | -            | +  +  +  +  +  +  +  +  +  | +
case-de-asigurari                                       | GET        | -            | public                     | +
case/<str:code>                                         | GET POST   | house        | -  -  -  -  -  +  -  -  -  | -
cautare                                                 | GET POST   | -            | +  +  +  -  -  +  +  -  -  | +
cautari-fara-urmare                                     | GET        | -            | -  +  +  -  -  +  -  +  -  | +
certificate                                             | GET POST   | -            | -  +  +  -  -  +  -  +  -  | +
certificate/<uuid:public_id>                            | GET        | certificate  | -- +h +h -- -- ++ -- ++ -- | +
certificate/<uuid:public_id>/deblocare                  | POST       | staff        | -- -- hh -- -- ++ -- -- -- | -
certificate/<uuid:public_id>/parola                     | POST       | staff        | -- -- -- -- -- ++ -- -- -- | -
certificate/<uuid:public_id>/retragere                  | POST       | certificate  | -- -- +h -- -- ++ -- -- -- | -
confirmare                                              | GET POST   | -            | +  +  +  +  +  +  +  +  +  | +
continuare                                              | GET        | -            | +  +  +  +  +  +  +  +  +  | +
datele-furnizorului                                     | GET        | -            | +  +  -  -  -  -  -  -  -  | +
de-hotarat                                              | GET        | -            | +  +  -  -  -  -  -  -  -  | +
de-hotarat/<str:public_id>                              | POST       | set-aside    | +h +h -- -- -- -- -- -- -- | -
exersare                                                | GET POST   | -            | +  +  +  +  +  +  +  +  +  | +
familii/<str:family>/fise.pdf                           | GET        | family       | +h +h hh -- -- hh hh -- -- | h
formular-pe-hartie.pdf                                  | GET        | -            | +  +  -  -  -  -  -  -  -  | +
furnizori                                               | GET POST   | -            | -  -  +  +  +  +  -  +  -  | +
furnizori/<str:public_id>                               | GET        | provider     | -- -- +h +h +h ++ -- ++ -- | +
furnizori/<str:public_id>/deblocare/<str:house>         | POST       | licence      | -- -- +h -- -- ++ -- -- -- | -
furnizori/<str:public_id>/serie/<str:house>             | POST       | licence      | -- -- +h -- -- ++ -- -- -- | -
furnizori/<str:public_id>/serie/<str:house>/anulare     | POST       | licence      | -- -- +h -- -- ++ -- -- -- | -
furnizori/<str:public_id>/telefon                       | POST       | provider     | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/contracte/<uuid:contract>    | GET POST   | contract     | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/contracte/nou                | GET POST   | provider     | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/medici/<uuid:physician>      | GET POST   | physician    | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/medici/nou                   | GET POST   | provider     | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/puncte-de-lucru/<uuid:site>  | GET POST   | work-site    | -- -- +h -- -- ++ -- -- -- | -
furnizori/<uuid:public_id>/puncte-de-lucru/nou          | GET POST   | provider     | -- -- +h -- -- ++ -- -- -- | -
furnizori/nou                                           | GET POST   | -            | -  -  +  -  -  +  -  -  -  | -
health                                                  | GET        | -            | public                     | +
iesire                                                  | POST       | -            | public                     | +
inrolare                                                | GET POST   | -            | public                     | +
inrolare/casa                                           | GET POST   | -            | public                     | +
inrolare/cnas                                           | GET POST   | -            | public                     | +
inrolare/helpdesk                                       | GET POST   | -            | public                     | +
inrolari                                                | GET        | -            | -  -  +  -  -  +  -  -  -  | +
inrolari/<uuid:public_id>                               | GET        | request      | -- -- +h -- -- ++ -- -- -- | +
inrolari/<uuid:public_id>/aprobare                      | POST       | request      | -- -- +h -- -- ++ -- -- -- | -
inrolari/<uuid:public_id>/refuz                         | POST       | request      | -- -- +h -- -- ++ -- -- -- | -
limba                                                   | POST       | -            | public                     | +
nomenclatoare                                           | GET        | -            | +  +  +  +  +  +  +  +  +  | +
nomenclatoare/<str:name>                                | GET        | list         | +  +  +  +  +  +  +  +  +  | +
nomenclatoare/<str:name>/<str:code>                     | GET POST   | code         | -  -  -  -  -  +  -  -  -  | -
nomenclatoare/<str:name>/cod-nou                        | GET POST   | list         | -  -  -  -  -  +  -  -  -  | -
numar-unic-temporar                                     | GET POST   | -            | +  +  -  -  -  -  -  -  -  | +
parola                                                  | GET POST   | -            | +  +  +  +  +  +  +  +  +  | +
permis                                                  | GET POST   | -            | +  +  -  -  -  -  -  -  -  | +
persoane                                                | GET POST   | -            | +  +  +  -  -  +  +  -  -  | +
persoane/<str:public_id>                                | GET        | person       | +h +h +h -- -- ++ ++ -- -- | h
persoane/<str:public_id>/corectare                      | GET POST   | person       | +h +h -- -- -- -- ++ -- -- | h
persoane/<str:public_id>/date.pdf                       | GET        | person       | -- -- -- -- -- -- ++ -- -- | h
persoane/<str:public_id>/fisa.pdf                       | GET        | person       | +h +h +h -- -- ++ ++ -- -- | h
persoane/<str:public_id>/istoric                        | GET        | person       | +h +h +h -- -- ++ ++ -- -- | h
persoane/<str:public_id>/retragere                      | GET POST   | person       | -- -- +h -- -- ++ -- -- -- | h
persoane/<str:public_id>/stergere                       | GET POST   | person       | -- -- -- -- -- -- ++ -- -- | h
raportare                                               | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/casa                                          | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/evidenta                                 | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/evidenta.csv                             | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/evidenta/<str:house>/<str:code>          | GET POST   | register     | -- -- +h -- +h ++ -- -- -- | -
raportare/casa/evidenta/<str:house>/<str:code>/registru.csv| GET        | register     | -- -- +h -- +h ++ -- -- -- | -
raportare/casa/evidenta/<str:house>/<str:code>/registru.pdf| GET        | register     | -- -- +h -- +h ++ -- -- -- | -
raportare/casa/inregistrari/<int:number>                | GET POST   | rep-record   | -- -- +h -- +h ++ -- -- -- | -
raportare/casa/oprite                                   | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/pauze                                    | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/pauze/<uuid:public_id>                   | GET POST   | pause        | -  -  -  -  -  +  -  -  -  | -
raportare/casa/pauze/<uuid:public_id>/retragere         | GET POST   | pause        | -  -  -  -  -  +  -  -  -  | -
raportare/casa/pauze/noua                               | GET POST   | -            | -  -  -  -  -  +  -  -  -  | -
raportare/casa/pauze/recalculare                        | GET        | -            | -  -  -  -  -  +  -  -  -  | -
raportare/casa/perioade                                 | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/perioade/<uuid:public_id>/deschidere     | GET POST   | period       | -- -- +h -- -- ++ -- -- -- | -
raportare/casa/perioade/<uuid:public_id>/inchidere      | GET POST   | period       | -- -- +h -- -- ++ -- -- -- | -
raportare/casa/perioade/luna                            | GET POST   | -            | -  -  +  -  -  +  -  -  -  | -
raportare/casa/rapoarte                                 | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/rapoarte/<uuid:public_id>                | GET        | report       | -- -- +h -- +h ++ -- ++ -- | -
raportare/casa/rapoarte/<uuid:public_id>/constatari     | GET        | report       | -- -- +h -- +h ++ -- ++ -- | -
raportare/casa/rapoarte/<uuid:public_id>/fisier         | GET POST   | dead-letter  | -- -- +h -- +h ++ -- -- -- | -
raportare/casa/rapoarte/<uuid:public_id>/raspuns        | POST       | report       | -- -- +h -- +h ++ -- ++ -- | -
raportare/casa/rapoarte/<uuid:public_id>/repornire      | GET POST   | dead-letter  | -- -- +h -- -- ++ -- -- -- | -
raportare/casa/rapoarte/<uuid:public_id>/servicii       | GET        | report       | -- -- +h -- +h ++ -- ++ -- | -
raportare/casa/zile                                     | GET        | -            | -  -  +  -  +  +  -  +  -  | -
raportare/casa/zile/<uuid:public_id>/retragere          | GET POST   | declared-day | -  -  -  -  -  +  -  -  -  | -
raportare/casa/zile/noua                                | GET POST   | -            | -  -  -  -  -  +  -  -  -  | -
raportare/construite/<uuid:public_id>                   | GET        | built        | +h +h -- -- -- -- -- -- -- | -
raportare/construite/<uuid:public_id>/desfacere         | POST       | built        | +h +h -- -- -- -- -- -- -- | -
raportare/construite/<uuid:public_id>/fisier.xml        | GET        | built        | +h +h -- -- -- -- -- -- -- | -
raportare/construite/<uuid:public_id>/semnat            | POST       | built        | +h +h -- -- -- -- -- -- -- | -
raportare/evidenta                                      | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/evidenta.csv                                  | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/evidenta.pdf                                  | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/evidenta/<uuid:public_id>                     | GET POST   | entry        | +h +h -- -- -- -- -- -- -- | -
raportare/evidenta/<uuid:public_id>/stergere            | GET POST   | entry        | +h +h -- -- -- -- -- -- -- | -
raportare/evidenta/nou                                  | GET POST   | -            | +  +  -  -  -  -  -  -  -  | -
raportare/liste                                         | GET        | -            | +  +  +  +  +  +  +  +  +  | -
raportare/liste/<str:name>                              | GET        | rep-list     | +  +  +  +  +  +  +  +  +  | -
raportare/liste/<str:name>/import                       | GET POST   | rep-list     | -  -  -  -  -  +  -  -  -  | -
raportare/liste/<str:name>/incheiere/<str:first>/<path:code>| GET POST   | rep-code     | -  -  -  -  -  +  -  -  -  | -
raportare/inregistrari/<int:number>                     | GET        | rep-record   | +h +h -- -- -- -- -- -- -- | -
raportare/luna                                          | GET POST   | -            | +  +  -  -  -  -  -  -  -  | -
raportare/rapoarte                                      | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/rapoarte/<uuid:public_id>                     | GET        | report       | +h +h -- -- -- -- -- -- -- | -
raportare/rapoarte/<uuid:public_id>/program-propriu     | POST       | report       | +h +h -- -- -- -- -- -- -- | -
raportare/rapoarte/<uuid:public_id>/raspuns             | GET        | report       | +h +h -- -- -- -- -- -- -- | -
raportare/reguli                                        | GET        | -            | +  +  +  +  +  +  +  +  +  | +
raportare/servicii                                      | GET        | -            | +  +  -  -  -  -  -  -  -  | -
raportare/servicii/<uuid:public_id>                     | GET POST   | draft        | +h +h -- -- -- -- -- -- -- | -
raportare/servicii/<uuid:public_id>/retragere           | GET POST   | draft        | +h +h -- -- -- -- -- -- -- | -
raportare/servicii/nou                                  | GET POST   | -            | +  +  -  -  -  -  -  -  -  | -
raportare/trimitere                                     | GET POST   | -            | +  +  -  -  -  -  -  -  -  | -
reguli                                                  | GET        | -            | +  +  +  +  +  +  +  +  +  | +
sesiuni                                                 | GET        | -            | +  +  +  +  +  +  +  +  +  | +
sesiuni/inchidere                                       | POST       | -            | +  +  +  +  +  +  +  +  +  | +
situatii                                                | GET        | -            | +  +  +  +  +  +  +  +  +  | +
situatii.csv                                            | GET        | -            | +  +  +  +  +  +  +  +  +  | +
situatii/<str:name>.svg                                 | GET        | plot         | +  +  +  +  +  +  +  +  +  | +
stare                                                   | GET        | -            | public                     | +
stare.json                                              | GET        | -            | public                     | +
stare/intrerupere-noua                                  | GET POST   | -            | -  -  -  -  -  +  -  -  -  | -
stare/intreruperi/<uuid:public_id>                      | GET POST   | outage       | -  -  -  -  -  +  -  -  -  | -
stare/intreruperi/<uuid:public_id>/retragere            | POST       | outage       | -  -  -  -  -  +  -  -  -  | -
unire                                                   | GET POST   | -            | -  -  +  -  -  +  -  -  -  | +
unire/<str:public_id>/anulare                           | POST       | merge        | -- -- +h -- -- ++ -- -- -- | h
verificare                                              | GET POST   | -            | public                     | +
OCSP/validator                                          | GET        | -            | token                      | +
api/v1/card-cases                                       | GET POST   | -            | +  +  -  -  -  -  -  -  -  | +
api/v1/card-cases/<str:case_id>                         | GET        | case         | +h +h -- -- -- -- -- -- -- | +
api/v1/card-sessions                                    | POST       | -            | +  +  -  -  -  -  -  -  -  | +
api/v1/card-sessions/<str:token>                        | GET DELETE | card-session | +h +h -- -- -- -- -- -- -- | +
api/v1/card-sessions/<str:token>/cryptograms            | POST       | card-session | +h +h -- -- -- -- -- -- -- | +
api/v1/card-sessions/<str:token>/proofs                 | POST       | card-session | +h +h -- -- -- -- -- -- -- | +
api/v1/card-terminals                                   | POST       | -            | +  +  -  -  -  -  -  -  -  | +
api/v1/challenges                                       | POST       | -            | public                     | +
api/v1/look-ups                                         | POST       | sent-number  | +h +h +h -- -- ++ ++ -- -- | +
api/v1/nomenclatures/<str:name>                         | GET        | list         | +  +  +  +  +  +  +  +  +  | +
api/v1/openapi.json                                     | GET        | -            | public                     | +
api/v1/permits                                          | POST       | -            | +  +  -  -  -  -  -  -  -  | +
api/v1/permits/<str:public_id>/slip.pdf                 | GET        | permit       | +h +h +h -- -- ++ ++ -- -- | +
api/v1/reports/<str:report_id>/signed                   | POST       | built-report | +h +h -- -- -- -- -- -- -- | +
api/v1/reports/<str:report_id>/unsigned                 | GET        | built-report | +h +h -- -- -- -- -- -- -- | +
api/v1/sessions                                         | POST       | -            | token                      | +
api/v1/slips/keys.json                                  | GET        | -            | public                     | +
api/v1/slips/status-list                                | GET        | -            | public                     | +
api/v1/temporary-numbers                                | POST       | -            | +  +  -  -  -  -  -  -  -  | +
api/v1/temporary-numbers/<str:number>                   | GET        | number       | +h +h +h -- -- ++ ++ -- -- | +
api/v1/temporary-numbers/<str:number>/slip.pdf          | GET        | number       | +h +h +h -- -- ++ ++ -- -- | +
svapntws/feedback/<str:token>                           | GET        | feedback     | hh hh -- -- -- -- -- -- -- | +
svapntws/files/<str:token>                              | GET        | download     | +h +h -- -- -- -- -- -- -- | +
svapntws/services/EPrescriptionWS                       | GET        | -            | public                     | +
svapntws/services/HospitalFeedbackWS                    | GET        | -            | public                     | +
svapntws/services/SiuiDrugConsumptionWS                 | GET        | -            | public                     | +
svapntws/services/SiuiEInvoiceWS                        | GET        | -            | public                     | +
svapntws/services/SiuiInsuredWS                         | GET        | -            | public                     | +
svapntws/services/SiuiTreatmentFormWS                   | GET        | -            | public                     | +
svapntws/services/SiuiValidateWS                        | GET        | -            | public                     | +
svapntws/services/SiuiWS                                | GET        | -            | public                     | +
"""

# The same where the thing stands in what is sent, and not in the address.
SENT = """
route                                                   | how        | thing        | C  P  H  K  S  A  D  U  L  | practising
asigurati                                               | POST       | sent-insured | -- -- +h +h +h ++ ++ ++ -- | -
cautare                                                 | POST       | sent-number  | +h +h +h -- -- ++ ++ -- -- | h
numar-unic-temporar                                     | GET        | sent-family  | +h +h -- -- -- -- -- -- -- | h
unire                                                   | POST       | sent-pair    | -- -- +h -- -- ++ -- -- -- | h
api/v1/card-sessions                                    | POST       | sent-card    | +h +h -- -- -- -- -- -- -- | +
svapntws/services/EPrescriptionWS                       | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/HospitalFeedbackWS                    | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiDrugConsumptionWS                 | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiEInvoiceWS                        | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiInsuredWS                         | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiTreatmentFormWS                   | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiValidateWS                        | POST       | -            | +  +  -  -  -  -  -  -  -  | +
svapntws/services/SiuiWS                                | POST       | -            | +  +  -  -  -  -  -  -  -  | +
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is expected at one address."""

    route: str
    methods: tuple[str, ...]
    thing: str
    cells: dict[str, str]
    access: str
    practising: str

    @property
    def is_api(self) -> bool:
        """Tell whether programs call it."""
        return self.route.startswith(("api/", "OCSP/", "svapntws/"))

    @property
    def service(self) -> str:
        """Return which official service answers here, empty for everything else."""
        return self.route.removeprefix(SERVICES) if self.route.startswith(SERVICES) else ""

    def expected(self, role: str, *, elsewhere: bool = False, practising: bool = False) -> str:
        """Return what becomes of a call by this role."""
        if self.access:
            return "+" if self.access == "public" else self.access
        letter = self.cells[role][-1 if elsewhere else 0]
        return self.practising if practising and letter == "+" else letter


def rows(table: str) -> list[Row]:
    """Read a table."""
    return [_row(line) for line in table.strip("\n").splitlines()[1:]]


def _row(line: str) -> Row:
    route, how, thing, cells, practising = (part.strip() for part in line.split("|"))
    given = cells.split()
    access = given[0] if len(given) == 1 else ""
    return Row(
        route=route,
        methods=tuple(how.split()),
        thing=thing,
        cells={} if access else _cells(given),
        access=access,
        practising=practising,
    )


def _cells(given: list[str]) -> dict[str, str]:
    missing = len(ROLES) - len(given)
    filled = given + given[-1:] * (missing if missing == len(_AS_THE_OPERATOR) else 0)
    return dict(zip(ROLES, filled, strict=True))
