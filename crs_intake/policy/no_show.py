"""Missed appointments: attempts by phone or letter, letters, and what they lead to (20.1201, 20.1202).

The second attempt is the first one made 48 full hours or more after the first.
The third miss or 30 days of silence ends an application; a member is never
ended for it.
"""

from __future__ import annotations

from datetime import timedelta

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks
from crs_intake.policy.story import Closing, Ladder, Story, day_after

EVALUATION = "initial_evaluation"
UNANSWERED = ("no_answer", "left_message", "letter")
LAST_MISS = 3
_ROUND = (
    "first_attempt", "second_attempt", "newest_attempt_applicant", "newest_attempt_member", "silent",
    "silence_told",
)  # fmt: skip


def on_made(story: Story, event: Event) -> None:
    """An appointment was made; for a visit it answers the last miss and takes the place of an earlier one."""
    if event.appointment == "interview":
        story.interview_booked = event
        return
    if event.appointment not in visits(story):
        return
    story.booked = event
    _answered(story, event.at)
    if story.member is None:
        story.stage = "EVAL_SCHEDULED"
        story.forget("evaluation_off")
        story.mark("evaluation_appointed", event.at)
        if event.when is not None:
            story.mark("evaluation_day", Moment(event.when.day))
        if story.interview is not None:  # held before this visit was booked
            story.mark("interview_before", event.at)


def visits(story: Story) -> tuple[str, ...]:
    """The appointments whose missing counts: an applicant's initial evaluation, a member's visits."""
    return (EVALUATION,) if story.member is None else (EVALUATION, "clinic_visit", "testing")


def on_cancelled(story: Story, event: Event) -> None:
    """Cancelled or moved before its time: no miss (AMB-225)."""
    if event.appointment == "interview":
        story.interview_booked = None
    elif story.booked is not None and _before(event.at, story.booked):
        story.booked = None
        if story.member is None:
            story.stage = "PRELIM_ELIGIBLE" if not story.misses else "NO_SHOW"
            story.mark("evaluation_off", event.at)


def on_missed(story: Story, event: Event) -> None:
    """A visit was missed: the count goes up, and the family must be reached."""
    if event.appointment == "interview":
        story.interview_booked = None
        return
    if event.appointment is not None and event.appointment not in visits(story):
        return  # of an applicant only the initial evaluation counts (20.1201)
    story.booked = None
    story.misses.append(event)
    story.ladder = Ladder(event)
    story.forget(*_ROUND, "response", "attended_after_miss")
    story.last_days.pop("CLK-33", None)
    story.mark("first_miss", story.misses[0].at)  # a member's count begins anew
    story.mark("newest_miss", Moment(event.at.day))
    story.inputs["misses"] = len(story.misses)
    if story.member is not None:
        story.member.lived = True
        return
    story.stage = "NO_SHOW"
    story.mark("evaluation_off", event.at)
    if len(story.misses) >= LAST_MISS:
        story.close(
            Closing(
                "APP_TERMINATED",
                event.at,
                "20.1201.C",
                N_("The initial evaluation was missed for the third time"),
                "DOC-60",
                "no_show",
            )
        )


def on_attempt(story: Story, event: Event) -> None:
    """Somebody called or wrote; without its time an attempt is kept, but does not count (20.1201.D)."""
    ladder = story.ladder
    if event.outcome == "reached":
        on_response(story, event)
        return
    if ladder is None or event.at.time is None:
        return
    ladder.answered = None
    if ladder.first is None:
        ladder.first = event
        story.forget("response", "second_attempt")
        story.mark("first_attempt", event.at)
    elif ladder.second is None and not too_early(story, event.at):
        ladder.second = event
        story.mark("second_attempt", event.at)
    _silence_from(story, ladder, event.at)


