"""Is what a refused call still sends read, so that its answer arrives, and never without end?"""

import io

import pytest

from openpias.server.platform.http import unread

STEP = 64 * 1024


def left_after(size=3 * STEP, *, already=0, most=unread.MOST, **headers):
    """Drop the rest of a body of which some was read, and return how much is left."""
    body = io.BytesIO(b"x" * size)
    body.seek(already)
    unread.drop({"wsgi.input": body, **headers}, most=most)
    return size - body.tell()


@pytest.mark.parametrize("already", [0, 1, 3 * STEP])
def test_the_rest_of_a_body_is_read(already):
    assert left_after(already=already, CONTENT_LENGTH=str(3 * STEP)) == 0


def test_no_more_is_read_than_the_proxy_lets_through():
    assert left_after(most=STEP + 1, CONTENT_LENGTH=str(3 * STEP)) == 2 * STEP - 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "0"},
        {"CONTENT_LENGTH": str(3 * STEP), "HTTP_EXPECT": "100-continue"},
    ],
)
def test_what_was_not_declared_or_is_not_sent_yet_is_not_waited_for(headers):
    assert left_after(**headers) == 3 * STEP
