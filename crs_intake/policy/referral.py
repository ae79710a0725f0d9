"""Is the referral complete, and since when? The CRS Application Form and its papers (20.200).

A referral is complete on the day its last mandatory item came (AMB-022). What
the referral source does not know (20.200.1.F) never blocks; which medical
papers must come along depends on coverage and on an evaluation by a physician.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from crs_intake.domain.calendar import age_on
from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.insurance import Program
from crs_intake.domain.moment import Moment
from crs_intake.domain.people import Address, Contact, Person
from crs_intake.domain.referral import Referral, ReferralDocument, ReferralPaper
from crs_intake.policy import shelf
from crs_intake.policy.book import Book

PARENTS = ("mother", "father", "parent", "stepmother", "stepfather", "guardian")
ADULT = 18
_NOTHING: Mapping[str, Moment] = {}
_NO_FORM = Referral()


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is missing of the referral, and when the last mandatory item came."""

    missing: tuple[str, ...]
    """Mandatory items not there, by section key ("20.200.1.A", "20.200.2.A.2"), in the order of the form."""
    unanswered: tuple[str, ...]
    """Questions without which nobody can say which papers are needed (paths of facts)."""
    complete_on: Moment | None
    papers: str
    """Which list of 20.200.2 applies: "A", "B", "C", "gap", or "" while it is not known."""
    received: Moment | None
    last_item: Moment | None
    """When the newest item came, the form itself included."""


def completeness(
    case: Case,
    book: Book,
    at: Moment,
    *,
    title: Program | None = None,
    events: Sequence[Event] = (),
    asked: Mapping[str, Moment] = _NOTHING,
) -> Completeness:
    """The referral at an instant; `asked` = items asked for in writing or by the review, and since when."""
    received = received_on(case, events)
    if received is None or not received.not_after(at):
        return Completeness((), (), None, "", received, None)
    form = case.referral or _NO_FORM  # received and nothing of it entered: everything is missing
    listed, demanded = medical_list(case, form, title, book)
    came = _arrivals(events, at)
    found: dict[str, Moment | None] = {}
    for key, there in _form_items(case, form, received.day):
        found[key] = received if there else _first(came, key)
    for key in demanded:
        found[key] = _paper(form, key, received, at) or _first(came, key)
    for item, since in asked.items():
        found[item] = _first(came, item, since) or _paper(form, item, received, at, since)
    missing = tuple(key for key, moment in found.items() if moment is None)
    unanswered = _unanswered(form, case, title, listed)
    last = max((received, *(m for m in found.values() if m)), key=Moment.sort_key)
    whole = None if missing or unanswered else last
    return Completeness(missing, unanswered, whole, listed, received, last)


def received_on(case: Case, events: Sequence[Event] = ()) -> Moment | None:
    """When the form reached the clinic: the fact, else the event."""
    if case.referral is not None and case.referral.received is not None:
        return case.referral.received
    return next((event.at for event in events if event.kind == "referral_received"), None)


def is_child(case: Case, day: date) -> bool | None:
    """Under 18 that day (AMB-013); None while the birth date is not known."""
    applicant = case.applicant
    return None if applicant is None or applicant.born is None else age_on(applicant.born, day) < ADULT


@cache
def name_of(item: str) -> str:
    """The section key of an item, by its key, its plain name ("test_results") or the notice's words."""
    names: dict[str, str] = shelf.loaded("items.yaml")["names"]
    labels: dict[str, str] = shelf.loaded("items.yaml")["labels"]
    key = item.strip().removeprefix("CRS-")
    if key in names or key in labels:
        return names.get(key, key)
    plain = re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_")
    if plain in names:
        return names[plain]
    return next((each for each, words in labels.items() if words.casefold() == key.casefold()), item)


def label_of(item: str) -> str:
    """The words for an item as a notice names it: "Diagnostic test results" (message id)."""
    labels: dict[str, str] = shelf.loaded("items.yaml")["labels"]
    return labels.get(name_of(item), item)


def medical_list(
    case: Case, form: Referral, title: Program | None, book: Book
) -> tuple[str, tuple[str, ...]]:
    """Which list of 20.200.2 applies, and the keys of the papers it demands."""
    covered = True if title else case.coverage.insured
    seen = _evaluated(form)
    if covered:
        return ("A" if seen is not False else "gap"), ("20.200.2.A.1", "20.200.2.A.2")
    if covered is None:
        # Not answered: what every possible list demands is certain; the rest waits for the answer.
        return "", ("20.200.2.C.1",) if seen else ()
    if seen is None:
        return "", ()
    if not seen:
        return "B", ("20.200.2.B",)
    if book.reading("referral.uninsured_tests") == "required":
        return "A", ("20.200.2.A.1", "20.200.2.A.2")
    return "C", ("20.200.2.C.1", "20.200.2.C.2") if form.tests_exist else ("20.200.2.C.1",)


