"""Which rules of law and of our own are there, and since when?

Long table, one rule a row; `rules.Rule` says what the columns mean.
"""

from datetime import date

from openpias.core.texts import N_
from openpias.server.registry.domain.rules import (
    DocumentKind,
    DocumentsAsked,
    DocumentsAtLeast,
    EntryLimit,
    InsuredAs,
    Kept,
    MedicalProof,
    Record,
    RegisteredBy,
    Registrar,
    Rule,
    Tab,
    TabFor,
)

# Order CNAS 155/2022 was published and in force on this day; e-PIAS opened on it.
_ORDER_155 = date(2022, 3, 17)
# HG 367/2022: from this day the immigration office issues permits with a CNP.
_FIRST_PERMITS = date(2022, 3, 18)
_MANUAL = "Manualul aplicației e-PIAS"
_ACT_155 = "Ordinul CNAS 155/2022 (M.Of. 261/17.03.2022)"
_OURS = "OpenPIAS"
_SUMMARY_155 = (
    "Read in summaries only. What the asterisk after the travel document means and what family "
    "members show is unknown."
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="registered-by-houses",
        asks=RegisteredBy(registrars=frozenset({Registrar.HOUSE})),
        says=N_("Casele de asigurări înregistrează persoanele și alocă numerele."),
        act="Ordinul CNAS 127/2022 (M.Of. 214/03.03.2022)",
        article="Norme, completarea Ordinului 1549/2018",
        source="Letters of insurance houses; the text of the norms was not read.",
        valid_from=date(2022, 3, 3),
        valid_to=date(2022, 3, 16),
    ),
    Rule(
        code="registered-by-providers",
        asks=RegisteredBy(registrars=frozenset({Registrar.PROVIDER})),
        says=N_(
            "Numai furnizorii în contract înregistrează persoanele și alocă numerele; casele nu mai au această competență."
        ),
        act="Ordinele CNAS 155/2022 și 159/2022 (M.Of. 261/17.03.2022)",
        article="",
        source=(
            "Announcements of insurance houses: a house no longer has the legal competence. "
            "Of Order 159/2022 only name and date are known."
        ),
        valid_from=_ORDER_155,
    ),
    Rule(
        code="entry-after",
        asks=EntryLimit(day=date(2022, 2, 24)),
        says=N_("Data intrării în țară este mai mare de 24.02.2022."),
        act=_MANUAL,
        article="Data intrării în țară",
        source=(
            "The manual is ambiguous: its sample date is that day itself; a setting admits it. "
            "Since 02.09.2022 (HG 1077/2022) temporary protection asks for no arrival date, "
            "but no text that we read lifts the bound of the form."
        ),
        valid_from=_ORDER_155,
    ),
    Rule(
        code="documents-at-least",
        asks=DocumentsAtLeast(number=1),
        says=N_("Se introduce cel puțin un document justificativ."),
        act=_MANUAL,
        article="Secțiunea documente",
        source="Stated by the manual.",
        valid_from=_ORDER_155,
    ),
    Rule(
        code="documents-border",
        asks=DocumentsAsked(category="", kinds=(DocumentKind.TRAVEL,)),
        says=N_("Se prezintă documentul de trecere a frontierei."),
        act="Ordinul CNAS 127/2022 (M.Of. 214/03.03.2022)",
        article="Norme, completarea Ordinului 1549/2018",
        source="Letters of insurance houses; the list of documents is that of Order MAE 1124/2015.",
        valid_from=date(2022, 3, 3),
        valid_to=date(2022, 3, 16),
    ),
    Rule(
        code="documents-category-a",
        asks=DocumentsAsked(category="A", kinds=(DocumentKind.IDENTITY, DocumentKind.TRAVEL)),
        says=N_(
            "Cetățenii ucraineni prezintă documentul de identitate și documentul de călătorie."
        ),
        act=_ACT_155,
        article="lit. a)",
        source=_SUMMARY_155,
        valid_from=_ORDER_155,
    ),
    Rule(
        code="documents-category-b",
        asks=DocumentsAsked(category="B", kinds=(DocumentKind.STATUS, DocumentKind.TRAVEL)),
        says=N_(
            "Beneficiarii de protecție prezintă decizia de acordare sau de refuz al permisului "
            "de ședere în Ucraina și documentul de călătorie."
        ),
        act=_ACT_155,
        article="lit. b)",
        source=_SUMMARY_155,
        valid_from=_ORDER_155,
    ),
    Rule(
        code="documents-category-c",
        asks=DocumentsAsked(category="C", kinds=(DocumentKind.IDENTITY, DocumentKind.TRAVEL)),
        says=N_("Rezidenții legali prezintă documentul de identitate și documentul de călătorie."),
        act=_ACT_155,
        article="lit. c)",
        source=_SUMMARY_155,
        valid_from=_ORDER_155,
    ),
    Rule(
        code="medical-proof",
        asks=MedicalProof(),
        says=N_(
            "Pentru persoanele fără documente de identitate se folosesc copii ale documentelor "
            "medicale de la furnizor."
        ),
        act="Adresa CAS Călărași 3621/2022, pentru OUG 15/2022",
        article="evidențe distincte",
        source="Circular of CAS Călărași of March 2022. That a reason is typed is ours.",
        valid_from=_ORDER_155,
    ),
    Rule(
        code="tab-temporary-number",
        asks=TabFor(tab=Tab.TEMPORARY_NUMBER, has_permit=False),
        says=N_("Prima filă se folosește numai pentru persoane fără permis de ședere cu CNP."),
        act=_MANUAL,
        article="1. Generare numere unice temporare",
        source="Stated by the manual.",
        valid_from=_ORDER_155,
    ),
    Rule(
        code="tab-permit",
        asks=TabFor(tab=Tab.PERMIT, has_permit=True),
        says=N_("Cine are permis de ședere cu CNP îl prezintă; se folosește a doua filă."),
        act=_MANUAL,
        article="2. CNP permis de ședere",
        source="Stated by the manual; permits with a CNP exist since HG 367/2022.",
        valid_from=_FIRST_PERMITS,
    ),
    Rule(
        code="displaced-insured",
        asks=InsuredAs(category="426", state="ALTE4"),
        says=N_(
            "Persoanele strămutate au drepturile asiguraților: verificarea răspunde asigurat, cu categoria 426 și starea ALTE4."
        ),
        act=_OURS,
        article="",
        source=(
            "The rights stand in OUG 15/2022 (M.Of. 193/27.02.2022), category 426 in a communiqué of CNAS of March 2022, "
            "ALTE4 in the official schemas. How the official check answers for a temporary number is "
            "not published: that it answers so is ours, and a setting turns it off."
        ),
        valid_from=date(2022, 2, 27),
        ours=True,
    ),
    Rule(
        code="keep-person",
        asks=Kept(record=Record.PERSON, days=3653),
        says=N_(
            "Datele unei persoane se păstrează 10 ani de la ultima înregistrare sau corectură."
        ),
        act=_OURS,
        article="",
        source="No act that we read says how long. Operators set their own term after legal advice.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-number",
        asks=Kept(record=Record.NUMBER, days=None),
        says=N_("Un număr dat nu se mai dă niciodată altcuiva; numărul singur se păstrează."),
        act=_OURS,
        article="",
        source="A number without its person is no personal data; using it again would mix persons.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-practice",
        asks=Kept(record=Record.PRACTICE, days=30),
        says=N_("Înregistrările din modul de exersare se șterg după 30 de zile."),
        act=_OURS,
        article="",
        source="Practice has no use later, and clerks may have typed real names.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-stored-answer",
        asks=Kept(record=Record.STORED_ANSWER, days=30),
        says=N_("Răspunsul păstrat pentru o cheie de idempotență expiră după 30 de zile."),
        act=_OURS,
        article="",
        source="Longer than any outage after which an application sends its queue again.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-set-aside",
        asks=Kept(record=Record.SET_ASIDE, days=90),
        says=N_("Rândurile de import puse deoparte pentru decizie se șterg după 90 de zile."),
        act=_OURS,
        article="",
        source="Whoever imported still has the file.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-lookup-count",
        asks=Kept(record=Record.LOOKUP_COUNT, days=2),
        says=N_("Contoarele de căutări se șterg după 2 zile."),
        act=_OURS,
        article="",
        source="The limits count one hour; the look-ups themselves are in the audit.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-outbox-event",
        asks=Kept(record=Record.OUTBOX_EVENT, days=7),
        says=N_("Evenimentele transmise se șterg după 7 zile."),
        act=_OURS,
        article="",
        source="A week to find out what a failed job was to do; events hold ids only.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-audit-entry",
        asks=Kept(record=Record.AUDIT_ENTRY, days=3653),
        says=N_("Jurnalul de audit se păstrează 10 ani."),
        act=_OURS,
        article="",
        source="As long as the data whose use it shows; it holds ids and field names only.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-insured-person",
        asks=Kept(record=Record.INSURED_PERSON, days=3653),
        says=N_(
            "Datele unui asigurat se păstrează 10 ani de la deces sau de la sfârșitul ultimei perioade de asigurare."
        ),
        act=_OURS,
        article="",
        source="No act that we read says how long. Operators set their own term after legal advice.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-cid",
        asks=Kept(record=Record.CID, days=None),
        says=N_("Un CID dat nu se mai dă niciodată altcuiva; CID-ul singur se păstrează."),
        act=_OURS,
        article="",
        source="Twenty random digits without a person are no personal data; using them again would mix persons.",
        valid_from=_ORDER_155,
        ours=True,
    ),
    Rule(
        code="keep-refused-row",
        asks=Kept(record=Record.REFUSED_ROW, days=90),
        says=N_("Motivele rândurilor refuzate la importul asiguraților se șterg după 90 de zile."),
        act=_OURS,
        article="",
        source="Whoever imported still has the file; the reasons name a line and a rule, nothing typed.",
        valid_from=_ORDER_155,
        ours=True,
    ),
)
