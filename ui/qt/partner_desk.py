"""The partner desk: the clinic as a HEAplus community partner, in four parts.

Nothing here sends anything or blocks anything by itself; the program works without a network.
"""

from __future__ import annotations

from collections.abc import Callable

from crs_intake.clock import moment
from crs_intake.words import say
from ui.qt.partner_applications import ApplicationsView
from ui.qt.partner_contacts import ContactsView
from ui.qt.partner_now import NowView
from ui.qt.partner_record import RecordView
from ui.qt.tabbed import Tabbed
from ui.qt.way import Way


class PartnerPage(Tabbed):
    """Now, Our partnership, Applications, Contacts and how-to; each reads what it shows when turned to."""

    def __init__(self, way: Way, checked: Callable[[], None] = lambda: None) -> None:
        self._way = way
        super().__init__(say("Partner desk"), (
            (say("Now"), lambda: NowView(way, checked)),
            (say("Our partnership"), lambda: RecordView(way)),
            (say("Applications"), lambda: ApplicationsView(way)),
            (say("Contacts and how-to"), lambda: ContactsView(way, self._email)),
        ))  # fmt: skip

    @property
    def now(self) -> NowView:
        """Whether HEAplus is up."""
        found: NowView = self.view(0)
        return found

    @property
    def record(self) -> RecordView:
        """What the clinic has and lacks as a partner."""
        found: RecordView = self.view(1)
        return found

    @property
    def applications(self) -> ApplicationsView:
        """The applications that the clinic assists with."""
        found: ApplicationsView = self.view(2)
        return found

    @property
    def contacts(self) -> ContactsView:
        """Whom to ask, and how things are done."""
        found: ContactsView = self.view(3)
        return found

    def turn_to(self, part: str, number: str = "") -> None:
        """Show Now, the meetings, or the application of a case; one without gets a new one to fill in."""
        self.open({"meetings": 1, "application": 2}.get(part, 0))
        if part == "meetings":
            self.record.open(part)
        elif part == "application":
            self.applications.turn_to(number)

    def _email(self) -> None:
        self.open(1)
        self.record.new_request(moment(self._way.desk.clock))
