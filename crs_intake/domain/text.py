"""Marks words that people will read, in rooms that must not translate them.

Domain and policy hand out English message ids with named blanks; the words
are put into a language where they are shown (`crs_intake.words`).
"""


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a message id for the catalogues and give it back unchanged."""
    return message
