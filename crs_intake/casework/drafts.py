"""What is typed and not kept yet: it survives a crash, a shift change and a saved-meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.kept import Draft
from crs_intake.domain.moment import Moment


@dataclass(frozen=True)
class Begun:
    """A wizard that was begun and not finished, with all its typed pages."""

    number: str
    """Case number, or the client-made name of a case not opened yet ("new:…")."""
    wizard: str
    page: str
    """The page on which the person stood, and the field."""
    focus: str
    by: str
    by_name: str
    at: Moment | None
    pages: Mapping[str, Draft] = field(default_factory=dict)

    @property
    def said(self) -> Mapping[str, str]:
        """Everything typed, by key; used to recognize a case that has no name yet."""
        return {key: text for draft in self.pages.values() for key, text in draft.fields.items()}


def keep(desk: Desk, draft: Draft) -> None:
    """Keep what stands on a page; called when a field is left and two seconds after the last key."""
    allow(desk, "drafts.keep")
    with desk.store.work(desk.actor, "drafts.keep") as work:
        work.keep_draft(draft)


def resume(desk: Desk, number: str, wizard: str) -> Begun | None:
    """The person's own begun wizard, or another person's, which then becomes this person's."""
    allow(desk, "drafts.keep")
    found = [each for each in _grouped(desk.store.drafts(number)) if each.wizard == wizard]
    own = next((each for each in found if each.by == desk.actor.id), None)
    if own or not found:
        return own
    with desk.store.work(desk.actor, "drafts.taken_over") as work:
        work.take_drafts(number, wizard, found[0].by)
    return next(each for each in _grouped(desk.store.drafts(number)) if each.wizard == wizard)


def forget(desk: Desk, number: str, wizard: str, page: str = "") -> None:
    """Throw away what was typed in a wizard, or on one of its pages; the person asked for it."""
    allow(desk, "drafts.keep")
    with desk.store.work(desk.actor, "drafts.forgotten") as work:
        work.drop_drafts(number, wizard, page)


def begun(desk: Desk, number: str = "") -> tuple[Begun, ...]:
    """Every wizard begun and not finished, of one case or of all, the newest first."""
    return tuple(_grouped(desk.store.drafts(number)))


def _grouped(drafts: Sequence[Draft]) -> list[Begun]:
    groups: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.number, draft.wizard, draft.by), []).append(draft)
    made = []
    for (number, wizard, by), pages in groups.items():
        last = next((draft for draft in pages if draft.focus), pages[0])
        by_page = {draft.page: draft for draft in pages}
        made.append(Begun(number, wizard, last.page, last.focus, by, last.by_name, pages[0].at, by_page))
    return sorted(made, key=lambda each: (each.at or Moment(date.min)).sort_key(), reverse=True)
