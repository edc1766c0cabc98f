"""How is the file of a report called?

Specification 3.7.30, 5.4.2: `{prefix}_{code}_{YYYYMMDD}_{HHMM}.xml`, where the code is the
provider's fiscal code, CUI or CNP. The name is the key by which feedback is asked for later.
"""

import re
from dataclasses import dataclass
from datetime import datetime

_SAME = (
    *("MF", "PRM", "FARMD", "FARME", "FARMI", "CLIN", "PARA", "STOM", "AMB", "MD", "HC"),
    *("RECA", "RECS", "SICK", "NHPREP", "NHPCJ"),
    *("SPT_ACUT", "SPT_CHR", "SPT_DRG", "SPT_SPZ", "SPT_PAL"),
    *("PARA_OFFER", "SPT_E", "SPT_I", "HBDG"),
)
# Prefixes by the `reportType` of sendReport (5.4.2 and 5.4.4).
REPORTS = {
    **{name: name for name in _SAME},
    "FSD": "DIA",
    "NHPDIA": "DIA",
    "RECA_OFFER": "RECAMB_OFFER",
    "MD_OFFER": "MEDDEV_OFFER",
}
# Prefixes by the `supplierType` of sendSupplierData (5.25).
SUPPLIERS = {
    name: f"{name}_S"
    for name in ("AMB", "CLIN", "FARM", "HC", "MD", "MF", "PARA", "RECA", "RECS", "SPT", "STOM")
}
_RULE = re.compile(r"([A-Z]+(?:_[A-Z]+)?)_([0-9]{2,13})_([0-9]{8})_([0-9]{4})\.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """The parts of a name; the moment is the clock in Romania, to the minute and without a zone."""

    prefix: str
    code: str
    moment: datetime

    def __str__(self) -> str:
        return f"{self.prefix}_{self.code}_{self.moment:%Y%m%d_%H%M}.xml"


def read(text: str) -> FileName | None:
    """Return the parts of a name, `None` where it does not follow the rule."""
    found = _RULE.fullmatch(text)
    if found is None:
        return None
    prefix, code, day, time = found.groups()
    try:
        moment = datetime.strptime(day + time, "%Y%m%d%H%M")  # noqa: DTZ007 - the name has no zone
    except ValueError:
        return None
    return FileName(prefix=prefix, code=code, moment=moment)
