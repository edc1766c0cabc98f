"""What does a response code say, what should the practice do, and what should the IT supplier check?

`message` is the official one of Annex 102, 4.18, with its diacritics (-65 has none, and -16 lacks
its "de"); the other two are ours. Romanian is the source language; whoever shows a text translates it.
"""

from dataclasses import dataclass

from openpias.core.smartcard.codes import Code
from openpias.core.texts import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeText:
    """The three texts of a code, in Romanian."""

    message: str
    practice: str
    supplier: str


_NEW_SESSION = N_("Scoateți cardul, introduceți-l din nou și reluați operația.")
_AGAIN_LATER = N_(
    "Încercați din nou peste câteva minute. Dacă se repetă, spuneți furnizorului de IT numărul erorii."
)
_ONLINE_WAITS = N_(
    "Activarea, schimbarea și resetarea PIN-ului așteaptă; datele de pe card se pot citi. "
    "Vedeți pagina de stare a platformei."
)
_PUT_IN_AGAIN = N_(
    "Ștergeți cipul cu o cârpă uscată, introduceți cardul din nou până la capăt și reluați operația. "
    "Dacă se repetă doar cu acest card, titularul cere casei un card nou."
)
_READ_STATE = N_(
    "Introduceți cardul din nou: aplicația citește starea lui și arată pasul care urmează."
)
_REPORT_INVALID = N_(
    "Raportați cardul cu numărul lui (numărul documentului) casei care l-a emis. După intervenția "
    "specialistului, cardul merge cu PIN-ul pe care îl avea."
)
_NOT_YOUR_RIGHT = N_(
    "Contractul dumneavoastră nu dă acest drept pe terminalul folosit. Întrebați casa de asigurări."
)
_START_AGAIN = N_("Nu s-a schimbat nimic. Porniți operația din nou când titularul este gata.")
_SHORTEN = N_("Ștergeți din listă ce nu mai este de actualitate și salvați din nou.")
_TERMINAL_AGAIN = N_(
    "Deconectați terminalul, conectați-l din nou, apoi introduceți cardul. "
    "Dacă aveți alt terminal, încercați cu el."
)

_NOTHING = N_("Nu este o defecțiune a calculatorului; nu este nimic de verificat.")
_SESSION = N_(
    "Verificați ceasul calculatorului și dacă stația primește o sesiune de la unitatea de management."
)
_LINK = N_(
    "Verificați adresa unității de management, DNS-ul, firewall-ul și certificatul TLS; "
    "comparați cu pagina de stare."
)
_UNIT = N_(
    "Căutați ora erorii în jurnalul stației și trimiteți-o administratorului platformei, cu numărul ei."
)
_VERSIONS = N_(
    "Comparați versiunea stației cu cea cerută de platformă; un intermediar nu are voie să schimbe "
    "răspunsurile."
)
_READER = N_(
    "Verificați cablul, portul USB, driverul cititorului și serviciul de carduri inteligente (PC/SC)."
)
_CARD = N_(
    "Încercați alt card în același terminal și același card în alt terminal, ca să aflați care "
    "este defect."
)
_RIGHTS = N_("Verificați contractul cu care este înrolat terminalul și profilul primit.")
_KEYS = N_("Verificați dacă tastele terminalului trimit cifrele apăsate, cu un card de probă.")
_SAME_TERMINAL = N_(
    "Autorizația este legată de card, furnizor și terminal, timp de 15 minute: verificați că "
    "terminalul este același și că ceasul este corect."
)


def _text(message: str, practice: str, supplier: str) -> CodeText:
    return CodeText(message=message, practice=practice, supplier=supplier)


