"""What each blank of a letter is filled with, and what to ask for when it is not known.

A function per blank; its name is the blank's. It answers nothing when the fact
is missing, and then the letter is not made: all that is missing is named at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.letter import Filling
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Address
from crs_intake.domain.site import Clinic
from crs_intake.domain.text import N_
from crs_intake.policy import medical, referral

_DATED = N_("Date of the letter")
_FORM_DATE = N_("Date on the CRS Application Form")

Fill = Callable[[Facts], Filling | None]
BLANKS: dict[str, tuple[str, Fill]] = {}
FLAGS: dict[str, Callable[[Facts], bool]] = {}


def blank(missing: str) -> Callable[[Fill], Fill]:
    """Register the filler of a blank, with what to ask for when there is nothing."""

    def keep(fill: Fill) -> Fill:
        BLANKS[fill.__name__] = (missing, fill)
        return fill

    return keep


def flag(holds: Callable[[Facts], bool]) -> Callable[[Facts], bool]:
    """Register a plain fact on which passages stand or fall."""
    FLAGS[holds.__name__] = holds
    return holds


def flags(facts: Facts) -> frozenset[str]:
    """The plain facts that hold."""
    return frozenset(name for name, holds in FLAGS.items() if holds(facts))


# Who and where


@blank(N_("Case number"))
def case_number(facts: Facts) -> str:
    return facts.case.number


@blank(N_("Name of the applicant"))
def applicant(facts: Facts) -> str:
    return facts.applicant.name if facts.applicant else ""


@blank(N_("Birth date of the applicant"))
def born(facts: Facts) -> str:
    return day_in(facts.applicant.born if facts.applicant else None, facts.language, "long")


@blank(N_("Name and address of the applicant, or of a parent of a child"))
def family(facts: Facts) -> str:
    return facts.reader.name if facts.reader else ""


@blank(_DATED)
def today(facts: Facts) -> str:
    return day_in(facts.on, facts.language, "long")


@blank(N_("Name of the clinic (Settings, Clinic and letterhead)"))
def receiving_clinic(facts: Facts) -> str:
    return facts.clinic.name if facts.clinic else ""


@blank(N_("Address of the clinic (Settings, Clinic and letterhead)"))
def receiving_address(facts: Facts) -> str:
    return one_line(facts.clinic.address) if facts.clinic else ""


@blank(N_("Phone number of the clinic (Settings, Clinic and letterhead)"))
def receiving_phone(facts: Facts) -> str:
    return facts.clinic.phone if facts.clinic else ""


@blank(N_("Fax number of the clinic (Settings, Clinic and letterhead)"))
def receiving_fax(facts: Facts) -> str:
    return facts.clinic.fax if facts.clinic else ""


@blank(N_("Name of the CRS Regional Contractor (Settings, Clinic and letterhead)"))
def contractor(facts: Facts) -> str:
    return facts.book.site.contractor


def one_line(address: Address | None) -> str:
    """An address in one line; empty unless it is whole."""
    return ", ".join(address.lines) if address is not None and address.complete else ""


# The referral and the preliminary determination


@blank(N_("Day the referral was received"))
def received_day(facts: Facts) -> str:
    referral = facts.case.referral
    return day_in(referral.received.day if referral and referral.received else None, facts.language, "long")


@blank(N_("Items that are missing (Preliminary medical determination)"))
def missing_items(facts: Facts) -> tuple[str, ...]:
    now = facts.at or Moment(facts.on)
    asked = medical.asked_items(facts.events, referral.received_on(facts.case, facts.events))
    found = referral.completeness(facts.case, facts.book, now, events=facts.events, asked=asked,
                                  title=facts.program)  # fmt: skip
    names = items(facts.language)
    return tuple(names.get(item, item) for item in found.missing)


@cache
def items(language: str) -> dict[str, str]:
    """Plain words for the mandatory items of a referral, by section."""
    text = (files("resources") / "letters" / f"items.{language}.yaml").read_text(encoding="utf-8")
    return {str(section): words for section, words in yaml.safe_load(text).items()}


@blank(N_("Day of the Medical Director's decision"))
def decided_day(facts: Facts) -> str:
    event = facts.last("medical_determination", outcome="not_eligible")
    return day_in(event.at.day if event else None, facts.language, "long")


@blank(N_("Reason why the applicant is not medically eligible"))
def medical_reason(facts: Facts) -> str:
    event = facts.last("medical_determination", outcome="not_eligible")
    return facts.reason(event.reason) if event else ""


@blank(N_("Section of the manual for the denial"))
def denial_cite(facts: Facts) -> str:
    return "20.400, 20.403"


@blank(N_("Name of the Medical Director who decided"))
def medical_director(facts: Facts) -> str:
    event = facts.last("medical_determination", outcome="not_eligible")
    return event.name if event else ""


@blank(N_("A preliminary finding that the applicant may be medically eligible"))
def authorization(facts: Facts) -> str:
    event = facts.last("medical_determination")
    if event is None or event.outcome != "may_be_eligible" or facts.story.rescinded is not None:
        return ""
    # Without either the case number is what is missing, and is named itself.
    return event.number or facts.case.number or str(event.at.day)


@blank(N_("Condition or diagnosis of the applicant"))
def condition(facts: Facts) -> str:
    named = facts.case.referral
    return facts.case.condition or (named.diagnosis if named else "")


# The visit and the interview


@blank(N_("Day and time of the first visit (Appointments)"))
def visit_day(facts: Facts) -> str:
    visit = facts.appointment("initial_evaluation")
    return facts.day(visit.when.day) if visit and visit.when else ""


@blank(N_("Day and time of the first visit (Appointments)"))
def visit_time(facts: Facts) -> str:
    visit = facts.appointment("initial_evaluation")
    return facts.time(visit.when.time) if visit and visit.when else ""


@blank(N_("Name and address of the clinic of the first visit"))
def visit_place(facts: Facts) -> str:
    clinic = visit_clinic(facts)
    address = one_line(clinic.address) if clinic else ""
    return f"{clinic.name}, {address}" if clinic and clinic.name and address else ""


@blank(N_("Phone number of the clinic of the first visit"))
def visit_phone(facts: Facts) -> str:
    clinic = visit_clinic(facts)
    return clinic.phone if clinic else ""


def visit_clinic(facts: Facts) -> Clinic | None:
    """The clinic where the first visit is, which need not be the one that got the form (20.401.2.C-D)."""
    visit = facts.appointment("initial_evaluation")
    return facts.clinic_called(visit.place) if visit and visit.place else facts.clinic


@blank(N_("Day and time of the interview (Appointments)"))
def interview_day(facts: Facts) -> str:
    visit = facts.appointment("interview")
    return facts.day(visit.when.day) if visit and visit.when else ""


@blank(N_("Day and time of the interview (Appointments)"))
def interview_time(facts: Facts) -> str:
    visit = facts.appointment("interview")
    return facts.time(visit.when.time) if visit and visit.when else ""


@blank(N_("Day of the visit that was missed"))
def missed_day(facts: Facts) -> str:
    event = facts.last("visit_missed")
    return facts.day((event.when or event.at).day) if event else ""


# Last days, printed as dates


@blank(N_("Day and time of the first visit (Appointments)"))
def papers_by(facts: Facts) -> str:
    visit = facts.appointment("initial_evaluation")
    return facts.day(facts.deadline("CLK-10", visit.when.day)) if visit and visit.when else ""


@blank(_DATED)
def answer_by(facts: Facts) -> str:
    return facts.day(facts.deadline("CLK-05", facts.on))


@blank(_DATED)
def answer_no_show_by(facts: Facts) -> str:
    return facts.day(facts.deadline("CLK-33", facts.on))


@blank(_DATED)
def hearing_by(facts: Facts) -> str:
    # The family is told the day itself, not the day it is moved to when the office is closed (AMB-210).
    received = facts.on + timedelta(days=int(facts.book.reading("hearing.mail_days")))
    return facts.day(received + timedelta(days=facts.length("CLK-30")))


@blank(_DATED)
def mail_days(facts: Facts) -> str:
    return facts.book.reading("hearing.mail_days")


def _length(clock: str) -> Fill:
    return lambda facts: str(facts.length(clock))


def _number(key: str) -> Fill:
    return lambda facts: str(facts.book.number(key, facts.on))


BLANKS |= {name: (_DATED, _length(clock)) for name, clock in {
    "papers_days": "CLK-10", "answer_days": "CLK-05", "decide_days": "CLK-06", "hearing_days": "CLK-30",
    "own_days": "CLK-15", "interview_papers_days": "CLK-11", "agreement_days": "CLK-24",
}.items()}  # fmt: skip
BLANKS |= {name: (_DATED, _number(key)) for name, key in {
    "record_years": "proof.record_years", "registration_months": "proof.registration_months",
    "age_limit": "age.limit", "limit_percent": "payment.limit_percent",
}.items()}  # fmt: skip


# Windows before the application, for the list of records


@blank(_FORM_DATE)
def stubs_from(facts: Facts) -> str:
    return _window(facts, "CLK-36", "from")


@blank(_FORM_DATE)
def stubs_to(facts: Facts) -> str:
    return _window(facts, "CLK-36", "to")


@blank(_FORM_DATE)
def medical_from(facts: Facts) -> str:
    return _window(facts, "CLK-37", "from")


@blank(_FORM_DATE)
def medical_to(facts: Facts) -> str:
    return _window(facts, "CLK-37", "to")


def _window(facts: Facts, clock: str, end: str) -> str:
    form = form_date(facts)
    days = facts.window(clock, form) if form else None
    return day_in((days.first if end == "from" else days.last) if days else None, facts.language, "long")


def form_date(facts: Facts) -> date | None:
    """Date on the CRS Application Form, or the day it came where the form bears none (AMB-071)."""
    referral = facts.case.referral
    if referral is None:
        return None
    return referral.form_date or (referral.received.day if referral.received else None)


# Hearing


@blank(N_("Office that takes hearing requests (Settings, Hearing address)"))
def hearing_office(facts: Facts) -> str:
    return facts.book.site.hearing_office


@blank(N_("Address for hearing requests (Settings, Hearing address)"))
def hearing_address(facts: Facts) -> str:
    return one_line(facts.book.site.hearing_address)


@blank(N_("Fax number for hearing requests (Settings, Hearing address)"))
def hearing_fax(facts: Facts) -> str:
    return facts.book.site.hearing_fax


# Plain facts on which passages stand


@flag
def title(facts: Facts) -> bool:
    return facts.route == "title"


@flag
def nontitle(facts: Facts) -> bool:
    return facts.route != "title"


@flag
def title_not_known(facts: Facts) -> bool:
    return facts.route == "unknown"


@flag
def child(facts: Facts) -> bool:
    return facts.child


FLAGS |= {
    "born_known": lambda facts: bool(born(facts)),
    "interview_set": lambda facts: bool(interview_day(facts) and interview_time(facts)),
    "clinic_fax": lambda facts: bool(receiving_fax(facts)),
    "hearing_fax": lambda facts: bool(hearing_fax(facts)),
    "item_c": lambda facts: facts.book.reading("notice.incomplete_item_c") != "omit",
}
