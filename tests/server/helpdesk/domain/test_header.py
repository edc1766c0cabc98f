"""Is a header read however it is written, and left out rather than guessed?"""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpias.core.findings import Severity
from openpias.server.helpdesk.domain.header import (
    FINDING_CODES,
    Header,
    KnownProvider,
    check,
    read,
    text_of,
)
from openpias.server.helpdesk.enums import Confidence, HeaderField, Mailbox

USUAL = """Bună ziua,

TIP_FURNIZOR: MEDICINA DE FAMILIE
COD FISCAL / DENUMIRE FURNIZOR: 14399840 / CMI Dr. Ionescu Ana
COD PARAFA / NUME MEDIC (daca este cazul): A12345 / Ionescu Ana
CATEGORIE PROBLEME: validare

Nu pot valida serviciile din luna octombrie, apare eroarea 500.
Telefon: 0721 000 000

Cu stimă,
Ionescu Ana
"""
EVERYTHING = {
    "provider-kind": "family-medicine",
    "fiscal-code": "14399840",
    "provider-name": "CMI Dr. Ionescu Ana",
    "stamp-code": "A12345",
    "physician-name": "Ionescu Ana",
    "category": "validation",
    "phone": "0721000000",
}


def said(text: str, mailbox: Mailbox = Mailbox.SIUI) -> dict[str, str]:
    return {str(key): field.value for key, field in read(text, mailbox=mailbox).fields.items()}


def codes(text: str, mailbox: Mailbox = Mailbox.SIUI) -> list[str]:
    return [finding.code for finding in read(text, mailbox=mailbox).findings]


def test_the_published_form_is_read_whole():
    assert said(USUAL) == EVERYTHING
    assert codes(USUAL) == []


def test_each_field_says_where_it_stands_and_how_it_was_recognised():
    header = read(USUAL, mailbox=Mailbox.SIUI)
    found = header.fields[HeaderField.FISCAL_CODE]

    assert USUAL[found.start : found.end] == "14399840"
    assert found.confidence is Confidence.CERTAIN
    assert header.presentation == "Nu pot valida serviciile din luna octombrie, apare eroarea 500."


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.upper,
        lambda text: text.replace(": ", "\t"),
        lambda text: text.replace(": ", " = "),
        lambda text: text.replace(": ", " - "),
        lambda text: text.replace(": ", ":\n"),
        lambda text: text.replace(" / CMI", " - CMI").replace(" / Ionescu", " ; Ionescu"),
        lambda text: text.replace("PARAFA", "PARAF\u0102").replace("_", " "),
        lambda text: text.replace("TIP_FURNIZOR", "1. Tip furnizor"),
        lambda text: text.replace("FURNIZOR: MED", "FURNIZR: MED"),
        lambda text: text.replace("14399840", "RO 14399840"),
        lambda text: text.replace("14399840", "CUI: 14399840"),
        lambda text: text.replace("MEDICINA DE FAMILIE", "medic de familie"),
        lambda text: "\n".join(f"> {line}" for line in text.splitlines()),
        lambda text: text.replace("\n", "\r\n"),
    ],
)
def test_the_way_of_writing_does_not_matter(change):
    folded = {key: value.casefold() for key, value in said(change(USUAL)).items()}

    assert folded == {key: value.casefold() for key, value in EVERYTHING.items()}


