"""What is said when a report was not signed: what to do, and what the IT supplier looks at?

Romanian, marked for the catalogues; nothing here names a PIN, a path or what is in the report.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from openpias.core.pki.signatures import KeyMismatchError
from openpias.core.texts import N_
from openpias.interop.sealing import SizeChangedError
from openpias.station.devices.tokens import (
    CertificateUnusable,
    KeyAbsent,
    ModuleUnavailable,
    PinAbandoned,
    PinLocked,
    PinWrong,
    TokenAbsent,
    TokenFaultError,
    TokenRemoved,
)
from openpias.station.signing.choosing import (
    CertificateRefused,
    CertificateUnknown,
    SigningCertificateAbsent,
    Standing,
)
from openpias.station.signing.reports import ReportProblem, ReportRefused
from openpias.station.signing.sealing import LONGEST_TEXT, FileChangedError, OutputExists
from openpias.station.signing.signers import KeyPasswordWrong, KeyUnreadable

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What happened and what to do, for the practice; what to look at, for its IT supplier."""

    practice: str
    supplier: str
    values: dict[str, str] = field(default_factory=dict)

    def told(self, _: Translate) -> tuple[str, str]:
        """Return both texts in the reader's language, with their values."""
        practice, supplier = _(self.practice), _(self.supplier)
        return (
            practice % self.values if self.values else practice,
            supplier % self.values if self.values else supplier,
        )


