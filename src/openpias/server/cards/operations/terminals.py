"""How does a card terminal become one of ours?

Enrolment is automatic at the first use (Annex 102, 2.4); another contract is another enrolment.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from openpias.core.contracts.management_unit import Right
from openpias.core.smartcard.states import Profile
from openpias.server.cards.domain import rights
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.models import Terminal
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The terminal, as whom its provider uses cards, and what it may do; also while offline."""

    terminal: str
    profile: Profile
    rights: tuple[Right, ...]
    offline_rights: tuple[Right, ...]


def enrol(
    serial: str, *, name: str, house: str, contract: str, actor: Actor, at: datetime
) -> Enrolled | UnitRefusal:
    """Enrol a terminal of the actor's provider; the same terminal and contract again is the same row."""
    if house != actor.provider.house_code:
        return UnitRefusal.NOT_YOUR_CONTRACT
    profile = rights.profile_of(providers.kinds_of(actor.provider.code))
    with transaction.atomic():
        terminal, is_new = Terminal.objects.get_or_create(
            provider_code=actor.provider.code,
            house_code=house,
            contract_number=contract,
            serial=serial,
            defaults={
                "name": name,
                "profile": profile.value,
                "enrolled_at": at,
                "enrolled_by": actor.account_id,
            },
        )
        if is_new or terminal.profile != profile or terminal.name != name:
            terminal.profile, terminal.name = profile.value, name
            terminal.save(update_fields=["profile", "name"])
            record(
                event="terminal-enrolled" if is_new else "terminal-changed",
                actor=actor,
                subject_kind="terminal",
                subject_ref=str(terminal.public_id),
                facts={"house": house, "profile": profile.value},
                at=at,
            )
    day, withheld = day_of(at), settings.CARD_RIGHTS_WITHHELD
    return Enrolled(
        terminal=str(terminal.public_id),
        profile=profile,
        rights=rights.rights(profile, on=day, withheld=withheld),
        offline_rights=rights.offline_rights(profile, on=day, withheld=withheld),
    )
