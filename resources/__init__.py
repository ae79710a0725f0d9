"""Everything that changes without changing a rule: dated numbers, letters, pictures, words.

Imports nothing. `here()` gives the folder, in the source tree and in an installed wheel alike.
"""

from pathlib import Path


def here() -> Path:
    """Return the folder that holds the data files."""
    return Path(__file__).resolve().parent
