"""Chapter 800, case by case: every file in `cases/` is run against the rules as they are.

An entry names the register entries it proves, and gives example, counterexample and edge;
`cases/README.md` has the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from crs_intake.domain.errors import DeskError
from crs_intake.policy.parents import figures
from tests.house import register
from tests.policy.files import KINDS, entries
from tests.policy.parents import run

FOLDER = Path(__file__).parent / "cases"


@pytest.mark.parametrize(("entry", "case"), list(entries(FOLDER)))
def test_the_chapter_decides_as_the_case_says(entry: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    start = case.get("start", entry.get("start", "kidscare"))
    book = run.book_of(case.get("site", entry.get("site")), case.get("readings", entry.get("readings", "")))
    facts = run.case_of(start, entry.get("given", {}), case.get("given", {}))
    day = case.get("day", entry.get("day", run.DAY))
    if "refused" in case:
        with pytest.raises(DeskError, match=case["refused"]):
            run.answer(facts, book, day)
        return
    found = run.answer(facts, book, day)
    for what, wanted in {**entry.get("expect", {}), **case.get("expect", {})}.items():
        assert run.seen(found, what, wanted) == run.as_text(wanted), what


def test_every_entry_has_an_example_a_counterexample_and_an_edge() -> None:
    for file in sorted(FOLDER.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader):
            kinds = {kind for case in entry["cases"] for kind in KINDS if kind in case}
            assert entry["proves"] and kinds >= set(KINDS), f"{file.name}: {entry['rule']}: {sorted(kinds)}"


@pytest.mark.proves(
    "KC-801.A", "KC-801.A.ahcccs-care", "KC-806.C", "KC-807.C.process", "KC-808.B", "KC-809.A"
)  # fmt: skip
def test_what_is_not_supplied_is_a_note_with_its_chapter_and_no_rule() -> None:
    """Chapters 1100, 1200 and 1500 and AHCCCS Care are named where they belong, and nothing is made up."""
    notes = {each["section"]: each for each in figures.data()["not_supplied"]}
    assert set(notes) == {"801.A", "801.A.ahcccs-care", "806.C", "807.C.process", "808.B", "809.A"}
    assert {each["chapter"] for each in notes.values() if "chapter" in each} == {"1100", "1200", "1500"}
    # AHCCCS Care is for adults without children: an adult without a child here is no such parent.
    aunt = {"aunt": {"relation": "aunt_or_uncle", "given": "Eva"}}
    applies = {"parents": {"aunt": {"potentially_medicaid": False}}}
    case = run.case_of("kidscare", {"people": aunt, "parents": applies})
    found = run.answer(case, run.book_of(), run.DAY)
    told = next(each for each in found["people"] if each["person"] == "aunt")
    assert told["outcome"] == "denied" and told["section"] == "802.A.01"


def test_every_entry_of_chapter_800_is_proved() -> None:
    if not register.entries():
        pytest.skip(f"the register is not at hand ({register.REGISTER})")
    wanted = {id for id in register.entries() if id.startswith("KC-")}
    assert wanted - {id for id, _ in register.proofs()} == set()
