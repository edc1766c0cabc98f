"""How do tests call the official operations? Through the WSGI callable that the web server runs."""

from openpias.interop.operations import SERVICES, named
from openpias.interop.soap.answers import read_answer
from openpias.interop.soap.calls import write_call
from tests.factories import calls

XML = "text/xml; charset=utf-8"


def post(service, message, *, account=None, content_type=XML, headers=None):
    """Send octets to the address of a service."""
    return calls.call(
        "POST",
        SERVICES[service].path,
        account=account,
        raw=message,
        content_type=content_type,
        headers={"SOAPAction": '""', **(headers or {})},
    )


def message(service, operation, **given):
    """Return a call as a stock client writes it."""
    return write_call(named(service)[operation], given)


def call(service, operation, *, account=None, headers=None, **given):
    """Call an operation and return the reply as it came, and what a client reads in it."""
    sent = message(service, operation, **given)
    reply = post(service, sent, account=account, headers=headers)
    return reply, read_answer(reply.content, operation=named(service)[operation])
