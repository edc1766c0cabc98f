"""How do two incidents about one thing become one?

The rows are held in the order of their keys, so that two merges at once do not wait for each other.
"""

from datetime import datetime

from django.db import transaction

from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done
from openpias.server.helpdesk.enums import Happening, IncidentState
from openpias.server.helpdesk.models import OPEN_STATES, Incident, KnownMessageId
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.holding import allow, done
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor


def merge(public_id: str, *, into: str, actor: Actor, at: datetime) -> Done:
    """Let an incident be a part of another one, which goes on; done again it changes nothing.

    Entries stay where they are, and both pages show the other. Further mails go to the other.
    """
    allow(actor, Permission.HANDLE)
    first, second = visibility.reference(public_id), visibility.reference(into)
    if first is None or second is None:
        raise DeskRefused(DeskProblem.UNKNOWN)
    if first == second:
        raise DeskRefused(DeskProblem.SELF_MERGE)
    with transaction.atomic():
        rows = visibility.incidents(actor).filter(public_id__in=(first, second)).order_by("pk")
        found = {each.public_id: each for each in rows.select_for_update()}
        if len(found) != 2:
            raise DeskRefused(DeskProblem.UNKNOWN)
        return _merged(found[first], found[second], actor=actor, at=at)


def _merged(one: Incident, other: Incident, *, actor: Actor, at: datetime) -> Done:
    if one.merged_into_id == other.pk:
        return done(one, is_new=False)
    if IncidentState.MERGED in {one.state, other.state}:
        raise DeskRefused(DeskProblem.MERGED)
    if one.state not in OPEN_STATES or other.state not in OPEN_STATES:
        raise DeskRefused(DeskProblem.CLOSED)
    one.state, one.merged_into, one.paused_at = IncidentState.MERGED, other, None
    one.closed_at, one.closed_by, one.changed_at = at, actor.account_id, at
    one.save()
    KnownMessageId.objects.filter(incident=one).update(incident=other)
    Incident.objects.filter(pk=other.pk).update(changed_at=at)
    trail.happened(
        one,
        Happening.MERGED,
        actor=actor,
        facts={"into": str(other.public_id)},
        shown={"reference": other.reference},
        at=at,
    )
    trail.happened(
        other,
        Happening.MERGED,
        actor=actor,
        facts={"from": str(one.public_id)},
        shown={"reference": one.reference},
        at=at,
    )
    return done(one)
