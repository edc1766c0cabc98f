"""`openpias voice`: the night robot of the helpdesk, by SIP or beside an Asterisk."""

import asyncio
import os
import sys
from pathlib import Path

import click


@click.group(invoke_without_command=True)
@click.option("--always", is_flag=True, help="Answer in human hours too: for demonstrations alone.")
@click.pass_context
def voice(ctx: click.Context, *, always: bool) -> None:
    """Answer calls out of human hours until Ctrl-C; each call is a file in the spool.

    Settings come from the environment: docs/operations/voice.md.
    """
    if ctx.invoked_subcommand is None:
        _serve(always=always)


@voice.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the prompts; OPENPIAS_VOICE_PROMPTS when not given.",
)
def prompts(into: Path | None) -> None:
    """Give a voice to every prompt that has none, or whose text has changed.

    A recording of yours under the same name is never overwritten.
    """
    from openpias.voice import generating
    from openpias.voice.settings import VoiceSettingError, read

    try:
        folder = into or read().prompts
        done = generating.generate(folder)
    except (
        VoiceSettingError,
        generating.GeneratorMissingError,
        generating.GeneratorFailedError,
    ) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{folder}: {len(done.made)} made, {len(done.recorded)} recordings of yours kept.")


def _serve(*, always: bool) -> None:
    from openpias.voice import logs, running
    from openpias.voice.generating import GeneratorFailedError
    from openpias.voice.settings import VoiceSettingError, read
    from openpias.voice.voices import VoiceFileError

    os.umask(0o077)
    logs.configure()
    try:
        settings = read()
        asyncio.run(running.serve(settings, always=always, ready=_ready))
    except (VoiceSettingError, VoiceFileError, GeneratorFailedError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"The service cannot start or go on: {error.strerror or error}. "
            "Check OPENPIAS_VOICE_BIND and OPENPIAS_VOICE_SPOOL."
        ) from None


def _ready(port: int) -> None:
    click.echo(f"Listening for SIP on port {port}." if port else "Waiting for calls of Asterisk.")
    sys.stdout.flush()
