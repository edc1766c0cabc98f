"""Which operation runs on the card, how far is it, and how did it end?"""

from dataclasses import dataclass, field
from datetime import datetime

from openpias.core.smartcard.outcomes import Outcome
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import Operation

PROMPTS: dict[Operation, tuple[Prompt, ...]] = {
    Operation.AUTHENTICATE: (Prompt.CURRENT,),
    Operation.RESET_PIN: (Prompt.RESET,),
    Operation.CHANGE_PIN: (Prompt.CURRENT, Prompt.NEW, Prompt.CONFIRMATION),
    Operation.ACTIVATE: (Prompt.TRANSPORT, Prompt.NEW, Prompt.CONFIRMATION),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One operation: running while `outcome` is missing.

    `asked` is what is to be typed now, `typed` what was taken already; `on_terminal`: the terminal's
    own keys take everything, one after another.
    """

    operation: Operation
    begun_at: datetime
    asked: Prompt | None = None
    typed: tuple[Prompt, ...] = ()
    on_terminal: bool = False
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    signature: str = field(default="", repr=False)

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self.outcome is None
