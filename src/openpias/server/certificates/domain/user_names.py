"""Which user name does somebody of the staff get, unless the operator writes another?"""

from anyascii import anyascii


def proposed(email: str) -> str:
    """Return the part of an address before the @, in letters, digits and dots."""
    local = anyascii(email.partition("@")[0]).lower()
    return "".join(
        each for each in local.replace("-", ".").replace("_", ".") if each.isalnum() or each == "."
    )[:64]
