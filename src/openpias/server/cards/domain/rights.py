"""As whom does a provider use cards, and what may it do with them?

The official matrix of rights was never published (Annex 102, 2.2 names it only), so this one is
ours, as dated data; an installation may withhold a right from a profile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from openpias.core.contracts.management_unit import Right
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import Profile

_ALL = frozenset(Right)
_READERS = frozenset({Right.READ, Right.AUTHENTICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The rights of each profile since a day; what may be done without the unit, for each alike."""

    since: date
    source: str
    rights: Mapping[Profile, frozenset[Right]]
    offline: frozenset[Right]


MATRICES = (
    Matrix(
        since=date(2015, 5, 1),
        source="Ours; seeds 003 and 004 let every provider in contract reset and change the PIN.",
        rights=MappingProxyType(
            {
                Profile.FAMILY_PHYSICIAN: _ALL,
                Profile.SPECIALIST: _ALL,
                Profile.PHARMACIST: _ALL,
                Profile.EMERGENCY: _ALL,
                Profile.CARD_ISSUER: _ALL - {Right.SIGN},
                Profile.SUBSIDY_PROVIDER: _READERS,
                Profile.SUBSIDY_SERVICE_PROVIDER: _READERS,
            }
        ),
        # Annex 102, 2.3: reading works offline; everything that writes asks the unit.
        offline=frozenset({Right.READ}),
    ),
)

NOT_PERMITTED: Mapping[Right, Code] = MappingProxyType(
    {
        Right.READ: Code.CARD_ACCESS_FAILED,
        Right.AUTHENTICATE: Code.UNIT_AUTHENTICATION_FAILED,
        Right.ACTIVATE: Code.ACTIVATION_NOT_PERMITTED,
        Right.CHANGE_PIN: Code.PIN_CHANGE_NOT_PERMITTED,
        Right.RESET_PIN: Code.PIN_RESET_NOT_PERMITTED,
        Right.SIGN: Code.SIGNATURE_NOT_PERMITTED,
    }
)

Withheld = frozenset[tuple[Profile, Right]]


def profile_of(kinds: Iterable[str]) -> Profile:
    """Return the profile of a provider by what it does; several kinds: the first that decides.

    Ours: an emergency service is no kind of provider, so a hospital stands for it.
    """
    held = frozenset(kinds)
    for kind, profile in (
        ("family-medicine", Profile.FAMILY_PHYSICIAN),
        ("hospital", Profile.EMERGENCY),
        ("pharmacy", Profile.PHARMACIST),
    ):
        if kind in held:
            return profile
    return Profile.SPECIALIST


def rights(profile: Profile, *, on: date, withheld: Withheld = frozenset()) -> tuple[Right, ...]:
    """Return what a profile may do on a day, in the order of the list of rights."""
    held = _matrix(on).rights[profile]
    return tuple(each for each in Right if each in held and (profile, each) not in withheld)


def offline_rights(
    profile: Profile, *, on: date, withheld: Withheld = frozenset()
) -> tuple[Right, ...]:
    """Return what a profile may do while nobody answers."""
    without_unit = _matrix(on).offline
    held = rights(profile, on=on, withheld=withheld)
    return tuple(each for each in held if each in without_unit)


def parse_withheld(text: str) -> Withheld:
    """Read `pharmacist:activate emergency:sign`; raises ValueError for a word that is none."""
    pairs = (word.partition(":") for word in text.split())
    return frozenset((Profile(profile), Right(right)) for profile, _, right in pairs)


def _matrix(day: date) -> Matrix:
    return next((each for each in reversed(MATRICES) if each.since <= day), MATRICES[0])
