"""How is it told in what a signed file is not the report that was built here?"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from openpias.server.reporting.domain.outcomes import IntakeProblem

_NONE = "–"


def is_other(code: str) -> bool:
    """Tell whether a file was refused because it is not the one that was built here."""
    return code == IntakeProblem.BUILT_DIFFERS


def differences(facts: Mapping[str, str]) -> list[list[str]]:
    """Return a row for each thing that differs: what, here, in the signed file."""
    if "built_octets" not in facts:
        return []
    of_file = _different(
        (_("Numele fișierului"), facts["built_name"], facts["file_name"]),
        (_("Mărimea (octeți)"), facts["built_octets"], facts["octets"]),
    )
    if "same" not in facts:
        return of_file
    other = _("altul") if facts["header"] != "same" else _NONE
    of_content = _different(
        (_("Antetul (contract, perioadă, totaluri)"), _NONE, other),
        (_("Servicii schimbate"), _NONE, _some(facts["changed"])),
        (_("Servicii în plus"), _NONE, _some(facts["more"])),
        (_("Servicii care lipsesc"), _NONE, _some(facts["missing"])),
    )
    if not of_content and facts["built_name"] == facts["file_name"]:
        rewritten = _("aceleași servicii, dar fișierul a fost scris din nou")
        of_content = [[_("Forma fișierului"), _NONE, rewritten]]
    return of_file + of_content


def _some(number: str) -> str:
    return _NONE if number == "0" else number


def _different(*rows: tuple[str, str, str]) -> list[list[str]]:
    return [[what, ours, theirs] for what, ours, theirs in rows if ours != theirs]
