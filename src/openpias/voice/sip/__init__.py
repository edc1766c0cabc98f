"""How are calls set up, changed and ended? The part of SIP that an answering machine needs."""
