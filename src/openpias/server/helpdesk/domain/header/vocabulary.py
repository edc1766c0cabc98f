"""Which words do senders use for labels, kinds of provider and categories? All folded."""

from collections.abc import Mapping
from typing import TypeVar

from openpias.server.helpdesk.enums import Category, HeaderField, Mailbox
from openpias.server.providers.enums import ProviderKind

_Key = TypeVar("_Key")


def _table(meant: Mapping[_Key, str]) -> dict[str, _Key]:
    return {word: key for key, words in meant.items() for word in words.split(" | ")}


# A label that asks for two things is that of the first; the value tells them apart.
LABELS = _table(
    {
        HeaderField.PROVIDER_KIND: "tip furnizor | tip | tipul | tip de furnizor | tipul furnizorului | tipul de furnizor | tip unitate | tip unitate medicala | tip unitate sanitara | tip furnizor servicii | tip furnizor servicii medicale | tip furnizor de servicii medicale | categorie furnizor | tip cabinet",
        HeaderField.FISCAL_CODE: "cod fiscal | cod fiscal denumire furnizor | cod fiscal furnizor | cod fiscal denumire | cod fiscal denumire furnizor denumire subunitate | cod fiscal denumire subunitate | cod fiscal si denumire furnizor | cod fiscal si denumire | cod fiscal nume furnizor | codul fiscal | cod de inregistrare fiscala | cod inregistrare fiscala | cui | cui denumire | cui denumire furnizor | cui denumire furnizor denumire subunitate | cui furnizor | cui furnizor subunitate | cod fiscal furnizor subunitate | cui denumire subunitate | cui cif | cif | cif denumire | cif denumire furnizor | c u i | c i f | cf | c f | denumire furnizor cod fiscal | furnizor cod fiscal | cod unic de inregistrare",
        HeaderField.PROVIDER_NAME: "denumire furnizor | denumirea furnizorului | denumire | nume furnizor | furnizor | denumire unitate | denumire firma | unitate | unitatea | societate | denumire societate | furnizor servicii medicale",
        HeaderField.SUB_UNIT: "denumire subunitate | subunitate | subunitatea | denumirea subunitatii | punct de lucru | punct lucru | punctul de lucru | denumire punct de lucru | filiala | oficina",
        HeaderField.STAMP_CODE: "cod parafa | cod parafa nume medic | cod parafa medic | cod parafa si nume medic | codul parafei | parafa | parafa medic | parafa nume medic | cod medic | cod parafa nume si prenume medic | nume medic cod parafa | medic cod parafa | nr parafa | numar parafa",
        HeaderField.PHYSICIAN_NAME: "nume medic | numele medicului | medic | medicul | nume si prenume medic | nume prenume medic | medic titular | dr",
        HeaderField.CATEGORY: "categorie probleme | categorie problema | categoria problemei | categoria problema | categorie | categoria | categorie incident | categoria incidentului | tip problema | tipul problemei | categoria de probleme | categoria de problema | categ problema | categ",
        HeaderField.PHONE: "telefon | telefon contact | telefon de contact | tel | tel contact | nr telefon | nr de telefon | numar telefon | numar de telefon | numar de telefon de contact | mobil | telefon mobil | contact telefonic",
    }
)

KINDS = _table(
    {
        ProviderKind.FAMILY_MEDICINE: "medicina de familie | medic de familie | medici de familie | medicul de familie | medicina familie | medicina familiei | medicina generala | medic familie | cabinet medic de familie | cabinet de medicina de familie | asistenta medicala primara | asistenta primara | mf",
        ProviderKind.CLINIC: "clinic | clinica | clinice | clinici | ambulatoriu clinic | ambulatoriu de specialitate | ambulatoriu de specialitate clinic | ambulatoriu | specialitati clinice | medicina de specialitate",
        ProviderKind.PARACLINIC: "paraclinic | paraclinica | paraclinice | ambulatoriu paraclinic | laborator | laborator de analize | laborator analize | analize medicale | imagistica | radiologie",
        ProviderKind.HOSPITAL: "spital | spitale | spitalul | unitate sanitara cu paturi",
        ProviderKind.HOME_CARE: "ingrijiri la domiciliu | ingrijiri medicale la domiciliu | ingrijire la domiciliu | ingrijiri domiciliu | idm",
        ProviderKind.MEDICAL_DEVICES: "dispozitive medicale | dispozitiv medical | dispozitive | dm",
        ProviderKind.SICK_LEAVE: "concedii medicale | concediu medical | concedii",
        ProviderKind.DIALYSIS: "dializa | centru de dializa | hemodializa",
        ProviderKind.NATIONAL_PROGRAMMES: "pns | programe nationale | programe nationale de sanatate | program national de sanatate | programul national de sanatate",
        ProviderKind.REHABILITATION: "recuperare | recuperare medicala | recuperare reabilitare | reabilitare | medicina fizica si de reabilitare | balneo | balneologie",
        ProviderKind.DENTISTRY: "stomatologie | stomatolog | stomatologic | cabinet stomatologic | medicina dentara | dentar | medic dentist | dentist | stoma",
        ProviderKind.PHARMACY: "farmacii | farmacie | farmacia | farmaceutic | circuit deschis",
    }
)

CATEGORIES = _table(
    {
        Category.CONNECTION: "conectare | conectarea | conexiune | problema conectare | probleme conectare | autentificare | logare | acces",
        Category.CONTRACTING: "contractare | contractarea | contract | contracte",
        Category.SETTLEMENT: "decontare | decontarea | decont | deconturi | decontari",
        Category.ELECTRONIC_INVOICE: "factura electronica | facturare electronica | facturi electronice | facturare | e factura | efactura | factura",
        Category.VALIDATION: "validare | validarea | validari | validare servicii | validare retete",
        Category.OPERATION: "functionare | functionarea | functionalitate | nefunctionare",
        Category.OTHER: "alte | altele | alta | alte probleme | alta problema | alt tip | diverse",
    }
)

ALLOWED_CATEGORIES: Mapping[Mailbox, frozenset[Category]] = {
    Mailbox.SIUI: frozenset(Category) - {Category.OPERATION},
    Mailbox.CEAS: frozenset(
        {Category.CONNECTION, Category.VALIDATION, Category.OPERATION, Category.OTHER}
    ),
    Mailbox.SIPE: frozenset(
        {Category.CONNECTION, Category.VALIDATION, Category.OPERATION, Category.OTHER}
    ),
}

# Words that stand beside a kind or a category and change nothing.
_FILLERS = (
    "problema probleme de la cu si servicii retete card cardul carduri cabinet centru unitate public "
    "judetean privat"
)
FILLERS = frozenset(_FILLERS.split())
