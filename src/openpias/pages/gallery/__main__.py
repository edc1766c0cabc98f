"""How is the gallery written? `python -m openpias.pages.gallery OUTDIR`."""

import sys
from pathlib import Path

from openpias.pages.gallery import write

if len(sys.argv) != 2:
    sys.exit("Usage: python -m openpias.pages.gallery OUTDIR")
sys.stdout.write(f"{len(write(Path(sys.argv[1])))} pages in {sys.argv[1]}\n")
