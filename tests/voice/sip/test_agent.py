"""Does a call stand as SIP says, in the cases that phones bring in the wrong order?"""

import asyncio
import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.voice import guard, helpdesk, running, spool, taken
from tests.fakes.phone import Phone

from openpias.voice.calls import CallLimits
from openpias.voice.sip.repeating import Timers

SLOW_RING = CallLimits(ring=3, longest=30, without_packets=20)
FAST = Timers(t1=0.01, t2=0.04)


def story(tmp_path, act, **options):
    """Run an act with a service and one phone."""

    async def told():
        async with running(tmp_path, **options) as found, Phone(found.agent.address) as phone:
            return await act(found, phone)

    return asyncio.run(told())


def test_a_call_rings_is_answered_and_ends_with_bye(tmp_path):
    async def act(found, phone):
        answer = await phone.call()
        await phone.hears("welcome")
        phone.send("BYE")
        await phone.final("BYE")
        return answer, phone.statuses(), phone.statuses("BYE"), found.agent.calls

    answer, statuses, byes, left = story(tmp_path, act)

    assert statuses == [100, 180, 200]
    assert (byes, left) == ([200], 0)
    assert answer.first("Via").endswith(f"rport={answer.first('Via').rpartition('=')[2]}")
    assert "received=127.0.0.1" in answer.first("Via")
    assert answer.first("Contact").startswith("<sip:ivr@127.0.0.1:")


@pytest.mark.slow
def test_200_is_repeated_until_the_ack_and_the_call_ends_where_none_comes(tmp_path):
    async def act(found, phone):
        await phone.invite()
        bye = await phone.request_of("BYE")
        await asyncio.sleep(0.05)
        return phone.statuses().count(200), bye, found.service.calls, found.agent.calls

    repeated, bye, calls, known = story(tmp_path, act, timers=FAST)

    assert repeated >= 10
    assert bye.first("CSeq") == "1 BYE"
    assert (calls, known) == (0, 0)
    assert list(tmp_path.glob("*.json")) == []


def test_an_ack_ends_the_repeating(tmp_path):
    async def act(found, phone):
        await phone.call()
        await asyncio.sleep(0.02)
        before = phone.statuses().count(200)
        await asyncio.sleep(0.15)
        return before, phone.statuses().count(200)

    before, after = story(tmp_path, act)

    assert before == after


def test_an_invite_that_comes_again_is_answered_again_and_is_one_call(tmp_path):
    async def act(found, phone):
        branch = phone.send("INVITE", body=phone.sdp())
        await phone.until(lambda: 180 in phone.statuses())
        phone.send("INVITE", body=phone.sdp(), branch=branch, cseq=1)
        await phone.until(lambda: phone.statuses().count(180) == 2)
        return found.service.calls

    assert story(tmp_path, act, limits=SLOW_RING) == 1


def test_the_same_invite_by_another_way_is_a_loop(tmp_path):
    async def act(found, phone):
        phone.send("INVITE", body=phone.sdp())
        await phone.until(lambda: 180 in phone.statuses())
        phone.send("INVITE", body=phone.sdp(), cseq=1)
        await phone.until(lambda: 482 in phone.statuses())
        return found.service.calls

    assert story(tmp_path, act, limits=SLOW_RING) == 1


@pytest.mark.slow
def test_cancel_while_it_rings_ends_the_invite_with_487_until_the_ack(tmp_path):
    async def act(found, phone):
        branch = phone.send("INVITE", body=phone.sdp())
        await phone.until(lambda: 180 in phone.statuses())
        phone.send("CANCEL", branch=branch)
        refused = phone.learn(await phone.final())
        await phone.until(lambda: phone.statuses().count(487) >= 3)
        phone.ack(branch=branch)
        await asyncio.sleep(0.05)
        counted = phone.statuses().count(487)
        await asyncio.sleep(0.15)
        return refused, phone.statuses("CANCEL"), phone.statuses().count(487) - counted, found

    refused, cancels, later, found = story(tmp_path, act, limits=SLOW_RING)

    assert (refused.status, cancels, later) == (487, [200], 0)
    assert (found.service.calls, found.agent.calls) == (0, 0)


@pytest.mark.slow
def test_a_487_that_nobody_acknowledges_is_given_up(tmp_path):
    async def act(found, phone):
        branch = phone.send("INVITE", body=phone.sdp())
        await phone.until(lambda: 180 in phone.statuses())
        phone.send("CANCEL", branch=branch)
        await phone.final()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if not found.agent.calls:
                break
        return found.agent.calls

    assert story(tmp_path, act, limits=SLOW_RING, timers=FAST) == 0


