"""`openpias virtual-card …`: how does a developer or a trainer make a card, and put it in?"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.core.identifiers.card_number import CardNumber
    from openpias.core.smartcard.card_data import CardData
    from openpias.station.simulator.card_file import CardMemory
    from openpias.station.simulator.faults import Fault

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_FIRST_PORT = 35963


@click.group("virtual-card")
def virtual_card() -> None:
    """Health cards for development and training, in the readers of vpcd.

    They are not real, and the real card's protocol is not public: docs/interop/health-card.md says
    what these speak. On a machine with vpcd use invented data alone.
    """


@virtual_card.command()
@click.argument("file", type=_FILE)
@click.option("--number", help="Sixteen digits with their control digit; drawn when not given.")
@click.option("--cid", help="Twenty digits; drawn when not given.")
@click.option("--surname", default="Exemplu", show_default=True)
@click.option("--given-name", default="Ana", show_default=True)
@click.option("--birth-date", default="1985-02-28", show_default=True, help="YYYY-MM-DD")
@click.option(
    "--master",
    type=_EXISTING,
    help="File with the unit's master secret, so that a unit can activate and reset the card.",
)
@click.option("--activated", is_flag=True, help="Ask for a PIN and make a card that is in use.")
@click.option("--forces-change/--no-forces-change", default=True, show_default=True)
def create(file: Path, **options: object) -> None:
    """Make a card in FILE, with keys and a certificate of its own; an existing FILE stays."""
    from openpias.station.simulator import card_file

    if file.exists():
        raise click.ClickException(f"{file} exists; give another name, or delete it first.")
    memory = _made(options)
    if options["activated"]:
        memory = _activated(memory)
    try:
        card_file.save(memory, file)
    except card_file.CardFileError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file}: card {memory.card_number}. It is not real, and valid nowhere.")
    if options["master"] is None:
        click.echo("Its key was drawn: no unit can activate, change or reset it (see --master).")


@virtual_card.command()
@click.argument("file", type=_EXISTING)
@click.option("--port", default=_FIRST_PORT, show_default=True, help="The reader, by vpcd's port.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    help="pull-before=N, pull-at=N, timeout-at=N or wrong-answer-at=N: at the Nth command.",
)
def insert(file: Path, port: int, faults: tuple[str, ...]) -> None:
    """Put the card in FILE into a reader, until it is pulled or Ctrl-C is pressed.

    The first reader of vpcd waits on port 35963, the second on 35964.
    With pull-at and wrong-answer-at the card has done what it was told, and its answer is lost.
    """
    from openpias.station.simulator import card_file, inserting
    from openpias.station.simulator.holding import AlreadyInsertedError
    from openpias.station.simulator.vpcd import ReaderUnavailable

    chosen = tuple(_fault(text) for text in faults)
    try:
        inserting.insert(file, port=port, faults=chosen, say=click.echo)
    except AlreadyInsertedError:
        raise click.ClickException(f"{file} is in a reader already; pull it first.") from None
    except (card_file.CardFileError, ReaderUnavailable) as error:
        raise click.ClickException(str(error)) from None


@virtual_card.command()
@click.argument("file", type=_FILE)
def pull(file: Path) -> None:
    """Pull the card in FILE out of the reader that another window put it into."""
    from openpias.station.simulator import holding

    try:
        holding.pull(file)
    except holding.NotInsertedError:
        raise click.ClickException(f"{file} is in no reader.") from None
    click.echo(f"{file} was pulled.")


@virtual_card.command()
@click.argument("file", type=_EXISTING)
def show(file: Path) -> None:
    """Say what the card in FILE remembers; PIN and keys are never shown."""
    from openpias.core.identifiers import card_number, cid
    from openpias.core.smartcard import card_data
    from openpias.core.smartcard.card_data import CardData
    from openpias.station.simulator import card_file

    try:
        memory = card_file.load(file)
        data = card_data.decode(memory.public, CardData())
        data = card_data.decode(memory.personal, data)
    except (card_file.CardFileError, card_data.CardDataUnreadableError) as error:
        raise click.ClickException(str(error)) from None
    state = "activated" if memory.activated else "not activated (transport PIN 000)"
    if not memory.tries_left:
        state = "blocked"
    click.echo(f"Card {card_number.grouped(memory.card_number)}: {state}")
    click.echo(f"Tries left: {memory.tries_left} of 5")
    click.echo(f"PIN must be changed: {'yes' if memory.must_change else 'no'}")
    click.echo(f"PIN changes: {memory.pin_changes}, resets: {memory.resets}")
    click.echo(f"CID: {cid.grouped(data.cid)}")
    click.echo(f"Holder: {data.surname} {data.given_name}, {data.birth_date}")


def _made(options: dict[str, object]) -> "CardMemory":
    from openpias.core.smartcard.cryptograms import SHORTEST_MASTER
    from openpias.station.simulator.personalisation import Making, personalise

    master = options["master"]
    secret = master.read_bytes().strip() if isinstance(master, Path) else None
    if secret is not None and len(secret) < SHORTEST_MASTER:
        raise click.ClickException(f"{master} is shorter than {SHORTEST_MASTER} bytes.")
    making = Making(
        card_number=_number(options["number"]),
        master=secret,
        forces_change=bool(options["forces_change"]),
    )
    return personalise(_holder(options), making, now=datetime.now(UTC))


def _number(text: object) -> "CardNumber":
    from openpias.core.identifiers import card_number

    if text is None:
        return card_number.draw()
    number = card_number.parse(str(text))
    if isinstance(number, card_number.Problem):
        raise click.ClickException(f"--number is no card number ({number}).")
    return number


def _holder(options: dict[str, object]) -> "CardData":
    from openpias.core.identifiers import cid
    from openpias.core.smartcard.card_data import CardData

    given = cid.draw() if options["cid"] is None else cid.parse(str(options["cid"]))
    if isinstance(given, cid.Problem):
        raise click.ClickException(f"--cid is no CID ({given}).")
    try:
        birth_date = date.fromisoformat(str(options["birth_date"]))
    except ValueError:
        raise click.ClickException("--birth-date is no date; write 1985-02-28.") from None
    return CardData(
        surname=str(options["surname"]),
        given_name=str(options["given_name"]),
        birth_date=birth_date,
        cid=given,
    )


def _activated(memory: "CardMemory") -> "CardMemory":
    import msgspec

    from openpias.core.smartcard.pins import Pin, PinLengthError, is_reset_pin
    from openpias.station.simulator import card_file

    typed = click.prompt("PIN, four digits", hide_input=True, confirmation_prompt=True)
    try:
        with Pin(typed) as pin:
            if is_reset_pin(pin):
                raise click.ClickException("0000 is the reset PIN; choose another.")
            kept = card_file.digest(pin)
    except PinLengthError:
        raise click.ClickException("A PIN has four digits.") from None
    return msgspec.structs.replace(memory, activated=True, pin=kept)


def _fault(text: str) -> "Fault":
    from openpias.station.simulator import faults

    try:
        return faults.read(text)
    except ValueError as error:
        raise click.ClickException(f"--fault {text}: {error}.") from None
