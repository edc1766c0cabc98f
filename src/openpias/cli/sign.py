"""`openpias sign FILE`: how does a report get its signature, and who signed one that is there?

What people read is Romanian, since whoever signs works at a practice.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from openpias.core.pki.certificates import CertificateFacts
    from openpias.interop.file_names import FileName
    from openpias.station.signing.choosing import Candidate
    from openpias.station.signing.signers import Signer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BUCHAREST = ZoneInfo("Europe/Bucharest")
_LARGE = 8 * 1024 * 1024


class _Refused(click.ClickException):
    """A refusal, in the language of whoever signs."""

    def show(self, file: "IO[Any] | None" = None) -> None:
        """Write it where errors go."""
        click.echo(f"Eroare: {self.format_message()}", file=file, err=file is None)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--type", "report_type", help="Type of the report, when FILE has another name: CLIN.")
@click.option("--code", help="Fiscal code, CUI or CNP of the provider, with --type.")
@click.option("--module", type=_FILE, help="PKCS#11 module of the token; else the station's own.")
@click.option("--serial", help="Serial number of the certificate, when there are several.")
@click.option("--key", type=_FILE, help="Private key in PEM instead of a token.")
@click.option("--certificate", type=_FILE, help="The certificate of that key, PEM or DER.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The sealed file.")
@click.option("--force", is_flag=True, help="Replace a sealed file that is there.")
@click.option("--check", is_flag=True, help="Open a sealed FILE again and say who signed it.")
def sign(
    file: Path, *, check: bool, output: Path | None, force: bool, **told: "str | Path | None"
) -> None:
    """Sign a report and write NAME.xml.b64, ready to be sent.

    FILE is the report in XML, named by the rule (CLIN_11343845_20261125_0809.xml), or any name with
    --type and --code. The PIN or the key's password is asked for and never taken from the command
    line. Nothing is sent, and no server is needed.
    """
    with _refusals():
        if check:
            _check(file)
            return
        _sign(file, output=output, force=force, told=told)


def _sign(
    file: Path, *, output: Path | None, force: bool, told: "dict[str, str | Path | None]"
) -> None:
    from openpias.station.signing import refusals, reports, sealing

    now = datetime.now(UTC)
    name = _name(file, report_type=told["report_type"], code=told["code"], at=now)
    target = output or file.with_name(f"{name}{sealing.ENDING}")
    sealing.refuse_existing(target, overwrite=force)
    with file.open("rb") as content:
        size = reports.check(content)
    signer = _signer(told, at=now)
    made = sealing.seal_beside(
        file,
        target,
        name=name,
        signer=signer,
        at=datetime.now(UTC),
        overwrite=force,
        progress=_progress() if size > _LARGE else lambda _done, _of: None,
    )
    _say(made.name, facts=made.facts, at=made.at, size=made.size)
    length = target.stat().st_size
    click.echo(f"Fișier de trimis: {target} ({_amount(length)})")
    if length > sealing.LONGEST_TEXT:
        practice, supplier = refusals.TEXT_TOO_LONG.told(str)
        click.echo(f"Atenție: {practice}\nPentru furnizorul IT: {supplier}", err=True)


def _name(
    file: Path, *, report_type: "str | Path | None", code: "str | Path | None", at: datetime
) -> "FileName":
    from openpias.station.signing import reports

    if report_type is None and code is None:
        return reports.named(file.name)
    if report_type is None or code is None:
        raise click.UsageError("--type și --code se dau împreună.")
    return reports.name_for(str(report_type), code=str(code), at=at)


def _signer(told: "dict[str, str | Path | None]", *, at: datetime) -> "Signer":
    key, certificate = told["key"], told["certificate"]
    if (key is None) != (certificate is None):
        raise click.UsageError("--key și --certificate se dau împreună.")
    if isinstance(key, Path) and isinstance(certificate, Path):
        return _key_signer(key, certificate, at=at)
    return _token_signer(_module(told["module"]), serial=told["serial"], at=at)


def _key_signer(key: Path, certificate: Path, *, at: datetime) -> "Signer":
    from openpias.station.signing import signers

    facts = signers.certificate_in(certificate)
    signers.ready(facts, at=at)
    password = ""
    if signers.needs_password(key):
        password = click.prompt("Parola cheii", hide_input=True, default="", show_default=False)
    return signers.KeySigner(facts=facts, key=signers.key_in(key, password=password))


def _token_signer(module: Path, *, serial: "str | Path | None", at: datetime) -> "Signer":
    from openpias.station.signing import choosing, signers

    found = choosing.candidates(module, at=at)
    chosen = choosing.with_serial(found, str(serial)) if serial else _choose(found)
    signers.ready(chosen.facts, at=at)
    _say_certificate("Semnează", chosen.facts)
    if chosen.on_token.token.has_keys:
        click.echo("Tastați PIN-ul pe cititor; unele tokenuri îl cer de două ori.")
        return signers.TokenSigner(chosen=chosen, pin="")
    pin = click.prompt("PIN-ul tokenului", hide_input=True, default="", show_default=False)
    return signers.TokenSigner(chosen=chosen, pin=pin)


def _choose(found: "tuple[Candidate, ...]") -> "Candidate":
    from openpias.station.signing.choosing import Standing

    usable = [each for each in found if each.standing is Standing.USABLE]
    if len(usable) <= 1:
        return (usable or list(found))[0]
    for number, each in enumerate(found, 1):
        note = "" if each.standing is Standing.USABLE else " – nu este valabil acum"
        _say_certificate(f"{number}. [{each.on_token.token.label}]", each.facts, note=note)
    if not sys.stdin.isatty():
        raise click.UsageError("Sunt mai multe certificate: alegeți unul cu --serial.")
    number = click.prompt("Certificatul", type=click.IntRange(1, len(found)))
    return found[number - 1]


def _module(told: "str | Path | None") -> Path:
    from openpias.station import settings

    if isinstance(told, Path):
        return told
    place = settings.folder()
    try:
        found = settings.token_module(place)
    except settings.StationSettingError as error:
        raise _Refused(str(error)) from None
    if found is None:
        raise click.UsageError(
            "Nu se știe modulul PKCS#11 al tokenului: dați --module FIȘIER, sau scrieți "
            f'token_module = "…" în {place / "station.toml"}; pentru o cheie în fișier dați --key și --certificate.'
        )
    return found


def _check(file: Path) -> None:
    from openpias.core.pki import certificates
    from openpias.interop import envelopes

    text = file.read_text(encoding="ascii", errors="replace")
    found = envelopes.open_signed(text, prefix=None)
    if not isinstance(found, envelopes.Opened):
        raise _Refused(
            f"Fișierul nu este o raportare semnată, sau a fost schimbat ({found}).\n"
            "Semnați din nou raportarea și trimiteți fișierul nou."
        )
    facts = certificates.read(found.signer)
    assert not isinstance(facts, certificates.Problem)  # noqa: S101 - an opened report has been read
    _say(found.name, facts=facts, at=found.signing_time, size=len(found.content))
    click.echo("Semnătura este bună. Emitentul și revocarea certificatului le verifică platforma.")


def _say(name: "FileName", *, facts: "CertificateFacts", at: datetime | None, size: int) -> None:
    click.echo(f"Raportare: {name} ({_amount(size)})")
    _say_certificate("Semnatar:", facts)
    moment = f"{at.astimezone(_BUCHAREST):%d-%m-%Y %H:%M:%S}" if at else "nu este scris"
    click.echo(f"Semnat la: {moment}")


def _say_certificate(before: str, facts: "CertificateFacts", *, note: str = "") -> None:
    subject = facts.subject
    holder = f"{subject.common_name}, {subject.organization}".strip(", ")
    click.echo(
        f"{before} {holder}; seria {int(facts.serial):X}, până la {facts.valid_until:%d-%m-%Y}{note}"
    )


def _amount(octets: int) -> str:
    return f"{octets / 2**20:.1f} MB" if octets >= 2**20 else f"{octets} octeți"


def _progress() -> Callable[[int, int], None]:
    """Return what writes how far the packing is, on one line and only on a terminal."""
    shown = [-1]

    def tell(done: int, of: int) -> None:
        percent = done * 100 // of
        if percent != shown[0] and sys.stderr.isatty():
            shown[0] = percent
            click.echo(f"\rSe împachetează… {percent} %", nl=done == of, err=True)

    return tell


@contextmanager
def _refusals() -> "Iterator[None]":
    """Say a refusal in its words: what to do, then what the IT supplier looks at; ends with 1."""
    from openpias.station.signing import refusals

    try:
        yield
    except refusals.KNOWN as error:
        practice, supplier = refusals.said(error).told(str)
        raise _Refused(f"{practice}\nPentru furnizorul IT: {supplier}") from None
    except OSError as error:
        raise _Refused(
            f"Fișierul nu poate fi citit sau scris: {error.strerror}.\n"
            "Verificați dosarul, drepturile și locul liber pe disc."
        ) from None
