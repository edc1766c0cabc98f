"""Does a record say the same as one with its id said before?"""

from hashlib import blake2b

import msgspec

from openpias.core.rules.records import ServiceRecord

_ENCODER = msgspec.json.Encoder(order="deterministic")
_SIZE = 16


def digest(record: ServiceRecord) -> str:
    """Return 32 hexadecimal digits of everything that the record says, but where it stood.

    It is kept with the record and is as confidential: whoever has it can try patients out.
    """
    said = msgspec.structs.replace(record, path="")
    return blake2b(_ENCODER.encode(said), digest_size=_SIZE).hexdigest()
