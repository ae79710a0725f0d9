"""What settles what: for each clock and paper the page, the letter or the log that a person must open.

One table, read by Today (Enter on a row) and by the case page (its one button).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crs_intake.domain.kept import Draft
from crs_intake.domain.standing import Clock, DocumentDue, Standing
from crs_intake.domain.text import N_
from crs_intake.words import say, say_with
from ui import flow, names
from ui.views import CaseView, clock_place, next_appointment, running

OPEN_PAPERS = ("due", "drafted", "printed")


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where it is done: a wizard's page, a paper, or a tab of the case."""

    words: str
    why: str = ""
    section: str = ""
    wizard: str = ""
    page: str = ""
    field: str = ""
    paper: str = ""
    tab: str = ""


@dataclass(frozen=True)
class Resume:
    """A wizard left in the middle, in words: Financial worksheet, stopped at Child care, by R. Chavez."""

    words: str
    draft: Draft


# Clock → (words, wizard, page, paper, tab). The words are the button of the case page.
_CLOCKS: dict[str, tuple[str, str, str, str, str]] = {
    "CLK-01": (N_("Send the preliminary notice"), "", "", "DOC-05", ""),
    "CLK-02": (N_("Book the initial evaluation"), "", "", "", "contacts"),
    "CLK-03": (N_("Hold the enrollment interview"), "interview", "interview", "", ""),
    "CLK-04": (N_("Send the notice of the incomplete application"), "", "", "DOC-11", ""),
    "CLK-05": (N_("Enter the items that came"), "referral", "receipt", "", ""),
    "CLK-06": (N_("Record the medical determination"), "preliminary", "decision", "", ""),
    "CLK-07": (N_("Send the medical denial"), "", "", "DOC-14", ""),
    "CLK-08": (N_("Send the copies of the denial"), "", "", "DOC-14", ""),
    "CLK-10": (N_("Enter the papers that came"), "interview", "papers", "", ""),
    "CLK-11": (N_("Enter the papers that came"), "interview", "papers", "", ""),
    "CLK-12": (N_("Fax the application with the TAD"), "", "", "DOC-27", ""),
    "CLK-32": (N_("Try to reach the family"), "", "", "", "contacts"),
    "CLK-33": (N_("Try to reach the family"), "", "", "", "contacts"),
    "CLK-34": (N_("Try to reach the family"), "", "", "", "contacts"),
    "CLK-35": (N_("Book the next appointment"), "", "", "", "contacts"),
}


def settles(clock: Clock, stands: Standing) -> Step:
    """Where a clock is settled; a notice whose decision is still open leads to the decision."""
    if clock.id in ("CLK-01", "CLK-06", "CLK-07") and clock.who == "medical_director":
        return Step(say("Record the medical determination"), section="20.400", wizard="preliminary",
                    page="decision")  # fmt: skip
    due = {paper.id for paper in open_papers(stands.documents)}
    if clock.id in ("CLK-01", "CLK-06", "CLK-07"):
        paper = next((each for each in ("DOC-05", "DOC-12", "DOC-14") if each in due), "DOC-05")
        return Step(say("Send the notice"), section=clock.section, paper=paper)
    known = _CLOCKS.get(clock.id)
    if known is None:
        return Step(say("Open the case"), section=clock.section, tab="history")
    words, wizard, page, paper, tab = known
    return Step(say(words), section=clock.section, wizard=wizard, page=page, paper=paper, tab=tab)


def open_papers(papers: Iterable[DocumentDue]) -> list[DocumentDue]:
    """The papers that still have to go out, the most pressing first."""
    waiting = [paper for paper in papers if paper.status in OPEN_PAPERS]
    return sorted(waiting, key=lambda paper: (paper.by is None, paper.by.sort_key() if paper.by else ()))


def next_step(view: CaseView) -> Step:
    """The one thing to do next on a case, with why."""
    stands, on = view.standing, view.on
    by_state = _by_state(view)
    if by_state is not None:
        return by_state
    for paper in open_papers(stands.documents):
        if paper.by is not None:
            name = say_with(paper.name, paper.inputs) or paper.id
            return Step(
                say("Prepare: {paper}", paper=name),
                say("It goes to {whom}, by {day}.", whom=names.recipients(paper.to),
                    day=names.near_day(paper.by.day, on)),
                paper.section, paper=paper.id,
            )  # fmt: skip
    for clock in running(stands.clocks):
        if clock.id in _CLOCKS and clock.who in ("front_desk", "interviewer", "medical_director"):
            step = settles(clock, stands)
            why = f"{say_with(clock.name, clock.inputs)} · {clock_place(clock, on)}"
            return Step(
                step.words, why, clock.section, step.wizard, step.page, step.field, step.paper, step.tab
            )
    waiting = next(iter(running(stands.clocks)), None)
    if waiting is not None:
        who = names.named(names.WHO, waiting.who)
        return replace(settles(waiting, stands), section=waiting.section,
                       why=say("Waiting for: {who}. {clock}", who=who, clock=view.clock))  # fmt: skip
    return Step("", say("Nothing to do now. {clock}", clock=view.clock))


def _by_state(view: CaseView) -> Step | None:
    state, case = view.standing.state, view.case
    events = {event.kind for event in case.events}
    if case.referral is None or case.referral.received is None:
        return Step(
            say("Finish the referral"), say("It is not filed yet."), "20.200", "referral", "applicant"
        )
    if state == "RECEIVED" and view.standing.missing_items:
        return Step(say("Complete the referral"), say("Items of the form or papers are missing."), "20.200",
                    "referral", "receipt")  # fmt: skip
    if state == "IN_REVIEW":
        return Step(say("Record the medical determination"),
                    say("The Medical Director or designee has to decide. {clock}", clock=view.clock),
                    "20.400", "preliminary", "decision")  # fmt: skip
    booked = next_appointment(case)
    if booked is not None and booked.when is not None and booked.when.day < view.on:
        return Step(say("Note how the visit went"), say("The appointment of {when} is over.",
                    when=names.moment(booked.when)), "20.1201", tab="contacts")  # fmt: skip
    if "interview_held" in events and "determination_made" not in events and view.standing.state in (
        "INTERVIEW", "EVAL_SCHEDULED", "PRELIM_ELIGIBLE", "I_FINANCIAL", "I_PROOFS",
    ) and view.standing.pathway not in ("xix", "xxi"):  # fmt: skip
        return Step(say("Fill in the financial worksheet"), say("The interview was held; figures come next."),
                    "20.603", "worksheet", "household")  # fmt: skip
    return None


def resumable(drafts: Sequence[Draft]) -> list[Resume]:
    """The wizards that were left in the middle, each once, at the page where it stood."""
    newest: dict[str, Draft] = {}
    for draft in drafts:
        known = newest.get(draft.wizard)
        if known is None or _time(draft) >= _time(known):
            newest[draft.wizard] = draft
    return [Resume(stopped_at(draft), draft) for draft in newest.values()]


def stopped_at(draft: Draft) -> str:
    """Financial worksheet: stopped at Child care, by R. Chavez."""
    wizard = names.named(names.WIZARDS, draft.wizard)
    page = draft.page
    known = flow.WIZARDS.get(draft.wizard)
    if known is not None and any(each.id == draft.page for each in known.pages):
        page = say(known.page(draft.page).title)
    who = draft.by_name or draft.by
    if who:
        return say("{wizard}: stopped at {page}, by {who}", wizard=wizard, page=page, who=who)
    return say("{wizard}: stopped at {page}", wizard=wizard, page=page)


def _time(draft: Draft) -> tuple[str, str]:
    return (str(draft.at) if draft.at else "", draft.page)
