"""The Turn Around Document: Attachment A of the manual, item by item, with the part that DES fills in.

It goes by fax, so values are 12 points, labels 10, and nothing is boxed or
shaded. The case number and its code stand on both halves, so that a half that
comes back alone still finds its case; the code carries nothing else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.layout import Look, build
from crs_intake.documents.style import says_something
from crs_intake.documents.tad_page import MARGIN, Contact, Sheet, overflow, story
from crs_intake.domain.errors import Missing
from crs_intake.domain.event import Event
from crs_intake.domain.proofs import PaperKind, Proof
from crs_intake.domain.site import Office
from crs_intake.domain.text import N_
from crs_intake.policy import proofs
from crs_intake.words import say

INCOME: dict[PaperKind, str] = {
    "pay_stubs": N_("Pay stubs"),
    "unearned_income": N_("Proof of unearned income"),
    "w2": N_("W-2"),
    "tax_return": N_("Federal tax return"),
    "schedule_c": N_("Schedule C"),
    "quarterly_statement": N_("Quarterly statement"),
}
CARE: dict[PaperKind, str] = {"dependent_care": N_("Receipts for dependent care")}
NOT_SENT, NOT_APPLICABLE = "none sent", "not applicable"


@dataclass(frozen=True, slots=True)
class Counted:
    """Pages that really go with the TAD, where they have been counted: those of a packet."""

    application: int
    copies: int


def make(facts: Facts) -> bytes:
    """The TAD for the FAA office of the family's ZIP code; raises Missing naming all it lacks."""
    return drawn(sheet(facts))


def drawn(made: Sheet, cover: Callable[[int], list[Any]] | None = None) -> bytes:
    """The form on one page, behind its cover; what is too long for it stands on an overflow sheet."""
    before = 1 if cover is not None else 0
    pdf, pages = _built(made, (), before + 1, cover)
    if pages == before + 1:
        return pdf
    moved: list[str] = []
    for label, _ in sorted(made.values(), key=lambda each: -len(each[1])):
        moved.append(label)
        if _built(made.without(moved), (), 1, None)[1] == 1:
            break
    rest = tuple(each for each in made.values() if each[0] in moved)
    for _ in range(2):  # the count of pages may take one more digit, never one more page
        pdf, pages = _built(made.without(moved), rest, pages, cover)
    return pdf


def _built(
    made: Sheet, rest: Sequence[tuple[str, str]], pages: int, cover: Callable[[int], list[Any]] | None
) -> tuple[bytes, int]:
    """The file, when its own pages are so many; and how many they are."""
    whole = pages + made.other_pages
    count = whole if cover is not None else "{count}"
    pdf = build(
        [*(cover(whole) if cover is not None else ()), *story(made, whole), *overflow(made.number, rest)],
        Look(
            title="CRS DOC-27 Turn Around Document",
            foot=f"Case {made.number}",
            page_words=f"Page {{number}} of {count}",
            margin=MARGIN,
            top=36,  # room for an office whose name takes two lines
            foot_room=48,
        ),
    )
    with pikepdf.open(io.BytesIO(pdf)) as made_pdf:
        return pdf, len(made_pdf.pages)


def packet_pages(facts: Facts) -> int:
    """Pages of the application and of the copies of verification that go with the TAD."""
    signed = facts.last("application_signed")
    shown = [p for p in facts.case.proofs if p.shown is not None and p.shown <= facts.on]
    sheets = (
        p.sheets for p in facts.case.papers if p.received and p.received <= facts.on and p.kind in _SENT
    )
    return (signed.pages or 0 if signed else 0) + sum(p.pages for p in shown) + sum(sheets)


_SENT = {**INCOME, **CARE}
"""Only what the TAD lists goes to DES: no medical bills (minimum necessary)."""


def sheet(facts: Facts, counted: Counted | None = None) -> Sheet:
    """What the CRS part says; raises Missing naming all it lacks."""
    ask = _Asking()
    case = facts.case
    zip_code = case.address.zip if case.address else ""
    office = facts.book.site.on(facts.on).office_for(zip_code) if zip_code else None
    ask.unless(case.number, N_("Case number"))
    ask.unless(facts.applicant and facts.applicant.name, N_("Name of the applicant"))
    ask.unless(zip_code, N_("ZIP code of the family's home"))
    if zip_code and office is None:
        ask.missing.append(
            say(N_("FAA local office for ZIP code {zip} (Settings, FAA offices)"), zip=zip_code)
        )
    contacts = _contacts(facts, office, ask)
    signed = _application(facts, ask, counted)
    _copies_are_stamped(facts, ask)
    if ask.missing:
        asked = tuple(dict.fromkeys(ask.missing))
        raise Missing(
            say(N_("The Turn Around Document cannot be made yet. Missing: {items}."), items="; ".join(asked)),
            asked,
        )
    sent = facts.at.day if facts.at else facts.on
    return Sheet(
        number=case.number,
        patient=facts.applicant.name if facts.applicant else "",
        sent=day_in(sent, "en", "long"),
        contacts=contacts,
        rows=_rows(facts),
        application_pages=counted.application if counted else (signed.pages or 0) if signed else 0,
        applied=day_in(case.application_date, "en", "long"),
        other_pages=counted.application + counted.copies if counted else packet_pages(facts),
    )


