"""How is the card of a file put into a reader, and what takes it out again?"""

from collections.abc import Callable
from pathlib import Path

from openpias.station.simulator import card_file
from openpias.station.simulator.faults import Fault, FaultyCard
from openpias.station.simulator.health_card import VirtualHealthCard
from openpias.station.simulator.holding import Holding
from openpias.station.simulator.vpcd import Slot

# The reader itself may end while the card is in it.
_LOOK_EVERY = 0.5


def insert(file: Path, *, port: int, faults: tuple[Fault, ...], say: Callable[[str], None]) -> None:
    """Hold the card in the reader until it is pulled, the reader ends, or Ctrl-C is pressed.

    What the card does is in its file before it answers. Raise CardFileError, ReaderUnavailable, or
    AlreadyInsertedError where the same card is in a reader.
    """
    memory = card_file.load(file)
    card = VirtualHealthCard(memory, lambda changed: card_file.save(changed, file))
    with Holding(file) as holding:
        faulty = FaultyCard(card, faults=faults, pull=lambda: slot.pull())  # noqa: PLW0108 - made below
        slot = Slot(faulty, port=port)
        with slot:
            say(f"Card {memory.card_number} is in the reader on port {port}.")
            say(f"Pull it with Ctrl-C, or with: openpias virtual-card pull {file}")
            try:
                while not holding.wait(_LOOK_EVERY) and slot.is_inserted:
                    pass
            except KeyboardInterrupt:
                say("")
            finally:
                faulty.end_silence()
    say("The card is out of the reader.")
