"""How does this installation read the rules of reporting?"""

from functools import lru_cache

from openpias.core.rules import policy
from openpias.core.rules.catalogue import unknown_switches
from openpias.core.rules.policy import RulesPolicy


@lru_cache(maxsize=8)
def rules_policy(text: str) -> RulesPolicy:
    """Return the policy that a setting writes, as `sent-late=error types-with-card=off`.

    Raises ValueError for another shape, and for a rule or term that there is not.
    """
    read = policy.read(text)
    unknown = unknown_switches(read)
    if unknown:
        raise ValueError(f"no rule or term of this name: {', '.join(unknown)}")
    return read
