"""What is a service called beside its code?"""

from datetime import date

from openpias.server.reporting.queries import nomenclatures


def shown(code: str, *, day: date) -> str:
    """Return a service by its code, and by what the list called it on a day; one query."""
    name = nomenclatures.service_name(code, day=day) if code else ""
    return f"{code} – {name}" if name else code
