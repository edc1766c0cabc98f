"""What do we tell a house, and its IT supplier, about each finding on insured persons?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_CNP = _(
    "CNP-ul are 13 cifre și cifră de control; nu îl completați și nu îl rotunjiți în aplicație."
)

TEXTS = {
    "insured-number-shape": ErrorText(
        practice=_("CNP-ul sau numărul temporar are 13 cifre. Comparați-l cu actul sau cu fișa."),
        supplier=_(
            "Argumentul pid are 13 cifre ASCII; păstrați zerourile de la început și nu trimiteți CID-ul."
        ),
    ),
    "insured-number-check-digit": ErrorText(
        practice=_(
            "O cifră din CNP sau din numărul temporar este greșită. Comparați-l cu actul sau cu fișa, cifră cu cifră."
        ),
        supplier=_(
            "Cifra de control nu corespunde și nimeni nu are acest număr; verificați-o în aplicație înainte de apel."
        ),
    ),
    "insured-cid-shape": ErrorText(
        practice=_("CID-ul are 20 de cifre. Citiți-l din nou de pe card."),
        supplier=_(
            "Argumentul cid are 20 de cifre ASCII, fără blancuri; pentru un CNP apelați getInsured."
        ),
    ),
    "insured-cnp-length": ErrorText(
        practice=_("CNP-ul are 13 cifre. Comparați-l cu actul de identitate."), supplier=_CNP
    ),
    "insured-cnp-not-digits": ErrorText(
        practice=_("CNP-ul are numai cifre. Comparați-l cu actul de identitate."), supplier=_CNP
    ),
    "insured-cnp-not-resident": ErrorText(
        practice=_(
            "CNP-ul unui asigurat începe cu o cifră de la 1 la 8. Un număr temporar, care începe cu 9, nu este CNP."
        ),
        supplier=_CNP,
    ),
    "insured-cnp-control-digit": ErrorText(
        practice=_(
            "O cifră din CNP este greșită. Comparați-l din nou cu actul de identitate, cifră cu cifră."
        ),
        supplier=_CNP,
    ),
    "insured-cnp-birth-date": ErrorText(
        practice=_(
            "Data nașterii nu se potrivește cu CNP-ul. Corectați-o sau scrieți de ce actul arată așa."
        ),
        supplier=_("Completați cnp_disagreement_reason dacă actul de identitate chiar arată așa."),
    ),
    "insured-cnp-sex": ErrorText(
        practice=_(
            "Genul nu se potrivește cu CNP-ul. Corectați-l sau scrieți de ce actul arată așa."
        ),
        supplier=_("Completați cnp_disagreement_reason dacă actul de identitate chiar arată așa."),
    ),
    "cnp-enrolled": ErrorText(
        practice=_(
            "Persoana este deja în evidența casei, cu alte date. Căutați-o după CNP și corectați ce este greșit."
        ),
        supplier=_("CNP-ul există la aceeași casă cu alte date; luarea în evidență nu le schimbă."),
    ),
    "cnp-elsewhere": ErrorText(
        practice=_(
            "CNP-ul este în evidența altei case. Cereți casei la care a fost asigurată persoana să o mute la dumneavoastră."
        ),
        supplier=_("Un CNP este în evidența unei singure case; mutarea o face casa care îl are."),
    ),
    "cnp-of-another-insured": ErrorText(
        practice=_(
            "Acest CNP este deja al altui asigurat. Comparați-l cu actul de identitate; dacă este corect, anunțați CNAS."
        ),
        supplier=_("Un CNP aparține unui singur asigurat, din toate casele."),
    ),
    "death-before-birth": ErrorText(
        practice=_("Data decesului este înaintea nașterii. Verificați cele două date."),
        supplier=_("died_on este cel puțin birth_date."),
    ),
    "born-after-period": ErrorText(
        practice=_(
            "O perioadă de asigurare sau un medic de familie începe înaintea acestei date de naștere. Corectați întâi perioada."
        ),
        supplier=_("Nicio perioadă nu începe înainte de birth_date."),
    ),
    "died-before-period": ErrorText(
        practice=_(
            "O perioadă de asigurare sau un medic de familie începe după această dată a decesului. Corectați întâi perioada."
        ),
        supplier=_("Nicio perioadă nu începe după died_on."),
    ),
    "periods-overlap": ErrorText(
        practice=_(
            "Zilele se suprapun cu perioada %(first)s – %(last)s. Schimbați zilele sau încheiați întâi acea perioadă."
        ),
        supplier=_("Perioadele unei persoane nu au nicio zi comună: %(first)s – %(last)s."),
    ),
    "period-before-birth": ErrorText(
        practice=_("Perioada începe înaintea nașterii. Verificați prima zi."),
        supplier=_("valid_from este cel puțin birth_date."),
    ),
    "period-after-death": ErrorText(
        practice=_("Perioada începe după deces. Verificați prima zi sau data decesului."),
        supplier=_("valid_from este cel mult died_on."),
    ),
    "period-out-of-range": ErrorText(
        practice=_("Anul nu poate fi corect. Scrieți o zi între 1900 și 2100."),
        supplier=_("Zilele sunt între 1900-01-01 și 2100-12-31."),
    ),
    "period-unknown": ErrorText(
        practice=_("Perioada nu mai există: altcineva a schimbat-o. Deschideți din nou persoana."),
        supplier=_("Identificatorul perioadei nu este al acestei persoane."),
    ),
    "phone-shape": ErrorText(
        practice=_("Telefonul are cifre, spații și eventual + la început, între 7 și 20 de semne."),
        supplier=_("phone se potrivește cu \\+?[0-9 ./()-]{6,19}."),
    ),
    "stamp-code-not-alphanumeric": ErrorText(
        practice=_("Codul de parafă are numai litere și cifre. Verificați-l pe parafă."),
        supplier=_("Codul de parafă se potrivește cu [0-9A-Z]{5,6}."),
    ),
    "stamp-code-length": ErrorText(
        practice=_("Codul de parafă are 5 sau 6 semne. Verificați-l pe parafă."),
        supplier=_("Codul de parafă se potrivește cu [0-9A-Z]{5,6}."),
    ),
    "cid-not-digits": ErrorText(
        practice=_("CID-ul are numai cifre. Copiați-l din nou."),
        supplier=_("CID-ul se potrivește cu [0-9]{20}."),
    ),
    "cid-length": ErrorText(
        practice=_("CID-ul are 20 de cifre. Copiați-l din nou, întreg."),
        supplier=_("CID-ul se potrivește cu [0-9]{20}."),
    ),
    "insured-query-empty": ErrorText(
        practice=_("Scrieți CNP-ul, sau CID-ul, sau numele cu data nașterii."),
        supplier=_("Căutarea cere un identificator întreg, ori numele și data nașterii."),
    ),
    "not-your-insured": ErrorText(
        practice=_("Puteți lucra numai cu asigurații casei dumneavoastră."),
        supplier=_("Utilizatorul nu are drept de scriere pentru această casă."),
    ),
    "insured-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se văd și nu se schimbă asigurați: datele lor sunt reale. Ieșiți din el și repetați."
        ),
        supplier=_("Asigurații nu au un spațiu de exersare."),
    ),
    "still-insured": ErrorText(
        practice=_(
            "Persoana este asigurată: casa are nevoie de date. Se șterg după sfârșitul asigurării."
        ),
        supplier=_("O perioadă de asigurare este deschisă sau se termină după ziua de azi."),
    ),
    "file-required": ErrorText(
        practice=_("Alegeți fișierul CSV."), supplier=_("Câmpul file lipsește din formular.")
    ),
    "file-too-large": ErrorText(
        practice=_(
            "Fișierul este prea mare pentru pagină: cel mult %(limit)s MB. Împărțiți-l sau cereți administratorului importul din linia de comandă."
        ),
        supplier=_("Fișierele mari se importă cu openpias import-insured."),
    ),
    "file-not-a-table": ErrorText(
        practice=_(
            "Fișierul nu este un tabel CSV în UTF-8. Salvați-l din nou ca „CSV UTF-8” și repetați."
        ),
        supplier=_("Fișierul se citește ca UTF-8, cu virgulă sau punct și virgulă."),
    ),
    "file-heading": ErrorText(
        practice=_(
            "Din primul rând al fișierului lipsesc coloanele: %(columns)s. Adăugați-le și repetați."
        ),
        supplier=_("Numele coloanelor sunt cele din ghidul importului de asigurați."),
    ),
    "row-too-long": ErrorText(
        practice=_(
            "Rândul are mai multe coloane decât primul rând. Puneți între ghilimele textul care conține separatorul."
        ),
        supplier=_("Un câmp care conține virgulă sau punct și virgulă se scrie între ghilimele."),
    ),
    "file-busy": ErrorText(
        practice=_(
            "Fișierul tocmai se importă. Așteptați și deschideți din nou lista importurilor."
        ),
        supplier=_(
            "Alt proces scrie același fișier; bucata care i-a rămas nu s-a scris de două ori."
        ),
    ),
}
