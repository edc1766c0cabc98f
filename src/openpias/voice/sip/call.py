"""How does one call stand between the caller's device and us, from INVITE to BYE?

The call rings, is answered, is confirmed by the ACK, and ends. What the caller's device changes in
between (hold, another address, a refresh) is answered here; the listener hears what it means.
Source: RFC 3261, 12 to 15; RFC 3311 for UPDATE; RFC 3264 for offers.
"""

import secrets
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

from openpias.voice.sip import info, sdp
from openpias.voice.sip.addresses import number_of, parse_address, parse_via
from openpias.voice.sip.answers import ALLOW, SDP, Peer, answer, return_address
from openpias.voice.sip.messages import Request, write
from openpias.voice.sip.repeating import Repeating, Timers

AGAIN_SOON = ("Retry-After", "1")


class Stage(Enum):
    """How far a call is."""

    RINGING = "ringing"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    ENDED = "ended"


class Wire(Protocol):
    """What a call needs of the agent."""

    timers: Timers

    @property
    def contact(self) -> str:
        """Return how the caller's device reaches us inside the call."""

    def send(self, data: bytes, peer: Peer) -> None:
        """Send a datagram."""

    def ask(self, method: str, build: Callable[[str], bytes], peer: Peer) -> None:
        """Send a request until it is answered; `build` writes it with a Via."""

    def forget(self, call: "SipCall") -> None:
        """Forget a call that has ended."""


class CallListener(Protocol):
    """Who hears what happens to a call."""

    def confirmed(self, offer: sdp.Offer) -> None:
        """The caller's device has confirmed: voice may run."""

    def changed(self, offer: sdp.Offer) -> None:
        """It has changed where voice runs, or has put us on hold, or back."""

    def pressed(self, key: str) -> None:
        """A key came by INFO."""

    def ended(self, *, by_caller: bool) -> None:
        """The call is over."""


