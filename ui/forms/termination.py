"""Termination of an enrollment: the wish to leave, the reasons A to G, what follows (20.900)."""

from __future__ import annotations

from collections.abc import Mapping

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.text import N_
from crs_intake.policy.termination import REASONS, step_a
from crs_intake.words import say
from ui.forms.due import paper_due
from ui.forms.evaluation import in_title
from ui.forms.form import About, Answers, Choice, Door, Note, Page
from ui.forms.happening import (
    Entry,
    after_last,
    ask,
    ask_reason,
    barred_kinds,
    before,
    last,
    methods,
    page,
    refused,
)  # fmt: skip

WHO = (
    Choice("member", N_("The member")), Choice("parent", N_("A parent")),
    Choice("guardian", N_("The guardian")), Choice("other", N_("Somebody else")),
)  # fmt: skip
DECIDES = (Choice("leaving_confirmed", N_("Stays with the wish to leave")),
           Choice("changed_mind", N_("Stays in CRS after all")))  # fmt: skip
LETTERS = {
    "A": N_("A · requirements no longer met"), "B": N_("B · found eligible for Title XIX or XXI, not "
                                                       "enrolled"),
    "C": N_("C · did not stay in Title XIX or XXI"), "D": N_("D · at the member's own wish"),
    "E": N_("E · payment agreement not kept"), "F": N_("F · papers not given in time"),
    "G": N_("G · redetermination not completed"),
}  # fmt: skip
_SINCE = after_last("changed_mind", "hearing_decided")


# -- the wish to leave ----------------------------------------------------------------------------------


def _asked_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["role"] == "other":
        return (Note("error", say("Only the member, or the parent or guardian of a minor, can ask for it; "
                                  "somebody else's wish is noted, not "
                                  "followed."), "20.900.1.D"),)  # fmt: skip
    if needs_advice(about):
        return (Note("due", say("In Title XIX or XXI without other insurance: explain what it means for the "
                                "family's costs and refer to the plan, before anything ends."),
                     "20.900.1.D"),)  # fmt: skip
    return ()


def needs_advice(about: About) -> bool:
    """A title member without third-party insurance is advised before leaving."""
    return in_title(about) and not before(about).coverage.insured


WISH = page(
    "leaving", N_("Wish to leave"),
    Entry(kinds=("termination_requested",), pick=last("termination_requested", since=_SINCE), fields=(
        ask("role", N_("Who asks"), choices=WHO, cite="20.900.1.D"),
        ask("name", required=True, line="who"),
        ask("at", N_("Asked on"), line="who"),
        ask("method", choices=methods("phone", "mail", "fax", "in_person")),
        ask("note"),
    )),
    intro=N_("Only when the member or a parent asks (reason D). Otherwise press Next."),
    notes=_asked_notes,
)  # fmt: skip


def _no_advice(about: About) -> str:
    asked = last("termination_requested", since=_SINCE)(before(about))
    if asked is not None and not needs_advice(about):
        return say("Not demanded: the member is not in Title XIX or XXI, or has other insurance (20.900.1.D)")
    return ""


def _referred_too(about: About, answers: Answers) -> tuple[Note, ...]:
    if answers["explained"] == "yes" and answers["referred"] != "yes":
        return (Note("due", say("Refer the member to the plan too; both are needed."), "20.900.1.D"),)
    return ()


ADVICE = page(
    "advice", N_("Advice on leaving"),
    Entry(kinds=("leaving_advised",), pick=last("leaving_advised", since=_SINCE), bar=_no_advice,
          fields=(
        ask("explained", N_("The financial implications were explained"), kind="tick"),
        ask("referred", N_("The member was referred to the plan"), kind="tick",
            required=lambda answers, about: answers["explained"] == "yes"),
        ask("name", N_("Who was advised"), line="who"),
        ask("at", N_("Advised on"), line="who"),
    )),
    notes=_referred_too,
)  # fmt: skip

CONFIRMED = page(
    "confirmation", N_("Confirmation"),
    Entry(kinds=("leaving_confirmed", "changed_mind"), fields=(
        ask("kind", N_("After the advice"), choices=DECIDES, cite="20.900.1.D",
            barred=barred_kinds("leaving_confirmed", "changed_mind")),
        ask("name", required=True, line="who"),
        ask("at", N_("Said on"), line="who"),
    ), pick=last("leaving_confirmed", "changed_mind",
            since=after_last("termination_requested", "hearing_decided"))),
    intro=N_("The family may think about it: leave this open until it has decided."),
)  # fmt: skip


# -- the ending ------------------------------------------------------------------------------------------


def _barred(about: About) -> Mapping[str, str]:
    """Each reason A to G that has no ground now."""
    found: Mapping[str, str] = about.once("reasons", before(about), lambda: _no_grounds(about))
    return found


def _no_grounds(about: About) -> Mapping[str, str]:
    found = {}
    for code in LETTERS:
        event = Event(kind="member_terminated", at=about.now, reason_code=code, reason="-")
        words = refused(about, event)
        if words:
            found[code] = words
    return found


