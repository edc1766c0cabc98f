"""Which invented data fills the gallery?"""

from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import Template

from openpias.pages import Banner, Choice, Language, Link, Page, UserMenu

TemplateOf = Callable[[str], Template]

NUMBER = "9123456789012"

_LANGUAGES = (
    Language(code="ro", name="Română", href="#ro"),
    Language(code="uk", name="Українська", href="#uk"),
    Language(code="en", name="English", href="#en"),
)
_FOOTER = (
    Link(text="Ajutor", href="#ajutor"),
    Link(text="Verificare fișă", href="verification.html"),
    Link(text="Accesibilitate", href="#accesibilitate"),
)
_USER = UserMenu(
    name="Ileana Exemplu",
    provider="Spitalul de Probă nr. 1",
    links=(Link(text="Contul meu", href="#cont"),),
    sign_out_action="#iesire",
)
_TABS = (
    Link(text="Număr unic temporar", href="form.html"),
    Link(text="CNP permis de ședere", href="permit.html"),
)
_TITLES = {
    "form": "Număr unic temporar",
    "form-errors": "Număr unic temporar",
    "permit": "CNP permis de ședere",
    "candidates": "Posibil aceeași persoană",
    "result": "Numărul a fost dat",
    "lists": "Înregistrările mele",
    "verification": "Verificare fișă",
    "sign-in": "Intrare în cont",
}

CITIZENSHIPS = (
    Choice(value="UA", text="Ucraina", aliases=("Україна", "Ukraine")),
    Choice(value="MD", text="Republica Moldova", aliases=("Moldova",)),
    Choice(value="GE", text="Georgia"),
    Choice(value="KZ", text="Kazahstan"),
    Choice(value="TJ", text="Tadjikistan"),
)
ENTRY_POINTS = (
    Choice(value="SIRET", text="Siret", aliases=("Порубне",)),
    Choice(value="SIGHET", text="Sighetu Marmației"),
    Choice(value="ISACCEA", text="Isaccea"),
    Choice(value="HALMEU", text="Halmeu"),
)
CATEGORIES = (
    Choice(value="1", text="Cetățean ucrainean", hint="Cu pașaport sau alt act ucrainean"),
    Choice(value="2", text="Persoană cu protecție internațională în Ucraina"),
    Choice(value="3", text="Membru de familie"),
)
SEXES = (Choice(value="F", text="Feminin"), Choice(value="M", text="Masculin"))
DOCUMENT_TYPES = (
    Choice(value="PASSPORT", text="Pașaport biometric"),
    Choice(value="BIRTH", text="Certificat de naștere"),
)
REASONS = (
    Choice(value="twin", text="Sunt frați gemeni"),
    Choice(value="namesake", text="Au același nume, dar sunt persoane diferite"),
    Choice(value="other", text="Alt motiv"),
)

_ROWS = (
    {
        "type": "PASSPORT",
        "series": "FX",
        "number": "123456",
        "date": "24-02-2019",
        "issuer": "DMS 8011",
    },
    {"type": "", "series": "", "number": "00-77", "date": "31-02-2020", "issuer": ""},
)
_DETAILS = (
    {"key": "Nume", "value": "ȘEVCENKO / ШЕВЧЕНКО", "href": "#nume", "action": "Corectează"},
    {"key": "Prenume", "value": "Oksana / Оксана", "href": "#prenume", "action": "Corectează"},
    {"key": "Data nașterii", "value": "05-11-1987"},
    {"key": "Gen", "value": "Feminin"},
    {"key": "Cetățenie", "value": "Ucraina"},
    {"key": "Categorie", "value": "Cetățean ucrainean"},
    {"key": "Intrare în România", "value": "26-02-2022, Siret"},
    {"key": "Document", "value": "Pașaport biometric FX 123456, 24-02-2019, DMS 8011"},
    {"key": "Înregistrat de", "value": "Spitalul de Probă nr. 1, 23-11-2026 14:05"},
)
_ERRORS = {
    "surname": "Scrieți numele, așa cum este în document",
    "birth_date": "Data nașterii nu există: februarie are 28 sau 29 de zile",
    "sex": "Alegeți genul",
    "citizenship": "Alegeți cetățenia",
    "documents-1-type": "Alegeți tipul documentului",
    "documents-1-date": "Data nu există",
}
_VALUES = {
    "surname": "",
    "given_name": "Oksana",
    "birth_date": "31-02-1987",
    "sex": "",
    "category": "1",
    "citizenship": "",
    "entry_point": "SIRET",
    "entry_date": "26-02-2022",
    "note": "",
}
_FACTS = (
    {"key": "Nume", "value": "Ș******* O*****"},
    {"key": "Data nașterii", "value": "**-11-1987"},
    {"key": "Gen", "value": "Feminin"},
    {"key": "Document", "value": "FX ***456"},
    {"key": "Înregistrat", "value": "alt furnizor, martie 2022"},
)
_TABLE_ROWS = (
    ({"text": "9123456789012", "href": "#1"}, "Șevcenko Oksana", "05-11-1987", "23-11-2026", "1"),
    ({"text": "9234567890123", "href": "#2"}, "Țurcan Andrii", "17-04-2015", "23-11-2026", "2"),
    (
        {"text": "9345678901234", "href": "#3"},
        "Kovalenko-Grîgorenko Volodîmîr-Oleksandr",
        "01-01-1951",
        "22-11-2026",
        "1.204",
    ),
)


def page(name: str) -> Page:
    """Give the frame of one gallery page; the candidates show the banner of practice too."""
    return Page(
        language="ro",
        service_name="Registrul persoanelor strămutate",
        home_href="index.html",
        languages=_LANGUAGES,
        language_action="#limba" if name == "result" else "",
        navigation=(
            Link(
                text="Înregistrare", href="form.html", current=name.startswith(("form", "permit"))
            ),
            Link(text="Înregistrările mele", href="lists.html", current=name == "lists"),
            Link(text="Verificare fișă", href="verification.html", current=name == "verification"),
        ),
        user=None if name == "sign-in" else _USER,
        banners=(Banner.DEMO, Banner.PRACTICE) if name == "candidates" else (Banner.DEMO,),
        breadcrumbs=(
            Link(text="Acasă", href="index.html"),
            Link(text=_TITLES.get(name, name), href="", current=True),
        ),
        footer=_FOOTER,
        csrf_token="0",  # noqa: S106 - a page that nobody sends
    )


def context(name: str, pages: Sequence[str]) -> dict[str, Any]:
    """Give all that the page's template reads."""
    wrong = name == "form-errors"
    return {
        "page": page(name),
        "pages": pages,
        "title": _TITLES.get(name, name),
        "tabs": [
            Link(text=tab.text, href=tab.href, current=tab.text == _TITLES.get(name))
            for tab in _TABS
        ],
        "errors": _ERRORS if wrong else {},
        "summary": list(_ERRORS.items()) if wrong else [],
        "values": _VALUES if wrong else dict.fromkeys(_VALUES, ""),
        "rows": _ROWS if wrong else ({**_ROWS[1], "number": "", "date": ""},),
        "citizenships": CITIZENSHIPS,
        "entry_points": ENTRY_POINTS,
        "categories": CATEGORIES,
        "sexes": SEXES,
        "types": DOCUMENT_TYPES,
        "reasons": REASONS,
        "number": NUMBER,
        "details": _DETAILS,
        "facts": _FACTS,
        "table_rows": _TABLE_ROWS,
        "hrefs": [f"lists.html?pagina={number}" for number in range(1, 13)],
    }
