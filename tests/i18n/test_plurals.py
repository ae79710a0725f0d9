"""Nobody reads "1 days": every message that counts something says it rightly of one and of two."""

import re
from typing import Any

import pytest
import yaml

from crs_intake import words
from crs_intake.plurals import ONE
from tests.i18n import catalogue

COUNTED = re.compile(r"\{(\w+)\} &?(?:\w+ ){0,2}?&?(\w+s|people|children|were)\b")
"""A blank, and after it a word that could be the many of something."""
NO_MANY = {
    "access", "belongs", "comes", "costs", "counts", "deductions", "does", "dollars", "ends", "falls",
    "goes", "has", "holds", "is", "knows", "less", "lies", "meets", "names", "needs", "others", "papers",
    "records", "signs", "stays", "this", "unless", "was", "builds",
}  # fmt: skip
"""Words with an s that count nothing there: verbs after a name, amounts of money, what comes after a day."""
NEVER_ONE = {
    "Absent for {days} days, more than {limit}": "the limit is 30 days",
    "Case {number} and case {other} become two cases again, as they were before.": "two numbers of cases",
    "Each month {disregard} for each of {children} children is not counted; the rest counts":
        "one child has a message of its own",
    "From {day}, 1 to {count} people: {amounts}; each more {more}. Source: {source}. Added by: {by}.":
        "sizes of a table, 8",
    "Give the amounts for 1 to {count} people.": "sizes of a table, 8",
    "Give the reason in up to {longest} letters; it is kept with the reading.": "a limit of the desk",
    "The amount for {size} people must be more than that for {fewer}.": "compared with a smaller size",
    "The file has more than {most} lines; take the newest years.": "a limit of the desk",
    "The file holds {count} lines; {most} is the most.": "more than a limit of the desk",
    "The file holds {count} people; {most} is the most.": "more than a limit of the desk",
    "The pay stub shown for residency was {days} days old, more than {limit}; ask for a newer one":
        "the limit is 30 days",
    "This is too long; keep it under {longest} letters": "a limit of the desk",
    "This is {percent} percent of the poverty level for {size} people.": "one has a sentence of its own",
    "We count {count} people: {names}.": "one has a sentence of its own",
    "We still need {count} things: {needed}.": "one has a sentence of its own",
    "in {days} days": "the day after today is tomorrow",
    "{count} conditions of the shipped list; not verified.": "a list of some hundred",
    "{count} people": "from two on; one has words of its own",
    "{day} is full: {taken} of {places} places taken.": "1 of 6 places taken",
    "{low} days or more": "the last span of a report, 90",
    "{low} to {high} days": "a span",
    "{name}: ask the PI; nobody was reached on {tries} of {wanted} days": "tries on 1 of 2 days",
    "{taken} of {places} places taken": "1 of 6 places taken",
    "{years} years, turned {limit} on {day}: not eligible from that day (20.301)": "21 and older",
}  # fmt: skip


MANY_OF_ONE = re.compile(r"\b1 (?!mes\b|was\b|business day\b)(\w+s|people|were)\b")
MANY_OF_TWO = re.compile(r"\b2 [\w ]*?(\w+s|people|were)\b|2 no se empezaron|primeros 2")


def test_a_message_that_counts_something_is_written_for_one_too() -> None:
    lost = [
        message for message in catalogue.messages()
        if any(word not in NO_MANY for _, word in COUNTED.findall(message))
        and message not in ONE and message not in NEVER_ONE
    ]  # fmt: skip
    assert lost == [], "Put it into crs_intake/plurals.py, or into NEVER_ONE with the reason."


def test_the_lists_name_no_message_that_is_said_no_more() -> None:
    assert sorted({*ONE, *NEVER_ONE} - set(catalogue.messages())) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_one_and_two_are_said_as_people_say_them(language: str) -> None:
    wrong = []
    for message, (counted, _) in ONE.items():
        blanks = {each: f"<{each}>" for each in re.findall(r"\{(\w+)\}", message)}
        one, two, typed = (
            words.say_with(message, {**blanks, counted: many}, lang=language).replace("&", "")
            for many in (1, 2, "1")
        )
        right = "1" in one and one.replace("1", "2", 1) != two and one == typed
        if not right or MANY_OF_ONE.search(one) or not MANY_OF_TWO.search(two):
            wrong.append((one, two))
    assert wrong == []


def test_nothing_and_what_is_not_given_are_said_as_many() -> None:
    assert words.say("{count} entries", count=0) == "0 entries"
    assert words.say("{count} entries", count=1) == "1 entry"
    assert words.say("{count} entries", count=1, lang="es") == "1 anotación"
    assert words.say("{count} pages") == "{count} pages"


LENGTHS = {
    "papers_days": "CLK-10", "answer_days": "CLK-05", "decide_days": "CLK-06", "hearing_days": "CLK-30",
    "silence_days": "CLK-33",
}  # fmt: skip
ALWAYS_MANY = {"mail_days": "5, or by the reading 0 or 3", "record_years": "5", "registration_months": "12",
               "count": "people have a form for one in the letters' frame"}  # fmt: skip


def test_no_letter_counts_something_that_could_be_one() -> None:
    counted = re.compile(r"\{(\w+)\} (days|months|years|pages|weeks|people|días|meses|años|páginas|personas)")
    letters = [*(catalogue.ROOT / "resources/letters").rglob("*.md"),
               *(catalogue.ROOT / "resources/letters").rglob("*.yaml")]  # fmt: skip
    found = {blank for file in letters for blank, _ in counted.findall(file.read_text(encoding="utf-8"))}
    assert found - {"age", "age_limit"} == {*LENGTHS, *ALWAYS_MANY}
    clocks: dict[str, Any] = {}
    for file in (catalogue.ROOT / "resources/policy/clocks").glob("*.yaml"):
        clocks |= yaml.safe_load(file.read_text(encoding="utf-8"))
    for clock in LENGTHS.values():
        assert all(step["length"] > 1 for step in clocks[clock]["values"].values()), clock
