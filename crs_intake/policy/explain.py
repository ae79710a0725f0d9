"""One plain paragraph that a family can follow: who counts, what counts, what it means.

Short sentences for a sixth-grade reader, in the order in which a person would
tell it. Nothing is decided here; the figures are those of the assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment, Column, ColumnName, MissingFact, PaymentClass, Threshold
from crs_intake.domain.text import N_, Sentence

PROGRAMMES: dict[ColumnName, str] = {"xix": N_("AHCCCS"), "xxi": N_("KidsCare")}
OFFICES: dict[ColumnName, str] = {"xix": N_("the DES office"), "xxi": N_("the KidsCare office")}
MEETS = N_("{name} meets the CRS rules on age, home and legal status.")
NOT_YET = N_("We cannot decide for {name} yet.")
CANNOT_JOIN = N_("{name} cannot join CRS now.")
NOT_MET = {
    "age": N_("CRS is for people under {limit}. {name} turned {limit} on {reaches}."),
    "citizenship": N_("CRS has a rule on legal status. {name} does not meet that rule."),
    "residency": N_(
        "CRS is for people who live in Arizona and plan to stay. {name} does not meet that rule."
    ),
}
FREE: dict[PaymentClass, str] = {
    "exempt_ward": N_("{name} is a ward of the state or the court."),
    "exempt_adoption": N_("{name} has a DES adoption subsidy."),
    "exempt_foster": N_("{name} is a DES foster child."),
    "exempt_ahcccs": N_("{name} has {programme}."),
}
FREE_CARE = N_("So you pay nothing for CRS care.")
PAYS_NOTHING = N_("You pay nothing for CRS care.")
PAYS: dict[PaymentClass, tuple[str, ...]] = {
    "pays_nothing_at_or_below_200": (PAYS_NOTHING,),
    "pays_insured_above_200": (
        N_("You pay the co-pays and deductibles of your health plan."),
        N_("A visit to a CRS clinic has no co-pay."),
        N_("If your plan does not cover a service, you pay the full AHCCCS rate for it."),
        N_("You still get care if you cannot pay a co-pay or deductible."),
    ),
    "pays_uninsured_above_200": (N_("You pay the full AHCCCS rates for CRS care."),),
}
NOT_SET = N_("What you pay to CRS is not set yet.")

# What a family would call the facts that may be missing; others keep the words of their page.
NEEDED = {
    "income": N_("what income you have, or that you have none"),
    "expects_earnings": N_("whether you plan to keep working"),
    "coverage.insured": N_("whether {name} has other health insurance now"),
    "coverage.insured_last_3_months": N_("whether {name} had health insurance in the last few months"),
    "coverage.state_employee_plan": N_("whether {name} could join the health plan for state workers"),
    "proofs.age": N_("a paper that shows the birth date of {name}"),
    "proofs.citizenship": N_("a paper that shows the legal status of {name}"),
    "proofs.residency": N_("a paper that shows where you live"),
    "eligibility.citizenship": N_("whether {name} is a citizen"),
    "people.applicant.born": N_("the birth date of {name}"),
}


def explain(found: Assessment, case: Case) -> tuple[Sentence, ...]:
    """The outcome as one paragraph for the family; `words.paragraph` reads it in English or Spanish."""
    return tuple(_Telling(found, case).all())


class _Telling:
    """The paragraph while it is told."""

    def __init__(self, found: Assessment, case: Case) -> None:
        self.found, self.case = found, case
        self.name: object = Sentence(N_("the applicant"))
        if case.applicant:
            self.name = _given(case, case.applicant.id)
        self.referred: ColumnName | None = _referral(found)
        self.column_name: ColumnName = self.referred or "state_only"
        self.column: Column = found.columns[self.column_name]

    def say(self, message: str, **blanks: object) -> Sentence:
        return Sentence(message, {"name": self.name, **blanks})

    def all(self) -> Iterator[Sentence]:
        yield from self.outcome()
        if self.found.outcome != "not_eligible" and self.found.group:
            yield from self.group()
            yield from self.income()
            yield from self.against_the_limit()
            if self.found.outcome == "not_decidable" and self.column.gross:
                yield self.say(N_("These figures may still change."))
        yield from self.payment()
        yield from self.missing()
        yield from self.next_limits()

    def outcome(self) -> Iterator[Sentence]:
        """Whether the three tests are met, and which one is not."""
        if self.found.outcome == "eligible":
            yield self.say(MEETS)
        elif self.found.outcome == "not_decidable":
            yield self.say(NOT_YET)
        else:
            yield self.say(CANNOT_JOIN)
            for test in ("age", "citizenship", "residency"):
                finding = getattr(self.found, test)
                if finding.state == "not_met":
                    yield self.say(NOT_MET[test], **finding.inputs)
            yield self.say(N_("You will get a letter that tells you why and what you can do."))

    def group(self) -> Iterator[Sentence]:
        """Who counts and who does not (20.603.1)."""
        inside = self.names(member.person for member in self.found.group if member.inside)
        outside = self.names(member.person for member in self.found.group if not member.inside)
        if len(inside) == 1:
            yield self.say(N_("We count one person: {names}."), names=inside)
        elif inside:
            yield self.say(N_("We count {count} people: {names}."), count=len(inside), names=inside)
        if outside:
            yield self.say(N_("We do not count {names}."), names=outside)

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(_given(self.case, each) for each in ids)

    def income(self) -> Iterator[Sentence]:
        """What came in and what was taken off, in the column that decides."""
        column = self.column
        if self.found.outcome == "not_decidable" and not column.gross:
            return
        if column.earned and column.unearned:
            yield self.say(N_("Your income for a year is ${gross}."), gross=column.gross)
            yield self.say(N_("Of this, ${earned} is from work."), earned=column.earned)
        elif column.earned:
            yield self.say(N_("Your income for a year is ${gross}, all from work."), gross=column.gross)
        elif column.unearned:
            yield self.say(
                N_("Your income for a year is ${gross}, none of it from work."), gross=column.gross
            )
        else:
            yield self.say(N_("You have no income that counts."))
            return
        if column.deductions:
            yield self.say(
                N_("We take off ${amount} for the costs of work and care."), amount=column.deductions
            )
        if column.extra_deductions:
            yield self.say(
                N_("We take off ${amount} for health insurance and doctor bills."),
                amount=column.extra_deductions,
            )
        yield self.say(N_("That leaves ${year} a year, or ${month} a month."),
                       year=column.agi, month=column.monthly)  # fmt: skip

    def against_the_limit(self) -> Iterator[Sentence]:
        """The chart where a referral follows, else the guideline (20.602.3.B, 20.603.5.7)."""
        screening, fpl = self.found.screening, self.found.fpl
        if self.referred:
            if screening.limit is not None:
                yield self.say(N_("The {programme} limit for your family is ${limit} a month."),
                               programme=self.programme, limit=Fraction(screening.limit))  # fmt: skip
        elif fpl is not None and fpl.percent is not None and self.column.gross:
            message = N_("This is {percent} percent of the poverty level for {size} people.")
            if fpl.size == 1:
                message = N_("This is {percent} percent of the poverty level for one person.")
            yield self.say(message, percent=fpl.percent, size=fpl.size)

    @property
    def programme(self) -> Sentence:
        return Sentence(PROGRAMMES[self.referred or "xix"])

    def payment(self) -> Iterator[Sentence]:
        """Where to apply first, or what the family pays (20.602.1, 20.604)."""
        cls = self.found.payment.cls
        if self.found.outcome == "not_eligible":
            return
        if self.referred:
            yield self.say(N_("So {name} may get {programme}."), programme=self.programme)
            yield self.say(N_("Please apply at {office} first. CRS can say yes only after that."),
                           office=Sentence(OFFICES[self.referred]))  # fmt: skip
        if "altcs" in self.found.screening.potential and not self.found.provisional:
            yield self.say(N_("{name} may also get ALTCS. We help you to ask for it."))
        if cls in FREE:
            title: ColumnName = "xxi" if self.found.payment.inputs.get("program") == "XXI" else "xix"
            yield self.say(FREE[cls], programme=Sentence(PROGRAMMES[title]))
            yield self.say(FREE_CARE)
        elif cls in PAYS:
            for message in PAYS[cls]:
                yield self.say(message)
            if cls == "pays_nothing_at_or_below_200" and self.case.coverage.insured:
                yield self.say(N_("We bill your health insurance first."))
        else:
            yield self.say(NOT_SET)

    def missing(self) -> Iterator[Sentence]:
        """What is still needed, in the words of a family."""
        needed = tuple(self.needed(fact) for fact in self.found.missing)
        if len(needed) == 1:
            yield self.say(N_("We still need this: {needed}."), needed=needed)
        elif needed:
            yield self.say(N_("We still need {count} things: {needed}."), count=len(needed), needed=needed)

    def needed(self, fact: MissingFact) -> Sentence:
        message = NEEDED.get(fact.key)
        return self.say(message) if message else Sentence(fact.label, fact.inputs)

    # The next limits -------------------------------------------------------------------------------

    def next_limits(self) -> Iterator[Sentence]:
        """How far the next limit is, where crossing it would change something for this family."""
        if self.found.payment.cls in FREE or self.found.provisional or self.found.missing:
            return
        by_column: dict[ColumnName, Threshold] = {}
        for threshold in self.found.thresholds:  # the nearest come first
            if threshold.column not in by_column and self.matters(threshold):
                by_column[threshold.column] = threshold
        for threshold in by_column.values():
            yield self.limit(threshold)

    def matters(self, threshold: Threshold) -> bool:
        less = threshold.monthly_gap < 0
        if threshold.column == "state_only":
            return self.referred is None
        if threshold.column == self.referred:
            category = threshold.inputs.get("category")
            return not less and category == self.found.screening.category_label
        return less and not (threshold.column == "xxi" and _kept_from_kidscare(self.case))

    def limit(self, threshold: Threshold) -> Sentence:
        gap, column = abs(threshold.monthly_gap), threshold.column
        if column == "state_only":
            if threshold.monthly_gap < 0:
                return self.say(
                    N_("With ${annual} more to take off, you would pay nothing."), annual=gap * 12
                )
            return self.say(N_("With over ${gap} more a month, you would have to pay."), gap=gap)
        programme = Sentence(PROGRAMMES[column])
        if threshold.monthly_gap < 0:
            return self.say(N_("With ${gap} less a month, you would be in the {programme} range."),
                            gap=gap, programme=programme)  # fmt: skip
        return self.say(N_("With over ${gap} more a month, you would be above the {programme} limit."),
                        gap=gap, programme=programme)  # fmt: skip


def _referral(found: Assessment) -> ColumnName | None:
    """The programme to apply for first; none is told while the three tests are open (AMB-094)."""
    if found.provisional or found.outcome == "not_eligible":
        return None
    return next((title for title in ("xix", "xxi") if title in found.screening.potential), None)


def _kept_from_kidscare(case: Case) -> bool:
    """A special requirement of KidsCare is known to be unmet, so less income would not help."""
    return bool(case.coverage.insured or case.coverage.state_employee_plan)


def _given(case: Case, id: str) -> str:
    person = case.person(id)
    return (person.given or person.name or id) if person else id
