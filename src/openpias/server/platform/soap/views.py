"""What does an address of the official interface answer?

GET: our description of the service, for everybody, as the tools that make clients fetch it.
POST: a call, by somebody with both factors; what it leads to is in the table of handlers.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from openpias.interop.operations import Operation, Service
from openpias.interop.soap import wsdl
from openpias.interop.soap.answers import write_answer
from openpias.interop.soap.calls import Call, read_call
from openpias.interop.soap.parsing import Limits
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.accounts.marks import marked, require
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap import bodies, faults
from openpias.server.platform.soap.handlers import Asked, handler_of
from openpias.server.platform.soap.permissions import Permission

# An argument of these is a number or a name; no report comes in.
_SMALL = frozenset({"SiuiInsuredWS", "HospitalFeedbackWS"})
_SMALL_OCTETS = 64 * 1024


def endpoint(service: Service) -> Callable[..., HttpResponse]:
    """Return the view of a service."""

    @requires_basic(Permission.CALL)
    def called(request: HttpRequest) -> HttpResponse:
        return _answered(request, service)

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return called(request)
        text = _description(service, f"{origin(request)}{service.path}")
        return HttpResponse(text, content_type=faults.CONTENT_TYPE)

    view.csrf_exempt = True  # type: ignore[attr-defined]
    # The right of a call; a description is no secret, and tools cannot show a token to fetch it.
    return marked(view, permission=Permission.CALL)


def origin(request: HttpRequest) -> str:
    """Return under which origin the caller reaches us, as `https://host:8443`."""
    return f"{request.scheme}://{request.get_host()}"


# Under many names of hosts only some are remembered.
@lru_cache(maxsize=64)
def _description(service: Service, address: str) -> bytes:
    return wsdl.describe(service, address=address)


def _answered(request: HttpRequest, service: Service) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    call = _call(request, service)
    operation = call.operation
    # The fault of anything that goes wrong from here on is the one that this operation declares.
    request.soap_operation = operation  # type: ignore[attr-defined]
    request.logged = {"operation": operation.name}  # type: ignore[attr-defined]
    handler = handler_of(operation)
    if handler is None:
        raise Problem(status=400, code="soap-not-built", extra={"facts": _named(operation)})
    require(handler.permission, actor=actor)
    asked = Asked(
        operation=operation,
        parts=call.parts,
        actor=actor,
        at=timezone.now(),
        origin=origin(request),
    )
    content = write_answer(operation, handler.answer(asked))
    return HttpResponse(content, content_type=faults.CONTENT_TYPE)


def _call(request: HttpRequest, service: Service) -> Call:
    most = _SMALL_OCTETS if service.name in _SMALL else settings.SOAP_BYTES
    data = bodies.read(request, most=most)
    found = read_call(data, service=service, limits=Limits(octets=most))
    if isinstance(found, Call):
        return found
    raise faults.refused(found)


def _named(operation: Operation) -> dict[str, str]:
    return {"operation": operation.name, "service": operation.service.name}
