"""In which words does the register of distinct records show a service, its document and the totals?"""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.server.registry import api as registry
from openpias.server.registry.api import KeptProof, ProofKind
from openpias.server.reporting.queries.distinct import DistinctRow, DistinctTotal
from openpias.server.reporting.web import labels, navigation


def proof(found: KeptProof | None) -> str:
    """Return the document whose copy is kept, or the medical document in its place."""
    if found is None:
        return _("persoana nu mai este în registru")
    kind = registry.document_type(found.type, language=translation.get_language() or "ro")
    issued = dates.typed(found.issued_on) if found.issued_on else ""
    text = {
        ProofKind.IDENTITY: f"{kind} {found.document} {issued}",
        ProofKind.PERMIT: _("permis de ședere %(number)s") % {"number": found.document},
        ProofKind.MEDICAL: _(
            "document medical în locul actului: %(document)s %(issued)s (%(reason)s)"
        )
        % {"document": found.document, "issued": issued, "reason": found.reason or "–"},
        ProofKind.NONE: _("niciun document: cereți actul sau faceți documentul medical"),
    }[found.kind]
    kept = _("copie păstrată") if found.copies_kept else _("nu s-a notat că se păstrează copia")
    return f"{' '.join(text.split())}; {kept}"


def columns() -> list[str]:
    """Return what stands in a row of a table."""
    return [
        *(_("Ziua"), _("Persoana"), _("Numărul"), _("Documentul")),
        *(_("Felul"), _("Serviciul"), _("Cantitatea"), _("Valoarea (lei)")),
    ]


def cells(row: DistinctRow) -> list[str]:
    """Return a service as a row of a table, or of the paper."""
    name = f"{row.proof.surname} {row.proof.given_name}".strip() if row.proof else ""
    return [
        dates.typed(row.given_on),
        name or "–",
        row.identifier,
        proof(row.proof),
        row.kind,
        " ".join(part for part in (row.service_code, row.what) if part) or "–",
        labels.quantity(row.quantity),
        labels.money(row.value) if row.value is not None else "–",
    ]


def shown(row: DistinctRow) -> dict[str, Any]:
    """Return a service as an entry of the list on screen."""
    day, name, number, document, kind, service, quantity, value = cells(row)
    return {
        "day": day,
        "name": name,
        "number": number,
        "document": document,
        "kind": kind,
        "service": service,
        "quantity": quantity,
        "value": value,
        "is_missing": row.proof is None or row.proof.kind is ProofKind.NONE,
        "entry": f"{navigation.REGISTER}/{row.entry}" if row.entry else "",
        "report": f"{navigation.REPORTS}/{row.report}" if row.report else "",
    }


def total_columns() -> list[dict[str, Any]]:
    """Return what stands in a row of the totals."""
    texts = (_("Servicii"), _("Persoane"), _("Valoarea (lei)"))
    return [{"text": _("Felul")}, *({"text": text, "numeric": True} for text in texts)]


def total_row(total: DistinctTotal) -> list[str]:
    """Return what was given under a kind."""
    kind = labels.kind(total.kind)
    shown = kind if kind == total.kind else f"{kind} ({total.kind})"
    return [shown, str(total.services), str(total.persons), labels.money(total.value)]
