"""What a PostgreSQL server reports, as sentences; its own words may hold names and stay out of them.

Known by SQLSTATE and the name of the constraint alone (safety: M11, 4.17).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from crs_intake.domain.errors import DeskError, NotAcceptable, NotAllowed, WorldTrouble
from crs_intake.domain.text import N_

_GONE = ("08", "57P", "XX")
_LINE = ("OperationalError", "InterfaceError")
_BUSY = ("40001", "40P01", "55P03", "57014", "25P03")


def sentence(error: Any) -> DeskError | None:
    """The sentence for what the server reported; None for what must be a mistake of the program."""
    state = str(getattr(error, "sqlstate", None) or "")
    if state in _BUSY:
        return WorldTrouble(
            N_("Another desk is writing to the same case."),
            then=N_("What you typed is kept. Try again in a moment."),
        )
    if state.startswith("53"):
        return WorldTrouble(
            N_("The server has no room or no place left; nothing of this step was saved."),
            then=N_("What you typed is kept. Tell whoever looks after the server, and save again."),
        )
    if state == "42501":
        return NotAllowed(N_("The server lets only the sites that serve a case see and change it (20.1000)."))
    if state == "23505" and getattr(error.diag, "constraint_name", "") == "cases_number_key":
        return NotAcceptable(N_("A case of another site has this number already."), where="number")
    if not state and type(error).__name__ == "DataError":  # a NUL, which no text on a server can hold
        return NotAcceptable(
            N_("Something typed contains half a character that cannot be kept; type that field again.")
        )
    if state.startswith(_GONE) or (
        not state and type(error).__name__ in ("OperationalError", "InterfaceError")
    ):
        return gone()
    return None


def gone() -> WorldTrouble:
    """The trouble of a line that broke."""
    return WorldTrouble(
        N_("The desk's server does not answer."),
        then=N_("What you typed is kept. Try again in a moment; nothing is saved twice."),
    )


def bare(error: sa.exc.DBAPIError) -> sa.exc.DBAPIError:
    """The error without what the server quoted of the data."""
    state = str(getattr(error.orig, "sqlstate", "") or "")
    own = state.startswith("23000")  # the words of our own triggers
    told = str(getattr(getattr(error.orig, "diag", None), "message_primary", "")) if own else ""
    return type(error)(None, None, Exception(f"{state} {told}".strip()))
