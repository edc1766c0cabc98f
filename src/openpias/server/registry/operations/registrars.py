"""May this actor register persons today?

The routes ask for a permission; the law of the day is asked here as well, for every way in.
"""

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.domain.rules import Registrar


def finding(policy: Policy, *, actor: Actor) -> Finding | None:
    """Return why the actor does not register on the policy's day, or None."""
    registrar = _registrar(actor)
    if policy.lets_register(registrar):
        return None
    return Finding(code="registering-is-not-yours", path="")


def _registrar(actor: Actor) -> Registrar:
    """Tell a provider, known by its fiscal code, from a house or another office, known by letters."""
    return Registrar.PROVIDER if actor.provider.code.isdecimal() else Registrar.HOUSE
