"""Is the same conversation held on a line of an Asterisk?"""

import asyncio
import contextlib
import wave
from datetime import UTC, datetime

from tests.factories.voice import NIGHT, always_night, helpdesk, spool, taken
from tests.fakes import asterisk as fake
from tests.fakes.phone import voices

from openpias.core.voice.dialogue import night_dialogue
from openpias.voice.ari import AriDriver
from openpias.voice.calls import Switchboard
from openpias.voice.service import Admission
from openpias.voice.settings import AriSettings

NOON = datetime(2026, 11, 26, 10, tzinfo=UTC)


def story(folder, act, *, now=NIGHT, password=fake.PASSWORD, **admission):
    async def told():
        async with (
            fake.running() as (asterisk, url),
            driving(folder, url, now=now, password=password, **admission) as driver,
        ):
            return await act(asterisk, driver)

    return asyncio.run(told())


@contextlib.asynccontextmanager
async def driving(folder, url, *, now, password, **admission):
    admission.setdefault("answers_at", always_night)
    board = Switchboard(
        dialogue=night_dialogue(longest_seconds=60),
        voices=voices(),
        intake=spool(folder),
        now=lambda: now,
        bind="127.0.0.1",
        address="127.0.0.1",
    )
    settings = AriSettings(
        url=url, user=fake.USER, password=password, application="openpias", sounds="openpias"
    )
    driver = AriDriver(settings, board, Admission(**admission), first_retry=0.05)
    task = asyncio.create_task(driver.run())
    try:
        yield driver
    finally:
        await driver.stop()
        task.cancel()
        await asyncio.wait([task])


async def to_the_message(asterisk):
    """Press through the menus: the questions wait for their keys."""
    asterisk.holds = {"language", "subject", "reporter"}
    await asterisk.calls()
    for prompt, key in (("ro/language", "1"), ("ro/subject", "2"), ("ro/reporter", "2")):
        await asterisk.hears(prompt)
        await asterisk.presses(key)
    await asterisk.until(lambda: asterisk.recording)


def test_a_call_is_answered_led_and_recorded_and_the_asterisk_forgets_the_message(tmp_path):
    async def act(asterisk, driver):
        await to_the_message(asterisk)
        name = asterisk.recording
        await asterisk.presses("#")
        await asterisk.ends_recording()
        return name, await taken(tmp_path), asterisk

    name, [call], asterisk = story(tmp_path, act)

    with wave.open(str(tmp_path / call["recording"]["file"])) as heard:
        assert heard.getnframes() == 32000
    assert {key: call[key] for key in ("driver", "outcome", "subject", "reporter", "caller")} == {
        "driver": "ari",
        "outcome": "recorded",
        "subject": "ceas",
        "reporter": "insured-person",
        "caller": "0722000111",
    }
    assert (call["recording"]["ended"], call["recording"]["seconds"]) == ("key", 4.0)
    assert name == f"openpias-{call['id']}"
    assert asterisk.stored == {}
    assert asterisk.asked[0] == ("POST", "/channels/c1/answer", {})
    [recorded] = [query for _, path, query in asterisk.asked if path.endswith("/record")]
    assert recorded == {
        "name": name,
        "format": "wav",
        "maxDurationSeconds": "60",
        "maxSilenceSeconds": "10",
        "ifExists": "overwrite",
        "beep": "true",
        "terminateOn": "#",
    }
    assert asterisk.played[-1] == "sound:openpias/ro/thanks"


def test_a_key_cuts_the_prompt_but_never_the_warning(tmp_path):
    async def act(asterisk, driver):
        await to_the_message(asterisk)
        cut = sum(method == "DELETE" and "playbacks" in path for method, path, _ in asterisk.asked)
        await asterisk.hangs_up()
        await taken(tmp_path)
        return cut, asterisk.played

    cut, played = story(tmp_path, act)

    assert cut == 3
    assert "sound:openpias/ro/warning" in played


def test_hanging_up_in_the_message_leaves_it(tmp_path):
    async def act(asterisk, driver):
        await to_the_message(asterisk)
        await asterisk.hangs_up()
        return await taken(tmp_path)

    [call] = story(tmp_path, act)

    assert (call["outcome"], call["recording"]["ended"]) == ("recorded", "hang-up")


def test_leaving_before_the_message_is_told_of(tmp_path):
    async def act(asterisk, driver):
        asterisk.holds = {"language"}
        await asterisk.calls(number="anonymous")
        await asterisk.hears("ro/language")
        await asterisk.hangs_up()
        return await taken(tmp_path)

    [call] = story(tmp_path, act)

    assert (call["outcome"], call["recording"], call["caller"]) == ("abandoned", None, "")


def test_in_human_hours_a_call_is_ended_or_goes_on_in_the_dialplan(tmp_path):
    async def act(asterisk, driver):
        await asterisk.calls()
        await asterisk.until(lambda: asterisk.asked)
        return asterisk.asked

    refused = story(tmp_path, act, now=NOON, answers_at=helpdesk())
    forwarded = story(tmp_path, act, now=NOON, answers_at=helpdesk(), forward_to="sip:1@10.0.0.1")
    full = story(tmp_path, act, most_calls=0)

    assert refused == [("DELETE", "/channels/c1", {"reason": "no_answer"})]
    assert forwarded == [("POST", "/channels/c1/continue", {})]
    assert full == [("DELETE", "/channels/c1", {"reason": "congestion"})]


def test_an_asterisk_that_goes_away_is_waited_for(tmp_path):
    async def act(asterisk, driver):
        await asterisk.until(lambda: asterisk.sockets)
        for socket in tuple(asterisk.sockets):
            await socket.close()
        await asterisk.until(lambda: not asterisk.sockets)
        asterisk.holds = {"language"}
        await asterisk.calls()
        await asterisk.hears("ro/language")
        return driver.calls

    assert story(tmp_path, act) == 1


def test_a_wrong_password_takes_no_call_and_does_not_end_the_service(tmp_path):
    async def act(asterisk, driver):
        await asyncio.sleep(0.2)
        return asterisk.sockets

    assert story(tmp_path, act, password="another") == set()


def test_events_that_are_not_ours_or_are_damaged_change_nothing(tmp_path):
    async def act(asterisk, driver):
        await asterisk.until(lambda: asterisk.sockets)
        await asterisk.tell(type="ChannelDtmfReceived", digit="1", channel={"id": "other"})
        await asterisk.tell(type="PlaybackFinished", playback={})
        await asterisk.tell(type="StasisEnd", channel="nonsense")
        await asterisk.tell()
        for socket in asterisk.sockets:
            await socket.send_str("[1, 2]")
        asterisk.holds = {"language"}
        await asterisk.calls()
        await asterisk.hears("ro/language")
        return driver.calls

    assert story(tmp_path, act) == 1
