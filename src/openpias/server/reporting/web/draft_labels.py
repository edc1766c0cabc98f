"""How are the fields of a typed service called, what do they expect, and what can be chosen?"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from openpias.core.rules.records import PersonType, ReportKind
from openpias.pages import Choice
from openpias.server.reporting.enums import Presence
from openpias.server.reporting.web import leave_labels


def labels(kind: ReportKind | None = None) -> dict[str, str]:
    """Return the label of each field; some are called otherwise in one kind."""
    own = leave_labels.labels() if kind is ReportKind.SICK_LEAVE else {}
    return {**_labels(), **_labels_of_card(), **_labels_of_details(), **own}


def parts(kind: ReportKind) -> dict[str, str]:
    """Return the title of each part of a form."""
    own = leave_labels.parts() if kind is ReportKind.SICK_LEAVE else {}
    return {
        "patient": _("Pacientul"),
        "service": _("Serviciul"),
        "card": _("Dovada prezenței: cardul de sănătate"),
        "more": _("Trimiterea și registrul"),
        **own,
    }


def _labels() -> dict[str, str]:
    return {
        "kind": _("Felul serviciului"),
        "list": _("Lista raportului"),
        "contract_number": _("Contractul"),
        "person_type": _("Pacientul este"),
        "identifier": _("Numărul pacientului"),
        "surname": _("Nume"),
        "given_name": _("Prenume"),
        "birth_date": _("Data nașterii"),
        "patient_house": _("Casa pacientului"),
        "given_on": _("Ziua serviciului"),
        "given_hour": _("Ora"),
        "ends_on": _("Ultima zi"),
        "service_code": _("Serviciul"),
        "package": _("Pachetul"),
        "quantity": _("Cantitatea"),
        "unit_value": _("Tariful (lei)"),
        "personal_share": _("Contribuția pacientului (lei)"),
        "stamp_code": _("Medicul (cod parafă)"),
        "speciality": _("Specialitatea"),
        "diagnosis": _("Diagnosticul"),
        "presentation": _("Cum s-a prezentat"),
        "service_type": _("Tipul serviciului"),
        "disease_type": _("Afecțiunea"),
        "register_number": _("Numărul din registrul de consultații"),
        "referral_series": _("Seria biletului de trimitere"),
        "referral_number": _("Numărul biletului"),
        "referral_stamp_code": _("Parafa medicului care a trimis"),
        "referral_issued_on": _("Data biletului"),
    }


def _labels_of_details() -> dict[str, str]:
    return {
        "details.toothFaces": _("Fețele dintelui"),
        "details.serialNo": _("Seria sau numărul"),
        "details.repDecisionNo": _("Numărul deciziei de aprobare"),
        "details.dateEnd": _("Ultima zi a îngrijirii"),
        "details.decisionNo": _("Numărul deciziei casei"),
        "details.decisionDate": _("Data deciziei"),
        "details.recommendationNo": _("Numărul recomandării"),
        "details.recommendationDate": _("Data recomandării"),
        "details.isRural": _("În mediul rural"),
        "details.interruptedCure": _("Cura a fost întreruptă"),
        "details.hospitalizationDaysNo": _("Zile de tratament"),
        "details.sectionCode": _("Codul secției"),
        "details.applSheetNo": _("Numărul fișei de solicitare"),
    }


def _labels_of_card() -> dict[str, str]:
    return {
        "presence": _("Cum a dovedit pacientul că a fost prezent"),
        "card_number": _("Numărul cardului"),
        "card_signature": _("Semnătura cardului"),
        "card_certificate_on": _("Data adeverinței de asigurat"),
        "card_representative_cid": _("CID-ul persoanei împuternicite"),
    }


def hints(kind: ReportKind) -> dict[str, str]:
    """Return what a field expects, where its label does not say it."""
    own = leave_labels.hints() if kind is ReportKind.SICK_LEAVE else {}
    return {
        "card_number": _("cele 16 cifre de pe fața cardului; numai dacă s-a semnat cu cardul"),
        "card_signature": _(
            "textul pe care îl dă programul cititorului după PIN, întreg; numai dacă s-a semnat cu cardul"
        ),
        "card_certificate_on": _(
            "ziua în care casa a eliberat adeverința; numai dacă ați ales adeverința"
        ),
        "card_representative_cid": _(
            "cele 20 de cifre, dacă a semnat altcineva în locul pacientului; altfel gol"
        ),
        "identifier": _(
            "Beneficiar OUG15: cele 13 cifre de pe fișă, codul 2D al fișei sau CNP-ul de pe permis. "
            "Asigurat: CNP sau CID."
        ),
        "surname": _("cum este scris pe fișă sau în document"),
        "given_hour": _("de exemplu 10:30"),
        "unit_value": _("din lista de servicii, dacă îl lăsați gol"),
        "patient_house": _("la cetățeni străini, casa dumneavoastră"),
        **own,
    }


def person_types() -> list[Choice]:
    """Return as whom a patient is reported, the flow of displaced persons first."""
    return [
        Choice(
            value=PersonType.OUG15.value,
            text=_("Cetățeni străini → Beneficiar OUG15 → ALTE4"),
            hint=_("persoană strămutată din Ucraina, cu număr unic temporar sau permis de ședere"),
        ),
        Choice(value=PersonType.INSURED.value, text=_("Asigurat")),
        Choice(value=PersonType.EUROPEAN_CARD.value, text=_("Cetățeni străini → card european")),
        Choice(
            value=PersonType.EUROPEAN_FORM.value, text=_("Cetățeni străini → formular european")
        ),
        Choice(
            value=PersonType.CONVENTION.value,
            text=_("Cetățeni străini → acord sau convenție internațională"),
        ),
        Choice(
            value=PersonType.WORK_ACCIDENT.value, text=_("Accident de muncă, boală profesională")
        ),
        Choice(value=PersonType.INJURY.value, text=_("Prejudiciu adus de o altă persoană")),
    ]


def lists(kind: ReportKind) -> dict[str, list[Choice]]:
    """Return the lists that are the same on every day, by the field that is chosen from each."""
    return {
        "person_type": person_types(),
        "service_type": service_types(kind),
        "presentation": presentations(kind),
        "disease_type": disease_types(),
        "presence": ways(tuple(Presence)),
        **{
            name.replace(".", "-"): each
            for name, each in leave_labels.choices().items()
            if kind is ReportKind.SICK_LEAVE
        },
    }


def ways(asked: Sequence[Presence]) -> list[Choice]:
    """Return the ways of proving the patient's presence that the message of a kind has."""
    every = (
        Choice(
            value=Presence.WITHOUT.value,
            text=_("Fără card: nu se cere"),
            hint=_("beneficiar OUG15, alt cetățean străin, copil sub 18 ani, serviciu fără card"),
        ),
        Choice(
            value=Presence.CARD.value,
            text=_("A semnat cu cardul"),
            hint=_("scrieți numărul cardului și semnătura"),
        ),
        Choice(
            value=Presence.CERTIFICATE.value,
            text=_("Nu are card: a arătat adeverința de asigurat"),
            hint=_("card pierdut, defect, refuzat sau încă netipărit; scrieți data adeverinței"),
        ),
        Choice(
            value=Presence.DETAINED.value,
            text=_("Exceptat: privat de libertate sau în arest preventiv"),
        ),
        Choice(
            value=Presence.MENTAL_HEALTH.value,
            text=_("Exceptat: persoană cu tulburări psihice"),
            hint=_("cele prevăzute în Legea sănătății mintale"),
        ),
    )
    return [each for each in every if each.value in asked]


