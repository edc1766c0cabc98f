"""Does a trunk that asks for it learn where we are?"""

import asyncio
import re

import pytest
from tests.factories.voice import running
from tests.fakes.phone import Message

from openpias.voice.sip.digest import Credentials, authorisation, parse_challenge
from openpias.voice.sip.registration import Registrar, Registration

US = Credentials(user="pias", password="of the tests")


class FakeRegistrar(asyncio.DatagramProtocol):
    """Asks once for a digest and grants so many seconds; `script` changes the first answers."""

    def __init__(self, *script, seconds=2):
        self.script, self.seconds, self.asked = list(script), seconds, []
        self.changed = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        request = Message(data)
        self.asked.append(request)
        self.changed.set()
        if self.script and self.script[0] == "silent":
            self.script.pop(0)
            return
        status, extra = self.script.pop(0) if self.script else self.usual(request)
        lines = [f"SIP/2.0 {status} X"]
        for name in ("Via", "From", "To", "Call-ID", "CSeq"):
            lines += [f"{name}: {value}" for value in request.every(name)]
        self.transport.sendto("\r\n".join([*lines, *extra, "", ""]).encode(), addr)

    def usual(self, request):
        proof = request.first("Authorization")
        if not proof:
            return 401, [
                'WWW-Authenticate: Digest realm="a, b", nonce="n1", qop="auth,auth-int", opaque="o"'
            ]
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', proof))
        expected = authorisation(
            parse_challenge('Digest realm="a, b", nonce="n1", qop="auth", opaque="o"'),
            US,
            method="REGISTER",
            uri="sip:trunk.example",
            count=int(said["nc"], 16),
            cnonce=said["cnonce"],
        )
        if expected != proof:
            return 403, []
        contact = request.first("Contact")
        return 200, [f"Contact: {contact};expires={self.seconds}"]

    async def until(self, count):
        async with asyncio.timeout(5):
            while len(self.asked) < count:
                self.changed.clear()
                await self.changed.wait()


def story(tmp_path, registrar, act, credentials=US):
    async def told():
        loop = asyncio.get_running_loop()
        transport, there = await loop.create_datagram_endpoint(
            registrar, local_addr=("127.0.0.1", 0)
        )
        peer = transport.get_extra_info("sockname")
        try:
            async with running(tmp_path) as found:
                ours = Registration(
                    found.agent,
                    Registrar(domain="trunk.example", peer=peer, credentials=credentials),
                    retry=lambda wait: wait,
                )
                task = asyncio.create_task(ours.run(first_retry=0.05))
                try:
                    return await act(found, there, ours)
                finally:
                    task.cancel()
        finally:
            transport.close()

    return asyncio.run(told())


OLD = (
    'Digest realm="testrealm@host.com", qop="auth,auth-int", '
    'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
)
NEW = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
OLD_ANSWER = ("Mufasa", "Circle Of Life", "0a4f113b", "6629fae49393a05397450978507c4ef1")
NEW_ANSWER = (
    *("Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"),
    "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
)


# RFC 2617, 3.5, and RFC 7616, 3.9.1: their own examples.
@pytest.mark.parametrize(("challenge", "response"), [(OLD, OLD_ANSWER), (NEW, NEW_ANSWER)])
def test_published_digests(challenge, response):
    user, password, cnonce, expected = response
    answered = authorisation(
        parse_challenge(challenge),
        Credentials(user=user, password=password),
        method="GET",
        uri="/dir/index.html",
        count=1,
        cnonce=cnonce,
    )

    assert f'response="{expected}"' in answered


@pytest.mark.parametrize(
    "challenge",
    [
        *("", "Basic realm=a", 'Digest realm="a"', 'Digest nonce="a", algorithm=MD5-sess'),
        'Digest nonce="a", qop="auth-int"',
    ],
)
def test_a_challenge_that_we_cannot_answer_is_none(challenge):
    assert parse_challenge(challenge) is None


@pytest.mark.slow
def test_we_answer_the_challenge_stay_registered_and_leave(tmp_path):
    async def act(found, there, ours):
        await asyncio.wait_for(ours.is_registered.wait(), 5)
        first = len(there.asked)
        await there.until(first + 1)
        await ours.leave()
        return [each.first("Expires") for each in there.asked], there.asked

    expires, asked = story(tmp_path, lambda: FakeRegistrar(seconds=1), act)

    assert expires[:2] == ["600", "600"]
    assert expires[-1] == "0"
    assert {each.first("Call-ID") for each in asked} == {asked[0].first("Call-ID")}
    numbers = [int(each.first("CSeq").split()[0]) for each in asked]
    assert numbers == list(range(1, len(numbers) + 1))
    assert "nc=00000002" in asked[2].first("Authorization")


def test_a_wrong_password_is_not_tried_forever_at_once(tmp_path):
    async def act(found, there, ours):
        await there.until(4)
        return ours.is_registered.is_set(), [
            bool(each.first("Authorization")) for each in there.asked
        ]

    wrong = Credentials(user="pias", password="another")
    registered, proofs = story(tmp_path, FakeRegistrar, act, credentials=wrong)

    assert not registered
    assert proofs[:2] == [False, True]


def test_a_registrar_that_wants_longer_or_is_silent_at_first_is_obeyed(tmp_path):
    async def act(found, there, ours):
        await asyncio.wait_for(ours.is_registered.wait(), 5)
        return [each.first("Expires") for each in there.asked]

    longer = story(tmp_path, lambda: FakeRegistrar((423, ["Min-Expires: 1200"])), act)
    silent = story(tmp_path, lambda: FakeRegistrar("silent"), act)

    assert longer == ["600", "1200", "1200"]
    assert silent[0] == "600"
