"""Which call does a datagram belong to, and who answers what belongs to none?

A refused INVITE leaves nothing behind: the refusal is computed again when it is asked for again, so
that a flood of them fills no table (RFC 3261, 8.2.7). Only a call that is let in has a state.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, cast

from openpias.voice.limits import Guard
from openpias.voice.sip import sdp
from openpias.voice.sip.addresses import parse_address, parse_via
from openpias.voice.sip.answers import ALLOW, METHODS, SDP, Peer, answer, return_address
from openpias.voice.sip.call import SipCall
from openpias.voice.sip.messages import Request, Response, parse
from openpias.voice.sip.repeating import Timers
from openpias.voice.sip.transactions import ClientTransactions, Done

_KNOWN_OTHERS: Final = frozenset(
    {"PRACK", "SUBSCRIBE", "NOTIFY", "REFER", "MESSAGE", "REGISTER", "PUBLISH"}
)
_MOST_REMEMBERED = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a call is not let in, as a status with further fields."""

    status: int
    extra: Sequence[tuple[str, str]] = ()


class Answering(Protocol):
    """Who decides about calls, and takes them."""

    def may_call(self, host: str) -> Refusal | None:
        """Return why a call from there is not let in now, or None."""

    def begin(self, call: SipCall) -> None:
        """Take a call that was let in."""