def test_the_order_does_not_matter():
    lines = USUAL.splitlines()
    lines[2:6] = reversed(lines[2:6])

    assert said("\n".join(lines)) == EVERYTHING


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("MEDICINA DE FAMILIE", "family-medicine"),
        ("CLINIC", "clinic"),
        ("PARACLINIC", "paraclinic"),
        ("SPITAL", "hospital"),
        ("INGRIJIRI LA DOMICILIU", "home-care"),
        ("DISPOZITIVE MEDICALE", "medical-devices"),
        ("CONCEDII MEDICALE", "sick-leave"),
        ("DIALIZA", "dialysis"),
        ("PNS", "national-programmes"),
        ("RECUPERARE", "rehabilitation"),
        ("STOMATOLOGIE", "dentistry"),
        ("FARMACII", "pharmacy"),
        ("Îngrijiri la domiciliu", "home-care"),
        ("Dializă", "dialysis"),
        ("farmacie cu circuit deschis", "pharmacy"),
        ("laborator de analize", "paraclinic"),
        ("Stomatolgie", "dentistry"),
    ],
)
def test_the_twelve_kinds_are_told_apart(written, kind):
    assert said(f"Tip furnizor: {written}")["provider-kind"] == kind


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("(MEDICINA DE FAMILIE, CLINIC, PARACLINIC, SPITAL): CLINIC", "clinic"),
        ("(MEDICINA DE FAMILIE, CLINIC, PARACLINIC, SPITAL)\nSPITAL", "hospital"),
        ("medic de familie / clinic / paraclinic / spital", None),
        ("medic de familie / clinic / [x] paraclinic / spital", "paraclinic"),
        ("clinic, recuperare", None),
        ("altceva", None),
        ("", None),
    ],
)
def test_options_left_standing_choose_nothing(value, kind):
    text = f"TIP_FURNIZOR {value}\nCATEGORIE PROBLEME: alte\nNu merge nimic."

    assert said(text).get("provider-kind") == kind


def test_a_field_written_twice_differently_is_unclear():
    text = "Tip furnizor: clinic\nTip furnizor: spital"

    assert "provider-kind" not in said(text)
    assert codes(text) == ["header-provider-kind-unclear"]


def test_a_cnp_as_fiscal_code_is_no_fiscal_code():
    text = "COD FISCAL / DENUMIRE FURNIZOR: 1800101221144 / CMI Dr. Ionescu"

    assert said(text) == {"provider-name": "CMI Dr. Ionescu"}
    assert codes(text) == ["header-fiscal-code-personal"]


def test_a_fiscal_code_with_a_wrong_control_digit_is_told():
    assert codes("COD FISCAL: 14399841") == ["header-fiscal-code-wrong"]


def test_a_pharmacy_names_its_sub_unit():
    text = (
        "COD FISCAL / DENUMIRE FURNIZOR / DENUMIRE SUBUNITATE: 14399840 / Farmacia Tei SRL / "
        "Oficina Buzău\nCATEGORIE PROBLEME: funcționare"
    )

    assert said(text, Mailbox.SIPE) == {
        "fiscal-code": "14399840",
        "provider-name": "Farmacia Tei SRL",
        "sub-unit": "Oficina Buzău",
        "category": "operation",
    }


def test_lines_without_labels_are_read_by_their_form():
    text = "Bună ziua,\nFARMACII\n14399840 / Farmacia Tei SRL\nvalidare\nRețeta nu se validează."
    header = read(text, mailbox=Mailbox.SIUI)

    assert said(text) == {
        "provider-kind": "pharmacy",
        "fiscal-code": "14399840",
        "provider-name": "Farmacia Tei SRL",
        "category": "validation",
    }
    assert {field.confidence for field in header.fields.values()} == {Confidence.LIKELY}


def test_a_name_below_its_code_is_taken_with_it():
    text = "COD FISCAL / DENUMIRE FURNIZOR\n14399840\nClinica Tei SRL\nCATEGORIE PROBLEME\nalte"

    assert said(text) == {
        "fiscal-code": "14399840",
        "provider-name": "Clinica Tei SRL",
        "category": "other",
    }


@pytest.mark.parametrize("below", ["Nu merge validarea serviciilor de ieri.", "validare", ""])
def test_what_follows_an_empty_label_is_not_its_value(below):
    assert "physician-name" not in said(f"COD PARAFA / NUME MEDIC:\n\n{below}")


