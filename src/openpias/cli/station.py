"""`openpias station`: the provider's own application, for the browser of this computer alone."""

import signal
import threading
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.station.cards.workplace import Workplace
    from openpias.station.settings import StationSettings
    from openpias.station.signing.desk import SigningDesk
    from openpias.station.unit.client import UnitClient
    from openpias.station.unit.signing_in import SignIn


@click.command()
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder with station.toml; OPENPIAS_STATION_HOME, or .openpias-station in your home.",
)
@click.option(
    "--demo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work with the server that `openpias run` started in this folder, as its demo user.",
)
@click.option("--port", default=0, help="Port on loopback; a free one when not given.")
@click.option("--browser/--no-browser", default=True, help="Open the station's page.")
def station(home: Path | None, demo: Path | None, port: int, *, browser: bool) -> None:
    """Serve the station until Ctrl-C; the link it prints opens it once."""
    from openpias.station import settings
    from openpias.station.signing.desk import SigningDesk
    from openpias.station.unit.client import AddressRefusedError
    from openpias.station.unit.reports import PortalReports

    place = home or settings.folder()
    try:
        told = _demo(demo) if demo else settings.read(place)
    except settings.StationSettingError as error:
        raise click.ClickException(str(error)) from None
    password = told.password or click.prompt(f"Password of {told.username}", hide_input=True)
    try:
        sign_in = _sign_in(told)
        unit = _unit(told, password=password, sign_in=sign_in)
    except AddressRefusedError:
        raise click.ClickException(
            f"{told.server}: a password travels there, so only https:// will do."
        ) from None
    workplace = _workplace(told, unit=unit, sign_in=sign_in, place=place)
    desk = SigningDesk(told.token_module, portal=PortalReports(unit))
    try:
        _serve(workplace, desk, told, place=place, port=port, browser=browser)
    except OSError as error:
        raise click.ClickException(f"Port {port} cannot be used: {error.strerror}.") from None


def _demo(folder: Path) -> "StationSettings":
    """Return what the demonstration's own file says; it is the portal of this computer."""
    import json

    from openpias.station.settings import StationSettingError, StationSettings

    file = folder / "demo.json"
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return StationSettings(
            server=said["base_url"],
            username=said["username"],
            password=said["password"],
            contract=said["contract"],
            house_code=said["house"],
            is_demo=True,
        )
    except (OSError, ValueError, KeyError):
        raise StationSettingError(
            f"{file} is none of a demonstration that runs: openpias run"
        ) from None


def _unit(told: "StationSettings", *, password: str, sign_in: "SignIn | None") -> "UnitClient":
    import ssl

    from openpias.station.unit.client import UnitClient

    return UnitClient(
        told.server,
        username=told.username,
        password=password,
        token=sign_in.token if sign_in is not None else lambda: "",
        verify=ssl.create_default_context(cafile=str(told.trust)) if told.trust else True,
    )


def _workplace(
    told: "StationSettings", *, unit: "UnitClient", sign_in: "SignIn | None", place: Path
) -> "Workplace":
    from openpias.core.contracts.management_unit import ContractReference
    from openpias.station import settings
    from openpias.station.cards.workplace import Workplace

    return Workplace(
        unit=unit,
        contract=ContractReference(house=told.house, number=told.contract),
        terminal=settings.remembered_terminal(place),
        sign_in=sign_in,
    )


def _sign_in(told: "StationSettings") -> "SignIn | None":
    if told.token_module is None:
        return None
    from openpias.station.devices import token_signing
    from openpias.station.unit.signing_in import SignIn

    return SignIn(partial(token_signing.sign, told.token_module))


def _serve(
    workplace: "Workplace",
    desk: "SigningDesk",
    told: "StationSettings",
    *,
    place: Path,
    port: int,
    browser: bool,
) -> None:
    from openpias.station import settings
    from openpias.station.web.app import About, app
    from openpias.station.web.guard import ENTRANCE, Keys
    from openpias.station.web.serving import loopback_socket, serving

    ended, keys = threading.Event(), Keys()
    with loopback_socket(port) as bound:
        port = bound.getsockname()[1]
        pages = app(
            workplace,
            about=About(username=told.username, unit=told.server, is_demo=told.is_demo),
            port=port,
            keys=keys,
            remember_terminal=partial(settings.remember_terminal, place),
            desk=desk,
        )
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: ended.set())
        workplace.start()
        try:
            with serving(pages, bound):
                link = f"http://127.0.0.1:{port}{ENTRANCE}?cheie={keys.entrance()}"
                click.echo(f"Open once, within two minutes: {link}")
                if browser:
                    webbrowser.open(link)
                while not ended.wait(0.5):  # Ctrl-C comes through on Windows only in between
                    pass
                workplace.hang_up()
        finally:
            workplace.stop()
            desk.close()