def service_types(kind: ReportKind) -> list[Choice]:
    """Return the types of a service, of clinics or of dentists."""
    if kind is ReportKind.DENTISTRY:
        texts = [_("minor sub 18 ani"), _("peste 18 ani"), _("legi speciale")]
    else:
        texts = [
            *(_("consultație inițială"), _("consultație de control")),
            *(_("consultație specifică inițială"), _("consultație specifică de control")),
            *(_("servicii"), _("servicii conexe")),
            *(_("consultație conexă inițială"), _("consultație conexă de control")),
        ]
    return _numbered(texts)


def presentations(kind: ReportKind) -> list[Choice]:
    """Return how a patient came to a clinic; elsewhere the list is not published and digits do."""
    if kind is not ReportKind.CLINIC:
        return [Choice(value=str(each), text=str(each)) for each in range(1, 15)]
    return _numbered(
        [
            *(_("urgență"), _("bilet de trimitere"), _("scrisoare medicală"), _("control")),
            *(_("prezentare directă"), _("anexa 13"), _("bilet de externare")),
            *(_("potențial endemo-epidemic"), _("afecțiune acută intercurentă")),
            *(_("boli cronice: urmărirea evoluției"), _("boli cronice și PNS: examen periodic")),
            *(_("telemedicină"), _("bilet de trimitere: management de caz"), _("anexa 22C")),
        ]
    )


def disease_types() -> list[Choice]:
    """Return whether an illness is acute, subacute or chronic."""
    texts = (_("acută"), _("subacută"), _("cronică"))
    return [Choice(value=str(place), text=text) for place, text in enumerate(texts)]


def yes_no(*, digits: bool = False) -> list[Choice]:
    """Return yes and no as messages write them."""
    return [
        Choice(value="1" if digits else "true", text=_("da")),
        Choice(value="0" if digits else "false", text=_("nu")),
    ]


def _numbered(texts: list[str]) -> list[Choice]:
    return [
        Choice(value=str(number), text=f"{number} – {text}")
        for number, text in enumerate(texts, start=1)
    ]
