"""What can be read of a damaged desk leaves it: case files and papers, and what is missing (safety: 4.12)."""

from __future__ import annotations

from collections.abc import Iterator

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.codec import to_file
from crs_intake.domain.safety import Rescued
from crs_intake.domain.text import N_
from crs_intake.words import say

LIST = "what-is-missing.txt"


def files(desk: Desk, told: Rescued) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file: each case with its papers, and what is missing. Raises NotAllowed.

    A name tells the case's number and nothing else of anybody.
    """
    lines = [say(N_("Read out of a damaged database: {cases} cases."), cases=told.cases)]
    if told.missing:
        lines.append(say(N_("These cases could not be read: {numbers}."), numbers=", ".join(told.missing)))
    if told.thin:
        lines.append(say(
            N_("Of these cases entries are missing, so what is shown of them may be wrong: {numbers}."),
            numbers=", ".join(told.thin),
        ))  # fmt: skip
    for stored in desk.store.cases(open_only=False):
        number = stored.case.number
        allow(desk, "transfer.export", stored.case)
        yield f"{number}.json", to_file(stored.case)
        for at, paper in enumerate(desk.store.documents(number), 1):
            if paper.sound:
                yield f"{number}-{at:03d}-{paper.document}.pdf", paper.pdf
            else:
                lines.append(say(N_("A paper could not be read: {name}."), name=f"{number} {paper.document}"))
    yield LIST, "\n".join(lines).encode()
