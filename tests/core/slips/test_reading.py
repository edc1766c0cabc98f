"""Does whatever is sent as a picture or PDF end in codes or a refusal, and nothing else?"""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.core.slips.test_document import CODE, VERIFY_AT, slip

from openpias.core.slips import document, reading
from openpias.core.slips.reading import ReadRefusal

PDF = document.render([slip()], verify_at=VERIFY_AT)


def drawn(kind: str) -> bytes:
    output = io.BytesIO()
    Image.radial_gradient("L").resize((64, 64)).save(output, kind)
    return output.getvalue()


SOUND = [drawn(kind) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")]
SPOILED = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(content=st.sampled_from(SOUND), changes=SPOILED, length=st.integers(1, 5000))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_spoiled_picture_is_refused_and_raises_nothing(content, changes, length):
    spoiled = bytearray(content)
    for place, value in changes:
        spoiled[place % len(spoiled)] = value

    assert isinstance(reading.read_codes(bytes(spoiled[:length])), ReadRefusal)


def test_only_the_first_pages_of_a_pdf_are_read():
    pages = [slip(practice=place >= reading.MOST_PAGES) for place in range(reading.MOST_PAGES + 1)]

    assert reading.read_codes(document.render(pages, verify_at=VERIFY_AT)) == [CODE]


def test_several_threads_read_pdfs_at_once():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(reading.read_codes, [PDF] * 24))

    assert found == [[CODE]] * 24


def test_one_thread_at_a_time_is_within_pdfium():
    # Two at once end the whole process, though not every time: so the lock itself is asked.
    with ThreadPoolExecutor(1) as pool:
        with reading._pdfium:
            waiting = pool.submit(reading.read_codes, PDF)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)

        assert waiting.result(timeout=30) == [CODE]
