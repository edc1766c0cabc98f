"""Which houses stand in a catalogue, and of which kind is each?"""

from openpias.interop.messages.catalogue_contents import House
from openpias.server.providers.queries.houses import houses

_KINDS = {"CAS-B": "CASMB", "CASAOPSNAJ": "CASAOPSNAJ"}


def listed_houses() -> tuple[House, ...]:
    """Return every house, those that ended included; all others are county houses."""
    return tuple(
        House(
            code=each.code,
            name=each.name,
            kind=_KINDS.get(each.code, "CJAS"),
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
        for each in houses()
    )
