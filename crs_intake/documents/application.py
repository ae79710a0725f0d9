"""The financial application, items A to G, with what is known already printed (20.501, DOC-16).

A family outside Title XIX and XXI signs it. What is not known is a line to
write on, never a guess; of the social security number only the last four stand here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from reportlab.platypus import CondPageBreak, Spacer

from crs_intake.documents import frame, letter
from crs_intake.documents.facts import Facts, day_in
from crs_intake.documents.layout import WIDTH, Begin, Cell, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import RULE, Words, words
from crs_intake.domain.errors import CannotHappenNow
from crs_intake.domain.insurance import Policy
from crs_intake.domain.people import Address, Person
from crs_intake.domain.text import N_
from crs_intake.words import say

Said = Mapping[str, Any]
Pairs = Sequence[tuple[str, str]]

BOX, TICKED = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}"
EMPTY = "\N{NO-BREAK SPACE}"
GAP = EMPTY * 8
LABEL = 150.0
FREE_ROWS = 2
"""Lines for people whom nobody has named yet."""


def make(facts: Facts) -> bytes:
    """The form as a PDF; raises Missing without case number, name and clinic, and refuses a title member."""
    if facts.route == "title":
        raise CannotHappenNow(
            say(N_("A Title XIX or XXI member fills in no financial application (20.501.1).")),
            section="20.501.1", then=say(N_("Print the Assignment of Benefits Agreement (DOC-35) instead.")),
        )  # fmt: skip
    values = _needed(facts)
    said, around = form_words(facts.language), letter.frame(facts.language)
    story = [
        Begin("DOC-16"), words(f"{values['receiving_clinic']} – {values['receiving_phone']}", "small"),
        Rule(WIDTH, before=3, after=8), words(said["title"], "title"),
        *(words(_with(line, facts)) for line in said["intro"]),
        *_people(facts, said), *_insurance(facts, said), *_household(facts, said), *_signed(facts, said),
        *frame.free_help(around, values["receiving_phone"]),
    ]  # fmt: skip
    return build(story, Look(
        title="CRS DOC-16 Financial application", language=around["language"], page_words=around["page"],
        foot=around["foot"].format(number=facts.case.number),
    ))  # fmt: skip


@cache
def form_words(language: str) -> Said:
    """The words of the form in a language."""
    text = (files("resources") / "letters" / f"DOC-16.{language}.yaml").read_text(encoding="utf-8")
    loaded: Said = yaml.safe_load(text)
    return loaded


def _needed(facts: Facts) -> Mapping[str, str]:
    from crs_intake.documents.catalogue import blanks, refuse

    found, missing = {}, []
    for name in ("case_number", "applicant", "receiving_clinic", "receiving_phone"):
        ask_for, filler = blanks()[name]
        found[name] = str(filler(facts) or "")
        missing += [] if found[name] else [ask_for]
    refuse(missing, "DOC-16")
    return found


def _with(line: str, facts: Facts) -> str:
    before, blank, after = line.partition("{applicant}")
    assert facts.applicant is not None  # noqa: S101 - asked for before
    return f"{before}{facts.applicant.name}{after}" if blank else line


def _people(facts: Facts, said: Said) -> list[Any]:
    applicant, parent = facts.applicant, facts.parent
    assert applicant is not None  # noqa: S101 - asked for before
    phones = applicant.phones or facts.case.phones
    story = _part(said["applicant"], [
        (said["name"], applicant.name), (said["born"], day_in(applicant.born, facts.language, "long")),
        (said["address"], _line(applicant.address or facts.case.address)), (said["phone"], ", ".join(phones)),
        (said["message"], applicant.message_number),
    ])  # fmt: skip
    if facts.child:
        story += _part(said["parent"], _parent(facts, parent, said))
    number = f"***-**-{applicant.ssn[-4:]}" if applicant.ssn else ""
    story += _part(said["ssn_part"], [(said["ssn"], number)])
    return [*story, words(f"{TICKED if applicant.no_ssn else BOX} {said['no_ssn']}", "cell12")]


def _parent(facts: Facts, parent: Person | None, said: Said) -> Pairs:
    known = parent or Person(id="nobody")
    home = known.address or (facts.case.address if parent is not None and parent.in_home else None)
    return [
        (said["name"], known.name), (said["address"], _line(home)), (said["phone"], ", ".join(known.phones)),
        (said["message"], known.message_number), (said["employer"], known.employer),
    ]  # fmt: skip


def _insurance(facts: Facts, said: Said) -> list[Any]:
    told = facts.case.coverage
    yes = TICKED if told.insured else BOX
    no = TICKED if told.insured is False else BOX
    story: list[Any] = [
        *_heading(said["insured_part"]),
        words(f"{yes} {said['has']}{GAP}{no} {said['has_not']}", "cell12"),
    ]
    if told.insured is False:
        return story
    story += _part(said["primary"], _policy(told.primary or Policy(), facts, said))
    story += _part(said["secondary"], _policy(told.secondary or Policy(), facts, said))
    return story if told.secondary is not None else [*story, words(f"{BOX} {said['none']}", "cell12")]


def _policy(policy: Policy, facts: Facts, said: Said) -> Pairs:
    end = day_in(policy.end_date, facts.language, "long") or (said["open_ended"] if policy.open_ended else "")
    return [
        (said["company"], policy.company), (said["billing"], ", ".join(policy.billing_address.splitlines())),
        (said["phone"], policy.phone), (said["policy_number"], policy.policy_number),
        (said["id_number"], policy.id_number), (said["group_name"], policy.group_name),
        (said["group_number"], policy.group_number), (said["end_date"], end),
        (said["coverage_type"], policy.coverage_type),
    ]  # fmt: skip


def _household(facts: Facts, said: Said) -> list[Any]:
    home = [person for person in facts.case.people if person.in_home]
    form = facts.case.financial_application
    count = form.household_count if form is not None else None
    heads = [cell(said[name], "small_label", heading="Column") for name in ("person", "born", "relation")]
    rows = [Row(heads, RULE)]
    for person in home:
        born = day_in(person.born, facts.language, "medium")
        texts = (person.name, born, said["relations"][person.relation])
        rows.append(Row([cell(text or EMPTY, "cell12") for text in texts], RULE))
    rows += [Row([cell(EMPTY, "cell12") for _ in heads], RULE) for _ in range(FREE_ROWS)]
    return [
        *_part(said["household"], [(said["count"], str(count or ""))], 250),
        Spacer(1, 6), Grid(rows, [216, 116, WIDTH - 332], heads=1, pad=3),
    ]  # fmt: skip


def _signed(facts: Facts, said: Said) -> list[Any]:
    who = said["sign_child"] if facts.child else said["sign_adult"]
    return [
        CondPageBreak(130), *_heading(said["sign_part"]), words(said["statement"]),
        SignHere(words(_with(who, facts), "small"), words(said["date"], "small"), WIDTH),
    ]  # fmt: skip


def _part(title: str, pairs: Pairs, label: float = LABEL) -> list[Any]:
    rows = [
        Row([Cell((words(name, "row_label"),), heading="Row"), cell(value or EMPTY, "cell12")], RULE)
        for name, value in pairs
    ]
    return [*_heading(title), Grid(rows, [label, WIDTH - label], pad=3)]


def _heading(title: str) -> list[Words | CondPageBreak]:
    return [CondPageBreak(80), words(title, "heading")]


def _line(address: Address | None) -> str:
    return ", ".join(address.lines) if address is not None else ""