def test_columns_with_an_empty_cell_keep_their_places():
    markup = (
        "<table><tr><th>TIP_FURNIZOR</th><th>CUI</th><th>CATEGORIE</th></tr>"
        "<tr><td></td><td>14399840</td><td>alte</td></tr></table>"
    )

    assert said(text_of(markup)) == {"fiscal-code": "14399840", "category": "other"}


def test_all_on_one_line_is_parted():
    text = "Tip furnizor: clinic; CUI: 14399840; Denumire: Clinica Tei; Categorie: conectare"

    assert said(text) == {
        "provider-kind": "clinic",
        "fiscal-code": "14399840",
        "provider-name": "Clinica Tei",
        "category": "connection",
    }


@pytest.mark.parametrize(
    "markup",
    [
        (
            "<table><tr><td>TIP_FURNIZOR</td><td><b>CLINIC</b></td></tr>"
            "<tr><td>COD FISCAL / DENUMIRE FURNIZOR</td><td>14399840</td><td>Clinica Tei</td></tr>"
            "<tr><td>CATEGORIE</td><td><p>conectare</p></td></tr></table>"
        ),
        (
            "<table><tr><th>TIP_FURNIZOR</th><th>COD FISCAL / DENUMIRE</th><th>CATEGORIE</th></tr>"
            "<tr><td>CLINIC</td><td>14399840 / Clinica Tei</td><td>conectare</td></tr></table>"
        ),
        (
            "<div>TIP_FURNIZOR: <s>spital</s> clinic</div><p>CUI:&nbsp;14399840<br>Denumire: Clinica Tei"
            "</p><style>Categorie: alte</style><div>Categorie: conectare</div>"
        ),
    ],
)
def test_tables_and_other_markup_are_read_as_a_reader_sees_them(markup):
    assert said(text_of(markup)) == {
        "provider-kind": "clinic",
        "fiscal-code": "14399840",
        "provider-name": "Clinica Tei",
        "category": "connection",
    }


def test_what_is_quoted_counts_only_where_nothing_was_written_above():
    above = "Tip furnizor: clinic\nNu merge.\n\nPe 3 nov. 2026, la 10:00, Suport a scris:\n"

    assert said(f"{above}> Tip furnizor: spital") == {"provider-kind": "clinic"}
    assert said("Revin.\nPe 3 nov. 2026, Suport a scris:\n> Tip furnizor: spital") == {
        "provider-kind": "hospital"
    }


def test_of_a_mail_that_is_forwarded_whole_the_quoted_part_is_the_presentation():
    text = "De la: Cabinet <a@mail.example>\nTip furnizor: clinic\nNu merge validarea serviciilor."
    header = read(text, mailbox=Mailbox.SIUI)

    assert header.value(HeaderField.PROVIDER_KIND) == "clinic"
    assert header.fields[HeaderField.PROVIDER_KIND].confidence is Confidence.LIKELY
    assert header.presentation.endswith("Nu merge validarea serviciilor.")


def test_a_signature_fills_no_field():
    assert said("Nu merge validarea.\nCu stimă,\nMedic: Ionescu Ana\nTelefon: 0721000000") == {
        "phone": "0721000000"
    }


class FakeRegister:
    """Two providers; one name is that of both."""

    PROVIDERS = (
        KnownProvider(fiscal_code="14399840", name="CMI DR. IONESCU ANA", kinds=("clinic",)),
        KnownProvider(fiscal_code="1590082", name="Farmacia Tei SRL"),
        KnownProvider(fiscal_code="361757", name="Farmacia Tei SRL"),
    )

    def provider(self, fiscal_code: str) -> KnownProvider | None:
        return next((each for each in self.PROVIDERS if each.fiscal_code == fiscal_code), None)

    def providers_named(self, name: str) -> list[KnownProvider]:
        return [each for each in self.PROVIDERS if each.name == name]

    def has_physician(self, fiscal_code: str, stamp_code: str) -> bool:
        return (fiscal_code, stamp_code) == ("14399840", "A12345")


