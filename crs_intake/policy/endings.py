"""Endings that a person records: of an application, of a membership, of a case entered by mistake.

What follows from the dates has ended the case already; recording it adds the
person's name. What nobody could derive ends the case on the day it is recorded.
"""

from __future__ import annotations

from dataclasses import replace

from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy import termination
from crs_intake.policy.story import Closing, Story

_STATE = {
    "withdrawn": "WITHDRAWN",
    "denied": "DENIED",
    "application_terminated": "APP_TERMINATED",
    "member_terminated": "TERMINATED",
}


def on_recorded(story: Story, event: Event) -> None:
    """An ending was recorded."""
    closing = story.closing
    if closing is not None:
        if closing.state == _STATE[event.kind]:
            story.closing = replace(closing, recorded=True)
    elif event.kind == "member_terminated":
        termination.on_terminated(story, event)
    elif story.member is None:
        story.close(_application_end(story, event))


def _application_end(story: Story, event: Event) -> Closing:
    if event.kind == "denied":
        age = story.title(event.at) is not None
        return Closing(
            "DENIED",
            event.at,
            "20.601.3" if age else "20.602.2.A",
            N_("Age, citizenship or residency is not met"),
            "DOC-20" if age else "DOC-21",
            "age" if age else "proofs",
            recorded=True,
        )
    if event.kind == "application_terminated":
        return Closing(
            "APP_TERMINATED",
            event.at,
            "20.1201",
            N_("The application was ended for missed visits"),
            "DOC-60",
            "no_show",
            recorded=True,
        )
    return Closing(
        "WITHDRAWN",
        event.at,
        "20.402.2",
        N_("The application was withdrawn"),
        "DOC-13",
        "recorded",
        recorded=True,
    )


def on_void(story: Story, event: Event) -> None:
    """The case was entered by mistake, or goes on under another number: no clock runs any more."""
    if event.document_id:
        return  # one paper was a mistake, not the case
    story.void = "ENTERED_BY_MISTAKE" if event.kind == "entered_by_mistake" else "MERGED"
