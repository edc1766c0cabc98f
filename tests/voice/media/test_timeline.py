"""Does a recording hold what was said at the moment at which it was said?"""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from openpias.voice.media.timeline import Timeline

STEP, RATE = 160, 8000
FAR = 10 * RATE


def sound(number):
    return (number + 1).to_bytes(2, "little") * STEP


class Sender:
    """Puts packets of one stream: number n is sent at n times 20 ms, and carries n + 1."""

    def __init__(self, timeline, *, ssrc=1, sequence=65530, timestamp=2**32 - 800):
        self.timeline, self.ssrc = timeline, ssrc
        self.sequence, self.timestamp = sequence, timestamp

    def send(self, number, *, now=None, marker=False, timestamp=None, sequence=None):
        self.timeline.put(
            sound(number),
            sequence=(self.sequence + (number if sequence is None else sequence)) % 2**16,
            timestamp=(self.timestamp + STEP * (number if timestamp is None else timestamp))
            % 2**32,
            ssrc=self.ssrc,
            marker=marker,
            now=STEP * (number + 1) if now is None else now,
        )


def heard(timeline):
    """Return the number in each step of 20 ms; -1 for silence."""
    linear = timeline.take(everything=True)
    steps = [linear[begin : begin + 2 * STEP] for begin in range(0, len(linear), 2 * STEP)]
    assert all(step == step[:2] * (len(step) // 2) for step in steps)
    return [int.from_bytes(step[:2], "little") - 1 for step in steps]


def test_packets_in_order_are_one_sound_across_the_wraps():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    for number in range(20):
        sender.send(number)

    assert heard(timeline) == list(range(20))


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_packets_out_of_order_find_their_places(chance):
    order = list(range(60))
    for begin in range(1, 56, 4):
        part = order[begin : begin + 4]
        chance.shuffle(part)
        order[begin : begin + 4] = part
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    for place, number in enumerate(order):
        sender.send(number, now=STEP * (place + 5))
    found = heard(timeline)

    lead = found.index(0)
    assert found[lead:] == list(range(60))


def test_lost_packets_are_silence_of_their_length():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    for number in (0, 1, 4, 5):
        sender.send(number)

    assert heard(timeline) == [0, 1, -1, -1, 4, 5]
    assert timeline.filled == 2 * STEP


def test_a_sender_that_is_silent_without_packets_leaves_a_gap_of_its_timestamps():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    sender.send(0)
    sender.send(150, sequence=1, marker=True)

    assert heard(timeline) == [0, *[-1] * 149, 150]


def test_a_sender_whose_timestamps_stand_still_in_silence_is_put_where_we_are():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    sender.send(0)
    sender.send(150, sequence=1, timestamp=1, marker=True)
    sender.send(151, sequence=2, timestamp=2)

    assert heard(timeline) == [0, *[-1] * 149, 150, 151]


def test_packets_that_wait_in_a_sleeping_machine_are_still_one_sound():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    sender.send(0)
    for number in range(1, 200):
        sender.send(number, now=300 * STEP)

    assert heard(timeline) == list(range(200))


def test_a_timestamp_that_leaps_beyond_the_time_is_not_believed():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    sender.send(0)
    sender.send(1, timestamp=10_000)
    sender.send(2, timestamp=10_001)
    sender.send(3, timestamp=-5_000)

    assert heard(timeline) == [0, 1, 2, 3]


def test_a_new_source_goes_on_where_we_are():
    timeline = Timeline(longest=FAR)
    first, second = Sender(timeline), Sender(timeline, ssrc=2, sequence=9, timestamp=77)
    first.send(0)
    first.send(1)
    second.send(5)
    second.send(6)
    first.send(7)

    assert heard(timeline) == [0, 1, -1, -1, -1, 5, 6, 7]


def test_a_packet_twice_is_there_once_and_one_too_late_changes_nothing():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    for number in (0, 1, 1, 2):
        sender.send(number, now=STEP * (number + 1))
    for number in range(4, 60):
        sender.send(number)
    before = timeline.take()
    sender.send(3, now=STEP * 61)

    assert timeline.late == 1
    assert before[: 4 * 2 * STEP] == sound(0) + sound(1) + sound(2) + bytes(2 * STEP)


def test_taken_and_left_are_together_the_whole():
    timeline = Timeline(longest=FAR)
    sender = Sender(timeline)
    taken = b""
    for number in range(100):
        sender.send(number)
        taken += timeline.take()
    taken += timeline.take(everything=True)

    assert taken == b"".join(sound(number) for number in range(100))


def test_nothing_goes_beyond_the_longest():
    timeline = Timeline(longest=1000)
    sender = Sender(timeline)
    for number in range(100):
        sender.send(number)
    timeline.fill(FAR)

    assert timeline.is_full
    assert timeline.end == 1000
    assert len(timeline.take(everything=True)) == 2000


def test_hostile_streams_stay_bounded():
    timeline = Timeline(longest=RATE)
    chance = random.Random(7)
    for now in range(4000):
        timeline.put(
            chance.randbytes(2 * chance.choice([0, 1, 160, 700])),
            sequence=chance.randrange(2**16),
            timestamp=chance.randrange(2**32),
            ssrc=chance.randrange(3),
            marker=chance.random() < 0.5,
            now=now,
        )
        timeline.take()
        assert timeline.end <= RATE
        assert len(timeline._window) <= 2 * RATE
