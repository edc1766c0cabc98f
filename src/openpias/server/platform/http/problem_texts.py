"""Which texts belong to the problems that any route can meet?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

TEXTS = {
    "not-authenticated": ErrorText(
        practice=_(
            "Utilizatorul sau parola nu au fost acceptate. Verificați-le și încercați din nou."
        ),
        supplier=_(
            "Trimiteți antetul Authorization: Basic cu utilizatorul și parola furnizorului. După o "
            "schimbare de parolă, actualizați-o și în aplicație."
        ),
    ),
    "contract-ended": ErrorText(
        practice=_(
            "Contractul furnizorului cu această casă s-a încheiat. Cereți casei contractul nou; până atunci nu se poate intra."
        ),
        supplier=_("Utilizatorul și parola sunt bune; ultima zi a contractului a trecut."),
    ),
    "first-password-ended": ErrorText(
        practice=_(
            "Prima parolă nu a fost schimbată la timp și nu mai este valabilă. Cereți administratorului CNAS alta nouă."
        ),
        supplier=_(
            "Administratorul dă o parolă nouă pe pagina certificatului sau cu openpias admin password."
        ),
    ),
    "first-password-unchanged": ErrorText(
        practice=_(
            "Prima parolă se folosește numai pentru a alege una proprie. Intrați în portal, schimbați-o și încercați din nou."
        ),
        supplier=_(
            "Programele nu pot schimba parola: titularul o schimbă în portal, apoi aplicația o folosește pe cea nouă."
        ),
    ),
    "too-many-failures": ErrorText(
        practice=_(
            "Prea multe parole greșite. Așteptați cel mult cinci minute, apoi încercați din nou."
        ),
        supplier=_(
            "Opriți încercările automate cu o parolă veche; antetul Retry-After spune în câte "
            "secunde se poate reîncerca, iar retry_at când."
        ),
    ),
    "not-allowed": ErrorText(
        practice=_(
            "Contul dumneavoastră nu are dreptul pentru această operație. Cereți-l administratorului."
        ),
        supplier=_("Verificați rolurile contului folosit de aplicație."),
    ),
    "not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se schimbă ce este adevărat. Nimic nu a fost salvat; ieșiți din exersare și repetați."
        ),
        supplier=_(
            "Furnizorii, seriile, certificatele, casele și rândurile unui import nu au copii pentru exersare."
        ),
    ),
    "not-found": ErrorText(
        practice=_(
            "Pagina sau înregistrarea nu există ori nu vă este accesibilă. Verificați datele scrise."
        ),
        supplier=_(
            "Verificați adresa apelată și identificatorii trimiși; necunoscut și nepermis răspund la fel."
        ),
    ),
    "method-not-allowed": ErrorText(
        practice=_("Operația nu se poate face așa. Întoarceți-vă și folosiți butoanele paginii."),
        supplier=_("Metoda HTTP nu este acceptată aici; antetul Allow le spune pe cele acceptate."),
    ),
    "unreadable-body": ErrorText(
        practice=_(
            "Datele trimise nu au putut fi citite. Nimic nu a fost înregistrat; încercați din nou."
        ),
        supplier=_(
            "Trimiteți JSON valid, UTF-8, cu Content-Type: application/json, conform OpenAPI."
        ),
    ),
    "body-too-large": ErrorText(
        practice=_("Datele trimise sunt prea mari. Nimic nu a fost înregistrat."),
        supplier=_("Corpul cererii depășește limita de 1 MiB."),
    ),
    "bad-request": ErrorText(
        practice=_(
            "Cererea nu a putut fi înțeleasă. Nimic nu a fost înregistrat; reîncărcați pagina."
        ),
        supplier=_("Verificați antetele și corpul cererii după OpenAPI."),
    ),
    "form-expired": ErrorText(
        practice=_(
            "Formularul a fost deschis prea mult timp. Nimic nu a fost înregistrat; trimiteți-l din nou."
        ),
        supplier=_(
            "Cookie-ul sau câmpul CSRF lipsește ori nu corespunde; verificați că browserul acceptă cookie-uri."
        ),
    ),
    "database-unavailable": ErrorText(
        practice=_(
            "Sistemul nu poate scrie sau citi acum. Nimic din ce ați trimis nu s-a pierdut pe jumătate. "
            "Încercați din nou peste un minut; dacă nu merge, folosiți formularul pe hârtie."
        ),
        supplier=_(
            "Baza de date nu răspunde. Repetați cererea cu aceeași cheie Idempotency-Key; "
            "răspunsul va fi același dacă prima a reușit."
        ),
    ),
    "unexpected": ErrorText(
        practice=_(
            "A apărut o eroare la noi. Încercați din nou; dacă se repetă, comunicați numărul de referință."
        ),
        supplier=_(
            "Comunicați numărul de referință la suport; cererea se poate repeta cu aceeași cheie."
        ),
    ),
    "too-many-lookups": ErrorText(
        practice=_("Ați făcut prea multe căutări în ultima oră. Încercați mai târziu."),
        supplier=_(
            "Limita pe oră a fost atinsă; antetul Retry-After spune când se poate reîncerca."
        ),
    ),
}
