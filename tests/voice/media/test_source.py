"""Whose voice is heard, and where does ours go?"""

from openpias.voice.media.source import SourceFilter

ANNOUNCED, SIGNALLING = ("192.0.2.2", 4000), "127.0.0.1"


def test_ours_goes_where_was_announced_until_the_first_packet_says_otherwise():
    source = SourceFilter(announced=ANNOUNCED, signalling=SIGNALLING)

    assert source.target == ANNOUNCED
    assert source.accepts(("127.0.0.1", 5555), now=0)
    assert source.target == ("127.0.0.1", 5555)


def test_a_stranger_is_not_heard_before_or_after():
    source = SourceFilter(announced=ANNOUNCED, signalling=SIGNALLING)

    assert not source.accepts(("198.51.100.7", 4000), now=0)
    assert source.accepts(ANNOUNCED, now=0)
    assert not source.accepts(("127.0.0.1", 5555), now=0.1)
    assert not source.accepts(("192.0.2.2", 4002), now=0.1)
    assert source.target == ANNOUNCED


def test_another_port_of_the_same_machine_may_follow_once_the_first_is_silent():
    source = SourceFilter(announced=ANNOUNCED, signalling=SIGNALLING)
    source.accepts(ANNOUNCED, now=0)

    assert not source.accepts(("127.0.0.1", 9), now=3)
    assert source.accepts(("192.0.2.2", 4002), now=3)
    assert source.target == ("192.0.2.2", 4002)


def test_a_new_offer_begins_again_and_one_that_says_the_same_does_not():
    source = SourceFilter(announced=ANNOUNCED, signalling=SIGNALLING)
    source.accepts(("127.0.0.1", 5555), now=0)
    source.announce(("127.0.0.1", 5555), signalling=SIGNALLING)
    kept = source.is_latched
    source.announce(("192.0.2.3", 4000), signalling=SIGNALLING)

    assert kept
    assert not source.is_latched
    assert source.target == ("192.0.2.3", 4000)
