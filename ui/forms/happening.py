"""Pages on which somebody enters what happened in a case's life: one or more entries, each an event.

Every entry is one of the kinds of `events.yaml`. What may not happen now is shown with the reason and the
section of `policy.life`; what is recorded stays as it is and is taken back only in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from crs_intake import words
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, NotAcceptable
from crs_intake.domain.event import Event, EventKind, left_out
from crs_intake.domain.standing import NotNow
from crs_intake.domain.text import N_
from crs_intake.policy import life, reasons
from crs_intake.policy.acts import acts
from crs_intake.policy.demands import demand_details
from crs_intake.words import say, say_with, told
from ui import names
from ui.forms.common import people
from ui.forms.form import About, Answers, Choice, Door, Field, Form, Kind, Note, Page, Values

Pick = Callable[[Case], Event | None]
Barred = Callable[[About], Mapping[str, str]]
_KINDS: dict[str, Kind] = {
    "at": "moment", "when": "moment", "effective": "day", "pages": "whole", "consent": "yes_no",
    "items": "many", "outcome": "choice", "method": "choice", "role": "choice", "reason_code": "choice",
    "kind": "choice", "program": "choice", "name": "offer", "signer": "pick",
}  # fmt: skip
_LABELS = {
    "at": N_("Noted on"), "name": N_("Name of the person"), "outcome": N_("Outcome"), "method": N_("How"),
    "reason": N_("Reason in words"), "note": N_("Note"), "program": N_("Program"),
    "signer": N_("Signed by"), "number": N_("Number"), "pages": N_("Pages"), "role": N_("Who"),
    "place": N_("Place"),
}  # fmt: skip
PROGRAMS = (Choice("xix", N_("Title XIX")), Choice("xxi", N_("Title XXI")))


# -- which event is meant ----------------------------------------------------------------------------


def standing_events(case: Case) -> list[Event]:
    """The events that count, in the order in which they were entered."""
    gone = left_out(case.events)
    return [each for each in case.events if not each.id or each.id not in gone]


def last(*kinds: str, since: Callable[[list[Event]], int] = lambda found: 0,
         where: Callable[[Event], bool] = lambda event: True) -> Pick:  # fmt: skip
    """Picks the last event of these kinds of the present round; `since` says where the round begins."""

    def pick(case: Case) -> Event | None:
        found = standing_events(case)
        after = found[since(found) :]
        return next((each for each in reversed(after) if each.kind in kinds and where(each)), None)

    return pick


def after_last(*kinds: str) -> Callable[[list[Event]], int]:
    """A round that begins after the last event of these kinds."""

    def since(found: list[Event]) -> int:
        places = [at for at, each in enumerate(found) if each.kind in kinds]
        return places[-1] + 1 if places else 0

    return since


# -- entries -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that may have happened: its kinds, the questions it needs, and which event it shows."""

    kinds: tuple[EventKind, ...]
    fields: tuple[Field, ...]
    """Questions by the names of the event's details, behind `prefix`; the first one says that it happened."""
    pick: Pick
    prefix: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Details that are always the same."""
    bar: Callable[[About], str] = lambda about: ""
    """A reason of the page's own why this is not asked now."""
    guard: Callable[[About], str] | None = None
    """What says whether it can happen at all, where the kinds alone do not tell."""
    also: Callable[[Values], Mapping[str, Any]] = lambda values: {}
    """Details made of several answers."""

    def detail(self, key: str) -> str:
        """The event's detail that a question fills."""
        return key[len(self.prefix) :] if key.startswith(self.prefix) else key

    def show(self, case: Case) -> Values:
        """The answers of the recorded entry of this round."""
        event = self.pick(case)
        return {each.key: _shown(each, self.detail(each.key), event) for each in self.fields}

    def event(self, case: Case, values: Values) -> Event | None:
        """The event these answers tell, unless nothing is told or it is recorded."""
        mine = {each.key: values.get(each.key) for each in self.fields}
        said = mine[self.fields[0].key]
        when = mine.get(f"{self.prefix}at")
        if said in (None, (), False) or when is None or mine == self.show(case):
            return None
        kind = mine.get(f"{self.prefix}kind") or self.kinds[0]
        details: dict[str, Any] = {}
        for each in self.fields:
            name, value = self.detail(each.key), mine[each.key]
            if name in _EVENT_DETAILS and name != "kind" and value not in (None, "", ()):
                details[name] = value
        return Event(kind=cast("EventKind", kind), **{**self.fixed, **details, **self.also(mine)})

    def refusal(self, about: About) -> str:
        """Why none of its kinds can happen now; "" if one can."""
        if (own := self.bar(about)) != "":
            return own
        if self.guard is not None:
            return self.guard(about)
        reasons = refusals(about)
        said = [reasons.get(kind, "") for kind in self.kinds]
        return said[0] if all(said) else ""


