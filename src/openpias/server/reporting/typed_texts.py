"""What do we say of what somebody types: drafts, pauses, periods, lists, distinct records?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_FORM = _("Câmpul formularului nu are forma cerută; nimic din ce ați scris nu s-a pierdut.")
_CSV = _("Fișier CSV UTF-8 cu virgulă între câmpuri; prima linie numește coloanele, în ordine.")
_NOTHING_CHANGED = _("Nimic din fișier nu a fost scris; corectați rândurile și încărcați din nou.")

TEXTS = {
    "field-required": ErrorText(practice=_("Completați acest câmp."), supplier=_FORM),
    "field-too-long": ErrorText(
        practice=_("Textul este prea lung: cel mult %(most)s caractere."), supplier=_FORM
    ),
    "hour-shape": ErrorText(
        practice=_("Scrieți ora cu două puncte între oră și minut, de exemplu 10:30."),
        supplier=_FORM,
    ),
    "number-shape": ErrorText(
        practice=_("Scrieți un număr pozitiv, cu virgulă și cel mult patru zecimale."),
        supplier=_FORM,
    ),
    "draft-list": ErrorText(
        practice=_("Alegeți lista raportului în care stă serviciul."), supplier=_FORM
    ),
    "draft-incomplete": ErrorText(
        practice=_("Raportarea cere și câmpul %(field)s. Completați-l; serviciul rămâne păstrat."),
        supplier=_("Structura oficială a raportării cere atributul din cale."),
    ),
    "draft-shape": ErrorText(
        practice=_(
            "Ce ați scris nu are forma pe care o cere raportarea: verificați lungimea, cifrele și literele."
        ),
        supplier=_("Valoarea nu trece de tipul atributului din calea constatării."),
    ),
    "presence-unknown": ErrorText(
        practice=_("Alegeți cum a dovedit pacientul că a fost prezent."), supplier=_FORM
    ),
    "card-number-wrong": ErrorText(
        practice=_(
            "Numărul cardului nu este bun. Scrieți cele 16 cifre de pe fața cardului de sănătate."
        ),
        supplier=_FORM,
    ),
    "card-signature-shape": ErrorText(
        practice=_(
            "Textul semnăturii nu este întreg. Copiați-l din nou, de la primul la ultimul semn."
        ),
        supplier=_("Semnătura cardului se scrie în Base64."),
    ),
    "representative-cid-wrong": ErrorText(
        practice=_(
            "CID-ul persoanei împuternicite nu are 20 de cifre. Verificați-l, sau lăsați câmpul gol dacă pacientul a semnat singur."
        ),
        supplier=_FORM,
    ),
    "draft-on-its-way": ErrorText(
        practice=_(
            "Serviciul este într-o raportare trimisă sau de trimis. Desfaceți raportarea, sau așteptați răspunsul ei."
        ),
        supplier=_("Un serviciu se schimbă numai în afara unei raportări în lucru."),
    ),
    "build-nothing-ready": ErrorText(
        practice=_(
            "Niciun serviciu validat nu este pentru acest contract și această perioadă. Corectați serviciile cu erori, apoi construiți din nou."
        ),
        supplier=_FORM,
    ),
    "build-too-often": ErrorText(
        practice=_(
            "Au fost construite prea multe raportări într-o oră. Așteptați câteva minute și repetați."
        ),
        supplier=_("Numele fișierului are minutul în el; toate numele orei sunt luate."),
    ),
    "pause-kind": ErrorText(
        practice=_("Alegeți dacă pauza este o întrerupere a platformei sau o suspendare."),
        supplier=_FORM,
    ),
    "pause-ends-before-it-begins": ErrorText(
        practice=_("Pauza se sfârșește înainte să înceapă. Corectați ziua sau ora."),
        supplier=_FORM,
    ),
    "pause-outage-unknown": ErrorText(
        practice=_("Anunțul ales nu este cunoscut. Alegeți altul, sau lăsați câmpul gol."),
        supplier=_FORM,
    ),
    "period-kind": ErrorText(practice=_("Alegeți tipul de raportare din listă."), supplier=_FORM),
    "period-ends-before-it-starts": ErrorText(
        practice=_("Perioada se sfârșește înainte să înceapă. Corectați una dintre zile."),
        supplier=_FORM,
    ),
    "period-too-long": ErrorText(
        practice=_("O perioadă are cel mult un an. Corectați ultima zi."), supplier=_FORM
    ),
    "period-overlaps": ErrorText(
        practice=_(
            "Casa are deja o perioadă cu o parte din aceste zile. Alegeți alte zile, sau redeschideți perioada care există."
        ),
        supplier=_FORM,
    ),
    "list-columns": ErrorText(
        practice=_("Prima linie a fișierului trebuie să fie: %(columns)s."), supplier=_CSV
    ),
    "list-empty": ErrorText(
        practice=_("Fișierul nu are niciun rând. Alegeți alt fișier."), supplier=_CSV
    ),
    "list-not-csv": ErrorText(
        practice=_("Fișierul nu poate fi citit ca CSV. Salvați-l din nou ca „CSV UTF-8”."),
        supplier=_CSV,
    ),
    "list-too-long": ErrorText(
        practice=_("Fișierul are prea multe rânduri: cel mult %(most)s."), supplier=_CSV
    ),
    "list-row-repeated": ErrorText(
        practice=_("Codul cu această primă zi este de două ori în fișier."),
        supplier=_NOTHING_CHANGED,
    ),
    "list-ends-before-it-starts": ErrorText(
        practice=_("Ultima zi este înaintea primei."), supplier=_NOTHING_CHANGED
    ),
    "list-code-overlaps": ErrorText(
        practice=_(
            "Codul are deja un rând mai nou care începe înainte de această zi. Alegeți o zi mai devreme."
        ),
        supplier=_FORM,
    ),
    "list-file-missing": ErrorText(practice=_("Alegeți fișierul CSV."), supplier=_CSV),
    "list-file-too-large": ErrorText(
        practice=_("Fișierul este prea mare: cel mult %(most)s MB. Împărțiți-l."), supplier=_CSV
    ),
    "list-file-encoding": ErrorText(
        practice=_("Fișierul nu este UTF-8. Salvați-l din nou ca „CSV UTF-8”."), supplier=_CSV
    ),
    "record-look-reason": ErrorText(
        practice=_("Alegeți de ce deschideți datele pacientului."), supplier=_FORM
    ),
    "report-not-stopped": ErrorText(
        practice=_("Raportul nu mai este oprit. Deschideți pagina lui și vedeți unde a ajuns."),
        supplier=_("Fișierul primit se descarcă numai cât timp raportul este oprit."),
    ),
    "report-without-feedback": ErrorText(
        practice=_("Raportul nu are încă un răspuns. Reîncărcați pagina când este prelucrat."),
        supplier=_("Răspunsul se scrie la sfârșitul prelucrării."),
    ),
    "list-kinds": ErrorText(
        practice=_("Scrieți tipurile de raportare cu blanc între ele, de exemplu: CLIN PARA."),
        supplier=_NOTHING_CHANGED,
    ),
    "list-yes-no": ErrorText(
        practice=_("Scrieți 1 pentru da și 0 pentru nu."), supplier=_NOTHING_CHANGED
    ),
    "distinct-kind": ErrorText(
        practice=_(
            "Alegeți tipul din listă; tipurile care se raportează aici intră singure în evidență."
        ),
        supplier=_FORM,
    ),
    "distinct-in-future": ErrorText(
        practice=_("Ziua serviciului nu a venit încă. Corectați data."), supplier=_FORM
    ),
    "distinct-person-unknown": ErrorText(
        practice=_(
            "Numărul nu este în registrul persoanelor strămutate, sau a fost retras. Verificați cifrele; înregistrați persoana dacă nu are număr."
        ),
        supplier=_FORM,
    ),
}
