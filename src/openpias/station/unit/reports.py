"""How does the station fetch a report that was built on the portal, and give it back signed?

`GET reports/{id}/unsigned` answers the XML, named by `Content-Disposition`; `POST reports/{id}/signed`
takes the sealed text as it is sent to `sendReport`. Both may be repeated: the report is the same one
as long as nobody changes it, and the same text again changes nothing.
"""

from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, Final
from urllib.parse import quote

from openpias.interop import envelopes
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitAnswerUnreadable

_TEXT: Final = "text/plain; charset=us-ascii"


class PortalReports:
    """The reports of one user of one provider; a `signing.desk.Portal`."""

    def __init__(self, unit: UnitClient, *, largest: int = envelopes.LARGEST) -> None:
        self._unit = unit
        self._largest = largest

    def unsigned(self, report_id: str, into: BinaryIO) -> str:
        """Write a report's XML and return its file name; raises UnitError."""
        path = f"reports/{quote(report_id, safe='')}/unsigned"
        with self._unit.downloading(path) as response:
            heard = 0
            for chunk in response.iter_bytes():
                heard += len(chunk)
                if heard > self._largest:
                    raise UnitAnswerUnreadable
                into.write(chunk)
            return _file_name(response.headers.get("content-disposition", ""))

    def hand_in(self, report_id: str, sealed: Iterator[bytes]) -> None:
        """Give a sealed report back; raises UnitError."""
        path = f"reports/{quote(report_id, safe='')}/signed"
        self._unit.upload(path, sealed, kind=_TEXT)


def _file_name(disposition: str) -> str:
    """Return what RFC 6266 says the file is called, read by the standard library."""
    message = Message()
    message["Content-Disposition"] = disposition or "attachment"
    return message.get_filename() or ""
