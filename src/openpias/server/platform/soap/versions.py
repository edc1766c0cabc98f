"""Since when is a list as it is now?

Lists come from several modules, which need not say when they changed: the content says it. Whoever
asks first after a change publishes the new version.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.soap.models import PublishedVersion


def issued_at(name: str, content: bytes, *, actor: Actor, at: datetime) -> datetime:
    """Return since when the list has this content, to the second; writes a row where it is new.

    `content` leaves out the date that the file says of itself. Repeating it changes nothing.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = _latest(name)
    if known is not None and known.digest == digest:
        return known.issued_at
    with transaction.atomic():
        # Those who ask at once after a change wait for the one who publishes.
        known = _latest(name, locked=True)
        if known is not None and known.digest == digest:
            return known.issued_at
        moment = at.replace(microsecond=0)
        if known is not None and moment <= known.issued_at:
            moment = known.issued_at + timedelta(seconds=1)
        made, is_new = PublishedVersion.objects.get_or_create(
            name=name, issued_at=moment, defaults={"digest": digest}
        )
        if is_new:
            facts = {"list": name, "digest": digest[:16]}
            record(
                event="list-published",
                actor=actor,
                subject_kind="published-version",
                subject_ref=str(made.pk),
                facts=facts,
                at=at,
            )
    return made.issued_at


def standing(name: str, content: bytes) -> datetime | None:
    """Return since when the published list has this content; None where it has another, or none."""
    known = _latest(name)
    is_same = known is not None and known.digest == hashlib.sha256(content).hexdigest()
    return known.issued_at if known and is_same else None


def _latest(name: str, *, locked: bool = False) -> PublishedVersion | None:
    rows = PublishedVersion.objects.filter(name=name).order_by("-issued_at")
    return (rows.select_for_update() if locked else rows).first()
