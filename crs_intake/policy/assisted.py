"""One application in which an assistor helps: what is next, whether it is expedited, and who helps.

The four statements of an emergency are ticked as they were made; none ticked means
ordinary, and nothing here judges a medical condition (CP-emergency).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import FINAL, Assisted, Partnership, User
from crs_intake.domain.partner_standing import AssistedStanding, Whom
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy import heaplus, shelf
from crs_intake.policy.book import Book
from crs_intake.policy.partner_access import administrators, may

INTERVIEW_MINUTES = 60
"""How long an interview is taken to last where no end is booked."""


def standing(one: Assisted, partner: Partnership, book: Book, at: Moment) -> AssistedStanding:
    """What follows from the record of one application at an instant."""
    status = status_of(one, at)
    return AssistedStanding(
        id=one.id,
        number=one.number,
        applicant=one.applicant,
        status=status,
        final=is_final(one, at),
        expedited=expedited(one),
        trackable=bool(one.number.strip()),
        overdue_since=overdue_since(one, book, at),
        tasks=tuple(tasks(one, at)),
        advice=tuple(advice(one, book, at)),
        contacts=tuple(
            found for problem in problems()
            if (found := whom(problem, partner, partner.user(one.assistor), book, at, one)).fits
            and found.contact == "call_center"
        ),
    )  # fmt: skip


def expedited(one: Assisted) -> bool:
    """Whether at least one of the four statements was ticked."""
    return bool(one.harms)


def status_of(one: Assisted, at: Moment) -> str:
    """The newest status that HEAplus showed; before that, how far the desk is."""
    known = [each for each in one.statuses if each.day <= at.day]
    if known and one.number.strip():
        return max(enumerate(known), key=lambda each: (each[1].day, each[0]))[1].status
    if _was(one.submitted, at):
        return "submitted"
    if _was(one.signed, at):
        return "signed"
    if _was(one.interview_ends, at):
        return "interviewed"
    return "in_interview" if _was(one.interview_starts, at) else "new"


def is_final(one: Assisted, at: Moment) -> bool:
    """Whether every programme applied for has its final result, or the whole application has."""
    if not one.number.strip():
        return False
    newest = {}
    for each in sorted((s for s in one.statuses if s.day <= at.day), key=lambda s: s.day):
        newest[each.program] = each.status
    if newest.get(None) in FINAL:
        return True
    return bool(one.programs) and all(newest.get(program) in FINAL for program in one.programs)


def overdue_since(one: Assisted, book: Book, at: Moment) -> date | None:
    """The day after the processing time, once it has come and no final result is noted."""
    sent = one.submitted or min(
        (Moment(each.day) for each in one.statuses if each.status == "submitted"),
        key=Moment.sort_key, default=None,
    )  # fmt: skip
    if sent is None or is_final(one, at):
        return None
    days = int(heaplus.setting(book.site.heaplus, "processing_days", sent.day))
    first = sent.day + timedelta(days=days + 1)
    return first if first <= at.day else None


def tasks(one: Assisted, at: Moment) -> Iterator[Sentence]:
    """What is still to do, in the order of the page: interview, proofs, signature, submission, result."""
    if not one.programs:
        yield Sentence(N_("Mark the programs applied for."))
    if not _was(one.interview_starts, at):
        yield Sentence(N_("Hold the interactive interview with the applicant."))
    elif one.with_applicant is False:
        yield Sentence(N_("The form is completed in an interview with the applicant; hold it together."))
    elif not _was(one.interview_ends, at):
        yield Sentence(N_("Note when the interview ended."))
    open_facts = [each.fact for each in one.verifications if not each.verified]
    waiting = [each.what for each in one.documents if not _electronically(each.how, each.sent, at)]
    if open_facts and not one.documents:
        yield Sentence(
            N_("Not verified electronically: {facts}. List the documents that are needed."),
            {"facts": tuple(open_facts)},
        )
    for what in waiting:
        yield Sentence(N_("Upload to the application: {what}."), {"what": what})
    if _was(one.interview_ends, at) and not _was(one.signed, at):
        yield Sentence(N_("The applicant signs, as the last thing."))
    if _was(one.signed, at) and not _was(one.submitted, at):
        yield Sentence(N_("Submit the application, and note its number."))
    if _was(one.submitted, at) and not one.number.strip():
        yield Sentence(N_("Type the application number; without it nothing can be tracked."))
    if one.number.strip() and _was(one.submitted, at) and not is_final(one, at):
        yield Sentence(N_("Look up the status in HEAplus until the final result."))


def advice(one: Assisted, book: Book, at: Moment) -> Iterator[Sentence]:
    """What to know beforehand: an interview or submission that would run into a downtime. Never a block."""
    starts = one.interview_starts
    if starts is not None and starts.time is not None and not _was(one.interview_ends, at):
        yield from runs_into(book, starts, one.interview_ends)
    if _was(one.signed, at) and not _was(one.submitted, at) and at.time is not None:
        found = heaplus.available(book, at)
        if not found.available:
            yield Sentence(
                N_("Do not submit now: HEAplus is down until {day}, {until}."),
                {"day": found.until.day, "until": clock(found.until)},
            )


def runs_into(book: Book, starts: Moment, ends: Moment | None = None) -> Iterator[Sentence]:
    """A warning if an interview of that time would run into a downtime; advice only."""
    minutes = INTERVIEW_MINUTES
    if ends is not None and ends.instant and starts.instant and ends.instant > starts.instant:
        minutes = int((ends.instant - starts.instant).total_seconds() // 60)
    window = heaplus.runs_into(book, starts, minutes)
    if window is not None:
        yield Sentence(
            N_("The interview would run into a downtime of HEAplus: {label}, {day}, {begins} to {ends}."),
            {
                "label": Sentence(window.label),
                "day": window.starts.day,
                "begins": clock(window.starts),
                "ends": clock(window.ends),
            },
        )


def needed(one: Assisted, at: Moment) -> tuple[str, ...]:
    """The customized list of documents that the customer still has to bring."""
    return tuple(each.what for each in one.documents if not _electronically(each.how, each.sent, at))


def problems() -> tuple[str, ...]:
    """Every problem of the table, the call center's first."""
    return tuple(shelf.loaded("partner.yaml")["problems"])


