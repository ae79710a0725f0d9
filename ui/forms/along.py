"""The part of a session that leads through a case's life: each page sees what the pages before it say.

What the pages before say is asked for on every key, so whatever follows from it is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crs_intake.casework.ports import Desk
from crs_intake.clock import moment
from crs_intake.domain.case import Case
from crs_intake.domain.errors import DeskError, Missing
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Standing
from crs_intake.policy.life import standing
from crs_intake.words import say
from ui.forms.form import About, Form, Page, Values, Wizard

MOST = 80
"""So many things worked out for a case are kept at a time."""


class Along:
    """What `Session` adds for wizards through a case's life; in the others nothing changes."""

    desk: Desk
    wizard: Wizard
    case: Case
    seen: Case
    visited: set[str]
    trouble: str

    def __init__(self) -> None:
        self._befores: dict[str, Case] = {}
        self._known: list[tuple[str, Case, Moment, Any]] = []

    def about(self, case: Case | None = None, before: Case | None = None) -> About:
        """What pages may look at (of the session)."""
        raise NotImplementedError

    def form(self, id: str) -> Form:
        """The page's form (of the session)."""
        raise NotImplementedError

    def _values(self, page: Page, form: Form) -> Values:
        raise NotImplementedError

    # -- what the pages before say -----------------------------------------------------------------

    def about_page(self, id: str) -> About:
        """What a page may look at, with the case before it and with it."""
        return self.about(self.seen, self.before(id)) if self.wizard.along else self.about()

    def before(self, id: str) -> Case:
        """The case as the pages before this one leave it; in most wizards as it is kept."""
        if not self.wizard.along:
            return self.case
        if id not in self._befores:
            case = self.case
            for page in self.wizard.pages:
                if page.id == id:
                    break
                if page.event and page.id in self.visited:
                    case = self.with_page(page, case)
            self._befores[id] = case
        return self._befores[id]

    def with_page(self, page: Page, case: Case) -> Case:
        """The case with what a page says has happened."""
        made = page.keep(self.case, self.said(page, self.form(page.id), case))
        new = made.events[len(self.case.events) :]
        return case.after(*new) if new else case

    def tells(self, page: Page) -> bool:
        """Whether the page says that something has happened that is not recorded yet."""
        before = self.before(page.id)
        return self.with_page(page, before) is not before

    def said(self, page: Page, form: Form, before: Case) -> Values:
        """The answers of a page, without those that cannot be given on the case as it is before it."""
        values = self._values(page, form)
        if self.wizard.along and page.event:
            values |= dict.fromkeys(self._bars_of(page, before))
        return values

    # -- what cannot be said ------------------------------------------------------------------------

    def bars(self, id: str) -> Mapping[str, str]:
        """Questions of a page that cannot be answered now, each with the reason."""
        page = self.wizard.page(id)
        return self._bars_of(page, self.before(id)) if self.wizard.along else page.bars(self.about())

    def barred(self, page: Page) -> Mapping[str, str]:
        """The bars of a page nothing of which can be answered now; else none."""
        bars = self.bars(page.id)
        return bars if page.fields and all(each.key in bars for each in page.fields) else {}

    def _bars_of(self, page: Page, before: Case) -> Mapping[str, str]:
        name = f"bars of {page.id}"
        found: Mapping[str, str] = self.once(name, before, lambda: page.bars(self.about(before, before)))
        return found

    def stands(self, case: Case) -> Standing | None:
        """Where such a case stands now; None where the book has a gap."""
        found: Standing | None = self.once("standing", case, lambda: self._standing(case))
        return found

    def _standing(self, case: Case) -> Standing | None:
        try:
            return standing(case, self.desk.book, moment(self.desk.clock))
        except DeskError as gap:
            self.trouble = say(str(gap))
            return None

    def once(self, name: str, case: Case, make: Callable[[], Any]) -> Any:
        """What was worked out for such a case at this minute, or is worked out now."""
        now = moment(self.desk.clock)
        for key, known, when, found in reversed(self._known):
            if key == name and when == now and (known is case or known == case):
                return found
        made = make()
        self._known = [*self._known[-MOST:], (name, case, now, made)]
        return made

    def demand_whole(self) -> None:
        """Raise Missing where something is said to have happened and a detail it needs is not there."""
        for page in self.wizard.pages:
            if not page.event or page.id not in self.visited or not self.tells(page):
                continue
            form = self.form(page.id)
            missing = [say(form.field(path).label) for path in form.missing()]
            if missing:
                raise Missing(say("{page}: still needed to record this: {what}.", page=say(page.title),
                                  what=", ".join(missing)), missing)  # fmt: skip
