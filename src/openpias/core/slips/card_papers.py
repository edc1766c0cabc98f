"""Which papers are printed about health cards? The house's notice, the adeverință, the register of resets.

They are Romanian documents for Romanian files, so they are not translated. Source of the notice:
the announcements of insurance houses about blocked (-15) and invalid (-5) cards, in our own words.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from openpias.core.slips.document import compile_document
from openpias.core.texts import N_

STEPS = (
    N_("Introduceți cardul în cititor. După introducerea PIN-ului apare mesajul că este blocat."),
    N_("Deschideți fereastra „Pacienți” din meniul „Fișier”."),
    N_(
        "Apăsați butonul „Reset PIN eCard”. Când terminalul cere PIN-ul de resetare, introduceți „0000” "
        "(de patru ori zero). PIN-ul cardului este acum 0000."
    ),
    N_("Apăsați butonul „Schimbă PIN eCard”."),
    N_(
        "Terminalul cere întâi PIN-ul actual al cardului, adică 0000. Introduceți-l și apăsați tasta de accept."
    ),
    N_(
        "Terminalul cere PIN-ul nou. Titularul introduce PIN-ul dorit, altul decât 0000, și apasă tasta de accept."
    ),
    N_("Terminalul cere confirmarea: titularul introduce încă o dată PIN-ul nou."),
    N_("După tasta de accept apare mesajul că PIN-ul a fost schimbat cu succes."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDesk:
    """How a house's card specialists are reached, as the house wrote it; `minutes` an unblocking lasts."""

    house: str
    phones: Sequence[str]
    extensions: str
    hours: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePart:
    """A heading with its paragraphs, and the steps that follow them."""

    heading: str
    paragraphs: Sequence[str]
    steps: Sequence[str] = ()


def notice(desk: NoticeDesk) -> tuple[NoticePart, ...]:
    """Return what the notice of a house says, for page and paper alike."""
    return (
        NoticePart(heading="Unde se sună", paragraphs=(_whom(desk), _others())),
        NoticePart(
            heading="Ce să aveți la îndemână",
            paragraphs=(
                "Pentru un card blocat: CID-ul (codul asiguratului).",
                "Pentru un card invalid: numărul cardului (numărul documentului).",
                (
                    "Pentru amândouă: numele și data nașterii titularului. "
                    "Specialistul casei vă sună înapoi pe numărul dumneavoastră înregistrat la casă."
                ),
            ),
        ),
        NoticePart(
            heading="Card blocat (eroarea -15): după ce specialistul l-a deblocat",
            paragraphs=(f"Aveți {desk.minutes} minute pentru pașii de mai jos.",),
            steps=STEPS,
        ),
        NoticePart(
            heading="PIN uitat",
            paragraphs=(
                (
                    "Dacă titularul are un card activat, dar a uitat PIN-ul, se pot încerca cinci PIN-uri. "
                    "Dacă niciunul nu este cel bun, cardul se blochează singur și se urmează procedura de mai sus: "
                    "telefon la casă, CID, apoi pașii 1–8."
                ),
            ),
        ),
        NoticePart(
            heading="Card invalid (eroarea -5)",
            paragraphs=(
                (
                    "După ce specialistul casei încheie procedura, cardul merge din nou, cu PIN-ul pe care "
                    "titularul l-a ales la activare."
                ),
            ),
        ),
    )


def _whom(desk: NoticeDesk) -> str:
    numbers = " sau ".join(desk.phones)
    inside = f" (interior {desk.extensions})" if desk.extensions else ""
    when = f", {desk.hours}" if desk.hours else ""
    called = f"la telefon {numbers}{inside}{when}" if numbers else "la casă"
    return (
        f"Furnizorii de servicii medicale aflați în contract cu {desk.house}, care constată carduri blocate "
        "(eroarea -15) sau carduri invalide (eroarea -5) ale asiguraților acestei case, "
        f"sunt rugați să sune {called}."
    )


def _others() -> str:
    return (
        "Pentru asigurații altor case, furnizorii sună, la fel, la casa care a emis cardul; "
        "telefoanele sunt publicate pe siturile caselor și apar în aplicație, la cazul trimis."
    )


def render_notice(desk: NoticeDesk, *, issued: str) -> bytes:
    """Return the notice of a house as a PDF of one page."""
    parts = [asdict(part) for part in notice(desk)]
    return compile_document(
        "card_notice.typ", {"house": desk.house, "parts": parts, "issued": issued}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementPaper:
    """The adeverință of a holder; days as they are printed, `facts` are pairs of label and value."""

    house: str
    number: str
    name: str
    facts: Sequence[tuple[str, str]]
    valid_from: str
    valid_to: str
    issued: str


def render_replacement(paper: ReplacementPaper) -> bytes:
    """Return the paper that stands for a card as a PDF of one page."""
    return compile_document("card_replacement.typ", asdict(paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRegister:
    """The resets of a house in a period, in their order; each row fits `COLUMNS` without signature."""

    house: str
    period: str
    rows: Sequence[Sequence[str]]
    issued: str


COLUMNS = ("Nr.", "Data și ora", "Numărul cardului", "Titularul", "Furnizorul", "Operația")
SIGNATURE = "Semnătura titularului"


def render_resets(register: ResetRegister) -> bytes:
    """Return the register for the holders' signatures; raises ValueError when a row does not fit."""
    if any(len(row) != len(COLUMNS) for row in register.rows):
        raise ValueError("a row of the register of resets does not fit its columns")
    return compile_document(
        "reset_register.typ", {**asdict(register), "columns": [*COLUMNS, SIGNATURE]}
    )
