"""Which look-ups did no service follow, as far as it is known?

A look-up counts as followed when the same provider then registered, corrected or recorded something
about the same person, or printed the slip. Ours: until services are reported, these are all the acts
that can follow.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts import second_factor
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit import queries as audit
from openpias.server.registry.permissions import Permission

SHOWN_FOR = timedelta(days=30)
FOLLOWS = (
    *("person-registered", "person-joined", "person-corrected"),
    *("slip-printed", "number-withdrawn", "persons-merged"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """One look-up: when, by whom (the holder of the certificate, else the user), and why."""

    at: datetime
    who: str
    provider: str
    reason: str


def not_followed(actor: Actor, *, at: datetime) -> list[LookUp]:
    """Return the look-ups of the last days that the actor answers for, the newest first."""
    entries = audit.not_followed(
        "person-opened", followed_by=FOLLOWS, providers=_providers(actor), since=at - SHOWN_FOR
    )
    users = accounts.user_names(each.account_id for each in entries if each.account_id)
    shown = {str(each.facts["certificate"]) for each in entries if "certificate" in each.facts}
    holders = second_factor.port().holders(shown)
    names = accounts.provider_names(each.provider_code for each in entries)
    return [
        LookUp(
            at=each.at,
            who=holders.get(
                str(each.facts.get("certificate")), users.get(each.account_id or 0, "")
            ),
            provider=names.get(each.provider_code, each.provider_code),
            reason=str(each.facts.get("reason", "")),
        )
        for each in entries
    ]


def _providers(actor: Actor) -> set[str] | None:
    """Return whose look-ups these are: one's own provider's, those of the house, or all (None)."""
    if actor.may(Permission.REGISTER):
        return {actor.provider.code}
    if actor.may(Permission.OPEN_HOUSE):
        return accounts.providers_of(actor.provider.house_code)
    return None
