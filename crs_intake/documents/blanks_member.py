"""Blanks of what comes after: evaluation, enrollment, missed visits, endings and renewal.

Where the case ended by time alone the days follow from the clocks, as they do
on the case page.
"""

from __future__ import annotations

from crs_intake.documents.blanks import FLAGS, blank
from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.letter import frame
from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, interview, redetermination
from crs_intake.policy.story import Closing

THIRD = 3


# Endings


@blank(N_("Withdrawal of the application"))
def withdrawn_day(facts: Facts) -> str:
    closing = facts.story.closing
    return day_in(
        closing.at.day if closing and closing.state == "WITHDRAWN" else None, facts.language, "long"
    )


@blank(N_("Reason of the withdrawal"))
def withdrawal_reason(facts: Facts) -> str:
    closing, event = facts.story.closing, facts.last("withdrawn", "withdrawal_requested", "refusal_recorded")
    known: dict[str, str] = frame(facts.language)["ended"]
    if event is not None and event.reason:
        return facts.reason(event.reason)
    return known.get("papers" if closing.ground == "proofs" else closing.ground, "") if closing else ""


@blank(N_("End of the application"))
def ended_day(facts: Facts) -> str:
    closing = facts.story.closing
    return day_in(
        closing.at.day if closing and closing.state == "APP_TERMINATED" else None, facts.language, "long"
    )


@blank(N_("Finding of the initial evaluation: not medically eligible"))
def evaluated_day(facts: Facts) -> str:
    visit = facts.last("visit_attended") or facts.last("evaluation_finding", outcome="not_eligible")
    return day_in(visit.at.day if visit else None, facts.language, "long")


@blank(N_("Reason why the applicant is not medically eligible"))
def evaluation_reason(facts: Facts) -> str:
    event = facts.last("evaluation_finding", outcome="not_eligible")
    return facts.reason(event.reason) if event else ""


# Membership


@blank(N_("Enrollment of the applicant"))
def enrolled_day(facts: Facts) -> str:
    member = facts.story.member
    return day_in(member.since if member else None, facts.language, "long")


@blank(N_("CRS expiration date"))
def expires_day(facts: Facts) -> str:
    member = facts.story.member
    return day_in(member.expires if member else None, facts.language, "long")


@blank(N_("Day from which services are given"))
def services_day(facts: Facts) -> str:
    member = facts.story.member
    return day_in(member.services if member else None, facts.language, "long")


@blank(N_("Clinics that serve the member"))
def site_names(facts: Facts) -> str:
    ids = facts.case.sites or ((facts.clinic.id,) if facts.clinic else ())
    clinics = (facts.clinic_called(id) for id in ids)
    return "; ".join(clinic.name for clinic in clinics if clinic is not None and clinic.name)


@blank(N_("Date of the letter"))
def agreement_by(facts: Facts) -> str:
    return facts.day(facts.deadline("CLK-24", facts.on))


@blank(N_("AHCCCS ID of the applicant (PMMIS)"))
def ahcccs_id(facts: Facts) -> str:
    pmmis, shown = facts.case.title.pmmis, facts.case.title.presented
    return (pmmis.ahcccs_id if pmmis else "") or (shown.ahcccs_id if shown else "")


@blank(N_("End of the membership"))
def membership_end_day(facts: Facts) -> str:
    closing = _termination(facts)
    event = _recorded(facts)
    day = event.effective if event is not None and event.effective is not None else None
    return day_in(day or (closing.at.day if closing else None), facts.language, "long")


def _termination(facts: Facts) -> Closing | None:
    """How the membership ended; one that a hearing took back is none."""
    closing = facts.story.closing
    return closing if closing is not None and closing.state == "TERMINATED" else None


def _recorded(facts: Facts) -> Event | None:
    """What somebody recorded of that end."""
    closing = _termination(facts)
    return facts.last("member_terminated") if closing is not None and closing.recorded else None


@blank(N_("Reason of the termination"))
def termination_reason(facts: Facts) -> str:
    closing = _termination(facts)
    if closing is None:
        return ""
    event = _recorded(facts)
    known: dict[str, str] = frame(facts.language)["terminated"]
    if closing.clock == "CLK-28":  # the birthday is the reason, whoever records it
        return known["age"].format(age=facts.book.number("age.limit", facts.on))
    return facts.reason(event.reason) if event is not None and event.reason else known.get(closing.ground, "")