def _unanswered(form: Referral, case: Case, title: Program | None, listed: str) -> tuple[str, ...]:
    if listed:
        return ()
    open_ = []
    kinds = {paper.kind for paper in form.papers}
    if _evaluated(form) is None:
        open_.append("referral.evaluated_by_physician")
    if title is None and case.coverage.insured is None:
        everything = _evaluated(form) is True and {"physician_diagnosis", "test_results"} <= kinds
        if not everything:  # with both papers there, every list is satisfied
            open_.append("coverage.insured")
    return tuple(open_)


def _evaluated(form: Referral) -> bool | None:
    if form.evaluated_by_physician is None and any(p.kind == "physician_diagnosis" for p in form.papers):
        return True
    return form.evaluated_by_physician


def _form_items(case: Case, form: Referral, day: date) -> Iterable[tuple[str, bool]]:
    applicant = case.applicant
    child = is_child(case, day)
    yield "20.200.1.A", _reachable(form.source)
    yield "20.200.1.B", bool(form.source_relation.strip())
    yield "20.200.1.C", applicant is not None and bool(applicant.name) and applicant.sex is not None
    parents = [person for person in case.people if person.relation in PARENTS]
    if child:
        yield "20.200.1.D", any(person.name for person in parents)
    yield "20.200.1.E", _address(case, applicant, parents, child)


def _reachable(source: Contact | None) -> bool:
    return (
        source is not None
        and bool(source.name or source.organization)
        and bool(source.phone)
        and _complete(source.address)
    )


def _address(case: Case, applicant: Person | None, parents: Sequence[Person], child: bool | None) -> bool:
    home = _complete(case.address)
    if child is not False:  # for a child the sentence only asks the address of a parent
        return home or any(
            _complete(person.address) for person in (*parents, *([applicant] if applicant else ()))
        )
    own = home or (applicant is not None and _complete(applicant.address))
    return own and bool(case.phones or (applicant and (applicant.phones or applicant.message_number)))


def _complete(address: Address | None) -> bool:
    return address is not None and address.complete


_PAPER: dict[str, ReferralDocument] = {
    "20.200.2.A.1": "physician_diagnosis", "20.200.2.A.2": "test_results", "20.200.2.B": "reason_statement",
    "20.200.2.C.1": "physician_diagnosis", "20.200.2.C.2": "test_results",
}  # fmt: skip


def _paper(
    form: Referral, key: str, received: Moment, at: Moment, since: Moment | None = None
) -> Moment | None:
    moments = [
        moment
        for paper in form.papers
        if paper.kind == _PAPER.get(key)
        and _serves(paper)
        and (moment := paper.received or received).not_after(at)
        if since is None or (since.not_after(moment) and paper.received is not None)
    ]
    return min(moments, default=None, key=Moment.sort_key)


def _serves(paper: ReferralPaper) -> bool:
    return paper.kind != "physician_diagnosis" or paper.states_diagnosis


def _arrivals(events: Sequence[Event], at: Moment) -> dict[str, list[Moment]]:
    """When each item was logged as received; "*" = a receipt that names none, so all that was asked."""
    came: dict[str, list[Moment]] = {}
    for event in events:
        if event.kind == "items_received" and event.at.not_after(at):
            for item in event.items or ("*",):
                key = "*" if item.casefold() in ("all", "everything") else name_of(item)
                came.setdefault(key, []).append(event.at)
                if key in _SAME:
                    came.setdefault(_SAME[key], []).append(event.at)
    return came


# The physician's paper and the test results are the same papers on lists A and C.
_SAME = {
    "20.200.2.A.1": "20.200.2.C.1", "20.200.2.C.1": "20.200.2.A.1",
    "20.200.2.A.2": "20.200.2.C.2", "20.200.2.C.2": "20.200.2.A.2",
}  # fmt: skip


def _first(came: dict[str, list[Moment]], key: str, since: Moment | None = None) -> Moment | None:
    moments = (*came.get(key, ()), *came.get("*", ()))
    fitting = (moment for moment in moments if since is None or since.not_after(moment))
    return min(fitting, default=None, key=Moment.sort_key)
