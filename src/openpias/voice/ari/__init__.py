"""How is the same conversation held on lines of an Asterisk, by its REST interface (ARI)?"""

from openpias.voice.ari.driver import AriDriver

__all__ = ["AriDriver"]
