"""The ways a page can lead on: to a case, a wizard, a paper. The window fills them.

Pages know this much of the window and no more, so that each can be opened alone in a test.
"""

from __future__ import annotations

from typing import Protocol

from crs_intake.casework.ports import Desk
from ui.steps import Step
from ui.tastes import Taste


class Way(Protocol):
    """Where a page may send the person, and what it has at hand."""

    @property
    def desk(self) -> Desk:
        """Store, book, clock and the signed-in person."""
        ...

    def open_case(self, number: str, part: str = "") -> None:
        """Show a case, at one of its parts: documents, contacts, history."""
        ...

    def open_room(self, name: str) -> None:
        """Show a room of the rail, for example "today"."""
        ...

    def open_wizard(self, number: str, wizard: str, page: str = "", field: str = "") -> None:
        """Open a wizard where it stood, or at a page and field."""
        ...

    def apply_again(self, number: str) -> None:
        """Start a new referral of the same child with what is known from an ended case."""
        ...

    def open_paper(self, number: str, document: str) -> None:
        """Show a paper of the case, prepared and ready to print."""
        ...

    def note(self, number: str, kind: str) -> None:
        """Ask for the details of something that happened, and note it."""
        ...

    def open_settings(self, part: str) -> None:
        """Show a part of the settings, for example "clinic"."""
        ...

    def open_partner(self, part: str = "", number: str = "") -> None:
        """Show the partner desk: "meetings", or "application" of a case, begun where it has none yet."""
        ...

    def changed(self, number: str) -> None:
        """Something of the case was kept; whatever shows it looks again."""
        ...

    def file_received(self, number: str = "", document: str = "") -> None:
        """Ask for the files of a received paper and file them with a case."""
        ...

    def site_changed(self) -> None:
        """The site's settings were kept; the book is read again."""
        ...

    def taste(self, what: Taste, value: str) -> None:
        """The person wants another language or look; what is typed stays."""
        ...


def follow(way: Way, number: str, step: Step) -> None:
    """Go where a step is done: the settings, what happened, a wizard, a paper or a tab of the case."""
    if step.settings:
        way.open_settings(step.settings)
    elif step.happened:
        way.note(number, step.happened)
    elif step.wizard:
        way.open_wizard(number, step.wizard, step.page, step.field)
    elif step.paper:
        way.open_paper(number, step.paper)
    else:
        way.open_case(number, step.tab)
