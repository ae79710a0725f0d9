"""When an act of the interview is possible: proofs, papers, applications, agreements, letters (20.500-605).

What the manual forbids is refused with its section: a worksheet or payment
agreement for a title member, proof of deductions at or below 200 %, a fax
without signature, a letter whose ground is not there.
"""

from __future__ import annotations

from collections.abc import Mapping

from crs_intake.domain.event import Event
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import agreements, catalogue, finances, no_show, referral, shelf
from crs_intake.policy.guards import Guard, no
from crs_intake.policy.rule import Sheet
from crs_intake.policy.story import Story

ENDING_LETTERS = ("DOC-13", "DOC-14", "DOC-20", "DOC-21", "DOC-38", "DOC-44", "DOC-60")


def proofs_reviewed(story: Story, event: Event | None) -> NotNow | None:
    """In the interview, nothing is denied before it (AMB-012); for title PMMIS stands in (20.601.2)."""
    found = _not_for_title(
        story,
        "proofs_reviewed",
        "20.601.2",
        N_("PMMIS stands in for the proofs of a Title XIX/XXI applicant"),
    )
    if found is None and story.interview is None and story.member is None:
        return no("proofs_reviewed", "20.602.2", N_("The proofs are reviewed in the interview"))
    return found


def papers_requested(story: Story, event: Event | None) -> NotNow | None:
    """No income papers from a title applicant, no proof of deductions at or below 200 % (20.603.4.C)."""
    if story.member is not None:
        return None
    found = _not_for_title(
        story,
        "papers_requested",
        "20.601.4",
        N_("No financial papers are asked of a Title XIX/XXI applicant"),
    )
    if found is not None or event is None:
        return found
    deductions = set(shelf.loaded("items.yaml")["deductions"])
    if not any(referral.name_of(item) in deductions for item in event.items):
        return None
    assessed = finances.assessed(story.case, story.book, event.at.day)
    if assessed is None or assessed.ask_deduction_proof or not assessed.income:
        return None
    return no(
        "papers_requested",
        "20.603.4.C",
        N_("The gross income is at or below 200 % of the guideline: no proof of deductions is asked for"),
    )


def refusal_recorded(story: Story, event: Event | None) -> NotNow | None:
    """A title applicant goes through no financial screening to refuse (20.500)."""
    return _not_for_title(
        story, "refusal_recorded", "20.500", N_("This concerns applicants outside Title XIX/XXI")
    )


def medical_assistance(story: Story, kind: str) -> NotNow | None:
    """An application for Title XIX or XXI follows the review of the proofs in the interview."""
    found = _not_for_title(story, kind, "20.602.1", N_("The applicant is already in Title XIX/XXI"))
    if found is not None or story.member is not None:
        return found
    if story.interview is None:
        return no(kind, "20.602.2", N_("The interview with the review of the proofs comes first"))
    return None


def application_offered(story: Story, event: Event | None) -> NotNow | None:
    """Referral, application and class wait until age, citizenship and residency are met (AMB-094)."""
    kind = event.kind if event is not None else "application_offered"
    return medical_assistance(story, kind) or _proofs_first(story, event)


def title_referred(story: Story, event: Event | None) -> NotNow | None:
    """As for the application."""
    return medical_assistance(story, "title_referred") or _proofs_first(story, event)


def application_signed(story: Story, event: Event | None) -> NotNow | None:
    """Signed at the site after the offer."""
    return medical_assistance(story, "application_signed") or _proofs_first(story, event)


def application_by_family(story: Story, event: Event | None) -> NotNow | None:
    """Chosen in the interview."""
    return medical_assistance(story, "application_by_family")


def application_faxed(story: Story, event: Event | None) -> NotNow | None:
    """Signed and dated first; copies of citizenship proofs carry the stamp with date and name (20.401)."""
    if story.signed is None:
        return no("application_faxed", "20.401", N_("The application must be signed and dated first"))
    if event is not None and (kind := unstamped(story)) is not None:
        return no(
            "application_faxed",
            "20.401",
            N_(
                "Stamp the copy of the citizenship proof 'DES-Copy of Original' "
                "with the date and the name of the person who made it"
            ),
            proof=kind,
        )
    if event is not None and event.stamp_page not in (None, 1):
        return no("application_faxed", "20.602.6", N_("The CRS stamp stands on page one of the application"))
    return None


CITIZENSHIP = (
    "certified_birth_certificate",
    "naturalization_certificate",
    "us_passport",
    "certificate_of_citizenship",
    "citizen_id_card",
    "adoption_decree",
    "hospital_birth_extract",
    "insurance_record",
)


def unstamped(story: Story) -> str | None:
    """A citizenship proof whose copy lacks the stamp, its date or the copier's name."""
    for proof in story.case.proofs:
        if proof.kind in CITIZENSHIP and proof.shown is not None and not (proof.copied and proof.copied_by):
            return proof.kind
    return None


def family_application_confirmed(story: Story, event: Event | None) -> NotNow | None:
    """Something must have been applied for."""
    if not story.referred and not story.own_application:
        return no("family_application_confirmed", "20.602.5", N_("No application of the family is open"))
    return None


def followup_checked(story: Story, event: Event | None) -> NotNow | None:
    """Something must be open with DES or KidsCare."""
    reapply = story.member is not None and story.member.reapply
    if not story.referred and not reapply:
        return no("followup_checked", "20.602.7.B", N_("No application for Title XIX or XXI is open"))
    return None