def _can_end(about: About) -> str:
    """Whether there is an enrollment to end at all; which reasons have a ground is said of each."""
    return refused(about, Event(kind="member_terminated", at=about.now, reason_code="A", reason="-"))


def _ending_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    says: dict[str, tuple[str, str]] = {
        "B": (N_("The manual gives no time for it: ask the supervisor before acting."), "20.900.1.B"),
        "E": (N_("A supervisor decides. That a co-payment cannot be paid is no reason: services are not "
                 "denied "
                 "for it (20.604.7)."), "20.900.1.E"),
        "G": (N_("Only when the member did not do the redetermination; a decision that is still pending "
                 "holds "
                 "the enrollment."), "20.900.1.G"),
    }  # fmt: skip
    code = answers["reason_code"]
    found = [Note("note", say(REASONS[code]), f"20.900.1.{code}")] if code in REASONS else []
    if code in says:
        found.append(Note("due", say(says[code][0]), says[code][1]))
    found.append(Note("note", say("Missed visits alone never end a membership."), "20.1202.A"))
    return tuple(found)


ENDING = page(
    "ending", N_("End of the enrollment"),
    Entry(kinds=("member_terminated",), pick=last("member_terminated", since=after_last("hearing_decided")),
          guard=_can_end, fields=(
        ask("reason_code", N_("Reason"), barred=_barred, cite="20.900.1", stacked=True,
            choices=tuple(Choice(code, words) for code, words in LETTERS.items())),
        ask_reason("member_terminated", N_("Reason in words, as the letter tells it"), required=True),
        ask("at", N_("Recorded on"), line="days"),
        ask("effective", N_("Ends on"), line="days", help=N_("Empty: the day of the letter")),
    )),
    notes=_ending_notes,
)  # fmt: skip


def _follows(about: About, answers: Answers) -> tuple[Note, ...]:
    found = about.standing(before(about))
    if found is None:
        return ()
    own = step_a(about.book) if about.book is not None else ""
    lost = say("Step A of the manual is lost; nothing is asked in its place.")
    notes = [Note("note", say("Step A, this site's own: {what}", what=own) if own else lost, "20.900.2.A")]
    for paper in found.documents:
        if paper.id == "DOC-44":
            sent = paper.status == "sent"
            words = say("Sent: {paper}", paper=paper_due(paper)) if sent else paper_due(paper)
            notes.append(Note("good" if sent else "due", words, "20.900.2.C-D"))
    return tuple(notes)


def _papers(about: About) -> tuple[Door, ...]:
    found = about.standing(before(about))
    event = last("member_terminated")(before(about))
    if found is None or (event is not None and not event.id):  # not recorded yet
        return ()
    due = {paper.id for paper in found.documents if paper.status in ("due", "drafted", "printed")}
    doors = {
        "DOC-44": N_("Prepare the dis-enrollment letter"),
        "DOC-45": N_("Prepare the eligibility update"),
    }
    return tuple(Door(words, paper=id) for id, words in doors.items() if id in due)


AFTER = page(
    "after_ending", N_("Letter and update"),
    Entry(kinds=("eligibility_update_sent",),
          pick=last("eligibility_update_sent", since=after_last("member_terminated")), fields=(
        ask("told", N_("ADHS/CRS was told through the eligibility update"), kind="tick", cite="20.900.2.B"),
        ask("at", N_("Told on")),
        ask("note"),
    )),
    intro=N_("The letter with the hearing rights goes to the member, with copies to the primary care "
             "physician "
             "and the plan."),
    notes=_follows, doors=_papers,
)  # fmt: skip


# -- applying again ----------------------------------------------------------------------------------------


def has_ended(case: Case, about: About) -> bool:
    """Whether the application or membership has ended, so that the family may apply again."""
    found = about.standing(case)
    ended = ("TERMINATED", "RETENTION", "ARCHIVE_READY", "ARCHIVED", "WITHDRAWN", "DENIED", "APP_TERMINATED")
    return found is not None and found.state in ended


def _again_notes(about: About, answers: Answers) -> tuple[Note, ...]:
    if has_ended(before(about), about):
        return (Note("note", say("The family may apply again at any time. What is known of the child, "
                                 "the family, "
                                 "the home and the insurance is carried over; the form, the figures, "
                                 "the proofs and the decisions are new."), "20.500"),)  # fmt: skip
    return (Note("note", say("Only after the enrollment has ended."), "20.500"),)


def _again(about: About) -> tuple[Door, ...]:
    event = last("member_terminated")(before(about))
    recorded = event is None or bool(event.id)
    if has_ended(before(about), about) and recorded:
        return (Door(N_("Start a new referral with the known facts"), wizard="referral", again=True),)
    return ()


AGAIN = Page(
    id="again", title=N_("Applying again"), fields=(), show=lambda case: {},
    keep=lambda case, values: case, notes=_again_notes, doors=_again,
)  # fmt: skip

PAGES = (WISH, ADVICE, CONFIRMED, ENDING, AFTER, AGAIN)
