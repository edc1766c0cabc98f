"""An Asterisk for tests: its REST interface and its events, on loopback, with a caller that acts.

It follows the description of the interface of Asterisk 18 and later; Debian 12 ships none to hold
it against.
"""

import asyncio
import base64
import contextlib
import io
import wave

from aiohttp import WSMsgType, web

USER, PASSWORD = "openpias", "of the tests only"


def wav(linear):
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(linear)
    return written.getvalue()


class Asterisk:
    """Plays a prompt in no time unless `holds` names it, and records what `message` says."""

    def __init__(self):
        self.asked, self.played, self.stored, self.holds = [], [], {}, set()
        self.message = wav(b"\x00\x20\x00\xe0" * 16000)
        self.sockets = set()
        self.changed = asyncio.Event()
        self.recording, self.playing = None, {}

    async def tell(self, **event):
        for socket in tuple(self.sockets):
            await socket.send_json({"application": "openpias", **event})

    async def until(self, condition):
        async with asyncio.timeout(5):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def calls(self, channel="c1", number="0722000111"):
        await self.until(lambda: self.sockets)
        await self.tell(
            type="StasisStart",
            channel={
                "id": channel,
                "caller": {"number": number, "name": ""},
                "dialplan": {"exten": "0800800950"},
            },
            args=[],
        )

    async def presses(self, key, channel="c1"):
        await self.tell(type="ChannelDtmfReceived", digit=key, channel={"id": channel})

    async def hears(self, prompt):
        await self.until(lambda: f"sound:openpias/{prompt}" in self.played)

    async def hangs_up(self, channel="c1"):
        if self.recording:
            await self.ends_recording()
        await self.tell(type="StasisEnd", channel={"id": channel})

    async def ends_recording(self):
        name, self.recording = self.recording, None
        self.stored[name] = self.message
        await self.tell(
            type="RecordingFinished",
            recording={"name": name, "state": "done", "format": "wav", "duration": 8},
        )

    # The interface.

    async def handle(self, request):
        expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            return web.Response(status=401)
        path = request.path.removeprefix("/ari")
        if path == "/events":
            return await self.events(request)
        self.asked.append((request.method, path, dict(request.query)))
        self.changed.set()
        return await self.answer(request.method, path.split("/")[1:], request.query)

    async def answer(self, method, parts, query):  # noqa: PLR0911 - a table of routes
        match method, *parts:
            case "POST", "channels", channel, "play", playback:
                self.played.append(query["media"])
                self.playing[playback] = channel
                if query["media"].rpartition("/")[2] not in self.holds:
                    await self.finish(playback)
                return web.json_response({"id": playback}, status=201)
            case "DELETE", "playbacks", playback:
                if playback not in self.playing:
                    return web.Response(status=404)
                await self.finish(playback)
                return web.Response(status=204)
            case "POST", "channels", _, "record":
                self.recording = query["name"]
                return web.json_response({"name": query["name"]}, status=201)
            case "GET", "recordings", "stored", name, "file":
                if name not in self.stored:
                    return web.Response(status=404)
                return web.Response(body=self.stored[name], content_type="audio/wav")
            case "DELETE", "recordings", "stored", name:
                return web.Response(status=204 if self.stored.pop(name, None) else 404)
        return web.Response(status=204)

    async def finish(self, playback):
        channel = self.playing.pop(playback, None)
        await self.tell(
            type="PlaybackFinished",
            playback={"id": playback, "target_uri": f"channel:{channel}", "state": "done"},
        )

    async def events(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.add(socket)
        self.changed.set()
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
        self.sockets.discard(socket)
        return socket


@contextlib.asynccontextmanager
async def running():
    asterisk = Asterisk()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", asterisk.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    try:
        yield asterisk, f"http://127.0.0.1:{port}/ari"
    finally:
        for socket in tuple(asterisk.sockets):
            await socket.close()
        await runner.cleanup()