def altcs_result(story: Story, event: Event | None) -> NotNow | None:
    """An answer needs a referral."""
    return None if story.altcs else no("altcs_result", "20.602.12", N_("No ALTCS referral is open"))


def determination_made(story: Story, event: Event | None) -> NotNow | None:
    """No worksheet for a title applicant; for others it follows the interview and the proofs."""
    found = _not_for_title(
        story,
        "determination_made",
        "20.604.4.D",
        N_("A Title XIX/XXI applicant or member pays nothing; there is no worksheet"),
    )
    if found is not None or story.member is not None:
        return found
    if story.interview is None:
        return no("determination_made", "20.602.3", N_("The worksheet follows the interview"))
    return _proofs_first(story, event)


def agreement_signed(story: Story, event: Event | None) -> NotNow | None:
    """No payment agreement of a title member (20.601.4); only those may sign who answer for it (20.605.3)."""
    if event is None:
        return None
    if event.document == agreements.PAYMENT_AGREEMENT:
        found = _not_for_title(
            story,
            "agreement_signed",
            "20.601.4",
            N_("No payment agreement is asked of a Title XIX/XXI applicant or member"),
        )
        if found is not None:
            return found
    signers = {person.id for person in agreements.may_sign(story.case, Sheet(story.book, event.at.day))}
    if signers and event.signer not in signers:
        return no(
            "agreement_signed",
            "20.605.3",
            N_(
                "This person may not sign: for a minor a parent signs, from 18 on "
                "the applicant, spouse, parent or guardian who is responsible"
            ),
        )
    return None


def agreement_refused(story: Story, event: Event | None) -> NotNow | None:
    """Only a payment agreement can be refused with this effect (20.700.2.A)."""
    return _not_for_title(
        story,
        "agreement_refused",
        "20.601.4",
        N_("No payment agreement is asked of a Title XIX/XXI applicant"),
    )


def document(story: Story, event: Event | None) -> NotNow | None:
    """A letter whose ground is not there does not go out."""
    if event is None:
        return None
    id, title = event.document, story.title(story.now) is not None
    if id == agreements.PAYMENT_AGREEMENT and title and event.kind != "document_cancelled":
        return no(event.kind, "20.601.4", N_("No payment agreement is printed for a Title XIX/XXI member"))
    if id == "DOC-33" and title and story.member is None:
        return no(event.kind, "20.604.4.D", N_("A Title XIX/XXI applicant has no payment worksheet"))
    return _sending(story, event) if event.kind == "document_sent" else None


def _sending(story: Story, event: Event) -> NotNow | None:
    id = event.document
    if id in ENDING_LETTERS and (story.closing is None or story.closing.notice != id):
        return no(
            event.kind,
            catalogue.catalogue()[id].section,
            N_("The case has not ended in a way that this letter tells of"),
        )
    if id in ("DOC-05", "DOC-12"):
        return _preliminary(story, event)
    if id == "DOC-11" and (story.decision is not None or not story.completeness.missing):
        return no(event.kind, "20.402.1", N_("Nothing is missing of the referral"))
    if id == "DOC-27" and story.signed is None:
        return no(event.kind, "20.401", N_("The application must be signed and dated first"))
    if id == "DOC-58" and no_show.letter_by(story) is None:
        return no(
            event.kind, "20.1201.A", N_("The letter follows two unanswered attempts at least 48 hours apart")
        )
    if id == "DOC-59" and (len(story.misses) < 2 or story.title(story.now) is None):
        return no(
            event.kind, "20.1201.B", N_("The plan is told of the second missed visit of an AHCCCS member")
        )
    if id == "DOC-42" and story.title(story.now) is not None:
        return no(event.kind, "20.800.4.C", N_("The expiration notice is for State Only members"))
    if id in ("DOC-39", "DOC-42", "DOC-43", "DOC-61") and story.member is None:
        return no(event.kind, catalogue.catalogue()[id].section, N_("This letter is for members"))
    return None


def _preliminary(story: Story, event: Event) -> NotNow | None:
    if story.decision is None:
        return no(event.kind, "20.401.1", N_("The preliminary determination comes first"))
    if story.decision.outcome == "may_be_eligible" and story.booked is None and story.visit is None:
        return no(
            event.kind,
            "20.401.2.D",
            N_("Book the initial evaluation first: the notice tells its place, day and time"),
        )
    return None


def _not_for_title(story: Story, kind: str, section: str, reason: str) -> NotNow | None:
    return no(kind, section, reason) if story.title(story.now) is not None else None


def _proofs_first(story: Story, event: Event | None) -> NotNow | None:
    if event is None or finances.proofs_since(story, event.at) is not None:
        return None
    return no(
        event.kind,
        "20.602.2",
        N_("Age, citizenship and residency must be met first; figures typed before are provisional"),
    )


GUARDS: Mapping[str, Guard] = {
    "document_drafted": document,
    "document_printed": document,
    "document_sent": document,
    "proofs_reviewed": proofs_reviewed,
    "papers_requested": papers_requested,
    "refusal_recorded": refusal_recorded,
    "application_offered": application_offered,
    "application_signed": application_signed,
    "application_faxed": application_faxed,
    "application_by_family": application_by_family,
    "family_application_confirmed": family_application_confirmed,
    "followup_checked": followup_checked,
    "title_referred": title_referred,
    "altcs_result": altcs_result,
    "determination_made": determination_made,
    "agreement_signed": agreement_signed,
    "agreement_refused": agreement_refused,
}