def test_cancel_after_the_answer_has_no_effect_and_of_nothing_is_481(tmp_path):
    async def act(found, phone):
        await phone.invite()
        phone.send("CANCEL", branch=phone.branch, to_tag="")
        await phone.until(lambda: phone.statuses("CANCEL"))
        phone.ack()
        await phone.hears("welcome")
        phone.send("CANCEL", branch="z9hG4bKother", to_tag="")
        await phone.until(lambda: len(phone.statuses("CANCEL")) == 2)
        return phone.statuses("CANCEL"), found.service.calls

    assert story(tmp_path, act) == ([200, 481], 1)


def test_bye_while_it_rings_ends_the_invite_too(tmp_path):
    async def act(found, phone):
        phone.send("INVITE", body=phone.sdp())
        await phone.until(lambda: 180 in phone.statuses())
        ringing = next(each for each in phone.messages if each.status == 180)
        phone.learn(ringing)
        phone.send("BYE")
        await phone.until(lambda: 487 in phone.statuses())
        return phone.statuses("BYE")

    assert story(tmp_path, act, limits=SLOW_RING) == [200]


def test_a_bye_that_comes_again_is_answered_again(tmp_path):
    async def act(found, phone):
        await phone.call()
        branch = phone.send("BYE")
        await phone.final("BYE")
        phone.send("BYE", branch=branch, cseq=phone.cseq)
        await phone.until(lambda: len(phone.statuses("BYE")) == 2)
        phone.send("BYE")
        await phone.until(lambda: len(phone.statuses("BYE")) == 3)
        return phone.statuses("BYE")

    assert story(tmp_path, act) == [200, 200, 481]


@pytest.mark.slow
def test_hold_stops_our_voice_and_resuming_goes_on_where_it_was(tmp_path):
    async def act(found, phone):
        await phone.call()
        await phone.hears("language")
        held = await phone.invite(body=phone.sdp(direction="sendonly"))
        phone.ack()
        await asyncio.sleep(0.05)
        quiet = len(phone.voice)
        await asyncio.sleep(0.15)
        heard_on_hold = len(phone.voice) - quiet
        resumed = await phone.invite()
        phone.ack()
        await phone.until(lambda: len(phone.voice) > quiet + 3)
        phone.press("1")
        await phone.hears("subject")
        return held, heard_on_hold, resumed

    held, heard_on_hold, resumed = story(tmp_path, act)

    assert "a=recvonly" in held.body
    assert "a=sendrecv" in resumed.body
    assert heard_on_hold == 0


def test_a_new_offer_that_we_cannot_speak_leaves_the_call_as_it_was(tmp_path):
    async def act(found, phone):
        await phone.call()
        refused = await phone.invite(body=phone.sdp().replace("AVP 8 101", "AVP 18 101"))
        phone.ack()
        phone.send("INFO", body="")
        await phone.final("INFO")
        return refused.status, found.service.calls

    assert story(tmp_path, act) == (488, 1)


def test_an_invite_inside_before_the_ack_is_told_to_come_later(tmp_path):
    async def act(found, phone):
        await phone.invite()
        again = await phone.invite()
        return again.status, again.first("Retry-After")

    assert story(tmp_path, act) == (500, "1")


def test_requests_inside_that_come_late_are_refused_and_of_no_call_are_481(tmp_path):
    async def act(found, phone):
        await phone.call()
        phone.send("INFO", cseq=9)
        await phone.until(lambda: phone.statuses("INFO"))
        phone.send("INFO", cseq=3)
        await phone.until(lambda: len(phone.statuses("INFO")) == 2)
        for method in ("INVITE", "INFO", "UPDATE", "OPTIONS", "BYE"):
            phone.send(method, to_tag="nobody")
        await phone.until(lambda: len(phone.statuses("BYE")) == 1)
        each = [phone.statuses(name)[-1] for name in ("INVITE", "UPDATE", "OPTIONS", "BYE")]
        return phone.statuses("INFO"), each

    assert story(tmp_path, act) == ([200, 500, 481], [481] * 4)


def test_update_refreshes_a_call_and_changes_its_voice(tmp_path):
    async def act(found, phone):
        await phone.call()
        await phone.hears("language")
        phone.send("UPDATE")
        plain = await phone.final("UPDATE")
        phone.send("UPDATE", body=phone.sdp(direction="inactive"))
        held = await phone.final("UPDATE")
        phone.send("UPDATE", body="v=0")
        refused = await phone.final("UPDATE")
        return plain, held, refused

    plain, held, refused = story(tmp_path, act)

    assert (plain.status, plain.body) == (200, "")
    assert "a=inactive" in held.body
    assert refused.status == 488


