"""The data of a case's life fits together: events, clocks, documents, items, and the code that reads them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from crs_intake import codec
from crs_intake.domain.event import Event, EventKind
from crs_intake.domain.moment import Moment
from crs_intake.domain.site import Site
from crs_intake.policy import acts, clocks, course, hearing, papers_due, referral, shelf, termination
from crs_intake.policy.book import Book
from crs_intake.policy.catalogue import catalogue
from tests.house.source import ROOT
from tests.policy.life import stories

CODE = "\n".join(file.read_text("utf-8") for file in (ROOT / "crs_intake/policy").glob("*.py"))


def test_every_kind_of_event_is_described_and_nothing_else() -> None:
    assert tuple(acts.acts()) == get_args(EventKind) or set(acts.acts()) == set(get_args(EventKind))


def test_every_detail_that_an_event_needs_is_a_field_of_it() -> None:
    fields = {"name", *Event.__dataclass_fields__}
    for act in acts.acts().values():
        assert {name for need in act.needs for name in need.split("|")} <= fields, act.kind
        assert act.phases <= {"new", "referral", "open", "member", "closed", "ended", "void"}, act.kind


def test_the_clocks_of_clocks_md_are_all_there_from_1_to_45() -> None:
    running = {rule.id for rule in clocks.rules()}
    windows = set(shelf.loaded("clocks/windows.yaml"))
    assert running | windows == {f"CLK-{number:02}" for number in range(1, 46)}
    assert not running & windows


def test_only_the_clocks_of_applicants_and_members_move_off_closed_days() -> None:
    rolled = {rule.id for rule in clocks.rules() if any(step.roll for step in rule.steps)}
    assert rolled == {
        f"CLK-{number}" for number in ("05", "10", "11", "15", "24", "25", "27", "30", "33", "34")
    }


def test_the_endings_that_stop_clocks_leave_these_running() -> None:
    surviving = {rule.id for rule in clocks.rules() if rule.survives}
    assert surviving == {"CLK-07", "CLK-08", "CLK-21", "CLK-29", "CLK-30", "CLK-31"}


@pytest.mark.parametrize("rule", clocks.rules(), ids=lambda rule: rule.id)
def test_every_mark_that_a_clock_listens_to_is_set_somewhere(rule: clocks.ClockRule) -> None:
    for mark in (rule.starts, rule.due, *rule.met_by, *rule.stopped_by, rule.first_until):
        parts = mark.replace("xix_", "{program}_").replace("xxi_", "{program}_")
        assert not mark or f'"{mark}"' in CODE or f'"{parts}"' in CODE, mark


def test_every_setting_of_clocks_and_documents_is_a_reading() -> None:
    known = shelf.reading_rules()
    for rule in clocks.rules():
        for step in rule.steps:
            for setting in (step.setting, step.setting_application, step.closed):
                assert not setting or setting in known, rule.id
    for paper in catalogue().values():
        assert paper.by in ("", "same_day") or paper.by in known, paper.id
        assert paper.hearing in ("", "always") or paper.hearing in known, paper.id
        assert not paper.clock or paper.clock in {each.id for each in clocks.rules()}, paper.id


def test_every_document_that_the_code_names_is_in_the_catalogue() -> None:
    assert set(re.findall(r"DOC-\d\d", CODE)) <= set(catalogue())
    for paper in catalogue().values():
        assert {*paper.for_title, *paper.for_others} <= set(catalogue()), paper.id
    assert papers_due.catalogue is catalogue


@pytest.mark.proves("CRS-20.403.1.hearing", "CRS-20.500.b")
def test_denials_carry_the_hearing_text_and_withdrawals_how_to_re_apply() -> None:
    for id in ("DOC-14", "DOC-20", "DOC-21", "DOC-38", "DOC-44"):
        assert catalogue()[id].hearing == "always"
    for id in ("DOC-13", "DOC-60"):
        assert catalogue()[id].reapply
        assert catalogue()[id].hearing


def test_items_have_one_key_and_words() -> None:
    data = shelf.loaded("items.yaml")
    assert set(data["names"].values()) <= set(data["labels"])
    assert referral.name_of("test_results") == "20.200.2.A.2"
    assert referral.label_of("test_results") == "Diagnostic test results"


WINDOWS = [
    ("CLK-36", "2026-03-02", "2026-01-31", "2026-03-01"),
    ("CLK-37", "2026-03-02", "2025-03-02", "2026-03-01"),
    ("CLK-38", "2026-03-02", "2025-03-02", None),
    ("CLK-39", "2026-03-02", None, "2021-03-02"),
    ("CLK-40", "2026-03-02", "2026-03-02", "2026-04-01"),
    ("CLK-41", "2026-04-29", None, "2026-05-02"),
    ("CLK-41", "2026-12-24", None, "2026-12-29"),  # not on Christmas; on Saturdays the post runs
    ("CLK-41", "2026-07-02", None, "2026-07-07"),  # the Fourth is a Saturday without post
    ("CLK-36", "2028-03-01", "2028-01-31", "2028-02-29"),
    ("CLK-37", "2028-02-29", "2027-02-28", "2028-02-28"),
    ("CLK-43", "2026-12-31", "2026-10-01", "2026-12-31"),
    ("CLK-43", "2027-01-01", "2027-01-01", "2027-03-31"),
    ("CLK-40", "2026-12-15", "2026-12-15", "2027-01-14"),
    ("CLK-42", "2026-05-02", "2026-01-01", "2026-12-31"),
    ("CLK-43", "2026-05-02", "2026-04-01", "2026-06-30"),
    ("CLK-44", "2026-05-02", "2026-01-01", "2026-12-31"),
    ("CLK-45", "2026-03-31", "2025-03-31", "2026-03-31"),
]


@pytest.mark.parametrize(("id", "anchor", "first", "last"), WINDOWS, ids=lambda each: str(each))
def test_the_windows_hold_the_worked_days(id: str, anchor: str, first: str | None, last: str | None) -> None:
    found = clocks.window(id, date.fromisoformat(anchor), Book.load())
    assert (found.first, found.last) == tuple(
        date.fromisoformat(day) if day else None for day in (first, last)
    )
    assert all(day is None or found.holds(day) for day in (found.first, found.last))


def test_the_cases_are_found() -> None:
    assert len(list((Path(__file__).parent / "cases").glob("*.yaml"))) >= 8


@pytest.mark.proves("CRS-20.1100.M1")
def test_ahcccs_grants_a_rehearing_to_title_members_and_adhs_to_others() -> None:
    book, at = Book.load(), Moment.read("2026-04-01")
    assert hearing.grants_rehearing(course.read(stories.a_case("title_member"), book, at)) == "AHCCCS"
    assert hearing.grants_rehearing(course.read(stories.a_case("member"), book, at)) == "ADHS"


@pytest.mark.proves("CRS-20.900.2.A")
def test_step_a_of_a_termination_is_blank_unless_the_site_has_its_own() -> None:
    own = {"setting": "termination.step_a", "value": "text", "reason": "Close the paper file"}
    site = codec.adapter(Site).validate_python({"format": "crs-site/1", "readings": [own]})
    assert termination.step_a(Book.load()) == ""
    assert termination.step_a(Book.load(site)) == "Close the paper file"


def test_every_reading_of_a_cases_life_is_read_by_the_rules() -> None:
    read = "\n".join(
        file.read_text("utf-8")
        for place in ("crs_intake", "ui", "resources/letters", "resources/policy")
        for file in (ROOT / place).rglob("*")
        if file.suffix in (".py", ".yaml", ".md") and file.name != "readings.yaml"
    )
    chapter_20 = [rule for rule in shelf.reading_rules().values() if rule.section.startswith("20.")]
    elsewhere = {"affidavit.notary_block", "chart.ahcccs"}  # of the papers and of the AHCCCS chart
    assert {rule.setting for rule in chapter_20 if rule.setting not in read} <= elsewhere
