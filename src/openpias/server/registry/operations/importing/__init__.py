"""How do many persons enter the register at once?"""

from openpias.server.registry.operations.importing.running import Progress, import_file
from openpias.server.registry.operations.importing.set_aside import decide

__all__ = ["Progress", "decide", "import_file"]
