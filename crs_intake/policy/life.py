"""The life of a case: where it stands, what is running, and what may happen next.

Derived from facts and events at one instant by pure functions; nothing is
stored. `standing` answers for a case, `check` for an act, `consequence` says
what happens if nothing is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Value
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.event import Event
from crs_intake.domain.moment import Moment
from crs_intake.domain.standing import Clock, NotNow, Standing
from crs_intake.domain.text import with_blanks
from crs_intake.policy import acts, clocks, demands, evaluation, no_show, papers_due, pathway, states
from crs_intake.policy import cautions as thoughts
from crs_intake.policy.book import Book
from crs_intake.policy.course import finish, read
from crs_intake.policy.story import APPLICATION_ENDS, Story


def standing(case: Case, book: Book, at: Moment, *, with_acts: bool = True) -> Standing:
    """Where a case stands at an instant; raises NotInForce for days the book does not cover.

    `with_acts=False` leaves `may` and `may_not` empty: enough for a worklist over thousands of cases.
    """
    book = book.as_of(at.day)  # a reading chosen later says nothing of today
    story = read(case, book, at)
    finish(story)
    may, may_not = acts.possible(story) if with_acts else ((), ())
    member = story.member
    return Standing(
        state=states.main(story),
        clocks=_clocks(story),
        documents=papers_due.documents(story),
        may=may,
        may_not=may_not,
        next_contact_not_before=no_show.earliest_second(story),
        pathway=pathway.pathway(story),
        missing_items=story.completeness.missing if story.decision is None else (),
        authorization=states.authorization(story),
        enrolled=Moment(member.since) if member else None,
        expires=Moment(member.expires) if member and member.expires else None,
        services_from=Moment(member.services) if member else None,
        missed=len(story.misses),
        substates=states.beside(story),
    )


def check(case: Case, event: Event, book: Book) -> None:
    """Whether this may happen to the case at its time.

    Raises NotAcceptable naming the detail that is missing or wrong, and CannotHappenNow with the
    section, the reason and what can happen instead.
    """
    demands.demand_details(case, event)
    story = read(case, book.as_of(event.at.day), event.at)
    finish(story)
    refused = acts.refused(story, event)
    if refused is not None:
        sentence = with_blanks(in_words(refused.reason, refused.inputs), refused.reason, refused.inputs)
        raise CannotHappenNow(sentence, section=refused.section, then=acts.way_out(story))


def refusal(case: Case, event: Event, book: Book) -> NotNow | None:
    """Why this cannot happen to the case at its time, as `check` finds it; None if it can."""
    story = read(case, book.as_of(event.at.day), event.at)
    finish(story)
    return acts.refused(story, event)


def lacking(case: Case, book: Book, at: Moment) -> tuple[NotNow, ...]:
    """What still stands between an applicant and the enrollment (20.700.2.D); of a member nothing."""
    story = read(case, book.as_of(at.day), at)
    finish(story)
    if not story.is_open:
        return ()
    return tuple(
        NotNow("enrolled", section, words) for section, words in evaluation.missing_for_enrollment(story, at)
    )


def cautions(case: Case, event: Event, book: Book) -> tuple[NotNow, ...]:
    """What should be thought about before this is recorded; none of it blocks (AMB-031, AMB-22A)."""
    story = read(case, book.as_of(event.at.day), event.at)
    finish(story)
    return thoughts.cautions(story, event)


def consequence(found: Clock | Standing, book: Book) -> str:
    """What happens if nothing is done, as one English sentence; of a standing, by its first open clock."""
    if isinstance(found, Clock):
        return in_words(found.at_expiry, found.inputs)
    running = [clock for clock in found.clocks if clock.status in ("open", "overdue")]
    first = min(running, key=lambda clock: (clock.who != "applicant", clock.due.sort_key()), default=None)
    return consequence(first, book) if first is not None else ""


def in_words(message: str, inputs: Mapping[str, Value]) -> str:
    """A message id with its blanks filled in English; days as "Wed 15 Apr 2009"."""
    shown = {
        name: f"{value:%a} {value.day} {value:%b %Y}" if isinstance(value, date) else value
        for name, value in inputs.items()
    }
    return message.format_map(shown) if "{" in message else message


# --- the clocks --------------------------------------------------------------------------------------


def _clocks(story: Story) -> tuple[Clock, ...]:
    if story.void:
        return ()
    marks = story.marks
    started = [(rule, marks[rule.starts]) for rule in clocks.rules() if rule.starts in marks]
    return tuple(found for rule, since in started if (found := _clock(story, rule, since)) is not None)


def _clock(story: Story, rule: clocks.ClockRule, since: Moment) -> Clock | None:
    end, survives = _end_of(story, rule, since)
    if end is not None and not survives and since.sort_key() > end.sort_key():
        return None
    application = story.closing is not None and story.closing.state in APPLICATION_ENDS
    term = clocks.term(rule.id, since, story.book, given=story.marks.get(rule.due), application=application)
    if term is None:
        return None
    met, stopped = _first(story, rule.met_by, since), _first(story, rule.stopped_by, since)
    if rule.id == "CLK-30" and met is not None and met.day > term.due.day:
        met = None  # an untimely request settles nothing
    if end is not None and not survives:
        met = met if met is not None and met.not_after(end) else None
        if met is None and stopped is None and not _ran_out(story, rule, term, end):
            stopped = end
    if met is not None and stopped is not None:
        met, stopped = (None, stopped) if stopped.sort_key() < met.sort_key() else (met, None)
    who = rule.who
    if rule.first_who is not None and rule.first_until not in story.marks:
        who = rule.first_who
    return clocks.run(
        rule, since, term, story.at, met=met, stopped=stopped, book=story.book, who=who, inputs=story.inputs,
        section=rule.step(since.day).section_member if story.member is not None else "",
        counted=int(str(story.inputs.get("misses", 0))),
    )  # fmt: skip


def _first(story: Story, names: tuple[str, ...], since: Moment) -> Moment | None:
    """The earliest of these marks that is not before the clock's start."""
    later = (m for name in names for m in story.often.get(name, ()) if since.not_after(m))
    return min(later, default=None, key=Moment.sort_key)


def _end_of(story: Story, rule: clocks.ClockRule, since: Moment) -> tuple[Moment | None, bool]:
    """When the case's ending stops this clock, and whether it goes on nevertheless."""
    closing, member = story.closing, story.member
    if member is not None and rule.track == "application":
        return member.reached, False
    if member is not None and rule.track == "title" and since.not_after(member.reached):
        return member.reached, False  # a member who applies again has these clocks anew (20.800.4.B)
    if closing is None or rule.track == "after":
        return None, False
    return closing.at, rule.survives


def _ran_out(story: Story, rule: clocks.ClockRule, term: clocks.Term, end: Moment) -> bool:
    """An applicant's clock that was over when the case ended stays expired."""
    over = (rule.who == "applicant" or rule.ends) and not rule.counts
    return over and (term.due.day < end.day or (rule.ends and term.due.day <= end.day))
