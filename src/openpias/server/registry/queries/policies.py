"""Which rules hold on a day, with the switches of this installation?"""

from datetime import date
from functools import lru_cache

from django.conf import settings

from openpias.server.registry.domain.policy import Policy, Switches, policy_on


@lru_cache(maxsize=8)
def policy(day: date) -> Policy:
    """Return the policy of a day."""
    switches = Switches(
        entry_date_inclusive=settings.ENTRY_DATE_INCLUSIVE,
        displaced_insured=settings.DISPLACED_INSURED,
    )
    return policy_on(day, switches)
