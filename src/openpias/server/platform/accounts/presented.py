"""Which certificate did the browser or program show in its TLS handshake?

nginx ends TLS and passes the certificate on in a header, together with a key that only it and we
know: a header that a client invents comes without the key and is worth nothing. nginx blanks both
headers on its other port; the key holds even where a location forgets to.
"""

import hmac
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest

_KEY = "HTTP_X_DOOR_KEY"
_CERTIFICATE = "HTTP_X_CLIENT_CERTIFICATE"
# A certificate of 16 KiB, in PEM and with every "+" and "/" escaped.
_LONGEST = 40_000


def certificate(request: HttpRequest) -> bytes | None:
    """Return the PEM that nginx vouches for, or None; whether it is believed is another question."""
    if not came_by_the_door(request):
        return None
    escaped = request.META.get(_CERTIFICATE, "")
    if not escaped or len(escaped) > _LONGEST:
        return None
    return unquote(escaped).encode()


def came_by_the_door(request: HttpRequest) -> bool:
    """Tell whether this request came through the port that asks for certificates."""
    expected: bytes = settings.DOOR_KEY
    shown = request.META.get(_KEY, "").encode("latin-1", "replace")
    return bool(expected) and hmac.compare_digest(shown, expected)
