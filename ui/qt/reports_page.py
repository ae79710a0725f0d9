"""Reports: figures over all cases, records for the State Archives, and the extract for the plans.

What leaves the desk is looked at first and noted; nothing is ever deleted here (20.404, 20.1000).
"""

from __future__ import annotations

from crs_intake.words import say
from ui.qt.access_view import AccessView
from ui.qt.archive_view import ArchiveView
from ui.qt.figures_view import FiguresView
from ui.qt.sharing_view import SharingView
from ui.qt.tabbed import Tabbed
from ui.qt.tips_view import TipsView
from ui.qt.way import Way

ARCHIVE, SHARING, FIGURES, TIPS, ACCESS = range(5)
"""The tabs in their order."""


class ReportsPage(Tabbed):
    """Tabs over all cases; each reads what it shows when it is turned to."""

    def __init__(self, way: Way) -> None:
        super().__init__(say("Reports"), (
            (say("Records to archive"), lambda: ArchiveView(way)),
            (say("Data for the plans"), lambda: SharingView(way)),
            (say("Figures"), lambda: FiguresView(way)),
            (say("DES interface"), lambda: TipsView(way)),
            (say("Access"), lambda: AccessView(way)),
        ))  # fmt: skip

    @property
    def archive(self) -> ArchiveView:
        """Records for the State Archives."""
        found: ArchiveView = self.view(ARCHIVE)
        return found

    @property
    def sharing(self) -> SharingView:
        """The extract for the plans."""
        found: SharingView = self.view(SHARING)
        return found

    @property
    def figures(self) -> FiguresView:
        """Figures over all cases."""
        found: FiguresView = self.view(FIGURES)
        return found
