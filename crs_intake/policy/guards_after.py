"""When an act on a member, an ended case or a hearing is possible (20.800 to 20.1202).

A member is never ended for missed visits; every other end needs its own ground
among A to G, and a title member is advised before leaving.
"""

from __future__ import annotations

from collections.abc import Mapping

from crs_intake.domain.event import Event
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, hearing, no_show, records, redetermination, termination
from crs_intake.policy.guards import Guard, no
from crs_intake.policy.story import Membership, Story

CONTRACTOR = redetermination.CONTRACTOR


def redetermination_completed(story: Story, event: Event | None) -> NotNow | None:
    """For State Only members an interview or, above 200 %, the new agreement comes first."""
    member = story.member
    if member is None or story.title(story.now) is not None:
        return None
    if member.running is None or member.running.kind not in redetermination.DONE_BY_MEMBER:
        return no(
            "redetermination_completed",
            "20.800.4",
            N_("The financial interview, or above 200 % the new agreement, comes first"),
        )
    return None


def leaving(story: Story, event: Event | None, kind: str) -> NotNow | None:
    """Somebody must have asked to leave."""
    if story.member is None or story.member.leaving is None:
        return no(kind, "20.900.1.D", N_("Nobody has asked to leave"))
    return None


def leaving_confirmed(story: Story, event: Event | None) -> NotNow | None:
    """A title member without other insurance is advised and referred to the plan first."""
    found = leaving(story, event, "leaving_confirmed")
    if (
        found is None
        and story.member is not None
        and termination.needs_advice(story)
        and not story.member.advised
    ):
        return no(
            "leaving_confirmed",
            "20.900.1.D",
            N_("Advise on the financial implications and refer to the plan first"),
        )
    return found


def member_terminated(story: Story, event: Event | None) -> NotNow | None:
    """Each of the reasons A to G has its guard; missed visits are none (20.1202.A)."""
    if story.closing is not None:
        if story.closing.recorded:
            return no("member_terminated", story.closing.section, N_("It is recorded already"))
        return None
    member = story.member
    if member is None:
        return no("member_terminated", "20.900.1", N_("Only an enrollment can be ended"))
    if event is None:
        if no_show.on_ladder(story):
            return no("member_terminated", "20.1202.A", N_("A member is never ended for missed visits"))
        return None
    guard = _REASONS.get(event.reason_code)
    return guard(story, member) if guard is not None else None


def _b(story: Story, member: Membership) -> NotNow | None:
    if any(outcome == "approved" for outcome, _ in story.answers.values()):
        return None
    return no(
        "member_terminated",
        "20.900.1.B",
        N_(
            "Nobody has found the member eligible for Title XIX or XXI; an "
            "application that is still open is no reason"
        ),
    )


def _c(story: Story, member: Membership) -> NotNow | None:
    if any(program is not None for _, program in story.titles) and story.title(story.now) is None:
        return None
    return no(
        "member_terminated",
        "20.900.1.C",
        N_(
            "This is for a member who dropped Title XIX or XXI while eligible; "
            "one who became ineligible is redetermined"
        ),
    )


def _d(story: Story, member: Membership) -> NotNow | None:
    if member.leaving is None:
        return no("member_terminated", "20.900.1.D", N_("The member or parent must ask for it first"))
    if termination.needs_advice(story) and member.advised is None:
        return no(
            "member_terminated",
            "20.900.1.D",
            N_("Advise on the financial implications and refer to the plan first"),
        )
    if member.confirmed is None:
        return no("member_terminated", "20.900.1.D", N_("The wish to leave is not confirmed"))
    return None


def _state_only(story: Story, code: str) -> NotNow | None:
    if story.title(story.now) is not None:
        return no("member_terminated", f"20.900.1.{code}", N_("This reason is for State Only members"))
    return None


def _e(story: Story, member: Membership) -> NotNow | None:
    return _state_only(story, "E")


def _f(story: Story, member: Membership) -> NotNow | None:
    found = _state_only(story, "F")
    if found is not None:
        return found
    since, by = story.marks.get("redetermination_letter"), story.marks.get("redetermination_papers_by")
    if since is None or by is None:
        return no(
            "member_terminated", "20.900.1.F", N_("No papers were asked for with a day by which to give them")
        )
    term = clocks.term("CLK-27", since, story.book, given=by)
    if "redetermination_papers" in story.marks:
        return no("member_terminated", "20.900.1.F", N_("The papers are in"))
    if term is not None and story.now.day <= term.due.day:
        return no("member_terminated", "20.900.1.F", N_("The family has until {last}"), last=term.due.day)
    return None


