"""The DES interface for parents of S.O.B.R.A. children: match, debt, Medicaid, availability (804.B).

DES determines by the same criteria; AHCCCS decides at last, because DES does not
know bad debt, other Medicaid eligibility and availability (804.A).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from crs_intake.domain.case import Case
from crs_intake.domain.parents import Debt, DesDiscontinuance, DesRecord, ParentFacts
from crs_intake.domain.parents_decision import ClockStatus, InterfaceStep, ParentsClock
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy.book import Book
from crs_intake.policy.parents import figures

Match = Literal["full", "partial", "none"]
UNPAID = N_("Unpaid premiums")
MEDICAID = N_("Medicaid eligibility")
CLOSED = N_("Program not available")
CODES = {UNPAID: "non_payment", MEDICAID: "medicaid", CLOSED: "program_closed"}
ERROR_QUEUE = N_("Error queue: the record is not whole")
WHOLE = N_("The nine items are there.")
LACKS = N_("Missing or wrong: {items}.")
RESEARCH = N_("Partial match: Tech Service staff research the ACE records and match or create by hand.")
MATCHES = {
    "full": N_(
        "Full match: the case takes the new address; listed as KidsCare parent, S.O.B.R.A. data kept."
    ),
    "none": N_("No match: a new application is registered."),
    "matched": N_("Staff matched the record to an existing case."),
    "created": N_("Staff created the ACE record by hand."),
}


@dataclass(slots=True)
class Run:
    """How far a record came, and what is to do."""

    outcome: str = "pending"
    state: str = "P_INTERFACE"
    reason: str = ""
    section: str = "804.B.1"
    code: str = ""
    effective: date | None = None
    steps: list[InterfaceStep] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)
    clocks: list[ParentsClock] = field(default_factory=list)
    notice_due: bool = False
    """The Notice to Pay Past Due Premiums is to go out."""
    notice_sent: date | None = None


def run(case: Case, facts: ParentFacts, book: Book, on: date) -> Run:
    """Steps 1 to 6 for the record that DES sent."""
    made, record = Run(), facts.des
    assert record is not None  # noqa: S101 - asked only where there is one
    faults = tuple(faults_of(record))
    inputs = {"items": tuple(Sentence(each) for each in faults)}
    _say(made, 1, "error" if faults else "received", "804.B.1", LACKS if faults else WHOLE, **inputs)
    if faults:
        made.outcome, made.reason, made.missing = "error_queue", ERROR_QUEUE, list(faults)
        return made
    if _matched(made, case, facts, record) and _paid(made, facts.debt, book, on) and _medicaid(made, facts):
        _available(made, facts, record, book, on)
    return made


def _say(made: Run, number: int, result: str, section: str, sentence: str, **inputs: object) -> None:
    made.section = section
    made.steps.append(InterfaceStep(number, result, section, sentence, inputs))  # type: ignore[arg-type]


# Step 1: the nine items ----------------------------------------------------------------------------


def faults_of(record: DesRecord) -> Iterator[str]:
    """Labels of the items that are missing or cannot be (804.B.1)."""
    for item in figures.data()["interface"]["approval"]:
        value = getattr(record, item["field"])
        wrong = value in (None, "")
        if item["field"] == "fpl_threshold" and not wrong:
            wrong = value not in figures.data()["interface"]["thresholds"]
        elif item["field"] == "members" and not wrong:
            wrong = value < 1
        elif item["field"] == "address" and not wrong:
            wrong = not value.street
        elif item["field"] == "ssn" and not wrong:
            wrong = len(digits(value)) != 9
        if wrong:
            yield item["label"]


def faults_of_discontinuance(record: DesDiscontinuance) -> Iterator[str]:
    """Labels of the items that are missing; income and number only for excess income (804.C)."""
    for item in figures.data()["interface"]["discontinuance"]:
        value = getattr(record, item["field"])
        if item["field"] == "gross_household_income":
            needed = record.reason == "excess_income"
            if needed and (value is None or not record.members):
                yield item["label"]
        elif value in (None, ""):
            yield item["label"]


# Step 2: the match ---------------------------------------------------------------------------------


def digits(text: str) -> str:
    """The digits of a number, without separators."""
    return "".join(each for each in text if each.isdigit())


def split_name(text: str) -> tuple[str, str]:
    """Given and family name of "Lopez, Ana" or "Ana Lopez"."""
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.strip().rpartition(" ")
    return given.strip(), family.strip()


def match(record: DesRecord, person: Person) -> Match:
    """Name, date of birth, gender and Social Security Number: all equal, some, or none (804.B.2)."""
    given, family = split_name(record.name)
    same_given = _same(given, person.given)
    same_family = _same(family, person.family)
    born = record.born is not None and record.born == person.born
    ssn = bool(digits(record.ssn)) and digits(record.ssn) == digits(person.ssn)
    gender = record.gender is not None and record.gender == person.sex
    if same_given and same_family and born and ssn and gender:
        return "full"
    alike = ssn or (same_given and same_family) or (born and (same_given or same_family))
    return "partial" if alike else "none"


def plain(name: str) -> str:
    """A name as it is compared: spaces and capitals make no difference."""
    return " ".join(name.split()).casefold()


def _same(one: str, other: str) -> bool:
    return bool(one) and plain(one) == plain(other)


def _matched(made: Run, case: Case, facts: ParentFacts, record: DesRecord) -> bool:
    person = case.person(facts.person)
    found: str = match(record, person) if person is not None else "none"
    if found == "partial" and facts.research is not None:
        found = facts.research.result
    if found == "partial":
        _say(made, 2, "partial", "804.B.2.partial", RESEARCH)
        made.outcome, made.state, made.reason = "research", "P_RESEARCH", RESEARCH
        made.todo.append(RESEARCH)
        return False
    section = {"full": "804.B.2.match", "none": "804.B.2.nomatch"}.get(found, "804.B.2.partial")
    made.state = "P_MATCH"
    _say(made, 2, found, section, MATCHES[found])
    return True


# Step 3: unpaid premiums ---------------------------------------------------------------------------

SEARCH_DBF = N_("Search DBF for unpaid premiums")
SEND_NOTICE = N_("Generate the Notice to Pay Past Due Premiums (DOC-64)")
CHECK_DBF = N_("Check DBF for the payment today")
NOT_CHECKED = N_("DBF was not checked every day (804.B.3)")
DEBT_OPEN = N_("Unpaid premiums exist; the last day to pay is {due}")
DEBT_PAID = N_("Paid in full; on to step 4.")
NO_DEBT = N_("No unpaid premiums; on to step 4.")
DEBT_LATE = N_("Not paid by the 30th day, {due}: denied.")


def _paid(made: Run, debt: Debt | None, book: Book, on: date) -> bool:
    if debt is None:
        made.state, made.section, made.reason = "P_MATCH", "804.B.3", SEARCH_DBF
        made.missing.append(SEARCH_DBF)
        return False
    if not debt.unpaid:
        _say(made, 3, "none", "804.B.3.none", NO_DEBT)
        return True
    made.state = "P_DEBT"
    if debt.notice is None:
        _say(made, 3, "unpaid", "804.B.3.notice", SEND_NOTICE)
        made.reason, made.notice_due = SEND_NOTICE, True
        made.todo.append(SEND_NOTICE)
        return False
    return _after_notice(made, debt, debt.notice, book, on)


def _after_notice(made: Run, debt: Debt, notice: date, book: Book, on: date) -> bool:
    due, unrolled = figures.term("CLK-47", notice, book)
    made.notice_sent = notice
    paid = paid_on(debt, due)
    last = min(on, paid or due)
    moved = unrolled if unrolled != due else None
    status: ClockStatus = "met" if paid else "expired" if on > due else "open"
    made.clocks.append(ParentsClock("CLK-47", notice, due, status, "804.B.3.deny30", moved))
    missed = _missed_checks(debt, notice, last if paid or on > due else last - timedelta(days=1))
    if missed:
        made.todo.append(NOT_CHECKED)
    if paid:
        _say(made, 3, "paid", "804.B.3.paid", DEBT_PAID)
        return True
    if on > due:
        _say(made, 3, "denied", "804.B.3.deny30", DEBT_LATE, due=due)
        _deny(made, UNPAID)
        return False
    _say(made, 3, "unpaid", "804.B.3.daily", DEBT_OPEN, due=due)
    made.reason = DEBT_OPEN
    if on > notice and on not in debt.checks:
        made.todo.append(CHECK_DBF)
    return False


def paid_on(debt: Debt, due: date) -> date | None:
    """The day by which the whole balance was paid, in time; partly paid is not paid."""
    total = 0
    for payment in sorted(debt.payments, key=lambda each: each.on):
        total += int(payment.amount)
        if total >= int(debt.unpaid):
            return payment.on if payment.on <= due else None
    return None


def missed_checks(debt: Debt, until: date) -> tuple[date, ...]:
    """Days after the notice, up to a day, on which DBF was not checked (804.B.3, daily)."""
    return _missed_checks(debt, debt.notice, until) if debt.notice is not None else ()


def _missed_checks(debt: Debt, notice: date, until: date) -> tuple[date, ...]:
    days = (notice + timedelta(days=n) for n in range(1, (until - notice).days + 1))
    return tuple(day for day in days if day not in debt.checks)


def _deny(made: Run, reason: str) -> None:
    made.outcome, made.state, made.reason, made.code = "denied", "P_DENIED", reason, CODES[reason]


# Steps 4 and 5: Medicaid, availability, effective date ----------------------------------------------

SEARCH_PMMIS = N_("Search PMMIS for Medicaid coverage")
COVERED = N_("Covered by Medicaid with no end date in PMMIS: denied.")
COVERED_UNTIL = N_("Covered by Medicaid until {ends}; on to step 5.")
NOT_COVERED = N_("Not covered by Medicaid; on to step 5.")
SHUT = N_("The program is not available: denied.")
OPEN = N_("The program is available: approved from {effective}.")
DES_DATE = N_("The effective date that DES sends")


def _medicaid(made: Run, facts: ParentFacts) -> bool:
    found = facts.medicaid
    made.state = "P_MEDICAID"
    if found is None:
        made.section, made.reason = "804.B.4", SEARCH_PMMIS
        made.missing.append(SEARCH_PMMIS)
        return False
    if found.covered and found.ends is None:
        _say(made, 4, "no_end", "804.B.4.noend", COVERED)
        _deny(made, MEDICAID)
        return False
    if found.covered:
        _say(made, 4, "ends", "804.B.4.end", COVERED_UNTIL, ends=found.ends)
    else:
        _say(made, 4, "none", "804.B.4.none", NOT_COVERED)
    return True


def _available(made: Run, facts: ParentFacts, record: DesRecord, book: Book, on: date) -> None:
    made.state = "P_AVAILABLE"
    looked = facts.available
    is_open = looked.available if looked is not None else figures.availability(book, on).open
    if not is_open:
        _say(made, 5, "not_available", "804.B.5.no", SHUT)
        _deny(made, CLOSED)
        return
    ends = facts.medicaid.ends if facts.medicaid is not None and facts.medicaid.covered else None
    effective = effective_date(ends, record.effective, book)
    if effective is None:
        made.section, made.reason = "804.B.5.date-des", DES_DATE
        made.missing.append(DES_DATE)
        return
    figures.in_force(effective)
    if ends is not None:
        made.clocks.append(ParentsClock("CLK-48", ends, figures.month_after(ends), "met", "804.B.5"))
    by_medicaid = ends is not None and effective == figures.month_after(ends)
    section = "804.B.5.date-medicaid" if by_medicaid else "804.B.5.date-des"
    _say(made, 5, "available", section, OPEN, effective=effective)
    made.outcome, made.state, made.effective, made.section = (
        "approved",
        "P_APPROVED",
        effective,
        "804.B.5.yes",
    )
    made.reason = N_("Available, no unpaid premiums, not covered by Medicaid")


def effective_date(medicaid_ends: date | None, des: date | None, book: Book) -> date | None:
    """First day of coverage: the month after Medicaid ends, or DES' date; of both the later (AMB-311)."""
    after = figures.month_after(medicaid_ends) if medicaid_ends is not None else None
    if after is None or des is None:
        return after or des
    return des if book.reading("parents.effective") == "des_date" else max(after, des)
