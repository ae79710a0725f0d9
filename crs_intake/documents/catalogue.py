"""Every paper the desk can make: who gets it, in which language, and how it is made.

`produce` gives a whole PDF or names everything that is missing; there is no
partial paper. Letters are discovered as data, fixed forms are listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from reportlab.platypus import PageBreak

from crs_intake.documents import (
    application,
    blanks_interview,
    blanks_member,
    blanks_parents,
    frame,
    letter,
    parents_records,
    records,
    tables,
    tad,
    worksheet,
)
from crs_intake.documents.addressee import FAMILY, addressee
from crs_intake.documents.blanks import BLANKS, Fill, flags
from crs_intake.documents.facts import Facts
from crs_intake.documents.layout import Look, build
from crs_intake.documents.letter import Filled, Filling, Letter
from crs_intake.documents.style import ONE_AT_A_TIME, listening, says_something, unprintable
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import CannotHappenNow, Missing, NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import catalogue as documents_list
from crs_intake.policy.book import Book
from crs_intake.words import say

Form = Callable[[Facts], bytes]
CASE_FILE = "case_file"
STAMPS = ("DOC-25", "DOC-26")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of the catalogue."""

    id: str
    name: str
    """What the desk calls it (message id)."""
    languages: tuple[str, ...]
    recipients: tuple[str, ...]
    section: str
    enclosures: Mapping[str, tuple[str, ...]]
    """By route: title or nontitle."""
    form: Form | None = None


@cache
def known() -> tuple[Entry, ...]:
    """Every paper that can be made, in the order of their numbers."""
    found = {each.id: each for each in _forms()}
    for id, _ in letter.shipped():
        languages = tuple(tongue for shipped, tongue in letter.shipped() if shipped == id)
        made = letter.load(id, "en")
        listed = documents_list.catalogue()[id]
        to = tuple(dict.fromkeys((*listed.to, *made.recipients)))
        found[id] = Entry(id, listed.name, languages, to, made.cite, made.encloses or {})
    return tuple(found[id] for id in sorted(found))


def blanks() -> Mapping[str, tuple[str, Fill]]:
    """Every blank that can be filled, from all the modules of blanks."""
    assert blanks_interview and blanks_member and blanks_parents  # noqa: S101 - imported for what they register
    return BLANKS


def entry(document: str) -> Entry:
    """The paper of that number; raises NotAcceptable naming the nearest one."""
    found = {each.id: each for each in known()}
    listed = documents_list.catalogue().get(document)
    if document not in found and listed is not None:
        raise NotAcceptable(say(_not_made(document, listed.kind), document=document, name=say(listed.name)),
                            where="document")  # fmt: skip
    if document not in found:
        near = get_close_matches(document.upper(), found, 1, 0.3)
        raise NotAcceptable(
            say(N_("There is no document {document}; perhaps you mean {near}."), document=document,
                near=f"{near[0]} ({say(found[near[0]].name)})") if near else
            say(N_("There is no document {document}."), document=document),
            where="document",
        )  # fmt: skip
    return found[document]


def _not_made(document: str, kind: str) -> str:
    """Why a paper of the list is not drawn here, and what to do instead (message id)."""
    if document in STAMPS:
        return N_("{document} ({name}) is a stamp: it is put on the copies when the fax packet is made.")
    if kind == "partner":
        return N_("{document} ({name}) is of the partner desk and of no case; it is made there.")
    if kind == "form":
        return N_(
            "{document} ({name}) is a form of DES: scan it once it is signed and file it with the case."
        )
    return N_("{document} ({name}) comes from outside: file it with the case when it comes in.")


def produce(
    document: str, case: Case, book: Book, on: date, *, language: str = "en", to: str | None = None,
    at: Moment | None = None, assessment: Assessment | None = None, person: str = "",
) -> bytes:  # fmt: skip
    """The PDF of a paper for one recipient; raises Missing naming all that it lacks.

    The family's papers come in `language`; copies for agencies are always English. A paper that does not
    go to the family goes to its first recipient unless another is named.
    `at` is the moment it is sent (else the day `on`); `person` the staff member who signs or sends.
    """
    found = entry(document)
    # A paper that never goes to a family has its own reader.
    to = to or (FAMILY if FAMILY in found.recipients else found.recipients[0])
    if to not in found.recipients:
        may = ", ".join(found.recipients)
        raise NotAcceptable(
            say(
                N_("{document} does not go to {to}; it can go to: {may}."), document=document, to=to, may=may
            ),
            where="to",
        )
    if to == FAMILY and language not in found.languages:
        raise NotAcceptable(
            say(N_("{document} is not written in {language}."), document=document, language=language),
            where="language",
        )
    _number_fits(case)
    facts = Facts(case, book, on, language if to == FAMILY else "en", to, at, assessment, person)
    _may_be_asked(found.id, facts)
    with ONE_AT_A_TIME:
        return found.form(facts) if found.form is not None else _packet(found, facts)


def unprintable_on(document: str, case: Case, book: Book, on: date, **how: Any) -> str:
    """The letters on a paper that no font here has, each once, to be shown before printing.

    They are printed as empty boxes (or, of a script that runs from right to left, in the wrong order):
    somebody must write the name by hand. `how` is as for `produce`.
    """
    with ONE_AT_A_TIME, listening() as heard:
        produce(document, case, book, on, **how)
    return "".join(heard)


def may_lack_letters(case: Case, book: Book) -> bool:
    """Whether anything of the case or the site is written in letters that no font has; quick to ask."""
    return bool(unprintable(f"{case!r}{book.site!r}"))


def unprintable_in(case: Case) -> str:
    """The same for the names and addresses of a case, before any paper is drawn."""
    said = [
        case.number,
        *(line for p in case.people for line in (p.name, *(p.address.lines if p.address else ()))),
    ]
    said += case.address.lines if case.address else ()
    return unprintable("".join(said))


