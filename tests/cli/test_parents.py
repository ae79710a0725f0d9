"""`crs-intake parents CASE.json --on DATE --json` answers for all of Chapter 800."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crs_intake import codec
from crs_intake.cli import main
from tests.policy.parents import run


def file_of(folder: Path, start: str = "kidscare", change: dict[str, Any] | None = None) -> str:
    """A case file with an application for the parents."""
    path = folder / "case.json"
    path.write_bytes(codec.to_file(run.case_of(start, *([change] if change else []))))
    return str(path)


def test_the_answer_has_outcome_reason_key_code_premium_date_notices_and_section(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parents", file_of(tmp_path), "--on", "2026-04-22", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    mother = told["people"][0]
    assert {key: mother[key] for key in ("outcome", "key_code", "premium", "effective", "section")} == {
        "outcome": "approved", "key_code": "327", "premium": "140.00", "effective": "2026-05-01",
        "section": "802.A",
    }  # fmt: skip
    assert [each["document"] for each in told["notices"]] == ["DOC-66"]
    assert len(mother["requirements"]) == 14


def test_a_site_closes_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site.json"
    rows = [{"effective_from": "2026-04-01", "open": False, "citation": "closed by AHCCCS"}]
    site.write_text(json.dumps({"format": "crs-site/1", "parents_program": rows}))
    words = ["parents", file_of(tmp_path), "--on", "2026-04-22", "--site", str(site), "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["program"] == {"open": False, "citation": "closed by AHCCCS"}
    assert told["notices"] == [
        {"document": "DOC-65", "person": "mother", "hearing_text": False, "sent": None}
    ]


def test_a_person_reads_the_same_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parents", file_of(tmp_path, "sobra"), "--on", "2026-04-22"]) == 0
    said = capsys.readouterr().out
    assert "Ana Soto: approved P_APPROVED" in said and "key code 325" in said


@pytest.mark.parametrize(
    ("change", "on", "says"),
    [
        (None, "2002-12-31", "began on 2003-01-01"),
        ({"parents": {"parents": {"nobody": {}}}}, "2026-04-22", "nobody in the case has the id"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Any, on: str, says: str
) -> None:
    assert main(["parents", file_of(tmp_path, "kidscare", change), "--on", on, "--json"]) == 2
    said = capsys.readouterr()
    assert says in said.err and not said.out and "Traceback" not in said.err


def test_a_case_without_an_application_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"format": "crs-case/1"}')
    assert main(["parents", str(path), "--on", "2026-04-22"]) == 2
    assert "Open Parents' coverage and enter it" in capsys.readouterr().err


def test_a_mistyped_key_is_named_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"format": "crs-case/1", "parents": {"wiling": "all"}}')
    assert main(["parents", str(path), "--on", "2026-04-22"]) == 2
    assert 'Did you mean "willing"?' in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "parents"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "ParentsOut"
