"""From whom is voice accepted?

Phones behind routers announce addresses at which they are not, so the announced address and the
one that signals are both good to begin with; the first packet decides (symmetric RTP), and then
nobody else is heard. Where the chosen one falls silent, another port of the same machine may follow.
"""

Address = tuple[str, int]
_SILENT_SECONDS = 2.0


class SourceFilter:
    """Where the voice of one call comes from, and where ours goes."""

    def __init__(self, *, announced: Address, signalling: str) -> None:
        self._chosen: Address | None = None
        self._heard_at = 0.0
        self._hosts = {announced[0], signalling}
        self.target = announced

    @property
    def is_latched(self) -> bool:
        """Tell whether a source has been chosen."""
        return self._chosen is not None

    def accepts(self, source: Address, *, now: float) -> bool:
        """Tell whether a packet from there is the caller's; the first one chooses."""
        if source != self._chosen and not self._may_choose(source, now):
            return False
        self._chosen = self.target = source
        self._heard_at = now
        return True

    def _may_choose(self, source: Address, now: float) -> bool:
        if self._chosen is None:
            return source[0] in self._hosts
        return source[0] == self._chosen[0] and now - self._heard_at > _SILENT_SECONDS

    def announce(self, announced: Address, *, signalling: str) -> None:
        """Begin again with what a later offer says, unless it says nothing new."""
        if announced[0] in self._hosts and self._chosen == announced:
            return
        self._hosts, self._chosen, self.target = {announced[0], signalling}, None, announced