class _Asking:
    """Collects everything that is missing, so that it is asked for at once."""

    def __init__(self) -> None:
        self.missing: list[str] = []

    def unless(self, known: object, what: str) -> None:
        """Ask for it unless it is known."""
        if not known or (isinstance(known, str) and not says_something(known)):
            self.missing.append(say(what))

    def number(self, text: str, what: str) -> None:
        """Ask for a number unless it has its area code."""
        digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:ext|x)", text)[0])
        if len(digits) != 10 and not (len(digits) == 11 and digits[0] == "1"):
            self.missing.append(say(what))


def _contacts(facts: Facts, office: Office | None, ask: _Asking) -> tuple[Contact, Contact, Contact]:
    clinic = facts.clinic
    designee = clinic.designee if clinic else ""
    sender = facts.person or designee
    ask.unless(sender, N_("Name of the CRS contact (Settings, Clinic and letterhead)"))
    ask.number(clinic.fax if clinic else "", N_("Fax number of the clinic, with area code"))
    ask.number(clinic.phone if clinic else "", N_("Phone number of the clinic, with area code"))
    if office is not None:
        ask.number(office.fax, N_("Fax number of the FAA office, with area code (Settings, FAA offices)"))
        ask.number(office.phone, N_("Phone number of the FAA office, with area code (Settings, FAA offices)"))
    des = ", ".join(part for part in (office.contact, office.name) if part) if office else ""
    ours = (clinic.fax, clinic.phone) if clinic else ("", "")
    theirs = (office.fax, office.phone) if office else ("", "")
    return (
        Contact("To DES Contact:", des, *theirs),
        Contact("From CRS Contact:", sender, *ours),
        Contact("To CRS Contact:", designee or sender, *ours),
    )


def _application(facts: Facts, ask: _Asking, counted: Counted | None) -> Event | None:
    signed = facts.last("application_signed")
    ask.unless(signed, N_("Signature on the Medical Assistance application (20.401)"))
    ask.unless(facts.case.application_date, N_("Date on the Medical Assistance application (20.401)"))
    if signed is not None and counted is None:
        ask.unless(signed.pages, N_("Number of pages of the Medical Assistance application"))
    return signed


def _copies_are_stamped(facts: Facts, ask: _Asking) -> None:
    for proof in _shown(facts, "citizenship"):
        if not (proof.copied and proof.copied_by.strip()):
            label = proofs.kind_of(proof).label
            ask.missing.append(
                say(
                    N_("Stamp “DES-Copy of Original” with date and name on the copy of: {paper}"), paper=label
                )
            )


def _shown(facts: Facts, row: str) -> list[Proof]:
    there = (p for p in facts.case.proofs if p.shown is not None and p.shown <= facts.on)
    return [proof for proof in there if proofs.kind_of(proof).tad == row]


def _rows(facts: Facts) -> tuple[tuple[str, str], ...]:
    citizen = facts.case.eligibility.citizenship
    alien = _used(facts, "alien_status") or facts.case.eligibility.alien_document
    return (
        ("Residence", _used(facts, "residence") or NOT_SENT),
        ("Identity", _used(facts, "identity") or NOT_SENT),
        ("Citizenship", _used(facts, "citizenship") or NOT_SENT),
        (
            "Alien Status (when applicable)",
            alien or (NOT_APPLICABLE if citizen == "us_citizen" else NOT_SENT),
        ),
        ("Social Security Number", _used(facts, "ssn") or NOT_SENT),
        ("Dependent Care Expense", _papers(facts, CARE) or (NOT_SENT if facts.case.care else NOT_APPLICABLE)),
        ("Income", _papers(facts, INCOME) or NOT_SENT),
    )


def _used(facts: Facts, row: str) -> str:
    return "; ".join(_named(proof) for proof in _shown(facts, row))


def _named(proof: Proof) -> str:
    label = proofs.kind_of(proof).label
    whose = f" ({proof.note})" if proof.note else ""
    if not proof.copied:
        return label + whose
    copied = f"{proof.copied.month}/{proof.copied.day}/{proof.copied.year}"
    return f"{label}{whose}, stamped “DES-Copy of Original” {copied}, {proof.copied_by}"


def _papers(facts: Facts, kinds: dict[PaperKind, str]) -> str:
    sheets: dict[str, int] = {}
    for paper in facts.case.papers:
        if paper.kind in kinds and paper.received is not None and paper.received <= facts.on:
            sheets[kinds[paper.kind]] = sheets.get(kinds[paper.kind], 0) + paper.sheets
    return "; ".join(
        f"{name} ({count} {'sheet' if count == 1 else 'sheets'})" for name, count in sheets.items()
    )