_EVENT_DETAILS = frozenset(Event.__dataclass_fields__)


def _shown(asked: Field, name: str, event: Event | None) -> Any:
    empty: Any = () if asked.kind == "many" else False if asked.kind == "tick" else None
    if event is None:
        return empty
    if name == "handed":
        return event.to[0] if event.to else empty
    if name not in _EVENT_DETAILS:
        return True if asked.kind == "tick" else empty
    value = getattr(event, name)
    if asked.kind == "tick":
        return bool(value)
    return empty if value in ("", ()) else value


# -- pages -------------------------------------------------------------------------------------------


def page(id: str, title: str, *entries: Entry, intro: str = "",
         notes: Callable[[About, Answers], tuple[Note, ...]] = lambda about, answers: (),
         suggest: Callable[[About], Values] = lambda about: {},
         doors: Callable[[About], tuple[Door, ...]] = lambda about: (),
         facts: Callable[[Case, Values], Case] = lambda case, values: case,
         optional: bool = False) -> Page:  # fmt: skip
    """A page of a wizard through a case's life."""

    def show(case: Case) -> Values:
        return {key: value for entry in entries for key, value in entry.show(case).items()}

    def keep(case: Case, values: Values) -> Case:
        for entry in entries:
            event = entry.event(case, values)
            case = case if event is None else facts(case.after(event), values)
        return case

    def remarks(about: About, answers: Answers) -> tuple[Note, ...]:
        return (*notes(about, answers), *_checked(about, fields, answers))

    fields = tuple(each for entry in entries for each in entry.fields)
    return Page(
        id=id, title=title, intro=intro, fields=fields, show=show, keep=keep, notes=remarks, event=True,
        bars=lambda about: dict(_bars(entries, about)), doors=doors, optional=optional,
        suggest=lambda about: _offered(entries, suggest, about),
    )  # fmt: skip


def ask(name: str, label: str = "", *, prefix: str = "", **more: Any) -> Field:
    """A question of an entry, by the name of the event's detail."""
    kind = more.pop("kind", _KINDS.get(name, "text"))
    if name == "name":
        more.setdefault("choices", known_names)
    if name == "signer":
        more.setdefault("choices", people)
        more.setdefault("width", "medium")
    if name == "program":
        more.setdefault("choices", PROGRAMS)
    if name in ("reason", "note"):
        more.setdefault("width", "full")
    if name == "at":
        more.setdefault("check", not_yet)
        more.setdefault("required", True)
    return Field(key=f"{prefix}{name}", label=label or _LABELS[name], kind=kind, **more)


def ask_reason(of: str, label: str = "", **more: Any) -> Field:
    """The reason that a letter to the family gives: a standard one, known in both languages, or own words."""
    return ask("reason", label, kind="offer", choices=lambda about: standard_reasons(of), warn=own_words,
               **more)  # fmt: skip


def standard_reasons(of: str) -> tuple[Choice, ...]:
    """The standard reasons of a kind of event, in the language of the desk."""
    return tuple(Choice(said, said, named=True) for said in
                 (each.said(words.language()) for each in reasons.offered(of)))  # fmt: skip


def own_words(value: Any, about: About) -> str:
    """A remark where the reason is none of the list: it is printed as it is typed."""
    if not value or reasons.known(str(value)) is not None:
        return ""
    return say("Your own words: the letter prints them as you type them, in Spanish, too.")


def methods(*keys: str) -> tuple[Choice, ...]:
    """Ways in which it was done, as answers."""
    return tuple(Choice(key, _capital(names.METHODS[key])) for key in keys)


def _capital(words: str) -> str:
    return {"phone": N_("By phone"), "mail": N_("By mail"), "fax": N_("By fax"), "letter": N_("By letter"),
            "in_person": N_("In person"), "hand": N_("By hand")}.get(_keys.get(words, ""), words)  # fmt: skip


