"""Chapter 800 on a day: every parent, child and newborn, the premium, the notices and what goes to DES.

KidsCare comes first for a parent of both kinds of children; the S.O.B.R.A. side
is kept beside it (802.B, 809.C).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Line
from crs_intake.domain.errors import NotAcceptable, NotInForce
from crs_intake.domain.parents import Newborn, ParentFacts, ParentHearing, ParentsApplication
from crs_intake.domain.parents_decision import (
    ClockStatus,
    FamilyPremium,
    HearingAnswer,
    ParentsAnswer,
    ParentsClock,
    ParentsNotice,
    PersonAnswer,
    Requirement,
    TipsOut,
    WillingAnswer,
)  # fmt: skip
from crs_intake.domain.people import Person
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy.book import Book
from crs_intake.policy.parents import after, answering, asof, figures, premium, requirements, willing
from crs_intake.policy.parents.interface import CODES, faults_of_discontinuance
from crs_intake.policy.parents.sobra import sobra
from crs_intake.policy.parents.tracks import (
    IN_PMMIS,
    Around,
    Track,
    kidscare,
    may_withdraw,
    withdrawn,
)  # fmt: skip

NONE = N_("This case has no application for parents' coverage. Open Parents' coverage and enter it.")
NOBODY = N_("{what}: nobody in the case has the id '{id}'.")
SET_THE_END = N_(
    "No row of the book says when the program closed. A supervisor sets it in Settings, The book."
)
REFUSED = ("denied", "withdrawn", "referred")
"""Outcomes by which a child gives its parent no KidsCare side."""
NO_GUARANTEE = N_("There is no guarantee period for parents (805.C).")
AUTO = N_("No choice of plan: Recipient enrolls automatically by Title XIX rules (805.A).")
REFUSED_WITHDRAWAL = N_("A withdrawal by somebody else than the primary informant is not followed (803.C).")
BILLING = N_("Billing: Chapter 1100, which is not supplied (806.C).")
REJECTED = N_("The discontinuance that DES sent is not whole; it is rejected (804.C).")
STAYS_DENIED = N_("KidsCare denied; the parent stays eligible as S.O.B.R.A. parent (802.B).")
STAYS = N_("KidsCare discontinued; the parent stays eligible as S.O.B.R.A. parent (809.C).")


def decide(case: Case, book: Book, on: date) -> ParentsAnswer:
    """What Chapter 800 says of a case on a day; raises NotInForce before 2003, NotAcceptable without one."""
    if case.parents is None:
        raise NotAcceptable(NONE)
    figures.in_force(on)
    book = book.as_of(on)
    told = asof.as_of(case.parents, on)
    _known_people(case, told)
    if told.applied is not None and told.applied > on:
        told = ParentsApplication(applied=told.applied)
    return _Answer(case, told, book, on).made()


def _known_people(case: Case, told: ParentsApplication) -> None:
    named = (
        *(("parents.parents", each.person) for each in told.parents),
        *(("parents.children", each.person) for each in told.children),
        *(("parents.newborns", each.parent) for each in told.newborns),
    )
    for what, id in named:
        if case.person(id) is None:
            raise NotAcceptable(NOBODY.format(what=what, id=id), where=what)


class _Answer:
    """One run over the application; each part adds what it finds."""

    def __init__(self, case: Case, told: ParentsApplication, book: Book, on: date) -> None:
        self.case, self.told, self.book, self.on = case, told, book, on
        self.tips: list[TipsOut] = []
        self.notices: list[ParentsNotice] = []
        self.clocks: list[ParentsClock] = []
        self.notes: list[str] = []
        self.income = self._income()
        self.children = tuple(self._child(each.person) for each in told.children)

    def made(self) -> ParentsAnswer:
        """The whole answer."""
        parents = [self._parent(each) for each in self.told.parents]
        pays = any(each.outcome == "approved" and not self._facts(each).exempt for each in parents)
        parents = [self._with_premium(each, pays=pays) for each in parents]
        by_id = {each.person: each for each in parents}
        newborns = [self._newborn(each, by_id.get(each.parent)) for each in self.told.newborns]
        changes = [row for each in parents for row in after.changes(self._facts(each), each)]
        hearings = [self._hearing(told, facts) for facts in self.told.parents for told in facts.hearings]
        found = figures.availability(self.book, self.on)
        people = (*parents, *self.children, *newborns)
        return ParentsAnswer(
            self.on, found.open, found.citation, people, self.income, tuple(self.notices), tuple(self.tips),
            tuple(self.clocks), tuple(hearings), tuple(changes),
            figures.used(self.book, "parents.floor", "parents.cap", "parents.contact_tries",
                         "parents.effective", "parents.premium_round"),
            tuple(self._lines(people)), tuple(self._all_notes()),
        )  # fmt: skip

    def _income(self) -> FamilyPremium | None:
        """The family's premium; a gap of the book is told, and what needs the figure waits."""
        for facts in self.told.parents:
            if facts.effective is not None:
                figures.in_force(facts.effective)
        try:
            return premium.of_family(self.case, self.told, self.book, self._premium_day())
        except NotInForce as gap:
            self.notes.append(str(gap))
            return None

    # -- children and newborns ---------------------------------------------------------------

    def _child(self, id: str) -> PersonAnswer:
        child = next(each for each in self.told.children if each.person == id)
        pays = willing.of(self.told, id, self.book)
        found = willing.of_child(child, pays)
        if child.status == "applied" and withdrawn(self.told, id):
            found = willing.ChildOutcome("withdrawn", N_("Withdrawn"), "803.C")
        if found.refer:
            self.tips.append(TipsOut("referral", id, N_("Potentially Medicaid"), found.section))
        registered = child.program == "kidscare"
        return PersonAnswer(
            id, self._name(id), "child", found.outcome, "", found.reason, found.section, registered,
            found.code, child.program, premium=None if child.premium is None else child.premium.dollars,
            willing=pays if child.status == "applied" else None, missing=found.missing, todo=found.todo,
            notes=(*found.notes, *answering.lacking(pays)),
            inputs={"medicaid_reason": child.medicaid_denial_reason} if found.code == "UP" else {},
        )  # fmt: skip

    def _newborn(self, told: Newborn, parent: PersonAnswer | None) -> PersonAnswer:
        found = after.newborn(told, after.newborn_id(told, self.told.newborns), parent)
        self.tips += after.newborn_tips(told, found)
        return found

    # -- parents -----------------------------------------------------------------------------

    def _parent(self, facts: ParentFacts) -> PersonAnswer:
        around = self._around(facts)
        first = kidscare(around) if around.has_kidscare or not around.has_sobra else None
        second = sobra(around, first) if around.has_sobra else None
        chosen = _chosen(first, second)
        for each in (first, second):
            if each is not None:
                self._send(each, facts, around)
        self._tell(chosen, first, facts)
        tracks = tuple(answering.track(each) for each in (first, second) if each is not None)
        code = {"kidscare": "327", "sobra": "325"}[chosen.program] if chosen.in_place else ""
        run = second.run if second is not None else None
        notes = [*answering.lacking(around.willing), *self._notes_of(chosen, facts)]
        if first is not None and chosen is second and chosen.in_place:
            notes += {"ended": [STAYS], "denied": [STAYS_DENIED]}.get(first.outcome, [])
        return PersonAnswer(
            facts.person, self._name(facts.person), "parent", chosen.outcome, chosen.state, chosen.reason,
            chosen.section, chosen.registered, chosen.code, chosen.program, around.dual, code,
            effective=chosen.effective, ends=chosen.ends, plan=answering.plan(chosen, facts),
            inputs=answering.inputs(chosen), requirements=around.items, willing=around.willing, tracks=tracks,
            steps=tuple(run.steps) if run is not None else (), missing=tuple(chosen.missing),
            todo=tuple(chosen.todo), notes=tuple(notes),
        )  # fmt: skip

    def _around(self, facts: ParentFacts) -> Around:
        person = self.case.person(facts.person)
        assert person is not None  # noqa: S101 - checked before
        own = requirements.children_of(self.case, person, (each.person for each in self.told.children))
        children = [each for each in self.told.children if each.person in own]
        refused = {each.person for each in self.children if each.outcome in REFUSED}
        programs = {each.program for each in children if each.person not in refused} or {
            each.program for each in children
        }
        pays = willing.of(self.told, facts.person, self.book)
        from_des = facts.des is not None or facts.pmmis_code == "325"
        first = "kidscare" in programs or not (programs or from_des)
        around = Around(self.case, self.told, facts, person, self.book, self.on, pays, (), self.income,
                        first, "sobra" in programs)  # fmt: skip
        return replace(around, items=self._items(facts, person, pays, around))

    def _items(
        self, facts: ParentFacts, person: Person, pays: WillingAnswer, around: Around
    ) -> tuple[Requirement, ...]:
        children = [each for each in self.children
                    if not around.kidscare_children or each.program == "kidscare"]  # fmt: skip
        eligible = frozenset(each.person for each in children if _covered(each, self.told))
        waiting = frozenset(each.person for each in children if each.outcome in ("pending", "des", "general"))
        items = requirements.all_of(requirements.Asked(
            self.case, self.told, facts, person, pays, self.book, self.on, eligible, waiting,
        ))  # fmt: skip
        if around.has_kidscare:
            return items
        return tuple(
            replace(each, state="des", reason=N_("DES determines it by the same criteria (804.A)"))
            if each.state in ("unknown", "pending") and each.key not in ("03", "14") else each
            for each in items
        )  # fmt: skip

    def _send(self, track: Track, facts: ParentFacts, around: Around) -> None:
        """Clocks, the notice to pay, and what goes to DES through TIPS."""
        id = facts.person
        border = requirements.insurance_border(
            requirements.Asked(self.case, self.told, facts, around.person, around.willing, self.book, self.on)
        )
        if track.program == "kidscare" and border is not None and self.told.applied is not None:
            self.clocks.append(ParentsClock("CLK-46", border, self.told.applied, "met", "802.A.10"))
        if track.refer:
            self.tips.append(TipsOut("referral", id, track.reason, "803.E.tips"))
        if track.run is not None:
            self.clocks += track.run.clocks
            if track.run.notice_due or track.run.notice_sent is not None:
                self.notices.append(ParentsNotice("DOC-64", id, False, track.run.notice_sent))
        if track.program == "sobra" and track.outcome == "denied" and track.code in CODES.values():
            self.tips.append(TipsOut("denial", id, figures.denial_words(track.code), "804.B.6"))
        if track.program == "kidscare" and track.effect is not None and track.effect.tips and around.dual:
            sent = track.effect
            self.tips.append(TipsOut(sent.tips or "disposition", id, track.reason, sent.section))

    def _tell(self, chosen: Track, first: Track | None, facts: ParentFacts) -> None:
        """The notice to the parent: one for each outcome (DOC-65 to DOC-67)."""
        if chosen.outcome == "denied":
            closed = chosen.code == "program_closed"
            self.notices.append(ParentsNotice("DOC-65", facts.person, not closed))
        elif chosen.outcome == "ended":
            self.notices.append(ParentsNotice("DOC-67", facts.person, True))
        elif (
            chosen.in_place
            and chosen.section != IN_PMMIS
            and not (first is not None and first.outcome == "ended")
        ):
            self.notices.append(ParentsNotice("DOC-66", facts.person, False))

    def _notes_of(self, track: Track, facts: ParentFacts) -> Iterator[str]:
        if track.in_place and not facts.plan:
            yield AUTO
        if track.in_place and track.effective is None and track.program == "kidscare":
            yield N_("The effective date of a KidsCare parent comes from chapters that are not supplied.")
        if track.outcome == "ended":
            yield NO_GUARANTEE
        if facts.des_discontinuance is not None and any(faults_of_discontinuance(facts.des_discontinuance)):
            yield REJECTED

    def _with_premium(self, answer: PersonAnswer, *, pays: bool) -> PersonAnswer:
        """The family's one amount; nothing for Native Americans and Alaska Natives (806.A-B)."""
        if answer.outcome != "approved":
            return answer
        facts = self._facts(answer)
        if facts.exempt:
            return replace(answer, premium=Fraction(0), percent=None)
        percent = self.income.percent if self.income is not None else None
        if answer.program == "sobra" and facts.des is not None and facts.des.fpl_threshold is not None:
            percent = premium.percent_of_threshold(facts.des.fpl_threshold, self.on)
        amount = None
        if pays and percent is not None and self.income is not None:
            amount = premium.rounded(self.income.gross * percent / 100, self.book)
        return replace(answer, premium=amount, percent=percent)

    # -- the rest ----------------------------------------------------------------------------

    def _premium_day(self) -> date:
        """The day whose guideline counts: that of the decision, or of newer income."""
        decided = [
            each.on for facts in self.told.parents for each in facts.decisions if each.outcome == "approved"
        ]
        if not decided:
            return self.on
        newest = max((each.since for each in self.told.income), default=decided[0])
        return max(max(decided), newest)

    def _facts(self, answer: PersonAnswer) -> ParentFacts:
        found = self.told.parent(answer.person)
        assert found is not None  # noqa: S101 - made from it
        return found

    def _name(self, id: str) -> str:
        person = self.case.person(id)
        return person.name if person is not None else id

    def _hearing(self, told: ParentHearing, facts: ParentFacts) -> HearingAnswer:
        found = after.hearing(told, facts)
        if found.pay_by is None:
            return found
        paid = told.prepaid is not None and told.prepaid <= found.pay_by
        status: ClockStatus = "met" if paid else "expired" if self.on > found.pay_by else "open"
        self.clocks.append(ParentsClock("CLK-50", told.requested, found.pay_by, status, "807.B"))
        return found

    def _lines(self, people: tuple[PersonAnswer, ...]) -> Iterator[Line]:
        if self.income is not None:
            yield from answering.premium_lines(self.income)
        for each in people:
            told: dict[str, Any] = {"name": each.name, "reason": Sentence(each.reason, each.inputs)}
            yield Line(
                N_("{name}: {reason}"),
                each.outcome,
                each.section,
                f"KC-{each.section}",
                told,
                subject=each.person,
            )

    def _all_notes(self) -> Iterator[str]:
        yield from self.notes
        if figures.look_again(self.book, self.on):
            yield SET_THE_END
        if any(not may_withdraw(self.told, each.by) for each in self.told.withdrawals):
            yield REFUSED_WITHDRAWAL
        if self.income is not None:
            yield BILLING


def _covered(child: PersonAnswer, told: ParentsApplication) -> bool:
    """Whether a child receives the coverage or was found eligible for it."""
    facts = next(each for each in told.children if each.person == child.person)
    return child.outcome in ("receiving", "approved") or (child.outcome == "general" and bool(facts.eligible))


def _chosen(first: Track | None, second: Track | None) -> Track:
    """KidsCare takes precedence; where it is refused or ended, the S.O.B.R.A. side shows (802.B)."""
    if first is None or second is None:
        found = first or second
        assert found is not None  # noqa: S101 - a parent has one of them at least
        return found
    kidscare_open = first.outcome in ("approved", "pending", "hold")
    if kidscare_open and not (first.outcome != "approved" and second.in_place):
        return first
    return second if second.in_place or second.outcome in ("pending", "research") else first
