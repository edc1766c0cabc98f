"""Does our voice leave every 20 ms, whatever wakes late?"""

import asyncio

from openpias.voice.media.g711 import LAWS
from openpias.voice.media.pacing import Pacer, Speaker
from openpias.voice.media.rtp import parse

LAW = LAWS[8]


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time is ours; timers are called by hand."""

    moment = 100.0

    def time(self):
        return self.moment

    def advance(self, seconds):
        self.moment += seconds
        self.call_soon(self.stop)
        self.run_forever()
        self.call_soon(self.stop)
        self.run_forever()

    def inside(self, act, *arguments):
        async def acting():
            return act(*arguments)

        return self.run_until_complete(acting())


def running(steps):
    loop = Clock()

    async def begin():
        sent = []
        pacer, speaker = Pacer(), Speaker(LAW, sent.append)
        pacer.add(speaker)
        return pacer, speaker, sent

    try:
        asyncio.set_event_loop(loop)
        pacer, speaker, sent = loop.run_until_complete(begin())
        return steps(loop, pacer, speaker, sent)
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def test_a_step_is_sent_each_20_ms_and_late_wakings_shift_nothing():
    def steps(loop, pacer, speaker, sent):
        counts = []
        for seconds in (0.001, 0.021, 0.02, 0.035, 0.005, 0.02):
            loop.advance(seconds)
            counts.append(len(sent))
        return counts, [parse(each) for each in sent]

    counts, packets = running(steps)

    assert counts == [1, 2, 3, 4, 5, 6]
    first = packets[0]
    assert [each.timestamp - first.timestamp for each in packets] == [160 * n for n in range(6)]
    assert [each.sequence - first.sequence for each in packets] == list(range(6))
    assert [each.marker for each in packets] == [True, *[False] * 5]


def test_what_a_machine_slept_through_is_no_burst():
    def steps(loop, pacer, speaker, sent):
        loop.advance(0.001)
        loop.advance(10)
        burst = len(sent)
        loop.advance(0.02)
        return burst, len(sent)

    assert running(steps) == (6, 7)


def test_what_is_said_leaves_in_steps_with_silence_behind_it_and_then_is_done():
    def steps(loop, pacer, speaker, sent):
        loop.advance(0.001)
        said = loop.inside(speaker.say, b"\x01" * 200)
        loop.advance(0.02)
        half = said.done()
        loop.advance(0.02)
        whole = said.done()
        loop.advance(0.02)
        return half, whole, [parse(each).payload for each in sent[1:]]

    half, whole, payloads = running(steps)

    assert (half, whole) == (False, True)
    assert payloads == [b"\x01" * 160, b"\x01" * 40 + b"\xd5" * 120, b"\xd5" * 160]


def test_on_hold_nothing_is_sent_and_what_was_said_waits():
    def steps(loop, pacer, speaker, sent):
        loop.advance(0.001)
        said = loop.inside(speaker.say, b"\x01" * 320)
        loop.advance(0.02)
        speaker.on_hold = True
        loop.advance(0.02)
        loop.advance(0.02)
        held = len(sent)
        speaker.on_hold = False
        loop.advance(0.02)
        return held, said.done(), [parse(each) for each in sent]

    held, done, packets = running(steps)

    assert (held, done) == (2, True)
    assert packets[2].timestamp - packets[1].timestamp == 3 * 160
    assert packets[2].sequence - packets[1].sequence == 1
    assert packets[2].marker


def test_stopping_and_saying_nothing_are_done_at_once_and_a_clock_nobody_needs_stops():
    def steps(loop, pacer, speaker, sent):
        loop.advance(0.001)
        said = loop.inside(speaker.say, b"\x01" * 3200)
        nothing = loop.inside(speaker.say, b"")
        pacer.remove(speaker)
        loop.advance(1)
        return said.done(), nothing.done(), len(sent)

    assert running(steps) == (True, True, 1)