def test_options_are_answered_outside_and_inside_a_call_even_in_human_hours(tmp_path):
    noon = datetime(2026, 11, 26, 10, tzinfo=UTC)

    async def act(found, phone):
        phone.send("OPTIONS")
        return await phone.final("OPTIONS")

    answer = story(tmp_path, act, now=lambda: noon, answers_at=helpdesk())

    assert answer.status == 200
    assert answer.first("Allow") == "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE"


@pytest.mark.parametrize(
    ("method", "status"),
    [("REFER", 405), ("SUBSCRIBE", 405), ("MESSAGE", 405), ("PRACK", 405), ("FLY", 501)],
)
def test_other_methods_are_refused(tmp_path, method, status):
    async def act(found, phone):
        phone.send(method)
        return (await phone.final(method)).status

    assert story(tmp_path, act) == status


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"extra": ["Require: timer"]}, 420),
        ({"extra": ["Require: 100rel, precondition"]}, 420),
        ({"uri": "sips:pias@127.0.0.1"}, 416),
        ({"kind": "multipart/mixed"}, 415),
        ({"extra": ["Content-Encoding: gzip"]}, 415),
        ({"body": "v=0\r\n"}, 488),
    ],
)
def test_an_invite_that_asks_for_what_we_have_not_is_refused_with_the_reason(
    tmp_path, options, status
):
    async def act(found, phone):
        answer = await phone.invite(**options)
        return answer, found.agent.calls

    answer, known = story(tmp_path, act)

    assert (answer.status, known) == (status, 0)
    if status == 420:
        assert answer.first("Unsupported") == options["extra"][0].partition(": ")[2]


def test_a_session_timer_that_is_only_offered_is_left_out_of_the_answer(tmp_path):
    async def act(found, phone):
        return await phone.call(extra=["Supported: timer", "Session-Expires: 1800"])

    answer = story(tmp_path, act)

    assert answer.first("Session-Expires") == ""


def test_the_same_refusal_has_the_same_tag_and_nothing_is_remembered(tmp_path):
    async def act(found, phone):
        first = await phone.invite(body="v=0\r\n")
        phone.to_tag = ""
        phone.send("INVITE", body="v=0\r\n", branch=phone.branch, cseq=phone.cseq)
        await phone.until(lambda: phone.statuses().count(488) == 2)
        return first.first("To"), phone.messages[-1].first("To"), found.agent.calls

    first, second, known = story(tmp_path, act)

    assert first == second
    assert ";tag=" in first
    assert known == 0


def test_an_invite_without_an_offer_gets_ours_and_the_ack_answers_it(tmp_path):
    async def act(found, phone):
        phone.payload_type = 0
        answer = await phone.invite(body="")
        phone.ack(body=phone.sdp())
        await phone.until(lambda: phone.voice)
        return answer.body, phone.voice[0][1] & 0x7F

    body, payload_type = story(tmp_path, act)

    assert "RTP/AVP 8 0 101" in body
    assert payload_type == 0


def test_an_ack_that_owes_an_answer_and_has_none_ends_the_call(tmp_path):
    async def act(found, phone):
        await phone.invite(body="")
        phone.ack()
        await phone.request_of("BYE")
        return found.service.calls

    assert story(tmp_path, act) == 0


@pytest.mark.parametrize(
    ("routes", "uri", "sent"),
    [
        (
            ["<sip:10.0.0.1;lr>", "<sip:10.0.0.2;lr>"],
            None,
            ["<sip:10.0.0.1;lr>", "<sip:10.0.0.2;lr>"],
        ),
        (["<sip:10.0.0.1>", "<sip:10.0.0.2;lr>"], "sip:10.0.0.1", ["<sip:10.0.0.2;lr>", None]),
    ],
)
def test_our_bye_goes_by_the_routes_that_were_recorded(tmp_path, routes, uri, sent):
    async def act(found, phone):
        phone.headers = [f"Record-Route: {', '.join(routes)}"]
        answer = await phone.call()
        found.service._calls.copy().popitem()[0].end()
        return answer, await phone.request_of("BYE"), f"<sip:{phone.number}@127.0.0.1:{phone.port}>"

    answer, bye, contact = story(tmp_path, act)

    assert answer.every("Record-Route") == routes
    assert bye.start == f"BYE {uri or contact[1:-1]} SIP/2.0"
    assert bye.every("Route") == [each or contact for each in sent]
    assert (bye.first("From"), bye.first("To")) == (
        answer.first("To"),
        answer.first("From"),
    )


