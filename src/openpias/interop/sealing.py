"""How does a report of any size become the text that is sent, without being held in memory?

The same envelope as `envelopes.seal` makes: the file is read piece by piece, once to be signed and
once to be packed, and what is written is between two files as well.
"""

import binascii
import io
import zipfile
from collections.abc import Callable

from openpias.core.pki import signed_files
from openpias.interop import envelopes
from openpias.interop.file_names import FileName

_STEP = 1024 * 1024
# Whole groups of Base64, so that no piece but the last one is padded.
_GROUPS = 3 * 256 * 1024

Sign = Callable[[io.BufferedIOBase], bytes]
Progress = Callable[[int, int], None]


class SizeChangedError(Exception):
    """The file grew or shrank between signing and packing: what was signed is gone."""


def seal_file(
    content: io.BufferedIOBase,
    *,
    name: FileName,
    sign: Sign,
    scratch: io.BufferedRandom,
    into: io.BufferedIOBase,
    progress: Progress = lambda _done, _of: None,
) -> int:
    """Write a report's sealed text (ASCII) to `into`; return the report's size in octets.

    `sign` returns a detached CAdES signature (DER) over the file that it is given. `scratch` holds
    the archive meanwhile and is left as it ends. `progress` hears how many octets of how many are
    packed. Memory does not depend on the size. What `sign` raises passes; raises SizeChangedError.
    """
    size = content.seek(0, io.SEEK_END)
    head, tail = signed_files.around(sign(content), size=size)
    content.seek(0)
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = envelopes.entry_of(name)
        entry.file_size = len(head) + size + len(tail)
        with archive.open(entry, "w") as file:
            file.write(head)
            done = 0
            while step := content.read(_STEP):
                file.write(step)
                done += len(step)
                progress(done, size)
            file.write(tail)
    if done != size:
        raise SizeChangedError
    _encode(scratch, into)
    return size


def _encode(archive: io.BufferedRandom, into: io.BufferedIOBase) -> None:
    archive.seek(0)
    while step := archive.read(_GROUPS):
        into.write(binascii.b2a_base64(step, newline=False))