def letter_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-58 or DOC-61: the letter after two attempts restarts the 30 days (AMB-222)."""
    ladder = story.ladder
    if ladder is None or "applicant" not in to or story.closing is not None:
        return
    if "silent" in story.marks:
        story.mark("silence_told", event.at)
    elif ladder.answered is None and ladder.second is not None:
        _silence_from(story, ladder, event.at)


def on_response(story: Story, event: Event) -> None:
    """The family answered, at whatever rung: the clocks of this miss stop."""
    _answered(story, event.at)


def too_early(story: Story, at: Moment) -> bool:
    """Whether an attempt at this time comes before the 48 hours are over."""
    earliest = earliest_second(story)
    if earliest is None or at.instant is None or earliest.instant is None:
        return False
    return at.instant < earliest.instant


def earliest_second(story: Story) -> Moment | None:
    """From when a second attempt counts; None while no first one was made, or once it is done."""
    ladder = story.ladder
    if ladder is None or ladder.first is None or ladder.second is not None or ladder.answered is not None:
        return None
    term = clocks.term("CLK-32", ladder.first.at, story.book)
    return term.due if term is not None else None


def letter_by(story: Story) -> Moment | None:
    """When the letter after two unanswered attempts is due (AMB-220, AMB-228)."""
    ladder = story.ladder
    if ladder is None or ladder.second is None or ladder.answered is not None:
        return None
    wait, _ = clocks.figure(story.book.reading("noshow.wait_days"))
    return by_mail(story, ladder.second.at.day + timedelta(days=wait or 0))


def by_mail(story: Story, day: object) -> Moment:
    """The next business day after an event of 20.1201-1202, by which its letters go out (AMB-228)."""
    moment = Moment.read(day)
    return Moment(clocks.setting_days("noshow.letter_days", story.book, moment.day))


def reset(story: Story) -> None:
    """A member attended: the count starts again (AMB-225)."""
    if story.member is not None and story.book.reading("noshow.member_reset") == "after_an_attended_visit":
        story.misses = []
        story.forget("first_miss", "newest_miss", *_ROUND)


def lapse(story: Story) -> Closing | None:
    """The application as it is terminated after 30 days of silence (20.1201.E)."""
    last = story.last_days.get("CLK-33")
    if last is None or story.now.day <= last:
        return None
    return Closing(
        "APP_TERMINATED",
        Moment(day_after(last)),
        "20.1201.E",
        N_("Nobody answered within 30 days of the last attempt"),
        "DOC-60",
        "silence",
        "CLK-33",
    )


def member_silence(story: Story) -> None:
    """Thirty days without an answer of a member: a notice is due, and nothing ends (20.1202.E)."""
    since = story.marks.get("newest_attempt_member")
    if since is None or "silent" in story.marks or story.ladder is None or story.ladder.answered is not None:
        return
    term = clocks.term("CLK-34", since, story.book)
    if term is not None and story.now.day > term.due.day:
        story.mark("silent", Moment(day_after(term.due.day)))


def on_ladder(story: Story) -> bool:
    """A member's miss is not settled: neither answered nor told after 30 days."""
    ladder = story.ladder
    return ladder is not None and ladder.answered is None and "silence_told" not in story.marks


def _silence_from(story: Story, ladder: Ladder, at: Moment) -> None:
    if story.book.reading("noshow.silence_days") == "from_first_attempt" and ladder.newest is not None:
        return
    ladder.newest = at
    if story.member is not None:
        story.mark("newest_attempt_member", at)
        return
    story.mark("newest_attempt_applicant", at)
    term = clocks.term("CLK-33", at, story.book)
    if term is not None and story.closing is None:
        story.last_days["CLK-33"] = term.due.day


def _answered(story: Story, at: Moment) -> None:
    story.last_days.pop("CLK-33", None)
    ladder = story.ladder
    if ladder is None or ladder.answered is not None:
        return
    ladder.answered = at
    ladder.first = ladder.second = None
    if ladder.newest is not None:
        story.mark("response", at)


def _before(at: Moment, booked: Event) -> bool:
    return booked.when is None or (at.sort_key() < booked.when.sort_key())
