"""The catalogue of papers: who must have each, what goes along, and what sending it does.

Only "sent" stops a clock, and a notice is sent when everyone who must have it
has got it. Who must have it, and what goes along, is data
(`resources/policy/documents.yaml`, the copies matrix).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.policy import (
    evaluation,
    hearing,
    medical,
    no_show,
    pathway,
    redetermination,
    shelf,
    termination,
)
from crs_intake.policy.story import Story

NAMES = {
    "parent": "applicant",
    "guardian": "applicant",
    "family": "applicant",
    "member": "applicant",
    "mother": "applicant",
    "father": "applicant",
    "contractor": "plan",
    "health_plan": "plan",
    "source": "referral_source",
    "physician": "referring_physician",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the catalogue."""

    id: str
    name: str
    section: str
    kind: str
    """letter, form, record, incoming, enclosure, or partner (of no case)."""
    to: Mapping[str, str]
    """Recipient → condition."""
    for_title: tuple[str, ...]
    """Enclosures for a Title XIX/XXI applicant."""
    for_others: tuple[str, ...]
    clock: str
    by: str
    """Setting that gives the day by which it goes out, or "same_day"."""
    hearing: str
    """always, or the setting that decides whether the text of 20.1100 goes along."""
    reapply: bool
    signs: str
    languages: tuple[str, ...]
    states: tuple[str, ...]
    always: tuple[str, ...] | None
    """The recipients, where they depend on nothing."""


@cache
def catalogue() -> Mapping[str, Paper]:
    """Every document by its number."""
    return {id: _paper(id, entry) for id, entry in shelf.loaded("documents.yaml").items()}


def _paper(id: str, entry: Mapping[str, Any]) -> Paper:
    along = entry.get("enclosures", [])
    title, others = (along["title"], along["other"]) if isinstance(along, dict) else (along, along)
    to = entry.get("to", {})
    return Paper(
        id,
        entry["name"],
        str(entry["section"]),
        entry["kind"],
        to,
        tuple(title),
        tuple(others),
        entry.get("clock", ""),
        entry.get("by", ""),
        entry.get("hearing", ""),
        entry.get("reapply", False),
        entry.get("signs", ""),
        tuple(entry.get("languages", ("en",))),
        tuple(entry["states"]),
        tuple(to) if set(to.values()) <= {"always"} else None,
    )


def recipients(story: Story, document: str, at: Moment) -> tuple[str, ...]:
    """Everyone who must have a document, by the copies matrix, as the case stood at a moment."""
    paper = catalogue().get(document)
    if paper is None:
        return ()
    if paper.always is not None:
        return paper.always
    return tuple(who for who, when in paper.to.items() if _applies(story, when, at))


def _applies(story: Story, when: str, at: Moment) -> bool:
    if when == "always":
        return True
    form, title = story.case.referral, story.title(at) is not None
    if when == "title":
        return title
    if when == "tests_insured":
        return not title and story.tests is not None and story.tests.method == "insurer"
    if when == "pcp":
        return form is not None and form.primary_care is not None
    named = form is not None and form.referring_physician is not None and not _is_source(story)
    if when == "physician":
        return named
    return named and (title or story.book.reading("notice.copy_physician_nontitle") == "on")


def _is_source(story: Story) -> bool:
    # One copy when the referral source is the referring physician (AMB-030).
    form = story.case.referral
    if (
        form is None
        or form.source is None
        or form.referring_physician is None
        or not form.source_is_physician
    ):
        return False
    return form.source.name.casefold() == form.referring_physician.name.casefold()


def enclosures(story: Story, document: str, at: Moment) -> tuple[str, ...]:
    """What goes along with a document; the hearing text where the manual or a setting asks for it."""
    paper = catalogue()[document]
    along = paper.for_title if story.title(at) is not None else paper.for_others
    if paper.hearing and (paper.hearing == "always" or story.book.reading(paper.hearing) == "on"):
        along = (*along, "DOC-49")
    return along


# --- events of documents ---------------------------------------------------------------------------

Sent = Callable[[Story, Event, set[str], bool], None]


def _notice(story: Story, event: Event, to: set[str], whole: bool) -> None:
    if story.decision is not None and story.decision.outcome == "not_eligible":
        medical.denial_sent(story, event, to, whole)
    else:
        medical.positive_notice_sent(story, event, to, whole)


_SENT: Mapping[str, Sent] = {
    "DOC-05": _notice,
    "DOC-12": _notice,
    "DOC-11": medical.incomplete_notice_sent,
    "DOC-14": medical.denial_sent,
    "DOC-27": pathway.tad_sent,
    "DOC-38": evaluation.denial_sent,
    "DOC-58": no_show.letter_sent,
    "DOC-61": no_show.letter_sent,
    "DOC-40": redetermination.letter_sent,
    "DOC-42": redetermination.expiration_notice_sent,
    "DOC-44": termination.dis_enrollment_sent,
    "DOC-46": termination.refusal_letter_sent,
    "DOC-50": hearing.request_sent,
}
# Sent under either number they are the same notice.
SAME = {"DOC-12": "DOC-05"}


def on_document(story: Story, event: Event) -> None:
    """A document was drafted, printed, sent, returned or cancelled."""
    story.papers.setdefault(event.document, []).append(event)
    if event.kind == "document_returned" and event.document in ("DOC-27", "DOC-28"):
        pathway.tad_returned(story, event)
    if event.kind == "document_returned":
        hearing.notice_returned(story, event, {NAMES.get(who, who) for who in event.to})
    if event.kind != "document_sent":
        return
    needed = set(recipients(story, event.document, event.at))
    to = {NAMES.get(who, who) for who in event.to} or needed
    reached = story.reached.setdefault(SAME.get(event.document, event.document), set())
    reached |= to
    handler = _SENT.get(event.document)
    if handler is not None:
        handler(story, event, reached, needed <= reached)
    if event.document == "DOC-45":
        termination.on_update(story, event)
    if event.document == "DOC-31":
        story.referred.setdefault("xxi", event.at)
        story.mark_first("referred_to_kidscare", event.at)
    hearing.notice_sent(story, event, to, needed <= reached)
