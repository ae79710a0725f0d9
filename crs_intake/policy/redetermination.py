"""Redetermination of members: requests, the notice before expiration, the renewal (20.800).

The notice goes out at least 45 days ahead; expiration ends the enrollment of a
State Only member who has not done the redetermination, and never earlier.
"""

from __future__ import annotations

from datetime import date, timedelta

from crs_intake.domain.calendar import add_months
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, finances, interview
from crs_intake.policy.story import Closing, Membership, Story, day_after

CONTRACTOR = ("contractor", "clinic", "front_desk", "interviewer", "supervisor")
DONE_BY_MEMBER = ("interview_held", "agreement_signed")
"""What the member does for a redetermination; after it the decision is the contractor's."""


def on_requested(story: Story, event: Event) -> None:
    """The contractor asks for information (20.800.1), or the member asks in writing (20.800.2)."""
    member = story.member
    if member is None:
        return
    member.asked, member.lived = event, True
    if event.role in CONTRACTOR:
        _letter(story, event)
    elif "member_request" not in story.marks or "redetermination_contact" in story.marks:
        story.mark("member_request", event.at)  # a request that waits keeps its 30 days (20.800.3)
        story.forget("redetermination_contact", "redetermination_completed")


def letter_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-40 with the day by which the papers are due (AMB-187)."""
    if story.is_member and story.member is not None and "applicant" in to:
        story.member.asked, story.member.lived = story.member.asked or event, True
        _letter(story, event)


def _letter(story: Story, event: Event) -> None:
    story.forget("redetermination_papers", "redetermination_completed")
    story.mark("redetermination_letter", event.at)
    by = event.effective or asked_by(story)
    if by is None:
        days, _ = clocks.figure(story.book.reading("redet.request_days"))
        by = event.at.day + timedelta(days=days or 0)
    story.mark("redetermination_papers_by", Moment(by))


def asked_by(story: Story) -> date | None:
    """The day that the contractor chose for the papers, which its letter tells; None if none was chosen."""
    asked = story.member.asked if story.member is not None else None
    return asked.effective if asked is not None and asked.role in CONTRACTOR else None


def on_contact(story: Story, event: Event) -> None:
    """The family was contacted and an interview is set (20.800.3); an interview that was held stands."""
    member = story.member
    if member is not None:
        member.running, member.lived = member.running or event, True
        story.mark("redetermination_contact", event.at)


def expiration_notice_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """DOC-42: the agreement, or the appointment for an interview, within 30 days of it (20.800.4.C)."""
    member = story.member
    if member is None or not story.is_member or "applicant" not in to:
        return
    answered = {"new_agreement", "renewal_interview_set"} & story.marks.keys()
    if member.noticed is not None and answered:
        return  # once more the same notice: what the family has done stands
    member.noticed, member.lived = event.at, True
    story.mark_first("expiration_told", event.at)
    story.forget("new_agreement", "renewal_interview_set", "redetermination_completed")
    story.mark("expiration_notice", event.at)
    if above_200(story) is not False:
        story.mark("expiration_notice_agreement", event.at)
    booked = story.interview_booked
    if booked is not None and booked.when is not None and event.at.not_after(booked.when):
        story.mark("renewal_interview_set", event.at)  # it stood in the book already


def on_interview(story: Story, event: Event) -> None:
    """An appointment for, or the holding of, a renewal interview."""
    member = story.member
    if member is None:
        return
    story.mark_first("renewal_interview_set", event.at)
    if "member_request" in story.marks:  # who set a day with the family has contacted it
        story.mark_first("redetermination_contact", event.at)
        member.running = member.running or event
    if event.kind == "interview_held":
        member.running, member.lived = event, True


def on_agreement(story: Story, event: Event) -> None:
    """A new payment agreement came back (20.800.4.C.2)."""
    member = story.member
    if member is not None and member.noticed is not None and event.document == interview.PAYMENT_AGREEMENT:
        member.running, member.lived = event, True
        story.mark("new_agreement", event.at)


def on_papers(story: Story, event: Event) -> None:
    """Papers of a redetermination came in."""
    if story.member is not None and not story.requested:
        story.mark("redetermination_papers", event.at)


def on_completed(story: Story, event: Event) -> None:
    """Still eligible: a new expiration date from the old one; else the membership ends (20.800.4)."""
    member = story.member
    if member is None:
        return
    if event.outcome == "not_eligible":
        story.close(
            Closing(
                "TERMINATED",
                event.at,
                "20.900.1.A",
                N_("The redetermination found the member not eligible"),
                "DOC-44",
                "A",
            )
        )
        return
    member.expires = event.effective or renewed(story, member.expires or event.at.day)
    member.period = event.at
    member.asked = member.running = member.noticed = None
    member.reapply, member.lived, member.hold = False, True, False
    story.forget(
        "expiration_notice",
        "expiration_notice_agreement",
        "expiration_told",
        "new_agreement",
        "renewal_interview_set",
        "member_request",
        "redetermination_letter",
        "redetermination_papers_by",
    )
    story.mark("redetermination_completed", event.at)
    story.mark("renewed", event.at)
    story.mark("membership", event.at)


def renewed(story: Story, expires: date) -> date:
    """The expiration date after a renewal (AMB-180)."""
    months, _ = clocks.figure(story.book.reading("enroll.months"))
    end = add_months(expires, months or 12)
    last = interview.turned_21(story)
    return end if last is None else min(end, last - timedelta(days=1))


def above_200(story: Story) -> bool | None:
    """Whether the last determination put the household above 200 % of the guideline; None = not known."""
    made = story.determined
    if made is None:
        return None
    named = made.reason_code or made.outcome
    if "above_200" in named or "at_or_below_200" in named or named.startswith("exempt"):
        return "above_200" in named
    found = finances.assessed(story.case, story.book, made.at.day)
    if found is None or found.payment.cls == "undetermined":
        return None
    return "above_200" in found.payment.cls


def member_marks(story: Story, member: Membership) -> None:
    """The dates that count back from the expiration date, for State Only members (20.800.4.C.1)."""
    if member.expires is None or story.title(story.now) is not None:
        story.forget("membership", "expiration_notice", "expiration_notice_agreement", "expiration_told")
        return
    member.reapply = member.reapply or _title_lost(story, member)
    story.mark("membership_state_only", member.period)
    story.mark("expiration", Moment(member.expires))
    reading = story.book.reading("redet.notice_days")
    days, _ = clocks.figure(reading)
    ahead = timedelta(days=days or 0)
    if reading == "inside_45":  # at any time in the last 45 days
        story.mark("expiration_notice_by", Moment(member.expires))
        story.inputs["reminder"] = member.expires - ahead
    else:
        story.mark("expiration_notice_by", Moment(member.expires - ahead))
        reminder = clocks.rule("CLK-23").step(member.period.day).reminder
        story.inputs["reminder"] = member.expires - timedelta(days=reminder)
    story.inputs["expires"] = member.expires


def _title_lost(story: Story, member: Membership) -> bool:
    """Whether PMMIS shows that title coverage ended in the running period (20.800.4.B)."""
    known = [(since, program) for since, program in story.titles if since.not_after(story.now)]
    if len(known) < 2 or known[-1][1] is not None or all(program is None for _, program in known):
        return False
    return member.period.sort_key() < known[-1][0].sort_key()


def lapse(story: Story) -> Closing | None:
    """The membership as time ends it: at 21, or expired without redetermination (20.900.1.A, G)."""
    member = story.member
    if member is None:
        return None
    found = []
    last = interview.turned_21(story)
    if last is not None and story.now.day >= last:
        found.append(
            Closing(
                "TERMINATED",
                Moment(last),
                "20.900.1.A",
                N_("The member has turned 21"),
                "DOC-44",
                "A",
                "CLK-28",
            )
        )
    end = member.expires
    if (
        end is not None
        and story.now.day > end
        and story.title(Moment(end)) is None
        and not _holds(story, member)
    ):
        found.append(
            Closing(
                "TERMINATED",
                Moment(day_after(end)),
                "20.900.1.G",
                N_("The redetermination was not completed before the expiration date"),
                "DOC-44",
                "G",
                "CLK-26",
            )
        )
    return min(found, key=lambda each: each.at.day, default=None)


def _holds(story: Story, member: Membership) -> bool:
    # Interview done or agreement back, nothing asked for still open: the decision is ours (AMB-195).
    # Asked once, as things stood when the date passed.
    if not member.hold and member.running is not None:
        letter = "redetermination_letter" in story.marks and "redetermination_papers" not in story.marks
        done = member.running.kind in DONE_BY_MEMBER and not story.requested and not letter
        member.hold = done and story.book.reading("redet.pending_at_expiry") == "hold"
    return member.hold


def state(story: Story, member: Membership) -> str:
    """The member's state beside missed visits and leaving."""
    only_set = ("redetermination_contact", "appointment_made")
    taken_up = member.running is not None and member.running.kind not in only_set
    if member.reapply and not taken_up:
        return "TITLE_REAPPLY"
    if member.running is not None:
        return "REDET_RUNNING"
    if member.noticed is not None:
        return "RENEWAL_NOTICED"
    if member.asked is not None:
        return "REDET_REQUESTED"
    return "ACTIVE" if member.lived else "ENROLLED"
