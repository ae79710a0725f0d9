"""Which papers prove age, citizenship and residency, with their date tests (20.503).

The lists are closed ("one of the following"); a supervisor may accept another
paper with a reason. A paper whose date decides is not accepted while the date
is not known: the desk is told which date is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Literal

from crs_intake.domain.calendar import add_months
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Value
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.people import Person
from crs_intake.domain.proofs import Proof
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_, filled
from crs_intake.policy import shelf
from crs_intake.policy.rule import Sheet

Proves = Literal["age", "citizenship", "residency", "intent", "alien"]
AFFIDAVIT = "residency_affidavit"
PARENTS = ("mother", "father", "parent")
SHOWN = N_("{paper} was shown")
UNFIT = N_("{paper}: not what the list asks for ({why})")


@dataclass(frozen=True, slots=True)
class ProofKind:
    """A paper of the lists: what it proves, by which item, under which tests."""

    name: str
    label: str
    proves: Mapping[str, str]
    tests: Mapping[str, tuple[str, ...]]
    tad: str
    """Row of the Turn Around Document it is listed on; "" = none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one paper is worth for one test."""

    proof: Proof
    kind: ProofKind
    accepted: bool
    section: str
    reason: str
    needs: str = ""
    """Key of a fact without which it cannot be judged."""
    inputs: Mapping[str, Value] = field(default_factory=dict)


judged_as = maker(Judged)


@cache
def kinds() -> Mapping[str, ProofKind]:
    """Every kind of proof the case file knows, by name, in the order of the manual."""
    return {
        name: ProofKind(
            name,
            entry["label"],
            entry["proves"],
            {test: tuple(names) for test, names in entry.get("tests", {}).items()},
            entry.get("tad", ""),
        )
        for name, entry in shelf.loaded("proofs.yaml").items()
    }


def kind_of(proof: Proof) -> ProofKind:
    """The kind of a paper; raises NotAcceptable naming the nearest one for an unknown name."""
    found = kinds().get(proof.kind)
    if found is None:
        nearest = get_close_matches(proof.kind, kinds(), 1)
        words = filled(N_("There is no kind of proof called {kind}."), kind=proof.kind)
        if nearest:
            words = filled(
                N_("There is no kind of proof called {kind}; perhaps {near}."),
                kind=proof.kind,
                near=nearest[0],
            )
        raise NotAcceptable(words, where="proofs")
    return found


def application_date(case: Case, sheet: Sheet) -> date:
    """The date of application for the CRS windows: that of the CRS Application Form (AMB-071)."""
    financial = case.financial_application.signed if case.financial_application else None
    if financial is not None and sheet.reading("window.application_date") == "financial_application":
        return financial
    referral = case.referral
    if referral is not None and referral.form_date is not None:
        return referral.form_date
    if referral is not None and referral.received is not None:
        return referral.received.day
    return financial or case.application_date or sheet.on


def judged(case: Case, sheet: Sheet, fact: Proves) -> tuple[Judged, ...]:
    """Every shown paper that the lists name for this fact, with what it is worth."""
    known, found = kinds(), []
    for proof in case.proofs:
        kind = known.get(proof.kind) or kind_of(proof)
        if fact in kind.proves and proof.shown is not None and proof.shown <= sheet.on:
            found.append(_judge(case, sheet, proof, kind, fact))
    return tuple(found)


def best(case: Case, sheet: Sheet, fact: Proves) -> Judged | None:
    """The first accepted paper, else one that only lacks a date, else one that failed, else None."""
    found = judged(case, sheet, fact)
    for each in found:
        if each.accepted:
            return each
    return next((each for each in found if each.needs), found[0] if found else None)


def _judge(case: Case, sheet: Sheet, proof: Proof, kind: ProofKind, fact: Proves) -> Judged:
    section = kind.proves[fact]
    if proof.override_reason and sheet.reading("proof.supervisor_override") == "on":
        return judged_as(proof, kind, True, section, N_("Accepted by a supervisor, with the reason recorded"))
    if proof.unfit:
        return judged_as(proof, kind, False, section, UNFIT, "", {"why": proof.unfit})
    for name in kind.tests.get(fact, ()):
        reason, needs = _TESTS[name](case, sheet, proof)
        if reason:
            return judged_as(
                proof, kind, False, section, reason, f"proofs.{kind.name}.{needs}" if needs else ""
            )
    return judged_as(proof, kind, True, section, SHOWN)


Result = tuple[str, str]
"""Why the paper fails ("" = it passes), and the missing fact of the paper, if that is why."""
PASSES: Result = ("", "")


def _domestic(case: Case, sheet: Sheet, proof: Proof) -> Result:
    return (N_("{paper}: a paper of another country does not show this"), "") if proof.foreign else PASSES


def _unexpired(case: Case, sheet: Sheet, proof: Proof) -> Result:
    if proof.expires is None:
        return N_("{paper}: the day it expires is not recorded"), "expires"
    return _unexpired_if_dated(case, sheet, proof)


def _unexpired_if_dated(case: Case, sheet: Sheet, proof: Proof) -> Result:
    if proof.expires is not None and proof.shown is not None and proof.expires < proof.shown:
        return N_("{paper}: it had expired when it was shown"), ""
    return PASSES


def _issued_within(case: Case, sheet: Sheet, proof: Proof) -> Result:
    if proof.issued is None:
        return N_("{paper}: the day it was issued is not recorded"), "issued"
    months = int(sheet.number("proof.registration_months"))
    if proof.issued < add_months(application_date(case, sheet), -months):
        return N_("{paper}: it was issued more than 12 months before the application"), ""
    return PASSES


def _made_before(case: Case, sheet: Sheet, proof: Proof) -> Result:
    if proof.created is None:
        return N_("{paper}: the day the record was made is not known"), "created"
    born = case.applicant.born if case.applicant else None
    if born is not None and proof.created < born:
        return N_("{paper}: it would have been made before the birth; check both dates"), ""
    years = int(sheet.number("proof.record_years"))
    ahcccs = min(filter(None, (case.first_ahcccs_application, case.application_date)), default=None)
    latest = add_months(ahcccs or application_date(case, sheet), -12 * years)
    if proof.created > latest:
        return N_("{paper}: it was made less than 5 years before the first AHCCCS application"), ""
    return PASSES


def _affidavit(case: Case, sheet: Sheet, proof: Proof) -> Result:
    if case.eligibility.no_other_residency_proof is not True:
        return N_("The affidavit serves only where none of the papers 1 to 11 is available"), ""
    if _listed_paper_shown(case, sheet):
        return N_("{paper}: another paper of the list was shown, so the affidavit is not needed"), ""
    if not proof.signer:
        return N_("{paper}: it is not recorded who signed it"), "signer"
    if not may_swear(case, sheet, case.person(proof.signer)):
        return N_("{paper}: the applicant signs it, or for a minor a parent or legal guardian"), ""
    return PASSES


def _listed_paper_shown(case: Case, sheet: Sheet) -> bool:
    others = (proof for proof in case.proofs if proof.kind != AFFIDAVIT)
    return any(
        _judge(case, sheet, proof, kind_of(proof), "residency").accepted
        for proof in others
        if proof.shown is not None and proof.shown <= sheet.on and "residency" in kind_of(proof).proves
    )


def _override(case: Case, sheet: Sheet, proof: Proof) -> Result:
    return N_("{paper}: not on the list; a supervisor may accept it with a reason"), ""


def may_swear(case: Case, sheet: Sheet, signer: Person | None) -> bool:
    """Whether this person may sign the affidavit of residency (20.503.1.C.12)."""
    applicant = case.applicant
    if signer is None or applicant is None:
        return False
    age = sheet.age(applicant.born) if applicant.born is not None else None
    if signer.id == applicant.id:
        return age is None or age >= 18
    if age is not None and age >= 18:  # an adult swears alone
        return False
    return signer.relation in (*PARENTS, "guardian") or signer.id in applicant.parents


_TESTS = {
    "domestic": _domestic,
    "unexpired": _unexpired,
    "unexpired_if_dated": _unexpired_if_dated,
    "issued_within": _issued_within,
    "made_before": _made_before,
    "affidavit": _affidavit,
    "override": _override,
}
