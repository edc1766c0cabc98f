"""What do mails to the helpdesk look like? Writes the labelled sets, invented, from one seed.

Nothing here is taken from the code that reads them: control digits, words for labels and the ways
of writing are its own, and several of them the readers do not know. People, providers and numbers
are invented. Usage: helpdesk_mails.py [FOLDER] [SEED]
"""

import json
import random
import sys
from pathlib import Path

from helpdesk_headers import header_mail
from helpdesk_secrets import personal_mail

SEED = 20261126
HEADERS, TEXTS = 400, 600


def main(folder: Path, seed: int) -> None:
    """Write both sets."""
    chance = random.Random(seed)
    for name, make, many in (
        ("helpdesk-header", header_mail, HEADERS),
        ("helpdesk-personal-data", personal_mail, TEXTS),
    ):
        lines = (json.dumps(make(chance), ensure_ascii=False) for _ in range(many))
        (folder / f"{name}.jsonl").write_text(
            "".join(f"{line}\n" for line in lines), encoding="utf-8"
        )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0]) if given else Path(__file__).parent / "labelled",
        int(given[1]) if len(given) > 1 else SEED,
    )
