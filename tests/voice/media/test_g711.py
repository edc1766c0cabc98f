"""Are our tables those of G.711? Held against sox where it is installed."""

import shutil
import subprocess
from array import array

import pytest

from openpias.voice.media.g711 import LAWS, PCMA, PCMU

ALL = bytes(range(256))
SOX = {PCMA: "al", PCMU: "ul"}


def samples(linear):
    found = array("h")
    found.frombytes(linear)
    return list(found)


@pytest.mark.parametrize(
    ("law", "octet", "value"),
    [
        *((PCMA, 0xD5, 8), (PCMA, 0x55, -8), (PCMA, 0xAA, 32256), (PCMA, 0x2A, -32256)),
        *((PCMU, 0xFF, 0), (PCMU, 0x7F, 0), (PCMU, 0x80, 32124), (PCMU, 0x00, -32124)),
    ],
)
def test_published_values(law, octet, value):
    assert samples(LAWS[law].decode(bytes([octet]))) == [value]


@pytest.mark.parametrize("law", LAWS)
def test_what_is_decoded_is_encoded_as_it_was(law):
    back = LAWS[law].encode(LAWS[law].decode(ALL))

    # The second law has two octets for zero.
    assert back == (ALL.replace(b"\x7f", b"\xff") if law == PCMU else ALL)


@pytest.mark.parametrize("law", LAWS)
def test_every_sample_gets_the_nearest_octet(law):
    values = sorted(LAWS[law].decoding)
    for sample in range(-32768, 32768, 97):
        linear = sample.to_bytes(2, "little", signed=True)
        [heard] = samples(LAWS[law].decode(LAWS[law].encode(linear)))
        assert abs(heard - sample) == min(abs(each - sample) for each in values)


@pytest.mark.parametrize("law", LAWS)
def test_silence_is_not_loud_and_speech_is(law):
    found = LAWS[law]
    loud = found.encode((4000).to_bytes(2, "little") * 160)

    assert found.loudness(bytes([found.silence]) * 160) == 0
    assert found.loudness(loud) == 1
    assert found.loudness(b"") == 0


@pytest.mark.parametrize("law", LAWS)
def test_sox_decodes_every_octet_as_we_do(law):
    sox = shutil.which("sox")
    if sox is None:
        pytest.skip("sox is not installed")
    raw = ["-t", SOX[law], "-r", "8000", "-c", "1", "-"]
    linear = ["-t", "raw", "-e", "signed", "-b", "16", "-L", "-"]

    heard = subprocess.run([sox, "-D", *raw, *linear], input=ALL, capture_output=True, check=True)

    assert samples(heard.stdout) == list(LAWS[law].decoding)
