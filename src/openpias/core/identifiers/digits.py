"""Is this text made of plain digits?"""


def is_ascii_digits(text: str) -> bool:
    """Tell whether `text` is one or more of 0-9; other scripts' digits do not count."""
    return text.isascii() and text.isdigit()
