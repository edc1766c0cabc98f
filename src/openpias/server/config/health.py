"""Can this server work right now?"""

from django.db import connection
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

import openpias
from openpias.server.platform.accounts.door import public
from openpias.server.platform.outbox.background import background_status


@require_safe
@public("load balancers and supervisors ask without an account; it tells nothing about anybody")
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django passes it
    """Answer 200 when the database answers, else 503; background work that is late is only said."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        late = background_status().sealing.is_late(now=timezone.now())
    except (OperationalError, InterfaceError):
        body = {"status": "unavailable", "database": "unavailable"}
        return JsonResponse(body, status=503, headers={"Retry-After": "5"})
    return JsonResponse(
        {
            "status": "ok",
            "version": openpias.__version__,
            "database": "ok",
            "background": "late" if late else "ok",
        }
    )
