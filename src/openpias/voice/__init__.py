"""How are calls answered at night? A process of its own: SIP and RTP in, a file a call out; no Django."""
