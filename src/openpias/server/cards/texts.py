"""What do we tell the practice, and its IT supplier, about cards and cases?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_LOOK_AGAIN = _("Citiți din nou cazul: altcineva l-a schimbat între timp.")
_TOKEN = _(
    "Tokenul sesiunii este al unui card, al unui terminal și al unui furnizor; se încheie când cardul iese, după 10 minute fără apel sau după 60."
)

TEXTS = {
    "terminal-not-enrolled": ErrorText(
        practice=_(
            "Terminalul nu este înrolat (-13). Verificați legătura la internet și contractul din configurare, apoi încercați din nou."
        ),
        supplier=_(
            "Trimiteți POST card-terminals cu seria terminalului și folosiți terminal_id din răspuns; este legat de furnizor și de casă."
        ),
    ),
    "terminal-contract": ErrorText(
        practice=_(
            "Contractul din configurare este cu altă casă decât contul cu care lucrați. Alegeți contractul casei din utilizator."
        ),
        supplier=_("contract.house trebuie să fie casa din utilizatorul CUI_CAS-XX."),
    ),
    "card-not-registered": ErrorText(
        practice=_(
            "Cardul nu este înregistrat în eCard (-43). Verificați că este cardul național de sănătate; asiguratul se adresează casei sale."
        ),
        supplier=_("card_number nu este în registrul cardurilor; câmpul code spune codul oficial."),
    ),
    "card-not-of-holder": ErrorText(
        practice=_(
            "Card invalid (-17): datele de pe card nu se potrivesc cu registrul. Deschideți cazul cardului invalid, cu numărul cardului."
        ),
        supplier=_("cid nu este al titularului cardului cu acest card_number."),
    ),
    "card-session-unknown": ErrorText(
        practice=_(
            "Sesiunea cardului nu este cunoscută (-2). Scoateți cardul și introduceți-l din nou."
        ),
        supplier=_TOKEN,
    ),
    "card-session-ended": ErrorText(
        practice=_(
            "Sesiunea cardului s-a încheiat (-12). Scoateți cardul și introduceți-l din nou."
        ),
        supplier=_TOKEN,
    ),
    "unit-message-malformed": ErrorText(
        practice=_(
            "Aplicația a trimis un mesaj pe care unitatea de management nu îl înțelege (-26). Nimic nu a fost schimbat; anunțați furnizorul aplicației."
        ),
        supplier=_("Trimiteți câmpurile după OpenAPI; errors spune care nu se potrivesc."),
    ),
    "unit-field-invalid": ErrorText(
        practice=_("Un câmp al mesajului nu are forma cerută. Anunțați furnizorul aplicației."),
        supplier=_("Câmpul nu se potrivește cu OpenAPI: %(why)s."),
    ),
    "case-needs-cid": ErrorText(
        practice=_(
            "Pentru un card blocat (-15) este nevoie de CID-ul asiguratului. Citiți-l de pe card sau din documentele asiguratului."
        ),
        supplier=_("Trimiteți cid la kind=blocked."),
    ),
    "case-needs-card-number": ErrorText(
        practice=_(
            "Pentru un card invalid (-5, -17) este nevoie de numărul cardului, cele 16 cifre de pe card."
        ),
        supplier=_("Trimiteți card_number la kind=invalid."),
    ),
    "case-card-unknown": ErrorText(
        practice=_(
            "Nu există un card cu aceste date (-43). Verificați cifrele; dacă sunt bune, asiguratul se adresează casei sale."
        ),
        supplier=_("cid sau card_number nu este în registru."),
    ),
    "case-card-mismatch": ErrorText(
        practice=_(
            "Numărul cardului și CID-ul sunt ale unor persoane diferite. Verificați că ați scris datele aceluiași asigurat."
        ),
        supplier=_("cid și card_number nu aparțin aceluiași titular."),
    ),
    "case-other-house": ErrorText(
        practice=_(
            "Cardul a fost emis de altă casă. Spuneți furnizorului care este și telefonul ei."
        ),
        supplier=_("Cazul îl rezolvă casa emitentă a cardului."),
    ),
    "case-provider-unknown": ErrorText(
        practice=_(
            "Furnizorul nu este în registru. Verificați codul fiscal; nu rezolvați cazul fără el."
        ),
        supplier=_("Codul fiscal nu este al unui furnizor înscris."),
    ),
    "case-provider-without-phone": ErrorText(
        practice=_(
            "Furnizorul nu are telefon înregistrat, deci nu poate fi sunat înapoi. Cereți casei lui să îl înscrie, sau furnizorului să trimită cazul din aplicație."
        ),
        supplier=_("Numărul se înscrie la furnizor, de către o casă cu care are contract."),
    ),
    "case-finished": ErrorText(
        practice=_(
            "Cazul s-a încheiat. Dacă mai este nevoie, furnizorul trimite cardul din nou, cu un buton."
        ),
        supplier=_LOOK_AGAIN,
    ),
    "case-not-called-back": ErrorText(
        practice=_(
            "Sunați întâi furnizorul pe numărul lui înregistrat și notați că ați sunat. Un apel primit nu dovedește cine sună."
        ),
        supplier=_("La cazurile prin telefon, apelul înapoi vine înaintea deblocării."),
    ),
    "case-identity-not-compared": ErrorText(
        practice=_(
            "Comparați întâi numele și data nașterii, spuse de furnizor, cu cele ale titularului."
        ),
        supplier=_("Comparația de identitate vine înaintea deblocării."),
    ),
    "case-identity-differs": ErrorText(
        practice=_(
            "Numele sau data nașterii nu se potrivesc cu titularul. Întrebați din nou și comparați, sau refuzați cazul."
        ),
        supplier=_("Ultima comparație de identitate nu s-a potrivit."),
    ),
    "case-too-many-comparisons": ErrorText(
        practice=_("Identitatea nu s-a potrivit de trei ori. Cazul mai poate fi doar refuzat."),
        supplier=_("După trei comparații nepotrivite cazul se refuză."),
    ),
    "case-act-forbidden": ErrorText(
        practice=_(
            "Starea cardului nu permite această operație. Citiți istoria cardului: un card expirat, pierdut sau deteriorat se reemite."
        ),
        supplier=_("Deblocarea cere un card blocat; repunerea cere date incorecte sau suspendare."),
    ),
    "card-holder-unknown": ErrorText(
        practice=_("Asiguratul nu este în registru. Înscrieți-l întâi la persoane asigurate."),
        supplier=_("Identificatorul nu este al unei persoane asigurate."),
    ),
    "card-there-already": ErrorText(
        practice=_(
            "Asiguratul are deja un card. Deschideți-l; dacă nu mai folosește, reemiteți-l de acolo."
        ),
        supplier=_("O persoană are un singur card curent."),
    ),
    "card-act-forbidden": ErrorText(
        practice=_("Starea cardului nu permite această operație. Reîncărcați pagina cardului."),
        supplier=_("Tabela de tranziții nu are această săgeată din starea cardului."),
    ),
    "card-not-replaceable": ErrorText(
        practice=_(
            "Cardul nu se poate reemite din starea lui. Se reemit carduri neconforme, cu date incorecte, expirate sau suspendate."
        ),
        supplier=_("Suspendați întâi cardul, cu motivul pierdere, furt sau deteriorare."),
    ),
    "card-replaced-already": ErrorText(
        practice=_("Cardul a fost înlocuit deja. Deschideți cardul nou al asiguratului."),
        supplier=_("Un card se înlocuiește o singură dată."),
    ),
    "cards-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se lucrează cu carduri: datele lor sunt reale. Ieșiți din el și repetați."
        ),
        supplier=_("Cardurile nu au un spațiu de exersare."),
    ),
    "too-many": ErrorText(
        practice=_("Sunt prea multe rânduri: cel mult %(limit)s."),
        supplier=_("Lista are mai mult de %(limit)s elemente."),
    ),
}