_keys = {words: key for key, words in names.METHODS.items()}


def known_names(about: About) -> tuple[Choice, ...]:
    """The names of the people of the case, offered."""
    return tuple(Choice(each.name, each.name, named=True) for each in about.case.people if each.name)


def not_yet(value: Any, about: About) -> str:
    """A sentence for a moment that has not come."""
    return "" if value.not_after(about.now) else say("This moment has not come yet; check the date")


# -- what may not happen -----------------------------------------------------------------------------


def before(about: About) -> Case:
    """The case without what the page in hand says."""
    return about.before if about.before is not None else about.case


def refusals(about: About) -> Mapping[str, str]:
    """Kinds that cannot happen now, each with the reason and the section in words."""
    found: Mapping[str, str] = about.once("refusals", before(about), lambda: _refusals(about))
    return found


def _refusals(about: About) -> Mapping[str, str]:
    found = about.standing(before(about))
    if found is None:
        return {}
    said = {each.event: reason(each) for each in found.may_not if not each.inputs.get("document")
            and not each.inputs.get("appointment")}  # fmt: skip
    return {kind: words for kind, words in said.items() if kind not in found.may} | {
        kind: say("This cannot happen now") for kind in acts()
        if kind not in found.may and kind not in said
    }  # fmt: skip


def reason(no: NotNow) -> str:
    """Why not, with the section."""
    words = say_with(no.reason, no.inputs)
    return f"{words} ({no.section})" if no.section else words


def refused(about: About, event: Event) -> str:
    """Why this event cannot happen to the case as it is before the page; "" if it can."""
    if about.book is None:
        return ""
    try:
        no = life.refusal(before(about), event, about.book)
    except DeskError as trouble:
        return say(str(trouble))
    return "" if no is None else reason(no)


def barred_kinds(*kinds: str) -> Barred:
    """Answers of a question for the kind that cannot be chosen now."""

    def barred(about: About) -> Mapping[str, str]:
        return {kind: words for kind, words in refusals(about).items() if kind in kinds}

    return barred


def _bars(entries: tuple[Entry, ...], about: About) -> Iterator[tuple[str, str]]:
    case = before(about)
    for entry in entries:
        event = entry.pick(case)
        if event is not None:
            words = say("Recorded on {day}. A mistake is taken back in the history, with the reason.",
                        day=event.at.day)  # fmt: skip
        else:
            words = entry.refusal(about)
        if words:
            yield from ((each.key, words) for each in entry.fields)


def _offered(entries: tuple[Entry, ...], suggest: Callable[[About], Values], about: About) -> Values:
    """Today for entries that are open; a recorded one is offered nothing."""
    open_ = [entry for entry in entries if entry.pick(before(about)) is None]
    keys = {each.key for entry in open_ for each in entry.fields}
    now = {f"{entry.prefix}at": about.now for entry in open_ if f"{entry.prefix}at" in keys}
    given = {**now, **suggest(about)}
    return {key: value for key, value in given.items() if key in keys}


def _checked(about: About, fields: tuple[Field, ...], answers: Answers) -> tuple[Note, ...]:
    """What the rules say of the entries typed on the page: refused, to be thought about, not whole."""
    old = before(about)
    found: list[Note] = []
    new = about.case.events[len(old.events) :] if about.case is not old else ()
    case = old
    for event in new:
        found += _said_of(replace(about, before=case), event)
        case = case.after(event)
    missing = Form(fields, about, dict(answers)).missing() if new else ()
    if missing:
        labels = {each.key: say(each.label) for each in fields}
        found.append(Note("due", say("Still needed to record this: {what}.",
                                     what=", ".join(labels[key] for key in missing))))  # fmt: skip
    return tuple(found)


def _said_of(about: About, event: Event) -> list[Note]:
    try:
        demand_details(before(about), event)
    except NotAcceptable as wrong:
        if getattr(event, wrong.where, None):  # what is only missing is told by its label
            return [Note("error", told(wrong))]
    words = refused(about, event)
    if words:
        return [Note("error", words)]
    if about.book is None:
        return []
    try:
        return [Note("due", say_with(each.reason, each.inputs), each.section)
                for each in life.cautions(before(about), event, about.book)]  # fmt: skip
    except DeskError:
        return []
