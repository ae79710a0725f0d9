"""A wizard in use, without its window: forms, drafts, facts kept page by page, where to go on.

The window types into a form and tells the session; the session knows the case
as it would be, today's assessment of it, and what is still open on each page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal
from uuid import UUID, uuid4

from crs_intake.casework.again import known_facts
from crs_intake.casework.ports import Desk, Draft, Stored
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.errors import DeskError, SavedMeanwhile
from crs_intake.domain.text import N_
from crs_intake.policy.determine import assess, at_once
from crs_intake.words import say
from ui.forms import keeping
from ui.forms.along import Along
from ui.forms.conflict import Conflict, compare
from ui.forms.form import About, Form, Note, Page, Values, Wizard
from ui.forms.income import ownerless
from ui.forms.merging import merge, typed_upon, with_before

State = Literal["done", "open", "errors", "closed", "later"]
BLANK = Case(format="crs-case/1")
AGAIN = "again_of"
"""Under this name a draft keeps the case whose facts were carried over."""


class Session(Along):
    """One person's way through one wizard of one case."""

    def __init__(self, desk: Desk, wizard: Wizard, number: str | None = None, again: str = "") -> None:
        super().__init__()
        self.desk, self.wizard = desk, wizard
        self.number = number or keeping.new_number()
        self.stored: Stored | None = (
            None if keeping.is_new(self.number) else keeping.stored(desk, self.number)
        )
        found, self._place = keeping.begun(desk, self.number, wizard.name)
        self.again = again or next((d.fields[AGAIN] for d in found.values() if AGAIN in d.fields), "")
        """The ended case of the same child whose known facts a new referral starts with."""
        self.case: Case = self.stored.case if self.stored else self._fresh()
        """The case as kept, for a new referral as typed so far."""
        self.seen: Case = self.case
        """The case as it would be with the page in hand."""
        self.forms: dict[str, Form] = {}
        self.visited: set[str] = set()
        self.apart: list[str] = []
        """Numbers of cases that were said to be of another child."""
        self.touched = bool(again)
        """Whether anything was typed or kept since the wizard opened."""
        self._opened: dict[str, dict[str, str]] = {}
        self._upon: dict[str, dict[str, str]] = {}
        """Each page as it stood in the case when it was opened."""
        self._states: dict[str, State] = {}
        self._assessed: tuple[Case, Assessment | None] | None = None
        self._weighed: tuple[Case, Assessment] | None = None
        self.later: Callable[[Callable[[], tuple[Case, Assessment]]], None] | None = None
        """Does work aside, where a window must not wait; its result comes back through `weighed`."""
        self.over = False
        """The wizard is closed: nothing is kept any more."""
        self.trouble = ""
        """Why there is no assessment, in a sentence."""
        self._drafts = {page: _own(draft) for page, draft in found.items() if page in self._ids}
        if self._place is not None and self._place[0] not in self._ids:
            self._place = None
        self._take_up_new()

    # -- where to go on ----------------------------------------------------------------------

    @property
    def is_new(self) -> bool:
        """Whether there is no case yet."""
        return self.stored is None

    @property
    def begun(self) -> bool:
        """Whether drafts lie here from an earlier time."""
        return bool(self._drafts)

    def place(self, page: str = "", field: str = "") -> tuple[str, str]:
        """The page and field to open at: the one wished, else where it stood, else the first open one."""
        if page:
            return page, field
        if self._place is not None:
            return self._place
        if self.wizard.along:
            first = next((each.id for each in self.wizard.pages if self._is_next(each)), "")
        else:
            first = next((each.id for each in self.wizard.pages if not self._has_facts(each)), "")
        return first or self.wizard.pages[0].id, ""

    @property
    def _ids(self) -> set[str]:
        return {page.id for page in self.wizard.pages}

    def _has_facts(self, page: Page) -> bool:
        return not Form(page.fields, self.about(self.case)).put(page.show(self.case)).empty

    def _is_next(self, page: Page) -> bool:
        if page.optional:
            return False
        return not page.fields or (not self.barred(page) and not self._has_facts(page))

    def _fresh(self) -> Case:
        sites = (self.desk.actor.site,) if self.desk.actor.site else ()
        if self.again:
            return replace(known_facts(keeping.stored(self.desk, self.again).case), sites=sites)
        return replace(BLANK, sites=sites)

    def _take_up_new(self) -> None:
        """The pages of an unfinished referral exist only as drafts: read them all."""
        for page in self.wizard.pages:
            carried = not self.is_new or bool(self.again)
            known = page.id in self._drafts or (carried and self._has_facts(page))
            if known:
                self.visited.add(page.id)
            if page.id in self._drafts and self.is_new and not page.event:
                self.case = self.seen = page.keep(self.case, self._values(page, self.form(page.id)))

    # -- forms -------------------------------------------------------------------------------

    def page(self, id: str) -> Page:
        """A page of the wizard."""
        return self.wizard.page(id)

    def about(self, case: Case | None = None, before: Case | None = None) -> About:
        """What pages may look at, for the case as it would be."""
        looked = case or self.seen
        return About(case=looked, now=moment(self.desk.clock), actor=self.desk.actor, book=self.desk.book,
                     assess=lambda: self.assessment(looked), before=before, standing=self.stands,
                     once=self.once)  # fmt: skip

    def form(self, id: str) -> Form:
        """The page's form, opened if need be: facts, suggestions, and the draft on top."""
        if id not in self.forms:
            self.open(id)
        return self.forms[id]

    def open(self, id: str) -> Form:
        """Show the page on the case as it is now; an unfinished draft is taken up."""
        page, about = self.page(id), self.about(self.case, self.before(id) if self.wizard.along else None)
        form = Form(page.fields, about)
        if not (page.event and page.anew(self.case)):
            form.put(page.show(self.case))
        offered = {key: value for key, value in page.suggest(about).items() if not form.texts.get(key)}
        form.put(offered)
        page.prepare(form)
        self._opened[id] = form.dump()
        self._upon[id] = self._facts(page, self.case)
        draft = self._drafts.get(id)
        if draft is not None and draft.fields:
            before = typed_upon(draft.fields)
            texts = draft.fields
            if before is not None:  # facts kept elsewhere since then stand, but for what was typed
                texts = merge(page.fields, before, texts, self._upon[id]).texts
            form.load(texts)
            page.prepare(form)
        self.forms[id] = form
        self._states.pop(id, None)
        return form

    def _facts(self, page: Page, case: Case) -> dict[str, str]:
        """The page as a case has it; an event is no fact that two people share."""
        if page.event:
            return {}
        form = Form(page.fields, self.about(case)).put(page.show(case))
        page.prepare(form)
        return form.dump()

    def _bring_in(self, page: Page, case: Case) -> list[str]:
        """Take over what was kept of a page since it was opened; gives what both answered differently."""
        theirs, mine = self._facts(page, case), self.forms[page.id]
        if page.event or theirs == self._upon.get(page.id, {}):
            return []
        asked, typed = {each.key for each in mine.asked()}, mine.dump()
        found = merge(page.fields, self._upon[page.id], typed, theirs)
        page.prepare(mine.load(found.texts))
        lost = asked - {each.key for each in mine.asked()}  # their answer makes a question of mine needless
        found.both += [key for key in lost if typed.get(key) != self._upon[page.id].get(key)]
        self._upon[page.id] = theirs
        return found.both

    def enter(self, id: str) -> Form:
        """Come to a page; facts kept elsewhere meanwhile are seen."""
        self._befores.clear()
        form = self.forms.get(id)
        if form is None or (id not in self._drafts and not self._dirty(id)):
            form = self.open(id)
        self.visited.add(id)
        self.typed(id)
        return form

    def typed(self, id: str) -> None:
        """Something was typed: see the case as it would be, and everything that follows from it."""
        self._befores.clear()
        page, form = self.page(id), self.form(id)
        self._states.pop(id, None)
        page.prepare(form)  # a line that was just added has its months too
        base = self.before(id)
        try:
            self.seen = page.keep(base, self.said(page, form, base))
        except DeskError as wrong:  # a fact that cannot stand, such as an unknown kind of income
            self.seen, self.trouble = base, say(str(wrong))
        form.see(self.about(self.seen, base) if self.wizard.along else self.about())

    def _values(self, page: Page, form: Form) -> Values:
        return {**page.show(self.case), **form.read()[0]}

    def _dirty(self, id: str) -> bool:
        return id in self.forms and self.forms[id].dump() != self._opened.get(id)

    # -- what follows ------------------------------------------------------------------------

    def assessment(self, case: Case | None = None) -> Assessment | None:
        """Today's determination of the case as it would be; None where the book has a gap."""
        looked = case or self.seen
        if self._assessed is not None and self._assessed[0] is looked:
            return self._assessed[1]
        found: Assessment | None = None
        self.trouble = ""
        try:
            found = self._assess(looked)
        except DeskError as gap:
            self.trouble = ownerless(looked) or say(str(gap))
        self._assessed = (looked, found)
        return found

    def _assess(self, case: Case) -> Assessment:
        day = moment(self.desk.clock).day
        if self.later is None or case is not self.seen:
            return assess(case, self.desk.book, day)
        if self._weighed is not None and self._weighed[0] == case:
            return self._weighed[1]
        found, whole = at_once(case, self.desk.book, day)
        if not whole:
            self.later(lambda: (case, assess(case, self.desk.book, day)))
        return found

    def weighed(self, case: Case, found: Assessment) -> bool:
        """Take over what was worked out aside; False if something else was typed meanwhile."""
        self._weighed = (case, found)
        if self.seen != case:
            return False
        self._assessed = None
        return True

    def notes(self, id: str) -> tuple[Note, ...]:
        """The program's remarks on a page."""
        form = self.form(id)
        found = self.page(id).notes(form.about, form.answers)
        if self.again and id == self.wizard.pages[0].id:
            words = say("Applies again: what case {number} knows is carried over; check it.",
                        number=self.again)  # fmt: skip
            found = (Note("note", words, "20.500"), *found)
        return (*found, Note("error", self.trouble)) if self.trouble else found

    def closed(self, id: str) -> str:
        """Why the page, or a part of it, asks nothing now."""
        page = self.page(id)
        if self.wizard.along and page.event:
            bars = self.barred(page)
            return bars[page.fields[0].key] if bars else ""
        return page.closed(self.about())

    def state(self, id: str) -> State:
        """Where a page stands, for the list of steps."""
        page = self.page(id)
        if self.wizard.along and page.event:
            if self.barred(page):
                return "done" if self._has_facts(page) else "later"
        elif page.closed(self.about()) and not page.closes:
            return "closed"
        if id not in self.visited:
            return "open"
        if id not in self._states:
            form = self.form(id)
            said = not (self.wizard.along and page.event) or self.tells(page)
            undone = not said or form.missing()
            self._states[id] = "errors" if form.read()[1] else "open" if undone else "done"
        return self._states[id]

    def asks(self, id: str) -> bool:
        """Whether Next stops at the page: it asks something that can be answered now."""
        if self.wizard.along and self.barred(self.page(id)):
            return False
        return self.state(id) not in ("closed", "later")

    # -- keeping -----------------------------------------------------------------------------

    def save_draft(self, id: str, focus: str) -> None:
        """Keep what is typed on the page, and where the cursor stands."""
        if self.over or not (self.touched or self._dirty(id)):
            return
        fields = with_before(self.forms[id].dump(), self._upon[id]) if self._dirty(id) else {}
        draft = Draft(number=self.number, wizard=self.wizard.name, page=id, fields=fields, focus=focus)
        self.touched = True
        if self._same(draft):
            return
        again = {AGAIN: self.again} if self.again else {}
        keeping.keep_draft(self.desk, replace(draft, fields={**fields, **again}))
        if focus:  # there is one place to go on from
            self._drafts = {page: replace(each, focus="") for page, each in self._drafts.items()}
        self._drafts[id] = draft

    def _same(self, draft: Draft) -> bool:
        old = self._drafts.get(draft.page)
        return old is not None and old.fields == draft.fields and old.focus == draft.focus

    def leave(self, id: str, action: UUID | None = None) -> bool:
        """Leave a page: facts are kept, text that is no fact yet stays a draft. True if facts changed."""
        page, form = self.page(id), self.form(id)
        self._states.clear()
        self._befores.clear()
        self._bring_in(page, self.case)
        made = page.keep(self.case, self.said(page, form, self.before(id)))
        if page.event:  # an event is recorded at the end; a fact that goes with it is kept at once
            made = replace(made, events=self.case.events) if self.wizard.along else self.case
        changed = made != self.case
        if changed:
            self._keep(page, form, made, action or uuid4())
            self._upon[id] = self._facts(page, self.case)  # what is no fact yet was typed upon these
        if page.event or self.is_new or not self._whole(page, form, self.case):
            self.save_draft(id, "")
            if not self._dirty(id):
                self._drop(id)
        else:
            self._drop(id)
            self.forms.pop(id)
        return changed

    def _keep(self, page: Page, form: Form, made: Case, action: UUID) -> None:
        if self.stored is not None:
            whole = page.id if page.id in self._drafts and self._whole(page, form, made) else ""
            try:
                self.stored = keeping.keep_facts(
                    self.desk, self.stored, made, action, self.wizard.name, whole
                )
                if whole:
                    self._drafts.pop(whole, None)
            except SavedMeanwhile:
                self.stored = self._again(page, action)
            made = self.stored.case
        self.case = self.seen = made
        self._befores.clear()
        self.touched = True

    def _again(self, page: Page, action: UUID) -> Stored:
        """Somebody saved the case meanwhile: this page's answers go on top unless both changed them."""
        newest = keeping.stored(self.desk, self.number)
        mine = self.forms[page.id]
        upon, typed = self._upon[page.id], mine.dump()
        if self._bring_in(page, newest.case):
            self._upon[page.id] = upon
            page.prepare(mine.load(typed))
            theirs = Form(page.fields, mine.about).put(page.show(newest.case))
            page.prepare(theirs)
            raise Conflict(page.id, newest, compare(mine, theirs))
        values = {**page.show(newest.case), **self.forms[page.id].read()[0]}
        return keeping.keep_facts(
            self.desk, newest, page.keep(newest.case, values), action, self.wizard.name, ""
        )

    def settle(self, conflict: Conflict, *, mine: bool) -> None:
        """Of two versions of a page keep one's own, or go on with the other desk's; raises SavedMeanwhile."""
        page, newest = self.page(conflict.page), conflict.newest
        if mine:
            values = {**page.show(newest.case), **self.forms[page.id].read()[0]}
            made = page.keep(newest.case, values)
            newest = keeping.keep_facts(self.desk, newest, made, uuid4(), self.wizard.name, "")
        self.stored = newest
        self.case = self.seen = newest.case
        self._befores.clear()
        self._states.clear()
        self._drop(page.id)
        self.forms.pop(page.id, None)

    def _whole(self, page: Page, form: Form, case: Case) -> bool:
        """Whether every text of the page has become a fact."""
        values, wrong = form.read()
        if wrong:
            return False
        again = Form(page.fields, form.about).put(page.show(case))
        page.prepare(again)
        return again.read()[0] == values

    def _drop(self, id: str) -> None:
        if self._drafts.pop(id, None) is not None:
            keeping.forget(self.desk, self.number, self.wizard.name, id)

    def pending(self) -> Case:
        """The case with the pages that are events, as finishing the wizard would record them."""
        case = self.case
        for page in self.wizard.pages:
            if not page.event or page.id not in self.visited:
                continue
            if self.wizard.along:
                case = self.with_page(page, case)
            else:
                case = page.keep(case, self._values(page, self.form(page.id)))
        return case

    def finish(self, action: UUID) -> keeping.Finished:
        """Do what the wizard is for; its drafts are forgotten in the same step."""
        if self.wizard.along:
            self.demand_whole()
        made = keeping.finish(
            self.desk, self.wizard.name, self.number, self.case, self.pending(), action, self.apart,
            reason=self._reason(), again=self.again,
        )  # fmt: skip
        self._drafts.clear()
        self.number, self.over = made.number, True
        return made

    def _reason(self) -> str:
        """Why a case is decided again, as it was typed on the worksheet's last page."""
        if self.wizard.name != "worksheet":
            return ""
        return str(self.form("worksheet").read()[0].get("reason") or "")


def _own(draft: Draft) -> Draft:
    """The draft with what was typed alone."""
    if AGAIN not in draft.fields:
        return draft
    return replace(draft, fields={key: text for key, text in draft.fields.items() if key != AGAIN})


STATES = {"done": N_("done"), "open": N_("open"), "errors": N_("has errors"), "closed": N_("not needed"),
          "later": N_("not now")}  # fmt: skip
