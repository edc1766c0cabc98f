"""Who took figures away as a file?"""

from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.queries.figures import Scope


def note(scope: Scope, *, actor: Actor, at: datetime) -> None:
    """Write an audit row that the figures of a period were saved; call it before the first byte.

    Each file that is given is a row of its own.
    """
    record(
        event="figures-exported",
        actor=actor,
        subject_kind="figures",
        subject_ref=f"{scope.first.isoformat()}--{scope.last.isoformat()}",
        facts={"everybody": scope.provider is None},
        at=at,
    )
