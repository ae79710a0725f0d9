"""Records of parents' coverage: DOC-62 application, DOC-63 contact, DOC-68 TIPS, DOC-69 hearing packet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crs_intake.documents.blanks_parents import answer
from crs_intake.documents.facts import Facts, clock, day_in
from crs_intake.documents.layout import WIDTH, Grid, Row, cell
from crs_intake.documents.records import record, refuse_without
from crs_intake.documents.style import words
from crs_intake.domain.parents import DesDiscontinuance, ParentsApplication, PremiumContact
from crs_intake.domain.parents_decision import TipsOut
from crs_intake.domain.text import N_
from crs_intake.policy.parents import endings, figures, tips_out
from crs_intake.words import say

WILLING = {"all": "all members of the household", "none": "no members", "listed": "the members listed"}
FORMS = {"current": "current form", "older": "a previous version", "other": "another application form"}


def application(facts: Facts) -> bytes:
    """DOC-62: the application with its question who is willing to pay, and who signed (803.B, D)."""
    told = _told(facts, "DOC-62")
    willing = WILLING.get(told.willing or "", "left blank")
    listed = ", ".join(_name(facts, each) for each in told.listed)
    signed = [
        f"{_name(facts, each.person)}, {_day(each.on)}" for each in told.signatures if each.on <= facts.on
    ]
    asks = [f"{_name(facts, each.person)}: asks for coverage" for each in told.parents if each.applies]
    children = [
        f"{_name(facts, each.person)}: {PROGRAMS[each.program]}, {each.status}" for each in told.children
    ]
    story = [
        _pairs([("Date of the application", _day(told.applied)), ("Form", FORMS[told.form]),
                ("Is someone willing to pay the premium?", willing), ("Listed", listed)]),
        words("Parents (801.A)", "form_heading"), *_points(asks),
        words("Children (802.A.01)", "form_heading"),
        *_points(children),
        words("Signatures (803.B)", "form_heading"), *_points(signed or ["none: registered, not approved"]),
    ]  # fmt: skip
    return record(facts, "DOC-62", story, signer="A parent who applies")


PROGRAMS = {"kidscare": "KidsCare", "sobra": "S.O.B.R.A."}


def contact_note(facts: Facts) -> bytes:
    """DOC-63: each contact about willingness with person, date, time and answer (803.D)."""
    told = _told(facts, "DOC-63")
    rows = [[_when(each), each.name or "-", "reached" if each.reached else "not reached", _said(facts, each),
             _both(each), each.by or "-"] for each in told.contacts if each.at.day <= facts.on]  # fmt: skip
    heads = ("Date and time", "Person", "Result", "Answer", "Fortis / ACE", "Staff")
    return record(facts, "DOC-63", [_table(heads, rows)], signer="Staff member")


def tips(facts: Facts) -> bytes:
    """DOC-68: what came from DES and what goes to DES through TIPS (804)."""
    told = _told(facts, "DOC-68")
    found = answer(facts)
    came = [(each, each.des) for each in told.parents if each.des and each.des.received <= facts.on]
    story: list[Any] = [words("From DES (804.B.1)", "form_heading")]
    for each, des in came:
        where = ", ".join(des.address.lines) if des.address else ""
        values = {"aztecs_case": des.aztecs_case, "name": des.name, "client_id": des.client_id,
                  "ssn": f"ends in {des.ssn[-4:]}" if des.ssn else "", "born": _day(des.born),
                  "gender": des.gender or "", "address": where,
                  "fpl_threshold": f"{des.fpl_threshold}%" if des.fpl_threshold else "",
                  "members": str(des.members or "")}  # fmt: skip
        items = figures.data()["interface"]["approval"]
        told_items = [(item["label"], values[item["field"]] or "missing") for item in items]
        story.append(_pairs([("Received", _day(des.received)), *told_items]))
        story += _points([f"{_name(facts, each.person)}, effective {_day(des.effective) or 'not sent'}"])
    if not came:
        story += _points(["nothing"])
    story.append(words("Discontinuances of DES (804.C)", "form_heading"))
    story += _points([
        _discontinued(each.des_discontinuance)
        for each in told.parents
        if each.des_discontinuance and each.des_discontinuance.received <= facts.on
    ] or ["nothing"])  # fmt: skip
    story.append(words("To DES (803.E, 804.B.6, 809.C)", "form_heading"))
    sent = found.tips if found is not None else ()
    lines = [
        f"{each.kind.replace('_', ' ')}: {_of_record(facts, each)}, "
        f"{say(each.reason, lang='en')} ({each.section})"
        for each in sent
    ]
    story += _points(lines or ["nothing"])
    return record(facts, "DOC-68", story)


def _of_record(facts: Facts, sent: TipsOut) -> str:
    """The person of a record for DES; a newborn is no person of the case yet."""
    person = facts.case.person(sent.person)
    return person.name if person is not None and person.name else tips_out.whom(facts.case, sent)


def _discontinued(told: DesDiscontinuance) -> str:
    """The five items of 804.C in a line; income and number only where they were sent."""
    reason = say(endings.reason_words(told.reason), lang="en") if told.reason else "no reason"
    parts = [told.name, told.person_id, _day(told.effective), reason]
    if told.gross_household_income is not None:
        parts.append(f"gross income ${told.gross_household_income}, {told.members or '?'} in the group")
    return ", ".join(part for part in parts if part)


def packet(facts: Facts) -> bytes:
    """DOC-69: the packet for a hearing: who attends, the premium in advance, the data of DES (807)."""
    _told(facts, "DOC-69")
    found = answer(facts)
    story: list[Any] = []
    for each in found.hearings if found is not None else ():
        who = each.attends or "no hearing rights (801.C)"
        goes_on = "continue" if each.benefits_continue else "are not continued"
        story.append(_pairs([
            ("Parent", _name(facts, each.person)), ("Attends", f"{who} ({each.section})"),
            ("Premium in advance by", _day(each.pay_by)), ("Benefits", goes_on),
            *((say(row, lang="en"), "there" if there else "missing") for row, there in each.packet),
        ]))  # fmt: skip
    story.append(words("Chapter 1500, to which the manual points, is not supplied.", "cell"))
    return record(facts, "DOC-69", story or _points(["No hearing was asked for."]))


def _told(facts: Facts, id: str) -> ParentsApplication:
    told = facts.case.parents
    refuse_without(facts, id, N_("The application for parents' coverage") if told is None else "")
    assert told is not None  # noqa: S101 - refused above
    return told


def _name(facts: Facts, id: str) -> str:
    person = facts.case.person(id)
    return person.name if person is not None and person.name else id


def _said(facts: Facts, told: PremiumContact) -> str:
    listed = ", ".join(_name(facts, each) for each in told.listed)
    return "; ".join(part for part in (WILLING.get(told.answer or "", ""), listed) if part) or "-"


def _both(told: PremiumContact) -> str:
    return f"{'yes' if told.fortis else 'no'} / {'yes' if told.ace else 'no'}"


def _when(told: PremiumContact) -> str:
    return f"{_day(told.at.day)} {clock(told.at.time) or 'no time'}"


def _day(day: Any) -> str:
    return day_in(day, "en", "medium")


def _points(items: Sequence[str]) -> list[Any]:
    return [words(f"– {item}", "cell") for item in items]


def _pairs(pairs: Sequence[tuple[str, str]]) -> Grid:
    rows = [Row([cell(label, "note", heading="Row"), cell(value)]) for label, value in pairs if value]
    return Grid(rows, [190, WIDTH - 190], pad=1.5)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    made = [Row([cell(head, "cell_bold", heading="Column") for head in heads], 0.75)]
    made += [Row([cell(row[0], heading="Row"), *map(cell, row[1:])], 0.5) for row in rows]
    return Grid(made, [100, 90, 66, WIDTH - 406, 80, 70], heads=1, gap=8)
