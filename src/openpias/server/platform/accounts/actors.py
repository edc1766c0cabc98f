"""Who acts in this call, as plain data that every operation is given?"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The provider for whom someone works, with its house; filled from the account."""

    code: str
    name: str
    house_code: str
    house_name: str
    house_contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A user who proved who they are, with what they may do.

    `permissions` holds the values of the permission enums of all modules.
    `credential_version` is checked again inside the database by the hot path, so that a
    revocation acts on the next call in every process.
    `certificate` is the opaque id of the certificate that was shown, empty where none is asked for.
    `practice` marks work in practice mode: what it writes never counts as real.
    """

    account_id: int
    username: str
    display_name: str
    provider: Provider
    credential_version: int
    permissions: frozenset[str] = field(default_factory=frozenset)
    practice: bool = False
    certificate: str = ""

    def may(self, permission: str) -> bool:
        """Tell whether this actor holds the permission."""
        return permission in self.permissions
