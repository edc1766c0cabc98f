"""Which certificates open the door, and how long still?"""

from datetime import datetime

from openpias.server.certificates.models import CertificateCheck, EnrolledCertificate
from openpias.server.certificates.queries import visibility
from openpias.server.platform.accounts.actors import Actor

__all__ = ["PAGE", "EnrolledCertificate", "checks", "days_left", "one", "page"]
PAGE = 50


def page(actor: Actor, *, text: str, number: int) -> tuple[list[EnrolledCertificate], int]:
    """Return one page of the certificates that the actor may see, and how many pages there are.

    `text` is part of the holder's name, a fiscal code or a serial number.
    """
    found = visibility.certificates(actor)
    if text:
        by = ("holder__icontains", "owner_code", "serial")
        matching = [found.filter(**{each: text}) for each in by]
        found = matching[0] | matching[1] | matching[2]
    total = found.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    ordered = found.order_by("ended_at", "valid_until", "pk")
    return list(ordered[(number - 1) * PAGE : number * PAGE]), pages


def one(public_id: str, *, actor: Actor) -> EnrolledCertificate | None:
    """Return one certificate; None for one that the actor may not see."""
    return visibility.certificates(actor).filter(public_id=public_id).first()


def checks(enrolled: EnrolledCertificate) -> list[CertificateCheck]:
    """Return the latest checks of a certificate, the newest first."""
    found = CertificateCheck.objects.filter(key_sha256=enrolled.key_sha256)
    return list(found.order_by("-at")[:10])


def days_left(enrolled: EnrolledCertificate, *, at: datetime) -> int:
    """Return the whole days until a certificate expires; negative after it."""
    return (enrolled.valid_until - at).days