class UserAgent(asyncio.DatagramProtocol):
    """The one socket of SIP."""

    def __init__(
        self,
        answering: Answering,
        *,
        guard: Guard,
        address: Peer,
        most_calls: int = 400,
        timers: Timers | None = None,
    ) -> None:
        """Take who answers, who may speak to us, and the address that we tell others.

        `most_calls` have a state at once, those included that wait for a last acknowledgement.
        """
        self._answering, self._guard, self._most_calls = answering, guard, most_calls
        self.address = address
        self.timers = timers or Timers()
        self._secret = secrets.token_bytes(16)
        self._calls: dict[tuple[str, str], SipCall] = {}
        self._invites: dict[tuple[str, str], SipCall] = {}
        self._requests = ClientTransactions(self.timers)
        self._answered: OrderedDict[tuple[str, ...], tuple[bytes, Peer]] = OrderedDict()
        self._transport: asyncio.DatagramTransport | None = None

    @property
    def contact(self) -> str:
        """Return how others reach us inside a call."""
        return f"<sip:ivr@{self.address[0]}:{self.address[1]}>"

    @property
    def calls(self) -> int:
        """Return how many calls have a state here."""
        return len(self._calls)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket; port 0 becomes the one that the system chose."""
        self._transport = cast("asyncio.DatagramTransport", transport)
        if not self.address[1]:
            self.address = self.address[0], transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: Peer) -> None:
        """Take a datagram."""
        if not self._guard.admits(addr[0]):
            return
        message = parse(data)
        if isinstance(message, Request):
            self._request(message, addr)
        elif message is not None:
            self._response(message)
        elif data.strip(b"\r\n\0"):  # line ends alone keep a router's port open
            self._guard.counts.malformed += 1

    def send(self, data: bytes, peer: Peer) -> None:
        """Send a datagram."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, peer)

    def ask(
        self,
        method: str,
        build: Callable[[str], bytes],
        peer: Peer,
        done: Done = lambda _: None,
    ) -> None:
        """Send a request until it is answered."""
        branch = self._requests.new_branch()
        via = f"SIP/2.0/UDP {self.address[0]}:{self.address[1]};branch={branch};rport"
        data = build(via)
        self._requests.begin(branch, method, lambda: self.send(data, peer), done)

    def forget(self, call: SipCall) -> None:
        """Forget a call that has ended."""
        self._calls.pop((call.invite.call_id, call.tag), None)
        self._invites.pop((call.invite.call_id, call.remote_tag), None)

    def stop(self) -> None:
        """Wait for nothing and close the socket."""
        self._requests.stop()
        if self._transport is not None:
            self._transport.close()

    def _response(self, response: Response) -> None:
        via = parse_via(response.headers.every("via")[0])
        if via is not None:
            self._requests.answered(via.branch, response)

    def _request(self, request: Request, source: Peer) -> None:
        via = parse_via(request.headers.every("via")[0])
        to, sender = (parse_address(request.headers.first(name)) for name in ("to", "from"))
        if via is None or to is None or sender is None:
            self._guard.counts.malformed += 1
            return
        key = (via.branch, via.host, str(via.port), request.method, request.call_id)
        known = self._answered.get(key)
        if known is not None and request.method != "ACK":
            self.send(*known)
            return
        if to.tag:
            self._inside(request, source, to.tag, sender.tag, key)
        elif request.method == "INVITE":
            self._invited(request, source, sender.tag)
        elif request.method == "CANCEL":
            self._cancelled(request, source, sender.tag)
        elif request.method == "OPTIONS":
            self._refuse(request, source, 200, [ALLOW, ("Accept", SDP)])
        elif request.method != "ACK":
            self._refuse(request, source, _unknown(request.method), [ALLOW])

    def _inside(
        self, request: Request, source: Peer, tag: str, sender: str, key: tuple[str, ...]
    ) -> None:
        call = self._calls.get((request.call_id, tag))
        if call is None or call.remote_tag != sender:
            if request.method == "CANCEL":
                self._cancelled(request, source, sender)
            elif request.method != "ACK":
                self._refuse(request, source, 481)
            return
        if request.method == "CANCEL":
            self._cancelled(request, source, sender)
            return
        if request.method not in METHODS:
            self._refuse(request, source, _unknown(request.method), [ALLOW])
            return
        unsupported = request.headers.every("require")
        if unsupported and request.method != "ACK":
            self._refuse(request, source, 420, [("Unsupported", ", ".join(unsupported))])
            return
        replied = call.receive(request, source)
        if replied:
            self._remember(key, replied, _back(request, source))

    def _invited(self, request: Request, source: Peer, sender: str) -> None:
        known = self._invites.get((request.call_id, sender))
        if known is not None:
            if known.invite.cseq == request.cseq and _branch(known.invite) == _branch(request):
                known.repeat()
            else:
                self._refuse(request, source, 482)
            return
        is_full = len(self._calls) >= self._most_calls
        if is_full or not self._guard.admits_invitation(source[0]):
            self._refuse(request, source, 503, [("Retry-After", "5")])
            return
        offer = sdp.parse(request.body)
        refusal = _formal_refusal(request, sender, offer) or self._answering.may_call(source[0])
        if refusal is not None:
            self._refuse(request, source, refusal.status, refusal.extra)
            return
        self._let_in(request, source, sender, offer)

    def _let_in(self, request: Request, source: Peer, sender: str, offer: sdp.Offer | None) -> None:
        self.send(answer(request, 100, source=source, tag=""), _back(request, source))
        call = SipCall(self, request, source=source, offer=offer)
        self._calls[request.call_id, call.tag] = call
        self._invites[request.call_id, sender] = call
        self._guard.counts.calls += 1
        self._answering.begin(call)

    def _cancelled(self, request: Request, source: Peer, sender: str) -> None:
        call = self._invites.get((request.call_id, sender))
        is_of_it = call is not None and _branch(call.invite) == _branch(request)
        if call is None or not is_of_it or call.invite.cseq.number != request.cseq.number:
            self._refuse(request, source, 481)
            return
        back = _back(request, source)
        self.send(answer(request, 200, source=source, tag=call.tag), back)
        call.cancel()

    def _refuse(
        self,
        request: Request,
        source: Peer,
        status: int,
        extra: Sequence[tuple[str, str]] = (),
    ) -> None:
        if status >= 300:
            self._guard.counts.refuse(status)
        data = answer(request, status, source=source, tag=self._tag(request), extra=extra)
        self.send(data, _back(request, source))

    def _tag(self, request: Request) -> str:
        """Return the same tag for the same request, without remembering it."""
        said = f"{request.call_id}\n{request.headers.first('from')}".encode("latin-1", "replace")
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()[:16]

    def _remember(self, key: tuple[str, ...], data: bytes, peer: Peer) -> None:
        self._answered[key] = data, peer
        if len(self._answered) > _MOST_REMEMBERED:
            self._answered.popitem(last=False)


def _back(request: Request, source: Peer) -> Peer:
    via = parse_via(request.headers.every("via")[0])
    return return_address(via, source) if via else source


def _branch(request: Request) -> str:
    via = parse_via(request.headers.every("via")[0])
    return via.branch if via else ""


def _unknown(method: str) -> int:
    return 405 if method in METHODS or method in _KNOWN_OTHERS else 501


def _formal_refusal(request: Request, sender: str, offer: sdp.Offer | None) -> Refusal | None:
    if not sender or not parse_address(next(iter(request.headers.every("contact")), "")):
        return Refusal(status=400)
    if request.uri.partition(":")[0].lower() not in {"sip", "tel"}:
        return Refusal(status=416)
    if unsupported := request.headers.every("require"):
        # Session timers are among them: a device that insists on them calls elsewhere.
        return Refusal(status=420, extra=[("Unsupported", ", ".join(unsupported))])
    if not request.body:
        return None
    content = request.headers.first("content-type").partition(";")[0].strip().lower()
    if content != SDP or request.headers.first("content-encoding"):
        return Refusal(status=415, extra=[("Accept", SDP)])
    return None if offer is not None else Refusal(status=488)