def _after_completion(facts: Facts) -> bytes:
    """The determination after the missing items came: what DOC-05 or DOC-14 says (20.402.3)."""
    finding = facts.last("medical_determination")
    denied = finding is not None and finding.outcome == "not_eligible"
    return _packet(entry("DOC-14" if denied else "DOC-05"), facts, as_number="DOC-12")


def _packet(found: Entry, facts: Facts, *, as_number: str = "") -> bytes:
    main = letter.load(found.id, facts.language)
    main = replace(main, id=as_number or main.id)
    route = "title" if facts.route == "title" else "nontitle"
    parts = [main, *(letter.load(id, facts.language) for id in (main.encloses or {}).get(route, ()))]
    filled = fill(parts, facts)
    story: list[Any] = []
    for index, part in enumerate(parts):
        if index:
            story.append(PageBreak())
        filled_part = Filled(filled.values, filled.flags, _hearing(part, facts))
        if part.frame == "letter":
            story += frame.letter(part, filled_part, _envelope(part, parts, facts, filled.values))
        else:
            story += frame.page(part, filled_part, helped=_goes_alone(part))
    said = letter.frame(facts.language)
    return build(story, Look(
        title=f"CRS {main.id} {found.name}", language=said["language"], page_words=said["page"],
        foot=said["foot"].format(number=facts.case.number),
    ))  # fmt: skip


def _goes_alone(part: Letter) -> bool:
    """A form that a family gets by itself offers free help; an enclosure has the letter that it goes with."""
    return FAMILY in part.recipients and documents_list.catalogue()[part.id].kind != "enclosure"


def fill(parts: Iterable[Letter], facts: Facts) -> Filled:
    """The values of every blank these letters print; raises Missing naming all that is not known."""
    holds = flags(facts)
    parts = tuple(parts)
    names = [name for part in parts for name in part.needs(holds)]
    if any(_hearing(part, facts) for part in parts):
        names += [
            name
            for block in letter.hearing_text(facts.language)
            if block.stands(holds)
            for name in block.blanks
        ]
    names += [*frame.NEEDS, *("medical_director" for part in parts if part.signer == "medical_director")]
    values: dict[str, Filling] = {}
    missing: list[str] = []
    for name in dict.fromkeys(names):
        ask_for, filler = blanks()[name]
        value = filler(facts)
        if not value or (isinstance(value, str) and not says_something(value)):
            missing.append(ask_for)
        else:
            values[name] = value
    if any(part.frame == "letter" for part in parts) and not (recipient := addressee(facts)).known:
        missing.append(recipient.expected)
    refuse(missing, parts[0].id)
    return Filled(values, holds)


def refuse(missing: Iterable[str], document: str) -> None:
    """Raise Missing if anything is; each thing is named once."""
    asked = tuple(dict.fromkeys(say(each) for each in missing))
    if asked:
        sentence = N_("{document} cannot be made yet. Missing: {items}.")
        raise Missing(
            say(sentence, document=document, items="; ".join(asked)),
            asked,
            then=say(N_("Fill in what is missing; the document is then made whole.")),
        )


def _envelope(
    part: Letter, parts: list[Letter], facts: Facts, values: Mapping[str, Filling]
) -> frame.Envelope:
    signer, title = facts.person, ""
    if part.signer == "medical_director":
        signer = str(values["medical_director"])
        title = letter.frame(facts.language)["titles"]["medical_director"]
    enclosed = [each.title for each in parts if each is not part]
    return frame.Envelope(addressee(facts).lines, facts.to, enclosed, signer, title)


def _hearing(part: Letter, facts: Facts) -> bool:
    return part.hearing == "yes" or (part.hearing != "no" and facts.book.reading(part.hearing) == "on")


def _may_be_asked(document: str, facts: Facts) -> None:
    if document == "DOC-34" and facts.route == "title":
        raise CannotHappenNow(
            say(N_("A Title XIX or XXI member is never asked for a payment agreement (20.601.4).")),
            section="20.601.4",
            then=say(N_("Print the Assignment of Benefits Agreement (DOC-35) instead.")),
        )


def _number_fits(case: Case) -> None:
    # It stands in the foot of every page and in the code of the TAD, so it must be short and plain.
    if len(case.number) > 40 or not case.number.isprintable():
        raise NotAcceptable(say(N_("A case number has at most 40 letters and digits.")), where="number")


def _forms() -> tuple[Entry, ...]:
    return (
        _listed("DOC-03", ("en",), tables.tracking),
        _listed("DOC-04", ("en",), records.medical_review),
        _listed("DOC-12", ("en", "es"), _after_completion),
        _listed("DOC-15", ("en",), tables.sharing),
        _listed("DOC-16", ("en", "es"), application.make),
        _listed("DOC-18", ("en",), records.interview),
        _listed("DOC-19", ("en",), records.pmmis),
        _listed("DOC-27", ("en",), tad.make),
        _listed("DOC-30", ("en",), records.follow_ups),
        _listed("DOC-33", ("en",), worksheet.make),
        _listed("DOC-48", ("en",), records.archive),
        _listed("DOC-57", ("en",), records.contacts),
        _listed("DOC-62", ("en",), parents_records.application),
        _listed("DOC-63", ("en",), parents_records.contact_note),
        _listed("DOC-68", ("en",), parents_records.tips),
        _listed("DOC-69", ("en",), parents_records.packet),
    )


def _listed(id: str, languages: tuple[str, ...], form: Form) -> Entry:
    paper = documents_list.catalogue()[id]
    return Entry(id, paper.name, languages, tuple(paper.to) or (CASE_FILE,), paper.section, {}, form)
