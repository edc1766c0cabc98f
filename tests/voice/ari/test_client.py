"""Does an Asterisk that leads elsewhere get nothing sent there?"""

import asyncio

import pytest
from aiohttp import web

from openpias.voice.ari.client import AriClient, AsteriskRefusedError
from openpias.voice.settings import AriSettings


def settings(port):
    return AriSettings(
        url=f"http://127.0.0.1:{port}/ari", user="u", password="p", application="a", sounds="s"
    )


@pytest.mark.parametrize("act", ["ask", "fetch"])
def test_nobody_is_led_on_elsewhere(tmp_path, act):
    reached = []

    async def answer(request):
        reached.append(request.path)
        raise web.HTTPFound("/elsewhere")

    async def told():
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            async with AriClient(settings(port)) as client:
                if act == "ask":
                    await client.ask("GET", "/channels")
                else:
                    await client.fetch("/channels", tmp_path / "sound", most_bytes=10)
        finally:
            await runner.cleanup()

    with pytest.raises(AsteriskRefusedError, match="302"):
        asyncio.run(told())

    assert reached == ["/ari/channels"]