def whom(
    problem: str, partner: Partnership, user: User | None, book: Book, at: Moment, one: Assisted | None = None
) -> Whom:  # fmt: skip
    """Who helps with a problem; an assistor's question for Operations goes to the Site Administrator."""
    told = shelf.loaded("partner.yaml")["problems"][problem]
    return (_calls if told["contact"] == "call_center" else _writes)(problem, partner, user, book, at, one)


def _calls(
    problem: str, partner: Partnership, user: User | None, book: Book, at: Moment, one: Assisted | None
) -> Whom:  # fmt: skip
    told = shelf.loaded("partner.yaml")["problems"][problem]
    phone = heaplus.setting(book.site.heaplus, "call_center_phone", at.day)
    is_open = heaplus.call_center(book, at)[0]
    if user is not None and not may(partner, user, "call_center", at.day).allowed:
        sentence = Sentence(N_("The CP-AO Call Center is for active assistors."))
        return Whom(problem, "call_center", False, phone, sentence, is_open)
    refusal = _not_yet(told["only"], book, at, one)
    if refusal:
        return Whom(problem, "call_center", False, phone, Sentence(refusal), is_open)
    words = N_("Call the CP-AO Call Center, {phone}: it is open now.")
    if not is_open:
        words = N_("Call the CP-AO Call Center, {phone}, Monday to Friday in its hours; it is closed now.")
    return Whom(problem, "call_center", True, phone, Sentence(words, {"phone": phone}), is_open)


def _not_yet(only: str, book: Book, at: Moment, one: Assisted | None) -> str:
    if only == "always" or one is None:
        return ""
    sent = _was(one.submitted, at) or any(each.day <= at.day for each in one.statuses)
    fits, refusal = {
        "unsubmitted": (
            not sent, N_("The application is submitted already; this help is for unsubmitted ones.")
        ),
        "emergency": (
            expedited(one), N_("None of the four statements is ticked, so the application is ordinary.")
        ),
        "overdue": (
            overdue_since(one, book, at) is not None, N_("The processing time has not passed yet.")
        ),
        "decided": (
            status_of(one, at) in FINAL or is_final(one, at),
            N_("Nothing is decided yet, so there is nothing to review."),
        ),
    }[only]  # fmt: skip
    return "" if fits else refusal


def _writes(
    problem: str, partner: Partnership, user: User | None, book: Book, at: Moment, one: Assisted | None
) -> Whom:  # fmt: skip
    email = heaplus.setting(book.site.heaplus, "operations_email", at.day)
    if user is not None and may(partner, user, "email_operations", at.day).allowed:
        sentence = Sentence(N_("E-mail the CP-AO Operations Team at {email}."), {"email": email})
        return Whom(problem, "operations", True, email, sentence, None)
    names = administrators(partner)
    words = N_(
        "Ask the Site Administrator, {names}: only the Site Administrator e-mails the Operations Team."
    )
    if not names:
        words = N_("Name the Site Administrator first: nobody else e-mails the Operations Team.")
    return Whom(problem, "site_administrator", True, "", Sentence(words, {"names": names}), None)


def clock(at: Moment) -> str:
    """The time of an instant as it stands in a sentence: 22:00."""
    return f"{at.time:%H:%M}" if at.time else ""


def _electronically(how: str | None, sent: Moment | None, at: Moment) -> bool:
    return sent is not None and sent.not_after(at) and how in ("uploaded", "emailed", "faxed", None)


def _was(when: Moment | None, at: Moment) -> bool:
    return when is not None and when.not_after(at)