class SipCall:
    """One call that was let in. `offer` is None where the INVITE brought none."""

    def __init__(
        self, wire: Wire, invite: Request, *, source: Peer, offer: sdp.Offer | None
    ) -> None:
        self.tag = secrets.token_hex(8)
        self.stage = Stage.RINGING
        self.listener: CallListener | None = None
        self.offer = offer
        self.invite = invite
        self.source = source
        self._wire = wire
        self._peer = _where_answers_go(invite, source)
        self._remote_cseq = invite.cseq.number
        self._local_cseq = 0
        self._target = _target(invite)
        self._routes = invite.headers.every("record-route")
        self._description: sdp.Description | None = None
        self._last = b""
        self._repeating: Repeating | None = None
        self._offered_by_us = False
        self._bye_on_ack = False

    @property
    def caller(self) -> str:
        """Return the caller's number, "" where it is withheld; a trunk's word goes before."""
        headers = self.invite.headers
        return number_of(*headers.every("p-asserted-identity"), headers.first("from"))

    @property
    def called(self) -> str:
        """Return the number that was called."""
        return number_of(f"<{self.invite.uri}>")

    @property
    def remote_tag(self) -> str:
        """Return the tag of the caller's end."""
        address = parse_address(self.invite.headers.first("from"))
        return address.tag if address else ""

    def ring(self) -> None:
        """Say that it rings."""
        self._reply(self.invite, 180, [("Contact", self._wire.contact)])

    def pick_up(self, description: sdp.Description) -> None:
        """Answer the call; the listener's `confirmed` follows, or `ended`."""
        if self.stage is not Stage.RINGING:
            return
        self.stage, self._description = Stage.ANSWERED, description
        self._agree(self.invite, self.offer)

    def hang_up(self) -> None:
        """End the call from our side, as soon as the protocol lets us."""
        if self.stage is Stage.RINGING:
            self._finally(480)
        elif self.stage is Stage.ANSWERED:
            self._bye_on_ack = True
        elif self.stage is Stage.CONFIRMED:
            self._bye()

    def abandon(self) -> None:
        """End a call that was never confirmed, and wait for nothing."""
        if self.stage is Stage.RINGING:
            self._reply(self.invite, 480, ())
        self._over(by_caller=False)
        self._wire.forget(self)

    def repeat(self) -> None:
        """The INVITE came again: so does the last answer to it."""
        if self._last:
            self._wire.send(self._last, self._peer)

    def cancel(self) -> None:
        """The caller gave up while it rang; later it has no effect."""
        if self.stage is Stage.RINGING:
            self._finally(487)

    def receive(self, request: Request, source: Peer) -> bytes:
        """Take a request inside the call; return the answer to it that may be repeated, or b""."""
        if request.method == "ACK":
            self._acknowledged(request)
            return b""
        if request.cseq.number < self._remote_cseq:
            return self._reply(request, 500, (), source)
        if request.method == "INVITE":
            self._invited_again(request, source)
            return b""
        self._remote_cseq = request.cseq.number
        acts = {"BYE": self._bye_came, "INFO": self._info, "UPDATE": self._update}
        return acts.get(request.method, self._options)(request, source)

    def _options(self, request: Request, source: Peer) -> bytes:
        return self._reply(request, 200, [ALLOW, ("Accept", SDP)], source)

    def _bye_came(self, request: Request, source: Peer) -> bytes:
        replied = self._reply(request, 200, (), source)
        if self.stage is Stage.RINGING:
            self._finally(487)
        else:
            self._over(by_caller=True)
        return replied

    def _info(self, request: Request, source: Peer) -> bytes:
        if not request.body:
            return self._reply(request, 200, (), source)
        key = info.key_of(request.headers.first("content-type"), request.body)
        if key is None:
            return self._reply(request, 415, [("Accept", info.ACCEPT)], source)
        if key and self.listener is not None and self.stage is Stage.CONFIRMED:
            self.listener.pressed(key)
        return self._reply(request, 200, (), source)

    def _update(self, request: Request, source: Peer) -> bytes:
        if self.stage is not Stage.CONFIRMED or self._is_repeating or self._description is None:
            return self._reply(request, 500, [AGAIN_SOON], source)
        contact = [("Contact", self._wire.contact)]
        if not request.body:
            self._refresh(request, source)
            return self._reply(request, 200, contact, source)
        offer = sdp.parse(request.body)
        if offer is None:
            return self._reply(request, 488, (), source)
        self._refresh(request, source)
        self._note(offer)
        return self._reply(request, 200, contact, source, self._description.answer(offer))

    def _invited_again(self, request: Request, source: Peer) -> None:
        if request.cseq.number == self._remote_cseq and request.cseq == self.invite.cseq:
            self.repeat()
            return
        if self.stage is not Stage.CONFIRMED or self._is_repeating:
            self._reply(request, 500, [AGAIN_SOON], source)
            return
        self._remote_cseq = request.cseq.number
        offer = sdp.parse(request.body)
        if request.body and offer is None:
            self._reply(request, 488, (), source)
            return
        self.invite = request
        self._refresh(request, source)
        if offer is not None:
            self._note(offer)
        self._agree(request, offer)

    def _agree(self, request: Request, offer: sdp.Offer | None) -> None:
        description = self._description
        if description is None:
            return
        self._offered_by_us = offer is None
        body = description.answer(offer) if offer else description.offer()
        extra = [("Contact", self._wire.contact), ALLOW]
        self._last = answer(request, 200, source=self._peer, tag=self.tag, extra=extra, body=body)
        self._repeating = Repeating(self.repeat, self._wire.timers, given_up=self._no_ack)

    def _acknowledged(self, request: Request) -> None:
        if request.cseq.number != self.invite.cseq.number or not self._is_repeating:
            return
        self._stop_repeating()
        if self.stage is Stage.ENDED:
            self._wire.forget(self)
            return
        is_first, self.stage = self.stage is Stage.ANSWERED, Stage.CONFIRMED
        if self._offered_by_us:
            self._offered_by_us = False
            self.offer = sdp.parse(request.body)
        if self._bye_on_ack or self.offer is None:
            self._bye()
        elif self.listener is not None:
            (self.listener.confirmed if is_first else self.listener.changed)(self.offer)

    def _note(self, offer: sdp.Offer) -> None:
        self.offer = offer
        if self.listener is not None:
            self.listener.changed(offer)

    def _refresh(self, request: Request, source: Peer) -> None:
        """Later requests go where this one came from, and to the target that it names."""
        self.source, self._peer = source, _where_answers_go(request, source)
        if request.headers.first("contact"):
            self._target = _target(request)

    def _finally(self, status: int) -> None:
        """Refuse the INVITE, until the ACK has come."""
        self._last = answer(self.invite, status, source=self._peer, tag=self.tag)
        self._over(by_caller=status == 487)
        self._repeating = Repeating(
            self.repeat, self._wire.timers, given_up=lambda: self._wire.forget(self)
        )

    def _no_ack(self) -> None:
        if self.stage is not Stage.ENDED:
            self._bye()

    def _bye(self) -> None:
        peer = self._peer
        self._wire.ask("BYE", self._written_bye, peer)
        self._over(by_caller=False)

    def _written_bye(self, via: str) -> bytes:
        self._local_cseq += 1
        uri, routes = _routed(self._target, self._routes)
        to = self.invite.headers.first("to")
        has_tag = bool(getattr(parse_address(to), "tag", ""))
        fields = [
            ("Via", via),
            ("Max-Forwards", "70"),
            *(("Route", each) for each in routes),
            ("From", to if has_tag else f"{to};tag={self.tag}"),
            ("To", self.invite.headers.first("from")),
            ("Call-ID", self.invite.call_id),
            ("CSeq", f"{self._local_cseq} BYE"),
        ]
        return write(f"BYE {uri} SIP/2.0", fields)

    def _over(self, *, by_caller: bool) -> None:
        self._stop_repeating()
        if self.stage is Stage.ENDED:
            return
        was_ringing, self.stage = self.stage is Stage.RINGING, Stage.ENDED
        if not was_ringing:
            self._wire.forget(self)
        if self.listener is not None:
            self.listener.ended(by_caller=by_caller)

    @property
    def _is_repeating(self) -> bool:
        return self._repeating is not None and self._repeating.is_running

    def _stop_repeating(self) -> None:
        if self._repeating is not None:
            self._repeating.stop()

    def _reply(
        self,
        request: Request,
        status: int,
        extra: Sequence[tuple[str, str]],
        source: Peer | None = None,
        body: bytes = b"",
    ) -> bytes:
        peer = self._peer if source is None else _where_answers_go(request, source)
        data = answer(
            request, status, source=source or self.source, tag=self.tag, extra=extra, body=body
        )
        if request is self.invite:
            self._last = data
        self._wire.send(data, peer)
        return data


def _where_answers_go(request: Request, source: Peer) -> Peer:
    via = parse_via(request.headers.every("via")[0])
    return return_address(via, source) if via else source


def _target(request: Request) -> str:
    contact = parse_address(next(iter(request.headers.every("contact")), ""))
    if contact is None:
        contact = parse_address(request.headers.first("from"))
    return contact.uri if contact else ""


def _routed(target: str, routes: Sequence[str]) -> tuple[str, list[str]]:
    """Return the request's URI and its routes; a first route without `lr` is of the old kind."""
    first = parse_address(routes[0]) if routes else None
    if first is None or ";lr" in first.uri.lower() or "lr" in first.parameters:
        return target, list(routes)
    return first.uri, [*routes[1:], f"<{target}>"]
