"""Which words stand for states, steps and prompts? Romanian, marked for the catalogues."""

from collections.abc import Callable
from typing import Final

from openpias.core.contracts.management_unit import CaseKind, CaseStatus, StepKind
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import AuthenticationState, CardState, LinkState, Operation
from openpias.core.texts import N_
from openpias.station.cards.guide import Step

Translate = Callable[[str], str]

CARD_STATES: Final = {
    CardState.PROPOSED: N_("propus"),
    CardState.BEING_ENROLLED: N_("în curs de înrolare"),
    CardState.IN_TRANSPORT: N_("în transport"),
    CardState.NONCONFORMING: N_("neconform"),
    CardState.INACTIVE: N_("inactiv"),
    CardState.WRONG_DATA: N_("cu date incorecte"),
    CardState.ACTIVE: N_("activ"),
    CardState.BEING_UPDATED: N_("în curs de actualizare"),
    CardState.EXPIRED: N_("expirat"),
    CardState.BLOCKED: N_("blocat"),
    CardState.SUSPENDED: N_("suspendat"),
    CardState.DECEASED: N_("titular decedat"),
}
LINKS: Final = {
    LinkState.OK: N_("legătură bună"),
    LinkState.TIMEOUT: N_("nu a răspuns la timp"),
    LinkState.AUTHORITY_UNAVAILABLE: N_("autoritatea de certificare nu răspunde"),
    LinkState.REGISTER_UNAVAILABLE: N_("registrul de carduri nu răspunde"),
    LinkState.SERVICE_UNAVAILABLE: N_("serviciul de comunicație nu merge"),
    LinkState.UNIT_UNAVAILABLE: N_("fără legătură"),
}
AUTHENTICATIONS: Final = {
    AuthenticationState.NOT_AUTHENTICATED: N_("neautentificat"),
    AuthenticationState.AUTHENTICATED_OFFLINE: N_("autentificat doar de card"),
    AuthenticationState.AUTHENTICATED: N_("autentificat, confirmat de unitate"),
    AuthenticationState.FAILED: N_("autentificare eșuată"),
}
OPERATIONS: Final = {
    Operation.READ: N_("Citirea datelor"),
    Operation.AUTHENTICATE: N_("Verificarea PIN-ului"),
    Operation.ACTIVATE: N_("Activarea cardului"),
    Operation.CHANGE_PIN: N_("Schimbă PIN eCard"),
    Operation.RESET_PIN: N_("Reset PIN eCard"),
    Operation.SIGN: N_("Semnarea unui serviciu"),
}
BUTTONS: Final = {
    Operation.READ: N_("Citește datele"),
    Operation.AUTHENTICATE: N_("Verifică PIN-ul"),
    Operation.ACTIVATE: N_("Activează cardul"),
    Operation.CHANGE_PIN: N_("Schimbă PIN eCard"),
    Operation.RESET_PIN: N_("Reset PIN eCard"),
}
DONE: Final = {
    Operation.READ: N_("Datele de pe card au fost citite."),
    Operation.AUTHENTICATE: N_("PIN-ul este corect."),
    Operation.ACTIVATE: N_("Cardul a fost activat. De acum se folosește cu PIN-ul ales."),
    Operation.CHANGE_PIN: N_("PIN-ul a fost schimbat cu succes."),
    Operation.RESET_PIN: N_("PIN-ul cardului este acum 0000. Apăsați Schimbă PIN eCard."),
    Operation.SIGN: N_("Serviciul a fost semnat cu cardul pacientului."),
}
PROMPTS: Final = {
    Prompt.CURRENT: N_("PIN-ul actual"),
    Prompt.NEW: N_("PIN-ul nou"),
    Prompt.CONFIRMATION: N_("PIN-ul nou, încă o dată"),
    Prompt.RESET: N_("PIN-ul de reset"),
    Prompt.TRANSPORT: N_("PIN-ul de transport"),
}
HINTS: Final = {
    Prompt.CURRENT: N_("Titularul tastează cele 4 cifre ale PIN-ului său, apoi apăsați Acceptă."),
    Prompt.NEW: N_("Titularul alege 4 cifre pe care le ține minte, altele decât 0000."),
    Prompt.CONFIRMATION: N_("Titularul tastează aceleași 4 cifre încă o dată."),
    Prompt.RESET: N_("Tastați 0000 (patru de zero), apoi apăsați Acceptă."),
    Prompt.TRANSPORT: N_("Tastați 000 (trei de zero), apoi apăsați Acceptă."),
}
ON_TERMINAL: Final = {
    Prompt.CURRENT: N_("PIN-ul actual, apoi tasta de confirmare"),
    Prompt.NEW: N_("PIN-ul nou: 4 cifre alese de titular, altele decât 0000, apoi confirmare"),
    Prompt.CONFIRMATION: N_("PIN-ul nou încă o dată, apoi confirmare"),
    Prompt.RESET: N_("PIN-ul de reset: 0000 (patru de zero), apoi confirmare"),
    Prompt.TRANSPORT: N_("PIN-ul de transport: 000 (trei de zero), apoi confirmare"),
}
CURRENT_AFTER_RESET: Final = N_("Tastați 0000 (patru de zero): este PIN-ul de după resetare.")
STEPS: Final = {
    Step.BLOCKED: N_("Cardul este introdus, iar după PIN apare mesajul că este blocat (-15)."),
    Step.HOUSE: N_("Anunțați casa care a emis cardul, cu CID-ul, și așteptați deblocarea."),
    Step.WINDOW: N_("Deschideți fereastra Pacienți din meniul Fișier (este aceasta)."),
    Step.RESET: N_("Apăsați Reset PIN eCard; când terminalul cere PIN-ul de reset: 0000."),
    Step.CHANGE: N_("Apăsați Schimbă PIN eCard."),
    Step.CURRENT: N_("Terminalul cere PIN-ul actual: 0000, apoi Acceptă."),
    Step.NEW: N_("Terminalul cere PIN-ul nou: 4 cifre alese de titular, apoi Acceptă."),
    Step.CONFIRM: N_("Terminalul cere PIN-ul nou încă o dată, apoi Acceptă."),
    Step.DONE: N_("Apare mesajul că PIN-ul a fost schimbat cu succes."),
}
CASE_STATUSES: Final = {
    CaseStatus.OPEN: N_("trimis, așteaptă un specialist"),
    CaseStatus.TAKEN: N_("preluat de un specialist"),
    CaseStatus.CONFIRMED: N_("confirmat: puteți continua"),
    CaseStatus.REFUSED: N_("refuzat"),
    CaseStatus.DONE: N_("rezolvat"),
    CaseStatus.EXPIRED: N_("timpul a trecut: anunțați din nou"),
}
CASE_KINDS: Final = {
    CaseKind.BLOCKED: N_("card blocat (-15)"),
    CaseKind.INVALID: N_("card invalid (-5)"),
}
CASE_STEPS: Final = {
    StepKind.OPENED: N_("ați anunțat casa"),
    StepKind.TAKEN: N_("un specialist a preluat cazul"),
    StepKind.CALLED_BACK: N_("specialistul a sunat înapoi"),
    StepKind.IDENTITY_COMPARED: N_("identitatea titularului a fost comparată"),
    StepKind.UNBLOCKED: N_("deblocarea a fost confirmată"),
    StepKind.REINSTATED: N_("cardul este din nou valid"),
    StepKind.REFUSED: N_("casa a refuzat"),
    StepKind.RESET_DONE: N_("PIN-ul a fost resetat"),
    StepKind.CHANGE_DONE: N_("PIN-ul a fost schimbat"),
    StepKind.DONE: N_("caz rezolvat"),
    StepKind.EXPIRED: N_("timpul a trecut"),
    StepKind.REOPENED: N_("ați anunțat casa din nou"),
}
