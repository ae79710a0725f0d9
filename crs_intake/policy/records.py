"""Keeping records: at least three years, then the State Archives may have them (20.1000).

Nothing is ever deleted by the program. While a hearing is open nothing becomes
ready for the archives either.
"""

from __future__ import annotations

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy import clocks, termination
from crs_intake.policy.story import APPLICATION_ENDS, Story


def on_archived(story: Story, event: Event) -> None:
    """The records went to the State Archives; CRSA keeps them from there (20.1000.4)."""
    story.mark("archived", event.at)


def kept_until(story: Story) -> Moment | None:
    """The third anniversary of the end, from which archiving is offered (AMB-200)."""
    closing = story.closing
    if closing is None:
        return None
    term = clocks.term("CLK-29", closing.at, story.book, application=closing.state in APPLICATION_ENDS)
    return term.due if term is not None else None


def is_ready(story: Story) -> bool:
    """Whether the records may go to the State Archives now; never while a hearing is open."""
    until = kept_until(story)
    held = story.hearing is not None and not story.hearing.over
    return until is not None and story.at.day >= until.day and not held and "archived" not in story.marks


def state(story: Story) -> str:
    """TERMINATED, RETENTION, ARCHIVE_READY or ARCHIVED of a member who was dis-enrolled."""
    if "archived" in story.marks:
        return "ARCHIVED"
    if is_ready(story):
        return "ARCHIVE_READY"
    return "RETENTION" if termination.is_done(story) else "TERMINATED"


def marks(story: Story) -> None:
    """From when the retention runs; and whether no medical denial is left to be sent."""
    closing = story.closing
    if closing is not None:
        story.mark("ended", closing.at)
        if "medical_denial" not in story.marks:
            story.mark_first("ended_undenied", closing.at)
