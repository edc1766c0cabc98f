"""What do we tell the practice, and its IT supplier, about each finding of the register?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_SEND = _("Trimiteți câmpul conform OpenAPI, cu valoarea de pe document.")
_CODE = _(
    "Luați codurile din GET /api/v1/nomenclatures/{listă}; cele cu valid_to trecut nu se mai acceptă."
)
_DOCUMENTS = _(
    "Tipurile de documente trimise nu acoperă ce cere Ordinul CNAS 155/2022 pentru categorie."
)
_DATE = _("În JSON datele au forma AAAA-LL-ZZ; ziua sau luna nașterii pot lipsi (AAAA-LL, AAAA).")
_CNP = _(
    "CNP-ul are 13 cifre și cifră de control; nu îl completați și nu îl rotunjiți în aplicație."
)

TEXTS = {
    "invalid-registration": ErrorText(
        practice=_(
            "Unele date trebuie corectate. Nimic nu a fost înregistrat; ce ați scris s-a păstrat."
        ),
        supplier=_("Fiecare câmp greșit este în errors, cu un pointer JSON și un cod stabil."),
    ),
    "code-shape": ErrorText(
        practice=_("Codul are litere mari fără diacritice, cifre și liniuță jos, cel mult 40."),
        supplier=_("Codul se potrivește cu [A-Z0-9][A-Z0-9_]{0,39} și nu se mai schimbă."),
    ),
    "code-exists": ErrorText(
        practice=_("Codul există deja în listă. Deschideți-l ca să îl schimbați."),
        supplier=_("Un cod nu se folosește niciodată pentru altceva."),
    ),
    "code-changed-meanwhile": ErrorText(
        practice=_(
            "Altcineva a schimbat acest cod între timp. Deschideți-l din nou din listă și repetați schimbarea."
        ),
        supplier=_("Starea arătată în formular nu mai este cea curentă."),
    ),
    "lists-not-in-practice": ErrorText(
        practice=_("În modul de exersare listele nu se schimbă. Ieșiți din el și repetați."),
        supplier=_("Listele sunt aceleași pentru înregistrările reale și pentru exerciții."),
    ),
    "ends-before-it-starts": ErrorText(
        practice=_("Ultima zi este înaintea primei zile. Corectați una dintre ele."),
        supplier=_("valid_to este cel puțin valid_from."),
    ),
    "registering-is-not-yours": ErrorText(
        practice=_(
            "Casa nu înregistrează persoane: numărul îl dă un furnizor în contract. Trimiteți persoana la un furnizor."
        ),
        supplier=_(
            "Din 17.03.2022 numerele se dau numai de furnizorii în contract; vedeți Reguli."
        ),
    ),
    "required": ErrorText(
        practice=_("Completați acest câmp, după documentul prezentat."), supplier=_SEND
    ),
    "wrong-type": ErrorText(
        practice=_("Valoarea nu a putut fi citită. Scrieți-o din nou, ca text."),
        supplier=_("Câmpul are alt tip decât în OpenAPI (se așteaptă text, listă sau obiect)."),
    ),
    "too-long": ErrorText(
        practice=_("Textul este prea lung: cel mult %(limit)s caractere."),
        supplier=_("Respectați maxLength din OpenAPI: %(limit)s."),
    ),
    "bad-characters": ErrorText(
        practice=_(
            "Textul conține semne care nu se pot folosi aici. Ștergeți-le și scrieți doar litere, cifre și semne obișnuite."
        ),
        supplier=_("Nu trimiteți caractere de control sau marcaje HTML; codați în UTF-8."),
    ),
    "not-a-name": ErrorText(
        practice=_(
            "Aici se scrie un nume, cu litere, ca în document. Verificați să nu fie un număr de document."
        ),
        supplier=_("Numele trebuie să conțină litere și cel mult trei cifre."),
    ),
    "not-latin": ErrorText(
        practice=_(
            "Scrieți cu litere latine, ca în pașaport, sau lăsați câmpul gol: se completează singur."
        ),
        supplier=_(
            "surname_latin și given_name_latin primesc doar litere latine, apostrof, liniuță și spațiu; fără ele se ia forma propusă (KMU 55/2010)."
        ),
    ),
    "given-name-present": ErrorText(
        practice=_(
            "Ați bifat că documentul nu are prenume, dar ați scris unul. Păstrați doar una dintre ele."
        ),
        supplier=_("Trimiteți given_name gol sau null doar când documentul nu are prenume."),
    ),
    "given-name-missing": ErrorText(
        practice=_("Înregistrat fără prenume, pentru că documentul nu are unul."),
        supplier=_("Avertisment: given_name a fost gol."),
    ),
    "unknown-code": ErrorText(practice=_("Alegeți o valoare din listă."), supplier=_CODE),
    "code-not-valid": ErrorText(
        practice=_("Această valoare nu se mai folosește. Alegeți alta din listă."), supplier=_CODE
    ),
    "date-format": ErrorText(
        practice=_("Scrieți data ca zi-luna-an, de exemplu 24-02-2022."), supplier=_DATE
    ),
    "date-not-real": ErrorText(
        practice=_("Această dată nu există în calendar. Verificați ziua și luna."), supplier=_DATE
    ),
    "date-incomplete": ErrorText(
        practice=_("Scrieți data întreagă, ca zi-luna-an, de exemplu 24-02-2022."), supplier=_DATE
    ),
    "date-in-future": ErrorText(
        practice=_("Data este în viitor. Verificați anul."),
        supplier=_("Verificați ceasul și fusul orar (Europe/Bucharest) al aplicației."),
    ),
    "date-too-early": ErrorText(
        practice=_("Data este înainte de anul 1900. Verificați anul."), supplier=_DATE
    ),
    "birth-date-partial": ErrorText(
        practice=_("Data nașterii este cunoscută doar în parte; așa apare și pe fișă."),
        supplier=_("Avertisment: birth_date fără zi sau lună."),
    ),
    "entry-too-early": ErrorText(
        practice=_(
            "Data intrării în țară trebuie să fie după %(limit)s. Pentru cei intrați mai devreme se aplică alte reguli."
        ),
        supplier=_("entry_date trebuie să fie după %(limit)s (OUG 15/2022; manualul e-PIAS)."),
    ),
    "entry-before-birth": ErrorText(
        practice=_(
            "Intrarea în țară este înainte de naștere. Pentru un copil născut în România alegeți punctul de intrare „Născut în România”."
        ),
        supplier=_(
            "entry_date nu poate fi înainte de birth_date; pentru nou-născuți folosiți entry_point BORN_RO."
        ),
    ),
    "documents-too-few": ErrorText(
        practice=_("Se cer cel puțin %(limit)s documente. Adăugați încă un rând."),
        supplier=_("documents are cel puțin %(limit)s elemente, după regula în vigoare."),
    ),
    "medical-document-no-proof": ErrorText(
        practice=_(
            "Documentul medical nu ține acum loc de act de identitate. Adăugați un act al persoanei."
        ),
        supplier=_("Nicio regulă în vigoare nu primește numai documente cu kind medical."),
    ),
    "document-required": ErrorText(
        practice=_(
            "Adăugați cel puțin un document. Dacă persoana nu are acte, folosiți documentul medical al unității."
        ),
        supplier=_("documents trebuie să aibă cel puțin un element."),
    ),
    "too-many-documents": ErrorText(
        practice=_("Sunt prea multe documente: cel mult %(limit)s."),
        supplier=_("documents are cel mult %(limit)s elemente."),
    ),
    "document-number-missing": ErrorText(
        practice=_("Un document este fără număr. Completați-l dacă este scris pe document."),
        supplier=_("Avertisment: number lipsește la un document."),
    ),
    "identity-document-missing": ErrorText(
        practice=_(
            "Pentru această categorie se cere și un act de identitate. Păstrați copia și completați când îl primiți."
        ),
        supplier=_DOCUMENTS,
    ),
    "travel-document-missing": ErrorText(
        practice=_(
            "Pentru această categorie se cere și un document de călătorie. Păstrați copia și completați când îl primiți."
        ),
        supplier=_DOCUMENTS,
    ),
    "status-document-missing": ErrorText(
        practice=_(
            "Pentru această categorie se cere și decizia privind permisul de ședere din Ucraina. Păstrați copia și completați când o primiți."
        ),
        supplier=_DOCUMENTS,
    ),
    "no-identity-reason-required": ErrorText(
        practice=_(
            "Scrieți pe scurt de ce persoana nu are act de identitate; documentul medical ține loc de dovadă."
        ),
        supplier=_("Când singurul document este cel medical, no_identity_reason este obligatoriu."),
    ),
    "cnp-length": ErrorText(
        practice=_("CNP-ul are 13 cifre. Verificați-l pe permis."), supplier=_CNP
    ),
    "cnp-not-digits": ErrorText(
        practice=_("CNP-ul are numai cifre. Verificați-l pe permis."), supplier=_CNP
    ),
    "cnp-not-permit": ErrorText(
        practice=_("CNP-ul de pe permisul de ședere începe cu 7 sau 8. Verificați-l pe permis."),
        supplier=_CNP,
    ),
    "cnp-control-digit": ErrorText(
        practice=_("O cifră din CNP este greșită. Comparați din nou cu permisul, cifră cu cifră."),
        supplier=_CNP,
    ),
    "cnp-birth-date": ErrorText(
        practice=_(
            "Data nașterii nu se potrivește cu CNP-ul. Corectați-o sau scrieți motivul „așa este pe permis”."
        ),
        supplier=_("Trimiteți cnp_disagreement_reason dacă permisul chiar arată așa."),
    ),
    "cnp-sex": ErrorText(
        practice=_(
            "Sexul nu se potrivește cu CNP-ul (7 bărbat, 8 femeie). Corectați-l sau scrieți motivul „așa este pe permis”."
        ),
        supplier=_("Trimiteți cnp_disagreement_reason dacă permisul chiar arată așa."),
    ),
    "cnp-of-another": ErrorText(
        practice=_(
            "Acest CNP este deja al altei persoane, cu alt nume sau altă dată de naștere. Verificați CNP-ul; dacă este corect, anunțați casa de asigurări."
        ),
        supplier=_("Un CNP aparține unei singure persoane; corectura se cere casei de asigurări."),
    ),
    "expires-before-valid": ErrorText(
        practice=_("Permisul expiră înainte să fie valabil. Verificați cele două date."),
        supplier=_("expires_on trebuie să fie după valid_from."),
    ),
    "valid-before-issued": ErrorText(
        practice=_("Permisul este valabil dinainte de a fi eliberat. Verificați datele."),
        supplier=_("Avertisment: valid_from este înainte de issued_on."),
    ),
    "permit-expired": ErrorText(
        practice=_("Permisul este expirat. Cereți-l pe cel nou, dacă există."),
        supplier=_("Avertisment: expires_on este în trecut."),
    ),
    "decision-ambiguous": ErrorText(
        practice=_("Spuneți fie că este aceeași persoană, fie că este alta."),
        supplier=_("same_person_decision conține fie same_as, fie different_from."),
    ),
    "decision-reason-required": ErrorText(
        practice=_("Scrieți motivul deciziei, în cel mult 500 de caractere."),
        supplier=_("same_person_decision.reason este obligatoriu, cel mult 500 de caractere."),
    ),
    "decision-expired": ErrorText(
        practice=_(
            "Întrebarea este mai veche de 30 de minute. Trimiteți din nou și alegeți din lista nouă."
        ),
        supplier=_(
            "Referințele sunt valabile 30 de minute, pentru furnizorul care le-a primit; cereți-le din nou."
        ),
    ),
    "same-person-question": ErrorText(
        practice=_(
            "Persoana ar putea fi deja înregistrată. Comparați cu documentul și alegeți: este aceeași sau este alta."
        ),
        supplier=_(
            "Repetați cererea cu same_person_decision și referințele din candidates; aceeași cheie este permisă."
        ),
    ),
    "has-permit": ErrorText(
        practice=_(
            "Persoana are un permis de ședere cu CNP. Cereți permisul și folosiți fila „CNP permis de ședere”."
        ),
        supplier=_(
            "Folosiți POST /api/v1/permits; pentru această persoană nu se mai dă număr temporar."
        ),
    ),
    "key-reused": ErrorText(
        practice=_(
            "Aplicația a trimis alte date sub același număr de cerere. Nimic nu a fost înregistrat; încercați din nou."
        ),
        supplier=_(
            "Cheia Idempotency-Key aparține altui corp al cererii. Folosiți o cheie nouă pentru date noi."
        ),
    ),
    "bad-idempotency-key": ErrorText(
        practice=_("Cererea nu a putut fi înregistrată. Anunțați furnizorul aplicației."),
        supplier=_("Idempotency-Key are 1-200 caractere ASCII vizibile."),
    ),
    "register-busy": ErrorText(
        practice=_("Mai mulți înregistrează chiar acum aceeași persoană. Încercați din nou."),
        supplier=_("Repetați cererea după secunda din Retry-After, cu aceeași cheie."),
    ),
    "reason-required": ErrorText(
        practice=_("Alegeți de ce deschideți datele acestei persoane."),
        supplier=_("Trimiteți reason: care, reporting, reprint, correction sau person-asks."),
    ),
    "not-your-registration": ErrorText(
        practice=_(
            "Persoana a fost înregistrată de alt furnizor. Corectura o poate face acela sau casa de asigurări."
        ),
        supplier=_("Contul nu are dreptul de a schimba persoane înregistrate de alții."),
    ),
    "changed-meanwhile": ErrorText(
        practice=_(
            "Altcineva a schimbat datele între timp. Deschideți persoana din nou și repetați corectura."
        ),
        supplier=_("Versiunea trimisă nu mai este cea curentă."),
    ),
    "change-reason-required": ErrorText(
        practice=_("Scrieți motivul schimbării, în cel mult 500 de caractere."),
        supplier=_("Motivul este obligatoriu, cel mult 500 de caractere."),
    ),
    "person-not-active": ErrorText(
        practice=_("Înregistrarea este retrasă sau unită cu alta și nu se mai schimbă."),
        supplier=_("Persoana nu mai are starea active."),
    ),
    "merge-same-person": ErrorText(
        practice=_("Ați ales de două ori aceeași înregistrare."),
        supplier=_("Cele două persoane trebuie să fie diferite."),
    ),
    "merge-practice-mixed": ErrorText(
        practice=_("O înregistrare de exercițiu nu se unește cu una adevărată."),
        supplier=_("Cele două persoane au moduri de lucru diferite."),
    ),
    "merge-not-in-force": ErrorText(
        practice=_("Această unire nu există sau a fost deja anulată."),
        supplier=_("Unirea nu este în vigoare."),
    ),
    "correct-by-permit": ErrorText(
        practice=_(
            "Persoana a fost înregistrată cu permisul. Corectați permisul, din pagina persoanei."
        ),
        supplier=_("Persoana nu are date din fila întâi; se corectează datele permisului."),
    ),
    "permit-recorded-before": ErrorText(
        practice=_(
            "Persoana are deja înregistrat un permis cu acest număr. Verificați seria și numărul."
        ),
        supplier=_("permit_number există deja la această persoană, cu același CNP."),
    ),
    "number-taken": ErrorText(
        practice=_(
            "Numărul dat în altă parte aparține deja altei persoane din registru. Verificați-l."
        ),
        supplier=_("Coloana number conține o valoare deja înregistrată."),
    ),
    "number-length": ErrorText(
        practice=_("Numărul are 13 cifre. Verificați-l pe fișă."),
        supplier=_("Numărul are 13 cifre."),
    ),
    "number-not-digits": ErrorText(
        practice=_("Numărul are numai cifre. Verificați-l pe fișă."),
        supplier=_("Numărul are 13 cifre."),
    ),
    "number-check-digit": ErrorText(
        practice=_("O cifră din număr este greșită. Comparați din nou cu fișa."),
        supplier=_("Ultima cifră este de control (Verhoeff)."),
    ),
}
