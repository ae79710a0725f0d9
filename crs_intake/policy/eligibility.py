"""Age, citizenship and residency: the three tests the interview begins with (20.301-20.303, 20.602.2).

Each is met, not met, or not known yet. A paper that was merely not brought is
never a finding against the family (20.602.2.A); what is missing is named. For
an applicant enrolled in Title XIX or XXI, PMMIS stands in for the papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Finding, Met, Value
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.insurance import Program
from crs_intake.domain.quick import maker
from crs_intake.domain.text import N_, filled
from crs_intake.policy import proofs
from crs_intake.policy.proofs import Judged, Proves
from crs_intake.policy.rule import NOTHING, Sheet

PROOF_WANTED = {
    "age": ("proofs.age", N_("A proof of age from the list of 20.503.1.A"), "20.503.1.A"),
    "citizenship": (
        "proofs.citizenship",
        N_("A proof of citizenship from the list of 20.503.1.B"),
        "20.503.1.B",
    ),
    "residency": (
        "proofs.residency",
        N_("A proof of Arizona residency from the list of 20.503.1.C"),
        "20.503.1.C",
    ),
}
LABELS = (N_("Age"), N_("Citizenship"), N_("Residency"))
finding = maker(Finding)
NONE_OF_THREE = N_("Neither a citizen, nor a qualified alien, nor in CRS before {border}")


@dataclass(frozen=True, slots=True)
class Three:
    """The three findings together."""

    age: Finding
    citizenship: Finding
    residency: Finding

    @property
    def state(self) -> Met:
        """Not met when one is not met; met when all are; else unknown."""
        states = (self.age.state, self.citizenship.state, self.residency.state)
        if "not_met" in states:
            return "not_met"
        return "unknown" if "unknown" in states else "met"


def title_route(case: Case, sheet: Sheet) -> Program | None:
    """The program the applicant is enrolled in: by PMMIS, or by an approval in the course of this case."""
    title, pmmis = case.title, case.title.pmmis
    if title.xix_result == "approved" or title.altcs_result == "approved":
        return "xix"
    if title.xxi_result == "approved":
        return "xxi"
    if pmmis is not None and pmmis.program is not None:
        active = pmmis.program != "none" and (pmmis.ended is None or pmmis.ended >= sheet.on)
        return pmmis.program if active and pmmis.program != "none" else None
    if title.enrolled is None:
        return None
    found = sheet.ask(
        "title.pmmis.program",
        None,
        N_("What PMMIS shows for the applicant"),
        "20.601.2",
        options=(title.enrolled, "none"),
    )
    return None if found == "none" else title.enrolled


def three_tests(case: Case, sheet: Sheet, title: Program | None) -> Three:
    """Age, citizenship and residency of the applicant, each with its reason and section."""
    if title is not None:
        return _by_pmmis(case, sheet)
    return Three(_age(case, sheet), _citizenship(case, sheet), _residency(case, sheet))


def _by_pmmis(case: Case, sheet: Sheet) -> Three:
    pmmis = case.title.pmmis
    born = (pmmis.born if pmmis else None) or (case.applicant.born if case.applicant else None)
    stands = N_("PMMIS stands in for the proof of an applicant enrolled in Title XIX or XXI")
    if born is None:
        _ask_birth_date(sheet)
        age = Finding("unknown", "20.601.2", N_("The birth date is not known"))
    else:
        age = _age_found(born, sheet, "20.601.2", "20.601.3", stands)
    if "title.pmmis.program" in sheet.unknown and not sheet.assumed.get("title.pmmis.program"):
        open_ = Finding("unknown", "20.601.2", N_("PMMIS has not been looked up yet"))
        return Three(open_ if age.state == "met" else age, open_, open_)
    return Three(age, Finding("met", "20.601.2", stands), Finding("met", "20.601.2", stands))


def _ask_birth_date(sheet: Sheet) -> None:
    sheet.ask("people.applicant.born", None, N_("Birth date of the applicant"), "20.301", options=())


def _age_found(born: date, sheet: Sheet, met_by: str, failed_by: str, why_met: str) -> Finding:
    if born > sheet.on:
        raise NotAcceptable(
            filled(
                N_(
                    "The applicant's birth date {born} lies after the day of the determination, {on}. "
                    "Check both dates."
                ),
                born=born,
                on=sheet.on,
            ),
            where="people.applicant.born",
        )
    limit = int(sheet.number("age.limit"))
    reaches = sheet.birthday(born, limit)
    facts: dict[str, Value] = {"born": born, "age": sheet.age(born), "limit": limit, "reaches": reaches}
    if sheet.on >= reaches:
        return Finding("not_met", failed_by, N_("{age} years old; under {limit} until {reaches}"), facts)
    return finding("met", met_by, why_met, facts)


def _age(case: Case, sheet: Sheet) -> Finding:
    applicant = case.applicant
    if applicant is None or applicant.born is None:
        _ask_birth_date(sheet)
        return Finding("unknown", "20.301", N_("The birth date is not known"))
    found = _age_found(
        applicant.born, sheet, "20.301", "20.301", N_("{age} years old, under {limit}: {paper}")
    )
    if found.state == "not_met":
        return found
    paper = _shown(case, sheet, "age")
    if paper is None or not paper.accepted:
        return _unproved("age", paper, found.inputs)
    return finding("met", "20.301", found.reason, {**found.inputs, "paper": paper.kind.label})


def _shown(case: Case, sheet: Sheet, fact: Proves) -> Judged | None:
    """The best paper shown for a fact; what is missing for it is asked."""
    paper = proofs.best(case, sheet, fact)
    if paper is not None and paper.accepted:
        return paper
    key, label, section = PROOF_WANTED[fact]
    if paper is not None and paper.needs:
        sheet.ask(paper.needs, None, paper.reason, paper.section, options=(), paper=paper.kind.label)
    else:
        sheet.ask(key, None, label, section, options=())
    return None if paper is None else paper


def _unproved(fact: str, paper: Judged | None, inputs: Mapping[str, Value] = NOTHING) -> Finding:
    section = PROOF_WANTED[fact][2]
    facts = {**inputs, **(paper.inputs if paper else NOTHING), "paper": paper.kind.label if paper else ""}
    reason = paper.reason if paper else N_("No proof from the list has been shown yet")
    return Finding("unknown", section, reason, facts)


def _citizenship(case: Case, sheet: Sheet) -> Finding:
    stated = case.eligibility.citizenship
    if stated == "qualified_alien":
        return _qualified_alien(case, sheet)
    if stated == "nondocumented":
        return _nondocumented(case, sheet)
    if stated in ("visitor", "other"):
        return Finding("not_met", "20.302", NONE_OF_THREE, {"border": _day(sheet, "alien.enrolled_before")})
    paper = _shown(case, sheet, "citizenship")
    if paper is not None and paper.accepted:
        return finding("met", "20.302.A", N_("U.S. citizen: {paper}"), {"paper": paper.kind.label})
    if stated is None:
        sheet.ask(
            "eligibility.citizenship",
            None,
            N_("Whether the applicant is a U.S. citizen or an alien"),
            "20.302",
            options=(),
        )
    return _unproved("citizenship", paper)


def _qualified_alien(case: Case, sheet: Sheet) -> Finding:
    """A.R.S. 36-2903.03(B) as a checklist: any one of the three ways, and a named document (AMB-065)."""
    told = case.eligibility
    ways = (
        (
            "alien_exempt_group",
            told.alien_exempt_group,
            N_("Belongs to a group exempted in 8 U.S.C. 1613(b)"),
        ),
        ("alien_five_years", told.alien_five_years, N_("A qualified alien for five years or more")),
        (
            "alien_since_1996",
            told.alien_since_1996,
            N_("In the country without a break since {since}"),
        ),
    )
    since = _day(sheet, "alien.present_since")
    met = next((label for _, value, label in ways if value), "")
    if not met and all(value is False for _, value, _ in ways):
        return Finding(
            "not_met", "20.302.B", N_("A qualified alien, but none of the ways of A.R.S. 36-2903.03(B)")
        )
    if not met:
        for key, value, label in ways:
            sheet.ask(f"eligibility.{key}", value, label, "20.302.B", options=(), since=since)
        return Finding("unknown", "20.302.B", N_("The ways of A.R.S. 36-2903.03(B) have not all been asked"))
    wanted = sheet.reading("proof.alien_documents") != "none"
    paper = proofs.best(case, sheet, "alien")
    if wanted and not told.alien_document and not (paper and paper.accepted):
        sheet.ask(
            "eligibility.alien_document",
            None,
            N_("The document that shows the alien status"),
            "20.302.B",
            options=(),
        )
        return Finding("unknown", "20.302.B", N_("No document that shows the alien status has been named"))
    return Finding("met", "20.302.B", met, {"paper": told.alien_document, "since": since})


def _day(sheet: Sheet, key: str) -> date:
    """A number of the book that is a day."""
    return date.fromisoformat(sheet.book.parameter(key, sheet.on).value or "")


def _nondocumented(case: Case, sheet: Sheet) -> Finding:
    border = _day(sheet, "alien.enrolled_before")
    enrolled = case.eligibility.crs_enrolled
    born = case.applicant.born if case.applicant else None
    facts: dict[str, Value] = {"border": border, "enrolled": enrolled}
    if enrolled is not None and enrolled < border and (born is None or born <= enrolled):
        return Finding("met", "20.302.C", N_("Enrolled in CRS on {enrolled}, before {border}"), facts)
    earlier = case.referral.earlier_service if case.referral else None
    if enrolled is None and earlier and earlier.received_before and (earlier.year or 0) <= border.year:
        sheet.ask(
            "eligibility.crs_enrolled",
            None,
            N_("Day of the earlier enrollment in CRS"),
            "20.302.C",
            options=(),
        )
        return Finding(
            "unknown", "20.302.C", N_("In CRS before; the day of that enrollment is not known"), facts
        )
    return Finding("not_met", "20.302.C", N_("Not enrolled in CRS before {border}"), facts)


def _residency(case: Case, sheet: Sheet) -> Finding:
    told = case.eligibility
    if told.lives_in_arizona is False:
        return Finding("not_met", "20.303", N_("Does not live in Arizona"))
    if told.intends_to_remain is False:
        return Finding("not_met", "20.303", N_("Does not intend to remain in Arizona"))
    paper = _shown(case, sheet, "residency")
    if paper is None or not paper.accepted:
        if (
            paper is not None
            and paper.kind.name == proofs.AFFIDAVIT
            and told.no_other_residency_proof is None
        ):
            sheet.ask(
                "eligibility.no_other_residency_proof",
                None,
                N_("Whether none of the papers 20.503.1.C.1 to 11 is available"),
                "20.503.1.C.12",
                options=(),
            )
        return _unproved("residency", paper)
    if told.intends_to_remain is None and "intent" not in paper.kind.proves:
        sheet.ask(
            "eligibility.intends_to_remain",
            None,
            N_("Whether the family intends to remain in Arizona"),
            "20.303",
            options=(),
        )
        return Finding("unknown", "20.303", N_("The intent to remain in Arizona has not been stated"))
    return finding(
        "met", "20.303", N_("Lives in Arizona and intends to remain: {paper}"), {"paper": paper.kind.label}
    )


def write(three: Three, sheet: Sheet) -> None:
    """Put the three findings on the sheet."""
    for label, found in zip(LABELS, (three.age, three.citizenship, three.residency), strict=True):
        sheet.line(
            label,
            found.state,
            found.section,
            "eligibility",
            reason=found.reason,
            inputs=found.inputs or NOTHING,
        )
