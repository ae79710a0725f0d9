"""What should be thought about before something is recorded; none of it blocks.

The manual asks for a reason or a second look in these places (AMB-031,
AMB-22A); the desk shows the sentence and goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import hearing, no_show, pathway, states
from crs_intake.policy.story import Story


def cautions(story: Story, event: Event) -> tuple[NotNow, ...]:
    """What should be thought about before recording this."""
    found: list[NotNow] = []
    if event.kind == "appointment_made" and event.appointment == "initial_evaluation":
        found.extend(_late_visit(story, event))
    if story.member is None:  # the financial interview of a member has no evaluation to wait for
        found.extend(_late_interview(story, event))
    if event.kind == "contact_attempt" and no_show.too_early(story, event.at):
        earliest = no_show.earliest_second(story)
        found.append(
            NotNow(
                event.kind,
                "20.1201.A" if story.member is None else "20.1202.B",
                N_("The attempt is kept but does not count; the earliest second one is {earliest}"),
                {"earliest": _clock_time(earliest)},
            )
        )
    through = event.outcome not in pathway.NOT_THROUGH
    if event.kind == "application_faxed" and event.stamp_page is None and through:
        found.append(
            NotNow(event.kind, "20.602.6", N_("Look: page one of the application carries the CRS stamp"))
        )
    found.extend(_hearing(story, event))
    return tuple(found)


def _hearing(story: Story, event: Event) -> Iterator[NotNow]:
    if event.kind == "hearing_requested":
        if not hearing.is_timely(story, event):
            yield NotNow(
                event.kind,
                "20.1100",
                N_("The request is after day 30 and its moved day; ADHS/CRS denies it in writing"),
            )
        if story.closing is not None and story.closing.ground == "request":
            yield NotNow(
                event.kind,
                "20.1100",
                N_("The family itself asked to withdraw: no adverse action; ADHS/CRS may deny it (B)"),
            )
        if hearing.handed_to_us(event):
            yield NotNow(
                event.kind,
                "20.1100",
                N_("Stamp the time and send it on to ADHS/CRS the same day, which decides what day counts"),
            )
    elif event.kind == "hearing_notice_mailed":
        for part in hearing.notice_gaps(event):
            yield NotNow(
                event.kind, part.section, N_("The Notice of Hearing lacks: {label}"), {"label": part.name}
            )
    elif event.kind == "rehearing_requested":
        last = hearing.prompt_by(story)
        if last is not None and event.at.day > last:
            yield NotNow(
                event.kind,
                "20.1100",
                N_("A motion is best made by {last}; the manual prints no deadline"),
                {"last": last},
            )


def _late_interview(story: Story, event: Event) -> Iterator[NotNow]:
    if event.kind == "interview_held" and story.visit is not None and event.at.day > story.visit.at.day:
        yield NotNow(event.kind, "20.401.2.B", N_("The interview comes after the day of the evaluation"))
    if event.kind == "appointment_made" and event.appointment == "interview" and event.when is not None:
        day = story.marks.get("evaluation_day")
        if day is not None and event.when.day > day.day:
            late = N_(
                "The interview is to be held before or on the day of the evaluation, {day}; give a reason"
            )
            yield NotNow(event.kind, "20.401.2.B", late, {"day": day.day})


def _late_visit(story: Story, event: Event) -> list[NotNow]:
    notice = story.marks.get("positive_notice")
    if notice is None or event.when is None or event.reason or not states.beyond(story, event):
        return []
    days = (event.when.day - notice.day).days
    return [
        NotNow(
            event.kind,
            "20.401.2.D",
            N_("Day {days}, beyond 30 days of the notice; give a reason"),
            {"days": days},
        )
    ]


def _clock_time(moment: Moment | None) -> str:
    if moment is None or moment.time is None:
        return ""
    return f"{moment.day:%a} {moment.day.day} {moment.day:%b %Y} {moment.time:%H:%M}"
