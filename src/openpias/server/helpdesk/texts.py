"""What do we tell about the helpdesk: the practice, its IT supplier, and whoever reads our letters?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_LOOK_AGAIN = _("Altcineva a lucrat între timp la incident. Reîncărcați pagina și citiți din nou.")
_HEADER = _("Antetul mesajului nu are acest câmp în forma publicată la programul de asistență.")

TEXTS = {
    "helpdesk-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se lucrează cu incidente: oamenii care scriu sunt reali. Ieșiți din el și repetați."
        ),
        supplier=_("Asistența nu are un spațiu de exersare."),
    ),
    "desk-reason-required": ErrorText(
        practice=_("Alegeți motivul din listă."),
        supplier=_("Motivul este o valoare dintr-o listă închisă și rămâne în jurnal."),
    ),
    "incident-closed": ErrorText(
        practice=_("Incidentul este închis. Redeschideți-l întâi, dacă mai este de lucru la el."),
        supplier=_LOOK_AGAIN,
    ),
    "incident-not-closed": ErrorText(
        practice=_("Incidentul este deschis deja."), supplier=_LOOK_AGAIN
    ),
    "incident-merged": ErrorText(
        practice=_("Incidentul a fost unit cu altul. Lucrați la acela; legătura este pe pagină."),
        supplier=_LOOK_AGAIN,
    ),
    "incident-not-waiting": ErrorText(
        practice=_("Incidentul nu așteaptă răspunsul celui care l-a raportat."),
        supplier=_LOOK_AGAIN,
    ),
    "incident-without-address": ErrorText(
        practice=_(
            "Incidentul nu are o adresă de e-mail. Sunați la numărul de contact și notați apelul la „Sunat înapoi”."
        ),
        supplier=_("Incidentul a venit prin telefon, fără adresă."),
    ),
    "incident-not-by-telephone": ErrorText(
        practice=_(
            "Incidentul nu a venit prin telefon, deci un apel înapoi nu se notează aici. Scrieți un răspuns sau o notă."
        ),
        supplier=_("Se sună înapoi numai la canalele voice și telephone."),
    ),
    "call-outcome-required": ErrorText(
        practice=_("Alegeți cum s-a încheiat apelul."),
        supplier=_("Rezultatul apelului este o valoare dintr-o listă închisă: spoke sau no-reply."),
    ),
    "incident-not-held": ErrorText(
        practice=_("Mesajul nu mai este reținut. Reîncărcați pagina."), supplier=_LOOK_AGAIN
    ),
    "incident-merge-with-itself": ErrorText(
        practice=_("Un incident nu se unește cu el însuși. Alegeți alt incident."),
        supplier=_("Referința aleasă este chiar a acestui incident."),
    ),
    "incident-other-mailbox": ErrorText(
        practice=_("Categoria nu este a acestei cutii poștale. Mutați întâi incidentul."),
        supplier=_("Fiecare cutie poștală are categoriile ei."),
    ),
    "incident-case-unknown": ErrorText(
        practice=_(
            "Nu există un caz de card cu acest număr. Verificați numărul, de forma XXXX-XXXX."
        ),
        supplier=_("Numărul nu este al unui caz din CEAS."),
    ),
    "incident-original-erased": ErrorText(
        practice=_(
            "Originalul mesajului a fost șters. Cereți celui care a scris să îl trimită din nou."
        ),
        supplier=_("Originalele se păstrează puțin; termenul este în politica de păstrare."),
    ),
    "incident-changed-meanwhile": ErrorText(practice=_LOOK_AGAIN, supplier=_LOOK_AGAIN),
    "incident-assignee-unknown": ErrorText(
        practice=_("Persoana aleasă nu lucrează la asistență. Alegeți un operator din listă."),
        supplier=_("Contul nu are dreptul helpdesk.handle."),
    ),
    "satisfaction-link-invalid": ErrorText(
        practice=_(
            "Legătura nu este bună sau incidentul nu mai este închis. Folosiți legătura din mesajul de închidere."
        ),
        supplier=_("Semnătura din adresă nu se verifică."),
    ),
    "document-not-there": ErrorText(
        practice=_("Documentul nu a fost păstrat. Motivul este lângă numele lui."),
        supplier=_(
            "Se păstrează numai .doc și .docx fără macrocomenzi, obiecte și date personale."
        ),
    ),
    "document-not-checked": ErrorText(
        practice=_(
            "Fișierul nu a fost încă verificat de viruși, deci nu se deschide. Textul lui este pe pagină; încercați din nou peste un minut."
        ),
        supplier=_(
            "Antivirusul din OPENPIAS_HELPDESK_CLAMD nu a răspuns încă; se întreabă din nou în fiecare minut."
        ),
    ),
    "document-not-verified": ErrorText(
        practice=_(
            "Imaginile din document nu au fost verificate, deci fișierul nu se deschide. Textul lui este pe pagină."
        ),
        supplier=_("Recunoașterea textului din imagini lipsește sau nu este sigură."),
    ),
    "typed-personal-data": ErrorText(
        practice=_(
            "Textul conține date ale unei persoane asigurate, de exemplu un CNP sau un număr de card. Ștergeți-le: la asistență se scrie fără date personale."
        ),
        supplier=_(
            "Textul conține un număr care se verifică drept CNP, număr temporar, CID sau card."
        ),
    ),
    "text-required": ErrorText(
        practice=_("Scrieți textul."), supplier=_("Câmpul text este obligatoriu.")
    ),
    "text-too-long": ErrorText(
        practice=_("Textul este prea lung: cel mult %(limit)s de caractere."),
        supplier=_("Câmpul depășește limita de %(limit)s de caractere."),
    ),
    "mailbox-unknown": ErrorText(
        practice=_("Alegeți sistemul: SIUI, CEAS sau SIPE."),
        supplier=_("Câmpul mailbox are una din valorile siui, ceas, sipe."),
    ),
    "category-unknown": ErrorText(
        practice=_("Alegeți o categorie din lista sistemului ales."),
        supplier=_("Categoria nu este a acestei cutii poștale."),
    ),
    "value-unknown": ErrorText(
        practice=_("Alegeți o valoare din listă."), supplier=_("Valoarea nu este din listă.")
    ),
    "fiscal-code-wrong": ErrorText(
        practice=_("Codul fiscal nu se verifică. Cereți-l din nou, cifră cu cifră."),
        supplier=_("Cifra de control a codului fiscal nu este bună."),
    ),
    "email-wrong": ErrorText(
        practice=_("Adresa de e-mail nu este bună. Verificați-o sau lăsați câmpul gol."),
        supplier=_("Adresa nu respectă RFC 5321."),
    ),
    "mark-wrong": ErrorText(
        practice=_("Alegeți o notă de la 1 la 5."), supplier=_("Nota este un număr de la 1 la 5.")
    ),
    "title-taken": ErrorText(
        practice=_(
            "Există deja un răspuns cu acest titlu. Alegeți alt titlu sau schimbați-l pe acela."
        ),
        supplier=_("Titlul este unic pentru cutie, categorie și limbă."),
    ),
    # What a header lacks: the first text is a line of the automatic answer.
    "header-subject-missing": ErrorText(
        practice=_("Subiectul: scrieți în subiect pe scurt problema."), supplier=_HEADER
    ),
    "header-presentation-missing": ErrorText(
        practice=_("Prezentarea: descrieți problema după antet, cu mesajul de eroare."),
        supplier=_HEADER,
    ),
    "header-provider-kind-missing": ErrorText(
        practice=_(
            "TIP FURNIZOR: medicină de familie, clinic, paraclinic, spital, îngrijiri la domiciliu, dispozitive medicale, concedii medicale, dializă, PNS, recuperare, stomatologie sau farmacii."
        ),
        supplier=_HEADER,
    ),
    "header-provider-kind-unclear": ErrorText(
        practice=_("TIP FURNIZOR: sunt scrise mai multe tipuri; lăsați unul singur."),
        supplier=_HEADER,
    ),
    "header-provider-kind-differs": ErrorText(
        practice=_("TIP FURNIZOR: tipul scris nu este cel din registrul furnizorilor."),
        supplier=_HEADER,
    ),
    "header-provider-missing": ErrorText(
        practice=_("COD FISCAL / DENUMIRE FURNIZOR: scrieți codul fiscal sau denumirea."),
        supplier=_HEADER,
    ),
    "header-provider-unknown": ErrorText(
        practice=_(
            "COD FISCAL / DENUMIRE FURNIZOR: furnizorul nu este în registru; verificați codul."
        ),
        supplier=_HEADER,
    ),
    "header-provider-ambiguous": ErrorText(
        practice=_(
            "DENUMIRE FURNIZOR: mai mulți furnizori au această denumire; scrieți și codul fiscal."
        ),
        supplier=_HEADER,
    ),
    "header-provider-name-differs": ErrorText(
        practice=_("DENUMIRE FURNIZOR: denumirea nu este a furnizorului cu acest cod fiscal."),
        supplier=_HEADER,
    ),
    "header-provider-name-unclear": ErrorText(
        practice=_("DENUMIRE FURNIZOR: sunt scrise mai multe denumiri; lăsați una singură."),
        supplier=_HEADER,
    ),
    "header-fiscal-code-unclear": ErrorText(
        practice=_("COD FISCAL: sunt scrise mai multe coduri; lăsați unul singur."),
        supplier=_HEADER,
    ),
    "header-fiscal-code-wrong": ErrorText(
        practice=_("COD FISCAL: codul scris nu se verifică; scrieți-l din nou, numai cifrele."),
        supplier=_HEADER,
    ),
    "header-fiscal-code-personal": ErrorText(
        practice=_(
            "COD FISCAL: un CNP este dată personală; scrieți denumirea furnizorului în locul lui."
        ),
        supplier=_HEADER,
    ),
    "header-stamp-code-unclear": ErrorText(
        practice=_("COD PARAFĂ: sunt scrise mai multe coduri; lăsați unul singur."),
        supplier=_HEADER,
    ),
    "header-stamp-code-wrong": ErrorText(
        practice=_("COD PARAFĂ: codul scris nu are forma unei parafe."), supplier=_HEADER
    ),
    "header-physician-name-unclear": ErrorText(
        practice=_("NUME MEDIC: sunt scrise mai multe nume; lăsați unul singur."), supplier=_HEADER
    ),
    "header-physician-unknown": ErrorText(
        practice=_("COD PARAFĂ: medicul nu este înscris la acest furnizor."), supplier=_HEADER
    ),
    "header-sub-unit-missing": ErrorText(
        practice=_("DENUMIRE SUBUNITATE: scrieți farmacia sau punctul de lucru."), supplier=_HEADER
    ),
    "header-sub-unit-unclear": ErrorText(
        practice=_("DENUMIRE SUBUNITATE: sunt scrise mai multe; lăsați una singură."),
        supplier=_HEADER,
    ),
    "header-category-missing": ErrorText(
        practice=_(
            "CATEGORIE PROBLEME: alegeți una din categoriile publicate pentru această adresă."
        ),
        supplier=_HEADER,
    ),
    "header-category-unclear": ErrorText(
        practice=_("CATEGORIE PROBLEME: sunt scrise mai multe categorii; lăsați una singură."),
        supplier=_HEADER,
    ),
    "header-category-of-another-mailbox": ErrorText(
        practice=_("CATEGORIE PROBLEME: categoria este a altei adrese de asistență."),
        supplier=_HEADER,
    ),
    "header-phone-unclear": ErrorText(
        practice=_("TELEFON: sunt scrise mai multe numere; lăsați unul singur."), supplier=_HEADER
    ),
}

_WORD_ONLY = _("se primesc numai documente Word (.doc sau .docx)")
_MAKE_NEW = _("documentul are conținut activ; copiați textul într-un document nou")
_DAMAGED = _("documentul este deteriorat; salvați-l din nou")
_LARGE = _("documentul este prea mare")
REFUSALS = {
    "empty": _("fișierul este gol"),
    "too-large": _LARGE,
    "not-word": _WORD_ONLY,
    "damaged": _DAMAGED,
    "old-word": _("formatul este prea vechi; salvați-l ca .docx"),
    "encrypted": _("documentul este protejat cu parolă; trimiteți-l fără parolă"),
    "too-many-parts": _LARGE,
    "expands-too-much": _LARGE,
    "unsafe-part-name": _DAMAGED,
    "unknown-part": _MAKE_NEW,
    "macros": _MAKE_NEW,
    "embedded-object": _MAKE_NEW,
    "external-link": _("documentul trimite la alte fișiere; copiați textul într-un document nou"),
    "active-field": _MAKE_NEW,
    "document-type": _DAMAGED,
    "too-many": _("sunt prea multe fișiere într-un mesaj"),
    "virus": _("fișierul conține un virus"),
}
KINDS = {
    "cnp": _("un CNP"),
    "temporary-number": _("un număr temporar de identificare"),
    "cid": _("un CID"),
    "card-number": _("un număr de card"),
    "person-number": _("un număr al unei persoane"),
    "name": _("un nume de persoană"),
    "birth-date": _("o dată a nașterii"),
    "identity-document": _("un act de identitate"),
    "passport": _("un pașaport"),
    "address": _("o adresă"),
}