def _g(story: Story, member: Membership) -> NotNow | None:
    found = _state_only(story, "G")
    if found is not None:
        return found
    if member.hold:
        return no("member_terminated", "20.900.1.G", N_("The member did everything; the decision is pending"))
    if member.expires is None or story.now.day <= member.expires:
        return no(
            "member_terminated",
            "20.900.1.G",
            N_("Not before the expiration date {last} is over"),
            last=member.expires or story.now.day,
        )
    return None


_REASONS = {"B": _b, "C": _c, "D": _d, "E": _e, "F": _f, "G": _g}


def eligibility_update_sent(story: Story, event: Event | None) -> NotNow | None:
    """Once."""
    if "eligibility_update" in story.marks:
        return no("eligibility_update_sent", "20.900.2.B", N_("ADHS/CRS has been told"))
    return None


def hearing_requested(story: Story, event: Event | None) -> NotNow | None:
    """One request at a time; a representative needs the applicant's written consent (20.1100)."""
    if story.hearing is not None and not story.hearing.over:
        return no("hearing_requested", "20.1100", N_("A request is already open"))
    if event is not None and event.role in ("representative", "provider") and event.consent is not True:
        return no(
            "hearing_requested", "20.1100", N_("A representative needs the applicant's written consent")
        )
    refuses = story.book.reading("hearing.contractor_receipt") == "refuse"
    if event is not None and refuses and hearing.handed_to_us(event):
        return no(
            "hearing_requested", "20.1100", N_("The request goes to ADHS/CRS; give the family its address")
        )
    return None


def _hearing(story: Story, kind: str, states: tuple[str, ...], reason: str) -> NotNow | None:
    if story.hearing is None or story.hearing.state not in states:
        return no(kind, "20.1100", reason)
    return None


def hearing_notice_mailed(story: Story, event: Event | None) -> NotNow | None:
    """For a request that is timely and complete."""
    found = _hearing(
        story, "hearing_notice_mailed", ("FILED",), N_("No request waits for a Notice of Hearing")
    )
    if found is None and story.hearing is not None and not hearing.is_timely(story, story.hearing.filed):
        return no("hearing_notice_mailed", "20.1100", N_("The request is untimely and is denied in writing"))
    return found


def hearing_denied(story: Story, event: Event | None) -> NotNow | None:
    """Untimely only after day 30 and its moved day (AMB-006)."""
    found = _hearing(story, "hearing_denied", ("FILED",), N_("No request waits for an answer"))
    if found is not None or event is None or story.hearing is None or event.reason_code != "A":
        return found
    if hearing.is_timely(story, story.hearing.filed):
        return no("hearing_denied", "20.1100", N_("The request came in time"))
    return None


def hearing_withdrawn(story: Story, event: Event | None) -> NotNow | None:
    """In writing, while the request is open."""
    found = _hearing(
        story, "hearing_withdrawn", ("FILED", "H_SET", "H_RECOMMENDED"), N_("No hearing request is open")
    )
    if found is None and event is not None and event.method == "phone":
        return no("hearing_withdrawn", "20.1100", N_("A withdrawal is made in writing"))
    return found


def hearing_recommended(story: Story, event: Event | None) -> NotNow | None:
    """After the hearing."""
    return _hearing(story, "hearing_recommended", ("H_SET", "H_REHEARING"), N_("No hearing is set"))


def hearing_decided(story: Story, event: Event | None) -> NotNow | None:
    """After the recommendation."""
    return _hearing(story, "hearing_decided", ("H_RECOMMENDED",), N_("No decision is recommended"))


def rehearing_requested(story: Story, event: Event | None) -> NotNow | None:
    """After the decision."""
    return _hearing(story, "rehearing_requested", ("H_DECIDED",), N_("No hearing is decided"))


def archived(story: Story, event: Event | None) -> NotNow | None:
    """Not before three years, not during a hearing, not twice (20.1000.2-3)."""
    if records.is_ready(story):
        return None
    until = records.kept_until(story)
    if "archived" in story.marks or until is None or story.at.day >= until.day:
        return no("archived", "20.1000.3", N_("The records are archived, or a hearing is open"))
    return no("archived", "20.1000.2", N_("The records stay at the site until {day}"), day=until.day)


GUARDS: Mapping[str, Guard] = {
    "redetermination_completed": redetermination_completed,
    "leaving_advised": lambda story, event: leaving(story, event, "leaving_advised"),
    "leaving_confirmed": leaving_confirmed,
    "changed_mind": lambda story, event: leaving(story, event, "changed_mind"),
    "member_terminated": member_terminated,
    "eligibility_update_sent": eligibility_update_sent,
    "hearing_requested": hearing_requested,
    "hearing_notice_mailed": hearing_notice_mailed,
    "hearing_denied": hearing_denied,
    "hearing_withdrawn": hearing_withdrawn,
    "hearing_recommended": hearing_recommended,
    "hearing_decided": hearing_decided,
    "rehearing_requested": rehearing_requested,
    "archived": archived,
}
