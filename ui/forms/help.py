"""Help as text: how each wizard is done, the first day in five steps, and the keys of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crs_intake.domain.text import N_


@dataclass(frozen=True)
class HowTo:
    """How one thing is done: its title, the steps, and the manual's section. All are message ids."""

    title: str
    steps: tuple[str, ...]
    section: str


HOW: Mapping[str, HowTo] = {
    "referral": HowTo(N_("How do I take in a referral?"), (
        N_("Press Ctrl+N, or New referral on top. Type what the form says; what it leaves out stays empty."),
        N_("While you type the name, children who may be the same appear. Choose This is the same child, or go on."),
        N_("On the last page, give the day and time at which it came. The 14 days run from there once it is whole."),
        N_("File the referral. The case opens and says what is missing, or what is next."),
    ), "20.200"),
    "preliminary": HowTo(N_("How do I record the preliminary medical determination?"), (
        N_("Open the case and choose Medical. Take over the condition that the Medical Director names."),
        N_("Choose the outcome: may be eligible, not eligible, or incomplete with the items that are missing."),
        N_("Type who decided and when. You record it; you never decide it."),
        N_("The letter that is due then stands in Today and on the case."),
    ), "20.400"),
    "interview": HowTo(N_("How do I hold the enrollment interview?"), (
        N_("Open Hold the enrollment interview. What the referral said is there already; ask only for what is open."),
        N_("Look the applicant up in PMMIS and type what it shows."),
        N_("Tick each proof that you see, and write down what is still to come."),
        N_("Say at the end when it was held. Not known yet is an answer; it stays on the list of the case."),
    ), "20.501.1"),
    "worksheet": HowTo(N_("How do I fill in the financial worksheet?"), (
        N_("First say who lives in the home. Then add each income: who, what, how often, and the amounts."),
        N_("The three columns work along with each key. Enter on a line tells why it is so."),
        N_("F9 turns the page to the family: only their own figures, in their language."),
        N_("Decide and keep it on the last page. While a proof is open the figures are provisional."),
    ), "20.603"),
    "parents": HowTo(N_("How do I work on parents' coverage?"), (
        N_("Open Parents' coverage from the case of the child. Without the child's KidsCare or S.O.B.R.A. "
           "coverage there is nothing to decide for the parents."),
        N_("Type the application and its signatures, then who is willing to pay. Each call to the family is a row."),
        N_("Go down the requirements for each parent; what DES or AHCCCS must answer stays open until it is typed."),
        N_("Type the gross income of a month. The premium is worked out beneath, with the guideline in force."),
        N_("The decision says for each parent what comes of it and why. Keep the application; changes go on its "
           "last page."),
    ), "802"),
    "evaluation": HowTo(N_("How do I record the initial evaluation?"), (
        N_("Open Initial evaluation from the case once the visit has a day."),
        N_("Say whether the family came. A missed visit opens the contact log by itself."),
        N_("Record the finding: medically eligible, not eligible, or more tests."),
        N_("When all papers are signed, enroll. The day of enrollment follows from the last of them."),
    ), "20.700"),
    "redetermination": HowTo(N_("How do I do a redetermination?"), (
        N_("Today shows it 60 days ahead. Open it from its row."),
        N_("Say which way it is done: by letter, telephone, or a visit."),
        N_("Change only what has changed; the old facts stand there."),
        N_("Decide anew. The old determination is kept beside the new one."),
    ), "20.800"),
    "termination": HowTo(N_("How do I end a membership?"), (
        N_("Open Termination from the case and choose the reason that the manual knows."),
        N_("What cannot end a membership stands there switched off, with its reason."),
        N_("Check the day on which it takes effect, and record it."),
        N_("The notice with the hearing rights is due at once."),
    ), "20.900"),
    "hearing": HowTo(N_("How do I take a hearing request?"), (
        N_("Open Hearing request from the case; it needs a decision that was told to the family."),
        N_("Type when the request came. The program says whether it is in time."),
        N_("Record each step as it happens: notice, recommendation, decision."),
        N_("While it runs, records are held and nothing is archived."),
    ), "20.1100"),
}  # fmt: skip
TOUR = (
    (N_("Today"), N_("Every morning starts here: what is overdue, what is due, and what waits on others. "
                     "Enter on a row opens the page or paper that settles it.")),
    (N_("Search"), N_("Ctrl+K from anywhere: a piece of a name, a birth date, a phone. Enter opens the case.")),
    (N_("New referral"), N_("Ctrl+N. Whatever you type is kept when you leave the field, so you may stop at any time.")),
    (N_("The case"), N_("What next is the one button to press. Below it stands all that happened; "
                        "at the right are the parts.")),
    (N_("Why?"), N_("The small question mark beside a question, or Shift+F1, shows the rule in plain words. "
                    "F1 shows help for the window you are in.")),
)  # fmt: skip