TEXTS: dict[Code, CodeText] = {
    Code.OK: _text(
        N_("Operația s-a executat cu succes."),
        N_("Puteți continua."),
        _NOTHING,
    ),
    Code.TOKEN_MISSING: _text(N_("Tokenul sesiunii lipsește."), _NEW_SESSION, _SESSION),
    Code.TOKEN_INVALID: _text(N_("Tokenul sesiunii este invalid."), _NEW_SESSION, _SESSION),
    Code.COMMUNICATION_SERVICE_DOWN: _text(
        N_("Serviciul de comunicație al SDK cu UM nu funcționează."),
        N_("Închideți aplicația stației și porniți-o din nou."),
        _LINK,
    ),
    Code.HANDSHAKE_FAILED: _text(
        N_("Eroare handshake raportată de unitatea de management."), _AGAIN_LATER, _VERSIONS
    ),
    Code.CARD_STATE_INVALID: _text(
        N_("Operație eșuată în UM. Starea cardului este invalidă."), _REPORT_INVALID, _NOTHING
    ),
    Code.CARD_WRITE_FAILED: _text(N_("Eroare în timpul operației de scriere."), _READ_STATE, _CARD),
    Code.CARD_READ_FAILED: _text(N_("Eroare în timpul operației de citire."), _PUT_IN_AGAIN, _CARD),
    Code.CARD_ABSENT: _text(
        N_("Operație eșuată. Cardul nu este prezent în terminal."),
        N_(
            "Introduceți cardul în terminal, cu cipul înainte, până la capăt, și lăsați-l acolo "
            "până se termină operația."
        ),
        _READER,
    ),
    Code.TERMINAL_DISCONNECTED: _text(
        N_("Operație eșuată. Terminalul nu este conectat la PC."),
        N_("Conectați cablul terminalului la calculator și așteptați să apară în fereastră."),
        _READER,
    ),
    Code.SEVERAL_TERMINALS: _text(
        N_("Operație eșuată. Mai multe terminale conectate la PC."),
        N_("Alegeți terminalul din listă sau lăsați conectat doar unul."),
        N_(
            "Alegeți în setările stației terminalul pentru carduri; cititorul tokenului este altul."
        ),
    ),
    Code.AUTHENTICATION_FAILED: _text(
        N_("Autentificare eșuată."),
        N_("Titularul introduce PIN-ul cardului, apoi reluați operația."),
        _KEYS,
    ),
    Code.TOKEN_RESET: _text(
        N_("Tokenul sesiunii a fost resetat. Obțineți alt token valid."), _NEW_SESSION, _SESSION
    ),
    Code.TERMINAL_NOT_ENROLLED: _text(
        N_(
            "Terminalul curent nu poate fi folosit deoarece nu este înrolat. Verificați conexiunea "
            "la Internet și parametrii de configurare ai aplicației și reîncercați."
        ),
        N_(
            "Legați calculatorul la internet și porniți stația din nou: terminalul se înrolează singur."
        ),
        _RIGHTS,
    ),
    Code.PIN_WRONG: _text(
        N_("PIN greșit."),
        N_(
            "Titularul introduce din nou PIN-ul. După cinci PIN-uri greșite la rând cardul se "
            "blochează; dacă PIN-ul a fost uitat, urmează procedura pentru card blocat."
        ),
        _KEYS,
    ),
    Code.CARD_BLOCKED: _text(
        N_("Card blocat."),
        N_(
            "Raportați cardul cu CID-ul casei care l-a emis. După deblocare apăsați Reset PIN eCard, "
            "apoi Schimbă PIN eCard."
        ),
        _NOTHING,
    ),
    Code.UNIT_TIMEOUT: _text(
        N_("Timpul de așteptare în comunicația cu UM a expirat."),
        N_(
            "Așteptați un minut și reluați. Nu se știe dacă operația s-a înregistrat; repetarea ei "
            "nu strică nimic."
        ),
        _LINK,
    ),
    Code.CARD_INVALID: _text(N_("Card invalid."), _REPORT_INVALID, _CARD),
    Code.CARD_ALREADY_ACTIVATED: _text(
        N_("Cardul a fost deja activat."),
        N_("Folosiți PIN-ul ales de titular la activare."),
        _NOTHING,
    ),
    Code.ACTIVATION_FAILED: _text(
        N_("Operație eșuată. Eroare la activare card."), _READ_STATE, _UNIT
    ),
    Code.ACTIVATION_ABANDONED: _text(
        N_("Operația de activare a cardului a fost anulată."), _START_AGAIN, _NOTHING
    ),
    Code.CARD_NOT_ACTIVATED: _text(
        N_("Cardul nu este activat."),
        N_("Activați cardul: PIN-ul de transport 000, apoi PIN-ul nou, de două ori."),
        _NOTHING,
    ),
    Code.PIN_CHANGE_FAILED: _text(
        N_("Eroare la schimbarea PIN-ului."),
        N_("Reluați schimbarea și alegeți un PIN nou care nu este 0000."),
        _UNIT,
    ),
    Code.PIN_CHANGE_ABANDONED: _text(
        N_("Operația de schimbare PIN a fost anulată."), _START_AGAIN, _NOTHING
    ),
    Code.UNIT_SYSTEM_ERROR: _text(
        N_("Eroare de sistem raportată de unitatea de management."), _AGAIN_LATER, _UNIT
    ),
    Code.UNIT_MESSAGE_MALFORMED: _text(
        N_("Format invalid pentru mesaj în unitatea de management."), _AGAIN_LATER, _VERSIONS
    ),
    Code.UNIT_TOKEN_FAILED: _text(
        N_("Eroare la obținerea tokenului raportată de unitatea de management."),
        _NEW_SESSION,
        _SESSION,
    ),
    Code.AUTHENTICATION_ABANDONED: _text(
        N_("Operația de autentificare a fost anulată."), _START_AGAIN, _NOTHING
    ),
    Code.UNIT_UNAVAILABLE: _text(N_("Unitatea de management indisponibilă."), _ONLINE_WAITS, _LINK),
    Code.TOO_MANY_CONTACTS: _text(
        N_("Puteți adăuga maxim 2 persoane contact."), _SHORTEN, _NOTHING
    ),
    Code.TOO_MANY_DIAGNOSES: _text(N_("Puteți adăuga maxim 10 diagnostice."), _SHORTEN, _NOTHING),
    Code.TOO_MANY_DISEASES: _text(N_("Puteți adăuga maxim 20 de boli."), _SHORTEN, _NOTHING),
    Code.CARD_ACCESS_FAILED: _text(N_("Eroare la accesarea cardului."), _PUT_IN_AGAIN, _CARD),
    Code.APDU_FAILED: _text(N_("Eroare execuție comandă APDU."), _READ_STATE, _CARD),
    Code.PIN_RESET_FAILED: _text(N_("Eroare la resetarea PIN-ului."), _READ_STATE, _UNIT),
    Code.PIN_RESET_NOT_CONFIRMED: _text(
        N_("Resetare PIN neconfirmată. Anunțați helpdesk de blocarea cardului."),
        N_(
            "Casa nu a confirmat deblocarea, sau au trecut cele 15 minute. Raportați cardul cu "
            "CID-ul; după confirmare apăsați din nou Reset PIN eCard."
        ),
        _SAME_TERMINAL,
    ),
    Code.PIN_RESET_CARD_NOT_BLOCKED: _text(
        N_("Această operație se execută numai pe un card blocat."),
        N_(
            "Dacă titularul știe PIN-ul și vrea altul, apăsați Schimbă PIN eCard. Dacă l-a uitat, "
            "cardul se blochează întâi, după cinci PIN-uri greșite."
        ),
        _NOTHING,
    ),
    Code.PIN_RESET_ABANDONED: _text(
        N_("Operația de resetare PIN a fost anulată."), _START_AGAIN, _NOTHING
    ),
    Code.PIN_RESET_NOT_PERMITTED: _text(
        N_("Nu aveți drepturi suficiente pentru a reseta PIN-ul pe acest terminal."),
        _NOT_YOUR_RIGHT,
        _RIGHTS,
    ),
    Code.PIN_LENGTH_INVALID: _text(
        N_("PIN invalid. PIN-ul trebuie să fie format din 4 cifre."),
        N_("Introduceți din nou exact patru cifre. Nu s-a pierdut nicio încercare."),
        _KEYS,
    ),
    Code.RESET_PIN_INVALID: _text(
        N_("PIN de reset invalid."),
        N_("Apăsați din nou Reset PIN eCard și introduceți 0000 (patru de zero)."),
        _KEYS,
    ),
    Code.TRANSPORT_PIN_INVALID: _text(
        N_("PIN de transport invalid."),
        N_(
            "Porniți activarea din nou și introduceți 000 (trei de zero). Nu s-a pierdut nicio încercare."
        ),
        _KEYS,
    ),
    Code.CARD_NOT_REGISTERED: _text(
        N_("Cardul acesta nu este înregistrat în eCard."), _REPORT_INVALID, _NOTHING
    ),
    Code.UNIT_PROCESSING_FAILED: _text(N_("UM nu poate procesa cererea."), _AGAIN_LATER, _UNIT),
    Code.UNIT_REQUEST_INVALID: _text(N_("Cerere invalidă către UM."), _AGAIN_LATER, _VERSIONS),
    Code.UNIT_AUTHENTICATION_FAILED: _text(N_("UM autentificare eșuată."), _NEW_SESSION, _UNIT),
    Code.ACTIVATION_NOT_PERMITTED: _text(
        N_("Nu aveți drepturi suficiente pentru a executa operația de activare."),
        _NOT_YOUR_RIGHT,
        _RIGHTS,
    ),
    Code.PIN_CHANGE_NOT_PERMITTED: _text(
        N_("Nu aveți drepturi suficiente pentru această operație."), _NOT_YOUR_RIGHT, _RIGHTS
    ),
    Code.UNIT_TRANSACTION_INVALID: _text(N_("UM tranzacție invalidă."), _NEW_SESSION, _UNIT),
    Code.UNIT_RESPONSE_UNREADABLE: _text(
        N_("Eroare la procesarea răspunsului de la UM."), _AGAIN_LATER, _VERSIONS
    ),
    Code.CERTIFICATE_UNREADABLE: _text(
        N_("Eroare la citirea certificatului."), _PUT_IN_AGAIN, _CARD
    ),
    Code.PIN_NOT_CONFIRMED: _text(
        N_("PIN-ul nu se confirmă."),
        N_(
            "Cele două PIN-uri noi nu sunt la fel; cardul a rămas cu PIN-ul de până acum. Porniți "
            "operația din nou."
        ),
        _KEYS,
    ),
    Code.CARD_OPERATION_FAILED: _text(
        N_("Eroare la execuția operației pe card."), _READ_STATE, _CARD
    ),
    Code.CARD_TIMEOUT: _text(N_("Eroare de timeout la execuția operației."), _READ_STATE, _READER),
    Code.TERMINAL_DRIVER_DUPLICATE: _text(
        N_("Driver duplicat pentru același terminal."),
        _TERMINAL_AGAIN,
        N_("Dezinstalați driverul vechi al cititorului și lăsați unul singur."),
    ),
    Code.TERMINAL_CHECK_FAILED: _text(
        N_("Eroare la verificarea terminalului."), _TERMINAL_AGAIN, _READER
    ),
    Code.SIGNATURE_FAILED: _text(N_("Eroare la semnarea digitală."), _READ_STATE, _CARD),
    Code.SIGNATURE_NOT_PERMITTED: _text(
        N_("Nu aveți drepturi suficiente pentru semnătură."), _NOT_YOUR_RIGHT, _RIGHTS
    ),
    Code.UNIT_AUTHORITY_UNREACHABLE: _text(
        N_("Eroare la interogarea CA din UM."), _ONLINE_WAITS, _UNIT
    ),
    Code.UNIT_REGISTER_UNREACHABLE: _text(
        N_("Eroare la interogarea eCard din UM."), _ONLINE_WAITS, _UNIT
    ),
    Code.CARD_EXCHANGED: _text(
        N_("Operație eșuată. Cardul a fost schimbat în terminal."),
        N_("În terminal este alt card decât la început. Începeți din nou cu cardul titularului."),
        _NOTHING,
    ),
    Code.TRANSPORT_PIN_CHANGE_FAILED: _text(
        N_("Eroare la schimbarea pinului de transport."), _READ_STATE, _UNIT
    ),
    Code.CARD_WRITE_NOT_UNDONE: _text(
        N_("Eroare la scriere cu rollback eșuat."), _READ_STATE, _CARD
    ),
    Code.ACTIVATION_CHECK_FAILED: _text(N_("Eroare la verificare card activ."), _READ_STATE, _CARD),
    Code.TERMINAL_OPERATION_FAILED: _text(
        N_("Eroare la o operație pe terminal."), _TERMINAL_AGAIN, _READER
    ),
    Code.CARD_DETECTION_FAILED: _text(
        N_("Eroare la detectarea stării cardului în terminal."), _TERMINAL_AGAIN, _READER
    ),
    Code.TERMINAL_DISPLAY_FAILED: _text(
        N_("Eroare la afișarea mesajului pe terminal."), _TERMINAL_AGAIN, _READER
    ),
    Code.IDENTITY_CERTIFICATE_UNREADABLE: _text(
        N_("Eroare la citirea certificatului MAI."), _PUT_IN_AGAIN, _CARD
    ),
    Code.ACTIVATION_STATE_UNREADABLE: _text(
        N_("Eroare la citirea stării de activare."), _PUT_IN_AGAIN, _CARD
    ),
    Code.ACTIVATION_STATE_NOT_WRITTEN: _text(
        N_("Eroare la scrierea stării de activare."), _READ_STATE, _CARD
    ),
    Code.TERMINAL_DATA_UNAVAILABLE: _text(
        N_("Eroare la obținerea datelor de înrolare de la unitatea de management."),
        N_(
            "Legați calculatorul la internet și porniți stația din nou: terminalul se înrolează singur."
        ),
        _RIGHTS,
    ),
}
