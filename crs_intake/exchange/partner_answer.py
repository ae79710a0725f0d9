"""What `crs-intake partner` answers: the whole standing as JSON, or the same for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from crs_intake.domain.moment import Moment
from crs_intake.domain.partner_standing import STATE_NAMES, PartnerStanding, UserStanding
from crs_intake.domain.text import Sentence
from crs_intake.words import day, said, say


def answer(found: PartnerStanding) -> dict[str, Any]:
    """The standing as its JSON object; sentences in the language in use, days and instants as ISO."""
    told: dict[str, Any] = _plain(found)
    told["items"] = [{**_plain(each), "done": each.done} for each in found.items]
    told["missing"] = [said(each) for step in found.steps if step.number <= 4 for each in step.missing]
    told["grounds"] = [{"ground": ground, "label": say(label)} for ground, label in found.grounds]
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, Sentence):
        return said(value)
    if isinstance(value, date | Moment):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _field(each.name, getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _field(name: str, value: Any) -> Any:
    return say(value) if name == "label" and isinstance(value, str) else _plain(value)


def lines(found: PartnerStanding) -> Iterator[str]:
    """The standing in lines: state, checklist, users, trainings, meetings, applications."""
    yield f"{found.state}: {say(STATE_NAMES[found.state])}"
    if found.access_since:
        yield say("HEAplus may be used since {day}.", day=found.access_since)
    else:
        yield say("HEAplus may not be used yet: all three items must be received and processed.")
    for step in found.steps:
        mark = "+" if step.done else "·" if step.upkeep and not step.missing else "-"
        yield f"{mark} {step.number}. {say(step.label)}"
        yield from (f"    {said(each)}" for each in step.missing)
    for user in found.users:
        yield _user(user)
    for training in found.trainings:
        due = f" ({day(training.due)})" if training.due else ""
        yield say("Training open: {name}, {kind}{due}", name=training.name,
                  kind=training.course or training.kind, due=due)  # fmt: skip
    for meeting in (*found.meetings, found.next_meeting):
        yield f"AQC {day(meeting.day)}: {meeting.state} {meeting.by}".rstrip()
    for each in found.wrong:
        yield f"! {each.where}: {said(each.sentence)} ({each.section})"
    for one in found.applications:
        yield f"{one.number or one.id} {one.applicant}: {one.status}"
        yield from (f"    {said(each)}" for each in (*one.tasks, *one.advice))
        yield from (f"    {said(each.sentence)}" for each in one.contacts)
    yield from (said(each) for each in found.notes)


def _user(user: UserStanding) -> str:
    return f"{user.id} {user.name}: {user.state}. {said(user.why)}"