def test_our_bye_is_sent_again_until_it_is_answered(tmp_path):
    async def act(found, phone):
        phone.answers_bye = False
        await phone.call()
        found.service._calls.copy().popitem()[0].end()
        await phone.until(lambda: len([m for m in phone.messages if m.method == "BYE"]) >= 3)
        phone.reply(phone.messages[-1], "200 OK")
        await asyncio.sleep(0.05)
        return len(found.agent._requests)

    assert story(tmp_path, act) == 0


def test_hanging_up_before_the_ack_waits_for_it(tmp_path):
    async def act(found, phone):
        await phone.invite()
        found.service._calls.copy().popitem()[0].end()
        await asyncio.sleep(0.02)
        before = [each for each in phone.messages if each.method == "BYE"]
        phone.ack()
        await phone.request_of("BYE")
        return before

    assert story(tmp_path, act) == []


def test_answers_go_to_the_port_that_the_hop_names_where_it_asks_for_no_other(tmp_path):
    async def act(found, phone):
        async with Phone(found.agent.address) as other:
            phone.via_extra, phone.port = "", other.port
            phone.send("OPTIONS")
            await other.until(lambda: other.messages)
            return phone.messages, other.messages[0].status

    assert story(tmp_path, act) == ([], 200)


# By whom, how often, and when.


def test_in_human_hours_it_does_not_answer_and_to_the_second(tmp_path):
    def at(moment):
        async def act(found, phone):
            return (await phone.invite()).status

        return story(tmp_path, act, now=lambda: moment, answers_at=helpdesk())

    opens = datetime(2026, 11, 26, 6, tzinfo=UTC)  # a Thursday, 08:00 in Bucharest
    closes = datetime(2026, 11, 26, 16, 1, tzinfo=UTC)
    second = timedelta(seconds=1)

    assert [at(opens - second), at(opens), at(closes - second), at(closes)] == [200, 480, 480, 200]


def test_in_human_hours_calls_may_be_sent_elsewhere(tmp_path):
    noon = datetime(2026, 11, 26, 10, tzinfo=UTC)

    async def act(found, phone):
        return await phone.invite()

    answer = story(
        *(tmp_path, act),
        now=lambda: noon,
        answers_at=helpdesk(),
        forward_to="sip:0212022300@10.0.0.1",
    )

    assert (answer.status, answer.first("Contact")) == (302, "<sip:0212022300@10.0.0.1>")


def test_a_call_that_began_before_eight_is_heard_to_its_end(tmp_path):
    moment = [datetime(2026, 11, 26, 5, 59, 59, tzinfo=UTC)]

    async def act(found, phone):
        await phone.call()
        await phone.hears("language")
        moment[0] += timedelta(minutes=2)
        phone.press("1")
        await phone.hears("subject")
        phone.send("BYE")
        return await taken(tmp_path)

    [call] = story(tmp_path, act, now=lambda: moment[0], answers_at=helpdesk())

    assert call["began"] == "2026-11-26T05:59:59+00:00"
    assert call["ended"] == "2026-11-26T06:01:59+00:00"


def test_strangers_get_no_word(tmp_path):
    elsewhere = guard(peers=[ipaddress.IPv4Network("192.0.2.0/24")])

    async def act(found, phone):
        phone.send("OPTIONS")
        await asyncio.sleep(0.05)
        return phone.messages, elsewhere.counts.strangers

    assert story(tmp_path, act, guarded=elsewhere) == ([], 1)


def test_an_address_that_calls_too_often_is_refused_without_a_trace(tmp_path):
    async def act(found, phone):
        answers = [(await phone.invite(to_tag="", body="v=0")).status for _ in range(5)]
        return answers, found.agent.calls

    answers, known = story(tmp_path, act, guarded=guard(invitations=(0.001, 3)))

    assert answers == [488, 488, 488, 503, 503]
    assert known == 0


def test_a_full_table_refuses_and_calls_that_nobody_confirms_are_counted_apart(tmp_path):
    async def act(found, phone):
        async with (
            Phone(found.agent.address) as second,
            Phone(found.agent.address) as third,
        ):
            first = await phone.call()
            silent = await second.invite()
            refused = await third.invite()
            return first.status, silent.status, refused.status, refused.first("Retry-After")

    assert story(tmp_path, act, most_pending=1) == (200, 200, 503, "10")
    assert story(tmp_path, act, most_calls=2) == (200, 200, 503, "10")


def test_without_room_for_a_recording_nobody_is_let_in(tmp_path):
    async def act(found, phone):
        return (await phone.invite()).status

    assert story(tmp_path, act, intake=spool(tmp_path, quota_bytes=100)) == 503
    assert story(tmp_path, act, intake=spool(tmp_path, free_bytes=1 << 60)) == 503