_TOKENS: Final[dict[type[Exception], Said]] = {
    PinLocked: Said(
        practice=N_(
            "Tokenul este blocat după prea multe PIN-uri greșite: deblocați-l cu programul "
            "furnizorului lui și codul PUK, sau sunați furnizorul certificatului."
        ),
        supplier=N_(
            "Indicatorul CKF_USER_PIN_LOCKED este ridicat; stația nu poate debloca tokenul."
        ),
    ),
    PinAbandoned: Said(
        practice=N_("PIN-ul nu a fost tastat pe cititor: încercați din nou și tastați-l acolo."),
        supplier=N_("Cititorul cu taste a întrerupt cererea: anulare sau timp depășit."),
    ),
    TokenAbsent: Said(
        practice=N_("Tokenul nu este conectat: conectați-l și încercați din nou."),
        supplier=N_(
            "Verificați cu pkcs11-tool --list-slots dacă modulul vede tokenul, și serviciul pcscd."
        ),
    ),
    TokenRemoved: Said(
        practice=N_("Tokenul a fost scos în timpul semnării: conectați-l și încercați din nou."),
        supplier=N_("Sesiunea PKCS#11 s-a închis odată cu tokenul; nu s-a semnat nimic."),
    ),
    KeyAbsent: Said(
        practice=N_("Tokenul nu are cheia certificatului: alegeți alt certificat sau alt token."),
        supplier=N_("Nicio cheie privată nu are CKA_ID al certificatului ales."),
    ),
    CertificateUnusable: Said(
        practice=N_("Certificatul nu poate fi folosit: cereți unul nou furnizorului lui."),
        supplier=N_("Certificatul nu se citește, sau cheia lui este prea slabă ori de alt fel."),
    ),
    ModuleUnavailable: Said(
        practice=N_("Modulul tokenului (PKCS#11) nu poate fi deschis: chemați furnizorul IT."),
        supplier=N_("Verificați calea modulului, drepturile lui și dacă este pe 64 de biți."),
    ),
    TokenFaultError: Said(
        practice=N_("Tokenul nu a putut semna: deconectați-l, conectați-l și încercați din nou."),
        supplier=N_("Răspunsul modulului PKCS#11: %(fault)s."),
    ),
}
_CERTIFICATES: Final = {
    Standing.EXPIRED: Said(
        practice=N_(
            "Certificatul a expirat la %(until)s și nu mai semnează: alegeți altul sau reînnoiți-l. "
            "Nu s-a cerut niciun PIN."
        ),
        supplier=N_("Verificați și ceasul calculatorului. Seria certificatului: %(serial)s."),
    ),
    Standing.NOT_YET_VALID: Said(
        practice=N_(
            "Certificatul este valabil abia din %(since)s: verificați ceasul calculatorului sau "
            "alegeți alt certificat. Nu s-a cerut niciun PIN."
        ),
        supplier=N_("Verificați și ceasul calculatorului. Seria certificatului: %(serial)s."),
    ),
    Standing.OTHER_USE: Said(
        practice=N_(
            "Certificatul nu este pentru semnături: alegeți certificatul calificat de semnătură."
        ),
        supplier=N_("Lipsește folosirea nonRepudiation (contentCommitment) din keyUsage."),
    ),
}
_REPORTS: Final = {
    ReportProblem.NAME: Said(
        practice=N_(
            "Numele fișierului nu este al unei raportări. Regula: TIP_COD_AAAALLZZ_OOMM.xml, "
            "de exemplu CLIN_11343845_20261125_0809.xml."
        ),
        supplier=N_(
            "Redenumiți fișierul sau dați tipul și codul: openpias sign FIȘIER --type CLIN --code CUI."
        ),
    ),
    ReportProblem.PREFIX: Said(
        practice=N_("Numele fișierului începe cu un tip de raportare care nu există."),
        supplier=N_(
            "Prefixele sunt cele din specificație, de exemplu MF, CLIN, PARA, STOM, FARMD."
        ),
    ),
    ReportProblem.TYPE: Said(
        practice=N_("Tipul de raportare nu există."),
        supplier=N_("Tipurile sunt cele ale operației sendReport, de exemplu MF, CLIN, PARA, FSD."),
    ),
    ReportProblem.CODE: Said(
        practice=N_("Codul furnizorului are între 2 și 13 cifre: codul fiscal, CUI sau CNP."),
        supplier=N_("Codul se scrie fără RO, spații sau liniuțe."),
    ),
    ReportProblem.EMPTY: Said(
        practice=N_("Fișierul este gol: salvați din nou raportarea din aplicația de cabinet."),
        supplier=N_("Exportul nu a scris nimic; verificați locul liber pe disc."),
    ),
    ReportProblem.TOO_LARGE: Said(
        practice=N_("Fișierul este mai mare de 256 MB: împărțiți raportarea."),
        supplier=N_("Limita este a platformei, pentru fișierul XML dinăuntru."),
    ),
    ReportProblem.NOT_XML: Said(
        practice=N_("Fișierul nu este XML corect: salvați din nou raportarea din aplicație."),
        supplier=N_("XML se rupe la rândul %(line)s, coloana %(column)s."),
    ),
    ReportProblem.DOCTYPE: Said(
        practice=N_("Fișierul XML are o declarație DOCTYPE, pe care nicio raportare nu o are."),
        supplier=N_("Scoateți DOCTYPE: platforma nu deschide entități și fișiere străine."),
    ),
}
_OTHERS: Final[dict[type[Exception], Said]] = {
    SigningCertificateAbsent: Said(
        practice=N_("Pe token nu este niciun certificat pentru semnături: conectați alt token."),
        supplier=N_("Lipsește folosirea nonRepudiation (contentCommitment) din keyUsage."),
    ),
    CertificateUnknown: Said(
        practice=N_("Certificatul cerut nu este pe tokenul conectat: alegeți din listă."),
        supplier=N_("Seria se scrie zecimal sau hexazecimal, ca în certificat."),
    ),
    KeyMismatchError: Said(
        practice=N_("Cheia nu este a certificatului: dați fișierele care merg împreună."),
        supplier=N_("Cheia publică din certificat diferă de cea a fișierului cu cheia."),
    ),
    KeyPasswordWrong: Said(
        practice=N_("Parola cheii este greșită sau lipsește: scrieți-o din nou."),
        supplier=N_("Fișierul PEM este criptat, iar parola nu îl deschide."),
    ),
    KeyUnreadable: Said(
        practice=N_("Fișierul cheii nu este o cheie privată în format PEM."),
        supplier=N_("Se primesc chei RSA sau EC în PEM (PKCS#8 sau tradițional)."),
    ),
    FileChangedError: Said(
        practice=N_(
            "Raportarea s-a schimbat în timpul semnării și nu s-a păstrat nimic: semnați din nou."
        ),
        supplier=N_("Alt program a scris în fișier; închideți exportul înainte de semnare."),
    ),
    SizeChangedError: Said(
        practice=N_(
            "Raportarea s-a schimbat în timpul semnării și nu s-a păstrat nimic: semnați din nou."
        ),
        supplier=N_("Alt program a scris în fișier; închideți exportul înainte de semnare."),
    ),
    OutputExists: Said(
        practice=N_(
            "Fișierul semnat există deja și a rămas neschimbat: dați alt nume sau cereți înlocuirea."
        ),
        supplier=N_("Opțiunile sunt --output FIȘIER și --force."),
    ),
}
TEXT_TOO_LONG: Final = Said(
    practice=N_(
        "Fișierul de trimis este mai mare decât primește platforma de obicei (%(most)s MB): "
        "împărțiți raportarea pe perioade mai mici, sau întrebați casa."
    ),
    supplier=N_(
        "Limita este OPENPIAS_REPORT_TEXT_BYTES a platformei, pentru textul Base64 întreg."
    ),
    values={"most": str(LONGEST_TEXT // 2**20)},
)
KNOWN: Final[tuple[type[Exception], ...]] = (
    *(PinWrong, ReportRefused, CertificateRefused),
    *_TOKENS,
    *_OTHERS,
)


def said(error: Exception) -> Said:
    """Return what is said of one of the `KNOWN` refusals; raises KeyError for another one."""
    if isinstance(error, PinWrong):
        return _pin_wrong(error)
    if isinstance(error, ReportRefused):
        found = _REPORTS[error.problem]
        values = {"line": str(error.line), "column": str(error.column)}
        return _with(found, values) if error.problem is ReportProblem.NOT_XML else found
    if isinstance(error, CertificateRefused):
        return _certificate(error)
    found = {**_TOKENS, **_OTHERS}[type(error)]
    return _with(found, {"fault": str(error)}) if isinstance(error, TokenFaultError) else found


def _pin_wrong(error: PinWrong) -> Said:
    supplier = N_("Stația nu încearcă niciodată același PIN a doua oară.")
    if error.tries_left is None:
        practice = N_(
            "PIN-ul tokenului este greșit. Scrieți-l din nou cu grijă: după câteva greșeli "
            "tokenul se blochează."
        )
        return Said(practice=practice, supplier=supplier)
    practice = N_(
        "PIN-ul tokenului este greșit. Încercări rămase până la blocare: %(tries)s. "
        "Opriți-vă dacă nu sunteți sigur de PIN."
    )
    return Said(practice=practice, supplier=supplier, values={"tries": str(error.tries_left)})


def _certificate(error: CertificateRefused) -> Said:
    facts = error.facts
    values = {
        "since": f"{facts.valid_from:%d-%m-%Y %H:%M} UTC",
        "until": f"{facts.valid_until:%d-%m-%Y %H:%M} UTC",
        "serial": facts.serial,
    }
    return _with(_CERTIFICATES[error.standing], values)


def _with(found: Said, values: dict[str, str]) -> Said:
    return Said(practice=found.practice, supplier=found.supplier, values=values)