@blank(N_("Date of the letter"))
def redet_papers_by(facts: Facts) -> str:
    chosen = redetermination.asked_by(facts.story)
    by = chosen or clocks.setting_days("redet.request_days", facts.book, facts.on)  # CLK-27
    return facts.day(facts.book.calendar.roll(by))


@blank(N_("Name of the AHCCCS health plan"))
def plan_name(facts: Facts) -> str:
    plan = facts.case.title.plan
    return (plan.name or plan.organization) if plan else ""


@blank(N_("Phone number of the AHCCCS health plan"))
def plan_phone(facts: Facts) -> str:
    plan = facts.case.title.plan
    known = facts.book.site.on(facts.on).plans
    listed = (p.phone for p in known if plan and p.name.casefold() == plan.name.casefold())
    return (plan.phone if plan else "") or next(listed, "")


@blank(N_("Birth date of the applicant"))
def birthday_21(facts: Facts) -> str:
    return day_in(interview.turned_21(facts.story), facts.language, "long")


# Missed visits


@blank(N_("Days of the visits that were missed"))
def missed_days(facts: Facts) -> str:
    days = [(event.when or event.at).day for event in facts.story.misses]
    return "; ".join(day_in(day, facts.language, "long") for day in days)


@blank(N_("Date of the letter"))
def silence_days(facts: Facts) -> str:
    return str(facts.length("CLK-33"))


# Tests before the decision (20.700.2)

_ORDER = N_("Order of the tests (Initial evaluation, Tests)")


@blank(N_("Which tests are needed (Initial evaluation, Tests)"))
def tests_wanted(facts: Facts) -> str:
    event = facts.last("tests_ordered")
    return event.note if event else ""


@blank(N_("Name of the CRS physician who orders the tests (Initial evaluation, Tests)"))
def tests_physician(facts: Facts) -> str:
    event = facts.last("tests_ordered")
    return event.name if event else ""


@blank(_ORDER)
def tests_day(facts: Facts) -> str:
    event = facts.last("tests_ordered")
    return day_in(event.at.day if event else None, facts.language, "long")


@blank(N_("Prior authorization number"))
def prior_authorization(facts: Facts) -> str:
    event = facts.last("tests_ordered")
    return event.number if event else ""


@blank(N_("Insurance company"))
def insurance_company(facts: Facts) -> str:
    policy = facts.case.coverage.primary
    return policy.company if policy else ""


@blank(N_("Policy or plan number"))
def insurance_policy(facts: Facts) -> str:
    policy = facts.case.coverage.primary
    return policy.policy_number if policy else ""


@blank(N_("ID number of the policy"))
def insurance_id(facts: Facts) -> str:
    policy = facts.case.coverage.primary
    return policy.id_number if policy else ""


@blank(N_("Signature under the Member Payment Agreement (20.700.2.A)"))
def agreement_day(facts: Facts) -> str:
    signed = facts.last("agreement_signed", document="DOC-34")
    return day_in(signed.at.day if signed else None, facts.language, "long")


def _insured_tests(facts: Facts) -> bool:
    event = facts.last("tests_ordered")
    return facts.program is None and event is not None and event.method == "insurer"


FLAGS |= {
    "tests_insured": _insured_tests,
    "tests_by_plan": lambda facts: facts.program is not None,
    "tests_covered": lambda facts: facts.program is not None or _insured_tests(facts),
    "tests_by_crs": lambda facts: facts.program is None and not _insured_tests(facts),
    "tests_authorized": lambda facts: bool(prior_authorization(facts)),
}

FLAGS |= {
    "services_later": lambda facts: (m := facts.story.member) is not None and m.services > m.since,
    "member": lambda facts: facts.story.is_member,
    "over_age": lambda facts: (last := interview.turned_21(facts.story)) is not None and facts.on >= last,
    "ahcccs_id_known": lambda facts: bool(ahcccs_id(facts)),
    "third_miss": lambda facts: len(facts.story.misses) >= THIRD,
    "member_third_miss": lambda facts: len(facts.story.misses) >= THIRD,
    "member_silent": lambda facts: len(facts.story.misses) < THIRD and facts.silent,
    "member_asked": lambda facts: len(facts.story.misses) < THIRD and not facts.silent,
}
