"""How are the fields of a certificate of sick leave called, as the paper has them, and what can be chosen?"""

from django.utils.translation import gettext as _

from openpias.pages import Choice


def parts() -> dict[str, str]:
    """Return the titles of the parts of the form that are called otherwise."""
    return {
        "patient": _("Asiguratul"),
        "service": _("Certificatul medical"),
        "leave": _("Concediul"),
        "more": _("Avize și cazuri speciale"),
    }


def labels() -> dict[str, str]:
    """Return the label of each field."""
    return {
        "identifier": _("CNP-ul sau CID-ul asiguratului"),
        "patient_house": _("Casa asiguratului"),
        "contract_number": _("Convenția"),
        "stamp_code": _("Medicul care a dat certificatul"),
        "given_on": _("Data acordării"),
        "details.serialCode": _("Seria"),
        "details.serialNo": _("Numărul"),
        "details.certType": _("Felul certificatului"),
        "details.month": _("Luna pentru care este valabil"),
        "details.year": _("Anul"),
        "details.continuation": _("În continuare"),
        "details.duplicate": _("Al câtelea duplicat"),
        "details.duplSerialCode": _("Seria certificatului duplicat"),
        "details.duplSerialNo": _("Numărul certificatului duplicat"),
        "details.indemnCode": _("Codul de indemnizație"),
        "details.emergency": _("Codul urgenței"),
        "details.contagious": _("Codul bolii contagioase"),
        "details.isEmergencyRecommendation": _("Recomandare a medicului care a asistat urgența"),
        **_days(),
        "details.childPid": _("CNP-ul copilului"),
        "details.childCid": _("CID-ul copilului"),
        "details.expertNo": _("Numărul avizului medicului expert"),
        "details.expertDate": _("Data avizului"),
        "details.expertStencil": _("Parafa medicului expert"),
        "details.maternStencil": _("Parafa specialistului, la risc maternal"),
        "details.cheifStencil": _("Parafa șefului de secție, la internare"),
        "details.correctionType": _("Rectificare"),
    }


def _days() -> dict[str, str]:
    return {
        "details.externValidFrom": _("Acasă: prima zi"),
        "details.externValidTo": _("Acasă: ultima zi"),
        "details.externDiagCode": _("Acasă: codul diagnosticului"),
        "details.externDiagType": _("Acasă: boala este"),
        "details.internValidFrom": _("În spital: prima zi"),
        "details.internValidTo": _("În spital: ultima zi"),
        "details.internDiagCode": _("În spital: codul diagnosticului"),
        "details.internDiagType": _("În spital: boala este"),
    }


def hints() -> dict[str, str]:
    """Return what a field expects, where its label does not say it."""
    return {
        "identifier": _(
            "Raportarea concediilor nu are loc pentru numărul unic temporar. O persoană strămutată care este asigurată se raportează cu CNP-ul de pe permis."
        ),
        "surname": "",
        "patient_house": "",
        "card_number": _("cele 16 cifre, dacă le cunoașteți"),
        "details-serialCode": _("cel mult 5 litere, de pe certificat"),
        "details-serialNo": _("cel mult 10 cifre, de pe certificat"),
        "details-duplicate": _("0 pentru un original"),
        "details-duplSerialCode": _("numai la un duplicat"),
        "details-duplSerialNo": _("numai la un duplicat"),
        "details-emergency": _("numai la urgențe (06)"),
        "details-contagious": _("numai la boli contagioase (05)"),
        "details-externDiagCode": _("cel mult 3 cifre, de pe certificat"),
        "details-internDiagCode": _("cel mult 3 cifre; numai la internare"),
        "details-childPid": _("numai la îngrijirea copilului (09)"),
        "details-expertNo": _("cel mult 6 semne, unde normele cer avizul"),
        "details-correctionType": _("numai într-o raportare care rectifică una trimisă"),
    }


def choices() -> dict[str, list[Choice]]:
    """Return what can be chosen in each field."""
    return {
        "details.certType": [
            Choice(value="AM", text=_("ambulatoriu")),
            Choice(value="IN", text=_("internare (și externare pe același certificat)")),
            Choice(value="EX", text=_("externare")),
        ],
        "details.month": _months(),
        "details.indemnCode": _indemnities(),
        "details.internDiagType": _diseases(),
        "details.externDiagType": _diseases(),
        "details.correctionType": [
            Choice(value="A", text=_("certificat nou, adăugat")),
            Choice(value="M", text=_("certificat raportat, modificat")),
            Choice(value="S", text=_("certificat raportat, șters")),
        ],
    }


def _months() -> list[Choice]:
    names = (
        *(_("ianuarie"), _("februarie"), _("martie"), _("aprilie"), _("mai"), _("iunie")),
        *(_("iulie"), _("august"), _("septembrie"), _("octombrie"), _("noiembrie"), _("decembrie")),
    )
    return [Choice(value=str(place), text=name) for place, name in enumerate(names, start=1)]


def _diseases() -> list[Choice]:
    texts = (_("acută"), _("subacută"), _("cronică"), _("prevenție"))
    return [Choice(value=str(place), text=text) for place, text in enumerate(texts)]


def _indemnities() -> list[Choice]:
    """Return the codes as certificates print them; the official list is not published, so it is ours."""
    texts = {
        "01": _("boală obișnuită"),
        "02": _("accident pe drumul spre sau de la locul de muncă"),
        "03": _("accident de muncă"),
        "04": _("boală profesională"),
        "05": _("boală infectocontagioasă din grupa A"),
        "06": _("urgență medico-chirurgicală"),
        "07": _("carantină"),
        "08": _("sarcină și lăuzie"),
        "09": _("îngrijirea copilului bolnav"),
        "10": _("reducerea timpului de muncă cu o pătrime"),
        "11": _("trecerea temporară în altă muncă"),
        "12": _("tuberculoză"),
        "13": _("boală cardiovasculară"),
        "14": _("cancer sau SIDA"),
        "15": _("risc maternal"),
        "16": _("arsuri"),
        "17": _("îngrijirea pacientului cu cancer"),
        "51": _("izolare"),
        "91": _("îngrijirea copilului cu boală gravă"),
    }
    return [Choice(value=code, text=f"{code} – {text}") for code, text in texts.items()]
