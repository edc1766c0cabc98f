"""`openpias cards …`: how does a card of the register become a file for the virtual card?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.server.cards.operations.demo import DemoCard
    from openpias.station.simulator.card_file import CardMemory

# Everybody may know it: the cards of the demonstration open nothing real.
DEMO_PIN = "1234"
DEMO_SPOILT_TRIES = 0


@click.group()
def cards() -> None:
    """Make card files for `openpias virtual-card`; never in production."""


@cards.command()
@click.argument("number")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The card file; an existing one stays.",
)
@click.option("--forces-change/--no-forces-change", default=True, show_default=True)
def personalise(number: str, *, out: Path, forces_change: bool) -> None:
    """Write the card with NUMBER to a file: holder, keys, certificate; not activated.

    The card's own key pair is made here and never leaves the file; its certificate is signed by the
    installation's card authority. Done again, an earlier file of the card serves no longer for signing.
    """
    _setup()
    from openpias.core.identifiers import card_number

    parsed = card_number.parse(number)
    if isinstance(parsed, card_number.Problem):
        raise click.ClickException("A card number has sixteen digits and ends in a control digit.")
    if out.exists():
        raise click.ClickException(f"{out} exists; give another name, or delete it first.")
    _write(_memory(parsed, forces_change=forces_change), out)
    click.echo(f"{out}: the card, not activated (transport PIN 000).")


@cards.command()
def demo() -> None:
    """Write the cards of the demonstration to $OPENPIAS_HOME/cards; files that are there stay."""
    _setup()
    from django.conf import settings

    from openpias.server.local import demo_cards

    folder = settings.HOME / "cards"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = demo_cards.enter(at=datetime.now(UTC))
    for each in made:
        file = folder / f"{each.name}.json"
        if not file.exists():
            _write(_as_is(_memory(each.number, forces_change=True), each), file)
    click.echo(f"{len(made)} cards in {folder}; PIN of those in use: {DEMO_PIN}")


def _setup() -> None:
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()


def _memory(number: str, *, forces_change: bool) -> "CardMemory":
    """Return the card as it leaves the factory; raises ClickException where it cannot be made."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    from openpias.core.smartcard import card_data
    from openpias.core.smartcard.card_data import File
    from openpias.server.cards.domain.outcomes import CardProblem
    from openpias.server.cards.operations import personalising
    from openpias.server.cards.operations.personalising import KeyExportRefusedError
    from openpias.station.simulator.card_file import CardMemory

    key = ec.generate_private_key(ec.SECP256R1())
    try:
        made = personalising.personalise(number, public_key=key.public_key(), at=datetime.now(UTC))
    except KeyExportRefusedError:
        raise click.ClickException(
            "Production gives no card key away: card files are for demonstration and tests."
        ) from None
    if isinstance(made, CardProblem):
        raise click.ClickException("The register has no card with this number.")
    return CardMemory(
        card_number=made.card_number,
        card_key=made.card_key,
        forces_change=forces_change,
        signing_key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(
            "ascii"
        ),
        certificate=made.certificate,
        public=card_data.encode(made.data, File.PUBLIC),
        personal=card_data.encode(made.data, File.PERSONAL),
    )


def _as_is(memory: "CardMemory", card: "DemoCard") -> "CardMemory":
    """Return the card of the demonstration as its state in the register says."""
    from msgspec.structs import replace

    from openpias.core.smartcard.pins import Pin
    from openpias.station.simulator.card_file import digest

    if not card.is_activated:
        return memory
    with Pin(DEMO_PIN) as pin:
        memory = replace(memory, activated=True, pin=digest(pin))
    return replace(memory, tries_left=DEMO_SPOILT_TRIES) if card.is_blocked else memory


def _write(memory: "CardMemory", file: Path) -> None:
    from openpias.station.simulator import card_file

    try:
        card_file.save(memory, file)
    except card_file.CardFileError as error:
        raise click.ClickException(str(error)) from None