def asked(text: str, mailbox: Mailbox = Mailbox.SIUI, subject: str = "Eroare la validare"):
    checked = check(read(text, mailbox=mailbox), subject=subject, register=FakeRegister())
    errors = {each.code for each in checked.findings if each.severity is Severity.ERROR}
    return errors, {each.code for each in checked.findings} - errors


def test_a_whole_mail_of_a_known_provider_leaves_nothing_to_ask():
    header = read(USUAL.replace("MEDICINA DE FAMILIE", "CLINIC"), mailbox=Mailbox.SIUI)
    checked = check(header, subject="Eroare la validare", register=FakeRegister())

    assert checked.is_complete
    assert checked.findings == ()
    assert checked.provider == FakeRegister.PROVIDERS[0]


@pytest.mark.parametrize(
    ("text", "errors", "warnings"),
    [
        (
            "",
            {
                "header-provider-kind-missing",
                "header-category-missing",
                "header-provider-missing",
                "header-presentation-missing",
            },
            set(),
        ),
        (USUAL, set(), {"header-provider-kind-differs"}),
        (
            USUAL.replace("14399840", "18189442"),
            {"header-provider-unknown"},
            set(),
        ),
        (
            USUAL.replace("CMI Dr. Ionescu Ana", "Spitalul Vechi").replace("A12345", "B1234"),
            set(),
            {
                "header-provider-kind-differs",
                "header-provider-name-differs",
                "header-physician-unknown",
            },
        ),
        (
            USUAL.replace("14399840 / CMI Dr. Ionescu Ana", "Farmacia Tei SRL"),
            {"header-provider-ambiguous"},
            set(),
        ),
        (
            USUAL.replace("validare\n", "funcționare\n", 1),
            set(),
            {"header-category-of-another-mailbox", "header-provider-kind-differs"},
        ),
    ],
)
def test_what_is_missing_or_wrong_is_listed_exactly(text, errors, warnings):
    assert asked(text) == (errors, warnings)


def test_a_pharmacy_is_reminded_of_its_sub_unit_and_asked_for_no_kind():
    text = "CUI: 14399840\nDenumire: CMI Ionescu Ana\nCategorie: validare\nNu se validează rețeta."

    assert asked(text, Mailbox.SIPE) == (set(), {"header-sub-unit-missing"})


@pytest.mark.parametrize("subject", ["", "Re:", "SIUI", "Fwd: problema", "!!!"])
def test_a_subject_has_to_describe(subject):
    assert "header-subject-missing" in asked(USUAL, subject=subject)[0]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(text):
    header = read(text, mailbox=Mailbox.SIUI)

    assert isinstance(header, Header)
    assert all(0 <= each.start <= each.end <= len(text) for each in header.fields.values())


def test_shuffled_pieces_of_headers_are_read_without_a_fault():
    chance = random.Random(3)
    pieces = [*USUAL.split(), "\n", ":", "/", "\t", "(", ")", "[x]", ">", "|", "14399840"]
    for _ in range(200):
        text = " ".join(chance.choices(pieces, k=60))
        header = read(text, mailbox=chance.choice(list(Mailbox)))
        findings = check(header, subject="", register=FakeRegister()).findings
        assert {finding.code for finding in findings} <= FINDING_CODES
        text_of(text.replace("(", "<td>").replace(")", "</tr>"))


@pytest.mark.parametrize(
    "piece",
    ["(", "a:", "TIP FURNIZOR: ", "x / ", "1 ", "- ", "Pe a scris ", "\n", "\t", "[x]", ">"],
)
def test_hostile_texts_take_no_longer(piece):
    started = time.process_time()
    read(piece * (200_000 // len(piece)), mailbox=Mailbox.SIUI)

    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("piece", ["<div>", "<td>", "<", "&", " ", "<td>x</td>\t", "<table><tr>"])
def test_hostile_markup_takes_no_longer(piece):
    started = time.process_time()
    text_of(piece * (200_000 // len(piece)))

    assert time.process_time() - started < 1
